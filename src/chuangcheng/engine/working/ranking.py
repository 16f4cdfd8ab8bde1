"""Ranking: places, ties and breaks, and what may be asked about a unit's standing in its group (§6, G28, G31, G52).

``<span>_standing(t, u, g, published, ahead, tied, size, rank)`` has a row for each ranked unit: how many of its group stand
strictly ahead, how many share its place (itself included), how many there are; ``rank`` is counted in 0.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chuangcheng.engine.model import Expression, Name, Ranking, Rulebook
from chuangcheng.engine.numbers import POINT
from chuangcheng.engine.working.columns import Columns, names_in
from chuangcheng.engine.working.emitted import Emitted, Number, Plain
from chuangcheng.engine.working.literals import BIG, WIDE_TYPE
from chuangcheng.engine.working.plan import Statement

#: Two exact means of up to this many periods differ by more than 1 after they are multiplied by its square.
_MOST_PERIODS = 100_000
#: Bounds for the numbers that expressions see.
_MOST_SIZE = 10**10
_MOST_SUM = BIG * _MOST_PERIODS

_RANK = {
    "min": "(r.ahead + 1) * 10",
    "dense": "r.dense * 10",
    "max": "(r.ahead + r.tied) * 10",
    "mean": "r.ahead * 10 + (r.tied + 1) * 5",
}


def standings(rulebook: Rulebook, numbers: Mapping[str, int], spans: Sequence[str]) -> Iterator[Statement]:
    """Yield the standing tables of the spans; ``numbers`` gives each item's number by its id."""
    ranking = rulebook.ranking
    if ranking is None:
        return
    for span in spans:
        yield Statement(
            f"{span}_standing", _standing(rulebook, ranking, numbers, span), f"who stands where in each {span}"
        )


def _standing(rulebook: Rulebook, ranking: Ranking, numbers: Mapping[str, int], span: str) -> str:
    breaks = [
        (item_values(span, numbers[one.item], f"b{place}"), f"b{place}", one.order)
        for place, one in enumerate(ranking.breaks)
    ]
    keys = [f"{_order_key(rulebook, ranking, span)} AS k"]
    keys += [f"COALESCE({alias}.points, 0) * {1 if order == 'desc' else -1} AS k_{alias}" for _, alias, order in breaks]
    order = ", ".join(["k.k DESC NULLS LAST", *(f"k.k_{alias} DESC NULLS LAST" for _, alias, _ in breaks)])
    joins = "".join(f"\n{join}" for join, _, _ in breaks)
    group = "PARTITION BY k.t, k.g"
    dense = f"DENSE_RANK() OVER ({group} ORDER BY {order}) AS dense, " if ranking.ties == "dense" else ""
    return (
        "WITH keyed AS (SELECT s.t AS t, s.u AS u, h.g AS g, s.published AS published, "
        f"{', '.join(keys)}\nFROM {span}_total s JOIN subject h ON h.u = s.u{joins}\nWHERE h.ranked),\n"
        "placed AS (SELECT k.t AS t, k.u AS u, k.g AS g, k.published AS published, "
        f"RANK() OVER ({group} ORDER BY {order}) - 1 AS ahead, {dense}"
        f"COUNT(*) OVER ({group} ORDER BY {order} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS reached, "
        f"COUNT(*) OVER ({group}) AS size FROM keyed k),\n"
        "tied AS (SELECT p.*, p.reached - p.ahead AS tied FROM placed p)\n"
        "SELECT r.t AS t, r.u AS u, r.g AS g, r.published AS published, r.ahead AS ahead, r.tied AS tied, "
        f"r.size AS size, {_RANK[ranking.ties]} AS rank FROM tied r"
    )


def _order_key(rulebook: Rulebook, ranking: Ranking, span: str) -> str:
    """A whole number that orders totals as they are ranked: the published ones, or the exact ones."""
    if ranking.on == "published":
        return "s.published"
    if span == "period" or (span == "year" and rulebook.totals.year != "mean"):
        return "s.num"  # all have one denominator
    return f"wide_floor_div(s.num * {_MOST_PERIODS * _MOST_PERIODS}, s.den)"


def item_values(span: str, number: int, alias: str, unit: str = "s") -> str:
    """A join of an item's values in the span: the sum over its periods (G28)."""
    if span == "period":
        return f"LEFT JOIN value_{number} {alias} ON {alias}.u = {unit}.u AND {alias}.p = {unit}.t"
    if span == "year":
        rows = (
            f"SELECT 0 AS t, v.u AS u, CAST(SUM(v.points) AS {WIDE_TYPE}) AS points FROM value_{number} v GROUP BY v.u"
        )
    else:
        rows = (
            f"SELECT x.t AS t, v.u AS u, CAST(SUM(v.points) AS {WIDE_TYPE}) AS points "
            f"FROM value_{number} v JOIN term_period x ON x.p = v.p GROUP BY x.t, v.u"
        )
    return f"LEFT JOIN ({rows}) {alias} ON {alias}.u = {unit}.u AND {alias}.t = {unit}.t"


# --- what expressions see -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Seen:
    """What ``where`` of a decision and ``where`` and ``amount`` of a payment see, over rows ``s`` of a standing.

    Ask ``names`` while writing expressions, then ``joins`` for the tables that they turned out to need.
    """

    span: str
    columns: Columns
    numbers: Mapping[str, int]

    def names(self, name: Name) -> Emitted:
        """What a name is."""
        if name.of == "unit":
            return self.columns.unit_names("n")(name)
        if name.of == "item":
            sql = f"COALESCE(i{self.numbers[name.name]}.points, 0)"
            return Number(sql, POINT, BIG - 1 if self.span == "period" else _MOST_SUM)
        return _GIVEN[name.name]

    def joins(self, *expressions: Expression | None) -> str:
        """The joins that these expressions need."""
        names = [name for one in expressions if one is not None for name in names_in(one.tree)]
        joins = [
            item_values(self.span, number, f"i{number}")
            for number in sorted({self.numbers[name.name] for name in names if name.of == "item"})
        ]
        if any(name.of == "given" and name.name in ("mean", "best", "worst") for name in names):
            joins.append(f"JOIN {self.span}_group m ON m.t = s.t AND m.g = s.g")
        if any(name.of == "unit" for name in names):
            joins.append("JOIN unit n ON n.u = s.u")
        return "".join(f"\n{join}" for join in joins)


_GIVEN: Mapping[str, Emitted] = {
    "total": Number("s.published", POINT, BIG - 1),
    "rank": Number("s.rank", 10, _MOST_SIZE * 10),
    "size": Number("s.size", 1, _MOST_SIZE),
    "last": Plain("(s.ahead + s.tied = s.size)"),
    "mean": Number("m.total", f"(m.size * {POINT})", BIG * _MOST_SIZE, _MOST_SIZE * POINT),
    "best": Number("m.best", POINT, BIG - 1),
    "worst": Number("m.worst", POINT, BIG - 1),
}


def groups(span: str) -> Statement:
    """``<span>_group(t, g, total, size, best, worst)``: what is known of a ranking group's published totals (G52)."""
    return Statement(
        f"{span}_group",
        f"SELECT s.t AS t, s.g AS g, CAST(SUM(s.published) AS {WIDE_TYPE}) AS total, COUNT(*) AS size, "
        f"MAX(s.published) AS best, MIN(s.published) AS worst FROM {span}_standing s GROUP BY s.t, s.g",
        f"sum, best and worst of each ranking group in each {span}",
    )


def span_ids(span: str, alias: str = "s") -> str:
    """A join of ``q``, which has the id of the span."""
    if span == "year":
        return "JOIN (SELECT z.year_id AS id FROM season z) q ON TRUE"
    table, key = ("period", "p") if span == "period" else ("term", "t")
    return f"JOIN {table} q ON q.{key} = {alias}.t"
