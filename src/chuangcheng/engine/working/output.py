"""The output tables as queries, each run only when it is asked for (§8, G13, G27, G28, G36).

Columns are those of §8, and ``u`` and ``g``, the numbers of the unit and of the ranking group in the order of their texts; ``points`` count 0.0001 point, ``amount`` 0.01 yuan, ``rank`` 0.1 place. A ``reason`` is a word and its arguments
parted by ``|`` (points in 0.0001 point), of which ``telling.wording`` makes a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from chuangcheng.engine.model import Rulebook, Veto
from chuangcheng.engine.numbers import plain
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.ranking import span_ids
from chuangcheng.engine.working.settlement import NOTHING, Money
from chuangcheng.engine.working.tree import Place, in_units
from chuangcheng.engine.working.values import shape

_NO_YEAR = "z.single_year"


def results(rulebook: Rulebook, places: Sequence[Place], money: Money | None) -> Iterator[Statement]:
    """Yield the five result queries, and ``words``: what stands in the ledger's columns of few values."""
    lines = list(_lines(rulebook, places))
    yield Statement("ledger", _ledger(lines), "every line; the lines of a unit and period sum to its total")
    yield Statement("words", _words(lines), "the periods, items, kinds and reasons of the lines, each set once")
    yield Statement("scores", _scores(rulebook, places), "the value of every item, and the published totals")
    yield Statement("ranking", _ranking(rulebook), "ranks in every period and in the year")
    yield Statement("decisions", _decisions(rulebook), "the decisions taken")
    yield Statement("settlement", money.result() if money else NOTHING, "movements of money")


# --- ledger -----------------------------------------------------------------------------------------------------------


def _lines(rulebook: Rulebook, places: Sequence[Place]) -> Iterator[str]:
    """The parts of the ledger."""
    for place in places:
        if place.counted:
            yield from _item_lines(place)
    yield from _total_lines(rulebook, places)
    yield line("total", "points", "v.points", "''", "total v WHERE FALSE")


def _ledger(lines: Sequence[str]) -> str:
    union = "\nUNION ALL\n".join(lines)
    return (
        "SELECT n.unit AS unit, q.id AS period, l.item AS item, l.kind AS kind, l.fact AS fact, l.key AS key, "
        f"l.points AS points, l.reason AS reason, n.u AS u\nFROM (\n{union}\n) l "
        "JOIN unit n ON n.u = l.u JOIN period q ON q.p = l.p"
    )


def _words(lines: Sequence[str]) -> str:
    union = "\nUNION ALL\n".join(lines)
    return (
        "SELECT q.id AS period, l.item AS item, l.kind AS kind, l.reason AS reason\n"
        f"FROM (SELECT DISTINCT x.p, x.item, x.kind, x.reason FROM (\n{union}\n) x) l JOIN period q ON q.p = l.p"
    )


def line(item: str, kind: str, points: str, reason: str, rows: str, fact: str = "''", key: str = "''") -> str:
    """One part of the ledger; ``reason`` is SQL."""
    return (
        f"SELECT v.u AS u, v.p AS p, {text(item)} AS item, '{kind}' AS kind, {fact} AS fact, {key} AS key, "
        f"{points} AS points, {reason} AS reason FROM {rows}"
    )


def _item_lines(place: Place) -> Iterator[str]:
    """The lines of one item: its leaf's, and one for each step in which its value changed (§4)."""
    item, number, form = place.item.id, place.number, shape(place)
    values = f"value_{number} v"
    if not place.children and not isinstance(place.item.content, Veto):
        yield line(item, "points", "v.points", "v.reason", f"line_{number} v", "v.fact", "v.key")
    if form.start:
        yield line(item, "start", str(form.start), text(f"start|{form.start}"), f"{values} WHERE NOT v.na")
    if form.rescaled:
        moved = f"v.{form.scaled} - v.{form.before}"
        yield line(item, "na", moved, text("na-rescale"), f"{values} WHERE NOT v.na AND {moved} <> 0")
    if form.bounded:
        moved = f"v.{form.raw} - v.{form.scaled}"
        yield line(item, "clamp", moved, _clamp("clamp", form.floor, form.cap, moved), f"{values} WHERE {moved} <> 0")
    if place.can_be_out:
        yield line(item, "na", f"v.{form.raw}", _na(place), f"{values} WHERE v.na AND v.{form.raw} <> 0")
    if form.weight != 1:
        moved = f"v.points - v.{form.raw}"
        yield line(item, "weight", moved, text(f"weight|{_said(form.weight)}"), f"{values} WHERE {moved} <> 0")


def _total_lines(rulebook: Rulebook, places: Sequence[Place]) -> Iterator[str]:
    """Lines that belong to no item (G13)."""
    floor, cap = (None if end is None else in_units(end) for end in (rulebook.totals.floor, rulebook.totals.cap))
    if floor is not None or cap is not None:
        moved = "v.bounded - v.summed"
        reason = _clamp("total", floor, cap, moved)
        yield line("total", "clamp", moved, reason, f"total v WHERE NOT v.imputed AND {moved} <> 0")
    if any(isinstance(place.item.content, Veto) and place.item.content.effect == "zero" for place in places):
        rows = "total v JOIN zeroing z ON z.u = v.u AND z.p = v.p WHERE NOT v.imputed AND v.points <> v.bounded"
        yield line("total", "veto", "v.points - v.bounded", "'veto'", rows, "z.fact", "z.veto")
    if rulebook.totals.imputed:
        reason = "'imputed|' || CAST(v.points AS VARCHAR)"
        yield line("total", "imputed", "v.points", reason, "total v WHERE v.imputed AND v.points <> 0")


def _clamp(word: str, floor: int | None, cap: int | None, moved: str) -> str:
    """Which bound it was: a cap takes away, a floor adds."""
    if floor is None or cap is None:
        return text(f"{word}-floor|{floor}" if cap is None else f"{word}-cap|{cap}")
    return f"CASE WHEN {moved} < 0 THEN {text(f'{word}-cap|{cap}')} ELSE {text(f'{word}-floor|{floor}')} END"


def _na(place: Place) -> str:
    kind = place.item.na.kind.replace("_", "-")
    amount = f"|{in_units(place.item.na.amount)}" if place.item.na.amount is not None else ""
    return text(f"na-{kind}{amount}")


def _said(weight: Fraction) -> str:
    """A weight as the rulebook writes it."""
    return plain(int(weight * 1_000_000), 1_000_000)


# --- scores, ranking, decisions -----------------------------------------------------------------------------------------


def _scores(rulebook: Rulebook, places: Sequence[Place]) -> str:
    parts = [
        f"SELECT v.u AS u, q.id AS period, {text(place.item.id)} AS item, v.points AS points "
        f"FROM value_{place.number} v JOIN period q ON q.p = v.p"
        for place in places
    ]
    parts.append(
        "SELECT t.u AS u, q.id AS period, 'total' AS item, t.published AS points FROM total t JOIN period q ON q.p = t.p"
    )
    parts.append(
        "SELECT y.u AS u, z.year_id AS period, 'total' AS item, y.published AS points "
        f"FROM year_total y JOIN season z ON NOT {_NO_YEAR}"
    )
    union = "\nUNION ALL\n".join(parts)
    return (
        "SELECT n.unit AS unit, x.period AS period, x.item AS item, x.points AS points, n.u AS u\n"
        f"FROM (\n{union}\n) x JOIN unit n ON n.u = x.u"
    )


def _ranking(rulebook: Rulebook) -> str:
    columns = (
        'h.grp AS "group", q.id AS period, n.unit AS unit, s.rank AS rank, s.published AS points, h.g AS g, n.u AS u'
    )
    if rulebook.ranking is None:
        return (
            "SELECT '' AS \"group\", '' AS period, '' AS unit, CAST(0 AS BIGINT) AS rank, CAST(0 AS BIGINT) AS points "
            "FROM season z WHERE FALSE"
        )
    joins = "JOIN subject h ON h.u = s.u JOIN unit n ON n.u = s.u"
    return (
        f"SELECT {columns}\nFROM period_standing s {joins} {span_ids('period')}\nUNION ALL\n"
        f"SELECT {columns}\nFROM year_standing s {joins} {span_ids('year')} JOIN season z ON NOT {_NO_YEAR}"
    )


def _decisions(rulebook: Rulebook) -> str:
    parts = [
        f"SELECT q.id AS period, n.unit AS unit, {text(decision.id)} AS decision, n.u AS u\n"
        f"FROM decision_{number} s JOIN unit n ON n.u = s.u {span_ids(decision.per)}"
        for number, decision in enumerate(rulebook.decisions)
    ]
    return "\nUNION ALL\n".join(parts) or ("SELECT '' AS period, '' AS unit, '' AS decision FROM season z WHERE FALSE")
