"""Totals of periods and of the year, and how they are published (§6, G13, G16, G26, G27, G57).

``total(u, p, summed, bounded, points, published, imputed)``: the sum of the top items, after the bounds of ``totals.period``,
after the vetoes; ``published`` is rounded to ``precision``. What is ranked are totals of *spans*: a period, the year, or a period
of settlement (``term``). ``<span>_total(t, u, num, den, published)`` holds them: num ÷ den is exact, in 0.0001 point, and ``t`` is
the number of the span (a period's is its own, the year's is 0).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuangcheng.engine.model import Rulebook, Veto
from chuangcheng.engine.numbers import CELL, half_up
from chuangcheng.engine.periods import MONTHS
from chuangcheng.engine.working.answers import Answer
from chuangcheng.engine.working.literals import BIG, WIDE, WIDE_TYPE, text, whole
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.steps import Steps, clamped, clamped_most, kept, widened
from chuangcheng.engine.working.tree import Place, always_zero, in_units
from chuangcheng.engine.working.values import Values, beside


def period_totals(rulebook: Rulebook, places: Sequence[Place], values: Values) -> Iterator[Statement]:
    """Yield the totals of the periods, held and imputed."""
    zeroed = [place for place in places if isinstance(place.item.content, Veto) and place.item.content.effect == "zero"]
    if zeroed:
        yield _zeroing(zeroed)
    yield Statement("total", _total(rulebook, places, values, bool(zeroed)), "the total of each unit and period")
    yield Statement(
        "problem",
        "SELECT 'number-too-large', n.unit || '/' || q.id, '', n.unit, q.id, NULL\n"
        "FROM total v JOIN unit n ON n.u = v.u JOIN period q ON q.p = v.p\nWHERE v.large",
        "a total beyond what a line can hold",
    )


def _total(rulebook: Rulebook, places: Sequence[Place], values: Values, vetoes: bool) -> str:
    top = [place for place in places if place.parent is None and place.item.count_in and not always_zero(place)]
    most = sum(values.most(place) for place in top)
    reads = [beside(place) for place in top]
    sums = " + ".join(widened(read.points, most) for read in reads) or whole(0)
    joins = "".join(read.joins for read in reads)
    veto = "FALSE"
    if vetoes:
        veto, joins = "z.u IS NOT NULL", joins + "\nLEFT JOIN zeroing z ON z.u = b.u AND z.p = b.p"
    steps = Steps(f"SELECT b.u AS u, b.p AS p, {sums} AS total, {veto} AS zeroed\nFROM assessed b{joins}")
    floor, cap = (None if end is None else in_units(end) for end in (rulebook.totals.floor, rulebook.totals.cap))
    steps.add("summed", kept("s.total", most))
    steps.add("bounded", Answer(clamped("s.summed", floor, cap)))
    if floor is not None or cap is not None:
        steps.watch("clamp", "s.bounded - s.summed", most + clamped_most(most, floor, cap))
    steps.add("points", Answer("CASE WHEN s.zeroed AND s.bounded > 0 THEN CAST(0 AS BIGINT) ELSE s.bounded END"))
    steps.add("published", published("s.points", 1, rulebook.precision, clamped_most(most, floor, cap)))
    held = steps.select(
        f"s.u AS u, s.p AS p, s.summed AS summed, s.bounded AS bounded, s.points AS points, s.published AS published, "
        f"FALSE AS imputed, {steps.too_large} AS large"
    )
    if not rulebook.totals.imputed:
        return held
    constant = published("i.constant", 1, rulebook.precision)
    return held + (
        "\nUNION ALL\n"
        f"SELECT s.u, q.p, i.constant, i.constant, i.constant, {constant.sql}, TRUE, FALSE\n"
        "FROM subject s CROSS JOIN imputed_entry i JOIN period q ON q.p = i.p"
    )


def _zeroing(places: Sequence[Place]) -> Statement:
    """The event that makes a total 0: the first by date, id, and the order of the rulebook; the rest find 0 already."""
    events = "\nUNION ALL\n".join(
        f"SELECT v.u AS u, v.p AS p, v.day AS day, v.fact AS fact, {place.number} AS item, {text(place.item.id)} AS veto "
        f"FROM veto_{place.number} v WHERE v.p IS NOT NULL"
        for place in places
    )
    return Statement(
        "zeroing",
        "SELECT e.u AS u, e.p AS p, e.fact AS fact, e.veto AS veto FROM (\n"
        "SELECT x.*, ROW_NUMBER() OVER (PARTITION BY x.u, x.p ORDER BY x.day ASC NULLS FIRST, x.fact ASC NULLS FIRST, "
        f"x.item ASC NULLS FIRST) AS place FROM (\n{events}\n) x\n) e WHERE e.place = 1",
        "the events that make a period's total 0",
    )


# --- spans ------------------------------------------------------------------------------------------------------------


def span_totals(rulebook: Rulebook, spans: Sequence[str]) -> Iterator[Statement]:
    """Yield ``<span>_total`` for the spans ``period``, ``year`` and ``term`` that are asked for."""
    if "period" in spans:
        yield Statement(
            "period_total",
            "SELECT t.p AS t, t.u AS u, t.points AS num, 1 AS den, t.published AS published FROM total t "
            "WHERE NOT t.imputed",
            "held periods are ranked; an imputed one is not",
            view=True,
        )
    if "year" in spans:
        yield Statement("year_total", _rounded(_year(rulebook), rulebook), "the total of the year")
        yield _too_large("year_total", "JOIN season q ON TRUE", "q.year_id")
        if rulebook.totals.year == "weights":
            yield _incomplete(rulebook)
    if "term" in spans:
        yield from _terms(rulebook)


def _year(rulebook: Rulebook) -> str:
    """The exact year: mean, sum or weighted sum of the assessed periods, imputed ones included (G26).

    Where that one year is the only period it is published once, as the period (G9).
    """
    kind, alone = rulebook.totals.year, ""
    several = ""
    if rulebook.period == "year":
        several = "\nWHERE EXISTS (SELECT 1 FROM season z WHERE NOT z.single_year)"
        alone = (
            f"\nUNION ALL\nSELECT 0 AS t, t.u AS u, CAST(t.points AS {WIDE_TYPE}) AS num, 1 AS den, FALSE AS large "
            "FROM total t\nWHERE NOT t.imputed AND EXISTS (SELECT 1 FROM season z WHERE z.single_year)"
        )
    if kind != "weights":
        den = "COUNT(*)" if kind == "mean" else "1"
        return (
            f"SELECT 0 AS t, t.u AS u, CAST(SUM(t.points) AS {WIDE_TYPE}) AS num, {den} AS den, FALSE AS large\n"
            f"FROM total t{several}\nGROUP BY t.u{alone}"
        )
    weights = [half_up(abs(weight), CELL) for _, weight, _ in rulebook.totals.weights]
    most = min(BIG, WIDE // (sum(weights) + 1))
    return (
        f"SELECT 0 AS t, t.u AS u, CAST(SUM(CASE WHEN ABS(t.points) < {most} "
        f"THEN CAST(t.points AS {WIDE_TYPE}) * w.weight END) AS {WIDE_TYPE}) AS num, {CELL} AS den, "
        f"MAX(CASE WHEN ABS(t.points) < {most} THEN 0 ELSE 1 END) = 1 AS large\n"
        f"FROM total t JOIN weight_entry w ON w.p = t.p{several}\nGROUP BY t.u HAVING COUNT(*) = {len(weights)}{alone}"
    )


def _incomplete(rulebook: Rulebook) -> Statement:
    return Statement(
        "problem",
        "SELECT 'year-incomplete', n.unit || '/' || z.year_id, '', n.unit, z.year_id, NULL\n"
        "FROM subject s JOIN unit n ON n.u = s.u JOIN season z ON NOT z.single_year\n"
        "WHERE NOT EXISTS (SELECT 1 FROM year_total y WHERE y.u = s.u)",
        "a unit that lacks a weighted period has no total of the year",
    )


def _terms(rulebook: Rulebook) -> Iterator[Statement]:
    """Periods of settlement made of several periods: their days, and the exact means of their totals (G57)."""
    assert rulebook.settlement is not None
    months, letter = MONTHS[rulebook.settlement.per]
    year, month = "CAST(EXTRACT(YEAR FROM q.first) AS INTEGER)", "CAST(EXTRACT(MONTH FROM q.first) AS INTEGER)"
    place = f"floor_div({month} - 1, {months})"
    yield Statement(
        "term_period",
        f"SELECT q.p AS p, {year} * 12 + {place} AS t, LPAD(CAST({year} AS VARCHAR), 4, '0') || "
        f"'-{letter.upper()}' || CAST({place} + 1 AS VARCHAR) AS id, q.first AS first, q.last AS last FROM period q",
        "which period of settlement each period lies in",
    )
    yield Statement(
        "term",
        "SELECT x.t AS t, x.id AS id, MIN(x.first) AS first, MAX(x.last) AS last FROM term_period x GROUP BY x.t, x.id",
        "the periods of settlement that have begun",
    )
    mean = (
        f"SELECT x.t AS t, t.u AS u, CAST(SUM(t.points) AS {WIDE_TYPE}) AS num, COUNT(*) AS den, FALSE AS large\n"
        "FROM total t JOIN term_period x ON x.p = t.p\n"
        "WHERE x.t IN (SELECT y.t FROM term_period y JOIN total h ON h.p = y.p WHERE NOT h.imputed)\nGROUP BY x.t, t.u"
    )
    yield Statement("term_total", _rounded(mean, rulebook), "the mean of each period of settlement with a held period")
    yield _too_large("term_total", "JOIN term q ON q.t = v.t", "q.id")


def _rounded(exact: str, rulebook: Rulebook) -> str:
    answer = published("e.num", "e.den", rulebook.precision)
    return (
        f"SELECT e.t AS t, e.u AS u, e.num AS num, e.den AS den, {answer.sql} AS published, "
        f"(e.large OR COALESCE({answer.wrong} IS NOT NULL, FALSE)) AS large FROM (\n{exact}\n) e"
    )


def _too_large(table: str, join: str, period: str) -> Statement:
    return Statement(
        "problem",
        f"SELECT 'number-too-large', n.unit || '/' || {period}, '', n.unit, {period}, NULL\n"
        f"FROM {table} v JOIN unit n ON n.u = v.u {join}\nWHERE v.large",
        "a total beyond what can be published",
    )


def published(num: str, den: str | int, precision: int, most: int = BIG) -> Answer:
    """A total num ÷ den rounded once to the published precision (§1, G27); ``precision`` in 0.0001 point."""
    if precision == 1 and den == 1:
        return Answer(num)
    if den == 1 and most + precision < BIG:
        return Answer(f"half_up({num}, {precision}) * {precision}")
    if den == 1:
        # It outgrows a line exactly where it rounds up to 10^18.
        fits = f"ABS({num}) * 2 + {precision} < {2 * BIG}"
        rounded = f"CASE WHEN {fits} THEN half_up({num}, {precision}) * {precision} END"
        return Answer(rounded, f"CASE WHEN NOT ({fits}) THEN 'number-too-large' END")
    return kept(f"wide_half_up({num}, CAST({den} AS {WIDE_TYPE}) * {precision}) * {precision}", BIG)
