"""Formulas (§9, G48): an item worked out from items that stand earlier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chuangcheng.engine import model
from chuangcheng.engine.model import Formula, Judgement, Veto
from chuangcheng.engine.numbers import POINT
from chuangcheng.engine.working.answers import MOST_POINTS, points
from chuangcheng.engine.working.columns import Columns, names_in
from chuangcheng.engine.working.emitted import Emitted, Number, Plain, cell
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.leaves.amounts import is_null
from chuangcheng.engine.working.leaves.facts import item_problem, scope
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place


def formula(columns: Columns, place: Place, leaf: Formula, places: Mapping[str, Place]) -> Iterator[Statement]:
    """One line from ``value_<m>`` of the items that it names, and its problems."""
    read = list(dict.fromkeys(name.name for name in names_in(leaf.value.tree) if name.of == "item"))

    def answer(name: model.Name) -> Emitted:
        if name.of == "unit":
            return cell(columns.of_unit(name.name, "n"), name.type)
        value = f"v{places[name.name].number}"
        return Number(f"CASE WHEN NOT {value}.na THEN {value}.points END", POINT, MOST_POINTS)

    value = emit(leaf.value.tree, answer)
    if isinstance(value, Plain):
        raise TypeError("a formula is a number")
    worked = points(value)
    wrong = f"CASE WHEN {is_null(value)} THEN 'null-value' END"
    if worked.wrong is not None:
        wrong = f"COALESCE({worked.wrong}, {wrong})"
    joins = "".join(
        f"\nLEFT JOIN value_{places[name].number} v{places[name].number}"
        f" ON v{places[name].number}.u = a.u AND v{places[name].number}.p = a.p"
        for name in read
    )
    known = _known([places[name] for name in read])
    yield Statement(
        f"formula_{place.number}",
        f"SELECT a.u AS u, a.p AS p, {worked.sql} AS v, {wrong} AS wrong\n"
        f"FROM {scope(place)} JOIN unit n ON n.u = a.u JOIN period q ON q.p = a.p{joins}{known}",
        f"item {place.item.id} from the items before it",
    )
    table = f"formula_{place.number}"
    yield Statement(
        f"unknown_{place.number}",
        f"SELECT a.u AS u, a.p AS p FROM {scope(place)}\n"
        f"WHERE NOT EXISTS (SELECT 1 FROM {table} f WHERE f.u = a.u AND f.p = a.p AND f.wrong IS NULL)",
        f"where item {place.item.id} is not known",
        view=True,
    )
    yield item_problem(place, f"SELECT f.* FROM {table} f", f"where item {place.item.id} cannot be worked out")
    yield Statement(
        f"line_{place.number}",
        f"SELECT f.u AS u, f.p AS p, '' AS fact, '' AS key, f.v AS points, {text('formula|' + ' '.join(read))} AS reason\n"
        f"FROM {table} f WHERE f.v <> 0",
        f"the lines of item {place.item.id}",
        view=True,
    )


def _unknown(place: Place) -> Iterator[str]:
    """The tables of units and periods in which a leaf of this item is unknown; judgements and vetoes never are."""
    for child in (place, *place.children):
        if child is place and place.children:
            continue
        if child is not place:
            yield from _unknown(child)
        elif not isinstance(place.item.content, Judgement | Veto):
            yield f"unknown_{place.number}"


def _known(read: list[Place]) -> str:
    """Only where no item that is read, nor anything below it, had an error: what follows from it is no second one."""
    conditions = [
        f"(v{place.number}.u IS NULL OR v{place.number}.na OR v{place.number}.points IS NOT NULL)" for place in read
    ]
    for place in read:
        conditions += [
            f"NOT EXISTS (SELECT 1 FROM {table} e WHERE e.u = a.u AND e.p = a.p)" for table in _unknown(place)
        ]
    return "\nWHERE " + "\nAND ".join(conditions) if conditions else ""
