"""Judgements, imports and vetoes: one fact, one line or event (§5.4–5.6, G12, G24, G25)."""

from __future__ import annotations

from collections.abc import Iterator

from chuangcheng.engine.model import Import, Judgement, Type, Veto
from chuangcheng.engine.working.answers import points
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import Plain, cell
from chuangcheng.engine.working.leaves.amounts import is_null
from chuangcheng.engine.working.leaves.facts import FactQuery, fact_problem, item_problem, scope, where_of
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place


def judgement(columns: Columns, place: Place, leaf: Judgement) -> Iterator[Statement]:
    """Each judgement is a line; that it is in order was seen when its file was read."""
    item, score = columns.of_fact(leaf.fact, "item", "f"), columns.of_fact(leaf.fact, "points", "f")
    value = points(cell(score, Type.DECIMAL)).sql
    yield Statement(
        f"line_{place.number}",
        f"SELECT f.u AS u, f.p AS p, f.id AS fact, '' AS key, {value} AS points, 'judgement' AS reason\n"
        f"FROM {columns.table(leaf.fact)} f JOIN {scope(place)} ON a.u = f.u AND a.p = f.p\n"
        f"WHERE {item} = {text(place.item.id)} AND {value} <> 0",
        f"the lines of item {place.item.id}",
    )


def imported(columns: Columns, place: Place, leaf: Import) -> Iterator[Statement]:
    """One figure from outside for each unit and period."""
    query = FactQuery(columns, leaf.fact, leaf.where)
    value = query.emit(leaf.value)
    query.joins.append(f"JOIN {scope(place)} ON a.u = f.u AND a.p = f.p")
    if isinstance(value, Plain):
        raise TypeError("a figure is a number")
    answer = points(value)
    query.wrong_code(answer.wrong)
    query.wrong_if(is_null(value), "null-value")
    taken = query.sql(
        {"u": "f.u", "p": "f.p", "id": "f.id", "line": "f.line", "v": answer.sql, "wrong": query.wrong or "NULL"}
    )
    table = f"figure_{place.number}"
    yield Statement(table, taken, f"the figures that item {place.item.id} takes")
    yield fact_problem(columns, leaf.fact, place, f"SELECT f.* FROM {table} f WHERE f.wrong IS NOT NULL")
    yield item_problem(place, _one_each(place, table), f"not exactly one figure for item {place.item.id}")
    yield Statement(
        f"unknown_{place.number}",
        f"SELECT f.u AS u, f.p AS p FROM {table} f WHERE f.wrong IS NOT NULL\nUNION ALL\n"
        f"SELECT c.u AS u, c.p AS p FROM (\n{_one_each(place, table)}\n) c WHERE c.wrong IS NOT NULL",
        f"where item {place.item.id} is not known",
        view=True,
    )
    yield Statement(
        f"line_{place.number}",
        "SELECT f.u AS u, f.p AS p, f.id AS fact, '' AS key, f.v AS points, 'import' AS reason\n"
        f"FROM {table} f WHERE f.v <> 0",
        f"the lines of item {place.item.id}",
        view=True,
    )


def _one_each(place: Place, table: str) -> str:
    counted = f"SELECT f.u AS u, f.p AS p, COUNT(*) AS facts FROM {table} f GROUP BY f.u, f.p"
    return (
        "SELECT a.u AS u, a.p AS p, CASE WHEN c.facts IS NULL THEN 'import-missing' "
        "WHEN c.facts > 1 THEN 'import-duplicate' END AS wrong\n"
        f"FROM {scope(place)} LEFT JOIN (\n{counted}\n) c ON c.u = a.u AND c.p = a.p"
    )


def veto(columns: Columns, place: Place, leaf: Veto) -> Iterator[Statement]:
    """The events that take something away: ``veto_<n>(u, p, day, fact)``; the item has no lines of its own."""
    query = FactQuery(columns, leaf.fact, leaf.where)
    if leaf.unless is not None:
        query.unless(leaf.unless)
    query.joins.append("JOIN subject s ON s.u = f.u")
    if place.has_applies:
        query.joins.append(f"JOIN applies_{place.number} y ON y.u = f.u")
    wrong = query.wrong
    selected = {"u": "f.u", "p": "f.p", "day": "f.day", "fact": "f.id"}
    if wrong is not None:
        source = query.sql({"u": "f.u", "p": "f.p", "id": "f.id", "line": "f.line", "wrong": wrong})
        yield fact_problem(columns, leaf.fact, place, source)
        query.conditions.append(f"({wrong}) IS NULL")
    yield Statement(f"veto_{place.number}", query.sql(selected), f"the events of item {place.item.id}")
    yield Statement(
        f"line_{place.number}",
        "SELECT a.u AS u, a.p AS p, '' AS fact, '' AS key, CAST(0 AS BIGINT) AS points, '' AS reason\n"
        "FROM assessed a WHERE FALSE",
        f"item {place.item.id} has the value 0",
    )
    if leaf.effect == "zero":
        yield _not_booked(columns, place, leaf)


def _not_booked(columns: Columns, place: Place, leaf: Veto) -> Statement:
    """A veto that makes a total 0 needs a total: outside held periods, or at a unit of another kind, it is told (G12)."""
    query = FactQuery(columns, leaf.fact, leaf.where)
    if leaf.unless is not None:
        query.unless(leaf.unless)
    if query.wrong is not None:
        query.conditions.append(f"({query.wrong}) IS NULL")
    query.with_unit()
    query.joins.append(f"JOIN fact_file o ON o.n = {columns.number(leaf.fact)}")
    query.conditions.append("f.p IS NOT NULL")
    query.conditions.append("NOT EXISTS (SELECT 1 FROM assessed a WHERE a.u = f.u AND a.p = f.p)")
    if place.has_applies:
        query.conditions.append(
            f"(EXISTS (SELECT 1 FROM applies_{place.number} y WHERE y.u = f.u) "
            "OR NOT EXISTS (SELECT 1 FROM subject s WHERE s.u = f.u))"
        )
    rows = query.sql(
        {
            "code": "'fact-not-booked'",
            "place": where_of("f", "o"),
            "saying": "'veto'",
            "a1": text(place.item.id),
            "a2": "f.id",
            "a3": "n.unit",
        }
    )
    return Statement("problem", rows, f"events of item {place.item.id} where nobody is assessed")
