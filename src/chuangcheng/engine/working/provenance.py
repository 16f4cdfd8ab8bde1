"""Why a line has its points: beside each scoring query one with the same predicates, for one unit and period.

A provenance runs over the tables that the plan left. Its rows name the facts behind an item's lines, and what each gave;
what the given parts of an item lack to the sum of its lines stands in a row without a fact. So the parts of an item always
sum to its lines of the kind ``points``. Ladders, judgements and imports need no such row; in a checklist it is the rounding (or,
with ``places: pass``, all of it); the facts of a measure have no part of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from chuangcheng.engine.model import (
    Aggregate,
    Checklist,
    Formula,
    Import,
    Judgement,
    Ladder,
    Measure,
    Rulebook,
    Section,
    Type,
    Veto,
)
from chuangcheng.engine.working.answers import points, words
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import cell
from chuangcheng.engine.working.leaves.checklist import ChecklistWriter
from chuangcheng.engine.working.leaves.ladder import Ladders
from chuangcheng.engine.working.leaves.measure.number import fact_rows
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.tree import Place, places_of

if TYPE_CHECKING:
    import duckdb

State = OneOf["used", "superseded", "na", "left_out"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One fact behind an item's lines. ``gave`` in 0.0001 point, None where it has no part of its own.

    ``kind`` is the fact kind, ``key`` the ladder's key or the place. ``note``: ``unless`` (left out by another item), ``key`` (a
    key item made its place 0), ``rest`` (no fact: what the given parts lack to the lines), or empty.
    """

    item: str
    kind: str
    fact: str
    key: str
    gave: int | None
    state: State
    note: str


@dataclass(frozen=True, slots=True)
class Query:
    """The traces of one item: rows (fact, key, gave, state, note) for the parameters ``$u`` and ``$p``."""

    item: str
    number: int
    kind: str
    sql: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """A rulebook's provenance queries, in document order of its leaves."""

    queries: tuple[Query, ...]

    def traces(self, connection: duckdb.DuckDBPyConnection, unit: str, period: str) -> list[Trace]:
        """What stands behind the lines of a unit (id) in a period (id); nothing where either is not known."""
        row = connection.execute(
            "SELECT n.u, q.p FROM unit n CROSS JOIN period q WHERE n.unit = $unit AND q.id = $period",
            {"unit": unit, "period": period},
        ).fetchone()
        if row is None:
            return []
        where = {"u": row[0], "p": row[1]}
        return [trace for query in self.queries for trace in _traces(connection, query, where)]


def compile_provenance(rulebook: Rulebook, attributes: Mapping[str, Type] | None) -> Provenance:
    """Compile the provenance beside the plan of the same rulebook and attribute columns."""
    columns, places = Columns(rulebook, attributes), places_of(rulebook)
    ladders = Ladders(columns, places)
    return Provenance(tuple(query for place in places for query in _query(columns, ladders, place)))


def _traces(connection: duckdb.DuckDBPyConnection, query: Query, where: dict[str, int]) -> Iterator[Trace]:
    rows = connection.execute(
        f"SELECT t.fact, t.key, t.gave, t.state, t.note FROM (\n{query.sql}\n) t ORDER BY t.day, t.fact, t.key", where
    ).fetchall()
    given = 0
    for fact, key, gave, state, note in rows:
        given += gave or 0
        yield Trace(query.item, query.kind, fact, key or "", gave, state, note)
    sums = f"SELECT CAST(COALESCE(SUM(l.points), 0) AS BIGINT) FROM line_{query.number} l WHERE l.u = $u AND l.p = $p"
    line = connection.execute(sums, where).fetchone()
    if line is not None and line[0] != given:
        yield Trace(query.item, query.kind, "", "", line[0] - given, "used", "rest")


def _query(columns: Columns, ladders: Ladders, place: Place) -> Iterator[Query]:
    kind = ""
    match place.item.content:
        case Section():
            return
        case Ladder(kind):
            sql = _ladder(ladders, place)
        case Measure(kind) as leaf:
            sql = _measure(columns, leaf)
        case Checklist(kind) as leaf:
            sql = _checklist(columns, place, leaf)
        case Judgement(kind):
            sql = _judgement(columns, place, kind)
        case Import(kind):
            sql = (
                f"SELECT f.id AS fact, '' AS key, f.v AS gave, 'used' AS state, '' AS note, f.line AS day\n"
                f"FROM figure_{place.number} f WHERE f.u = $u AND f.p = $p"
            )
        case Veto(kind):
            sql = (
                "SELECT e.fact AS fact, '' AS key, CAST(NULL AS BIGINT) AS gave, 'used' AS state, '' AS note, e.day AS day\n"
                f"FROM veto_{place.number} e WHERE e.u = $u AND e.p = $p"
            )
        case Formula():
            sql = (
                "SELECT '' AS fact, '' AS key, f.v AS gave, 'used' AS state, '' AS note, 0 AS day\n"
                f"FROM formula_{place.number} f WHERE f.u = $u AND f.p = $p AND f.v <> 0"
            )
    yield Query(place.item.id, place.number, kind, sql)


def _ladder(ladders: Ladders, place: Place) -> str:
    """Facts that moved their key gave their line; the others were superseded, or left out by another item."""
    taken = _here(ladders, place, unless=True)
    moved = ladders.chain_of(place).table
    sql = (
        "SELECT t.id AS fact, t.key AS key, CASE WHEN a.u IS NOT NULL THEN COALESCE(m.points, 0) END AS gave,\n"
        "CASE WHEN m.id IS NULL THEN 'superseded' ELSE 'used' END AS state, '' AS note, t.day AS day\n"
        f"FROM (\n{taken}\n) t LEFT JOIN {moved} m ON m.i = {place.number} AND m.id = t.id\n"
        "LEFT JOIN assessed a ON a.u = t.u AND a.p = t.p"
    )
    leaf = place.item.content
    if isinstance(leaf, Ladder) and leaf.unless:
        every = _here(ladders, place, unless=False)
        sql += (
            "\nUNION ALL\nSELECT t.id AS fact, t.key AS key, CAST(NULL AS BIGINT) AS gave, 'left_out' AS state,\n"
            f"'unless' AS note, t.day AS day\nFROM (\n{every}\n) t\n"
            f"WHERE NOT EXISTS (SELECT 1 FROM (\n{taken}\n) k WHERE k.id = t.id)"
        )
    return sql


def _here(ladders: Ladders, place: Place, *, unless: bool) -> str:
    query, selected = ladders.query(place, unless=unless)
    if query.wrong is not None:
        query.conditions.append(f"({query.wrong}) IS NULL")
    query.conditions += ["f.u = $u", "f.p = $p"]
    return query.sql({name: selected[name] for name in ("u", "p", "id", "day", "key")})


def _judgement(columns: Columns, place: Place, kind: str) -> str:
    gave = points(cell(columns.of_fact(kind, "points", "f"), Type.DECIMAL)).sql
    return (
        f"SELECT f.id AS fact, '' AS key, {gave} AS gave, 'used' AS state, '' AS note, f.day AS day\n"
        f"FROM {columns.table(kind)} f JOIN line_{place.number} l ON l.u = f.u AND l.p = f.p AND l.fact = f.id\n"
        f"WHERE {columns.of_fact(kind, 'item', 'f')} = {text(place.item.id)} AND f.u = $u AND f.p = $p"
    )


def _measure(columns: Columns, leaf: Measure) -> str:
    """The facts that the number is made of; of ``latest`` one counts, the others are superseded."""
    query, row, _ = fact_rows(columns, leaf)
    if query.wrong is not None:
        query.conditions.append(f"({query.wrong}) IS NULL")
    query.conditions.append("f.u = $u")
    if leaf.over == "period":
        query.conditions.append("f.p = $p")
    elif leaf.over == "year_to_date":
        query.joins.append("JOIN period o ON o.p = $p AND f.day BETWEEN o.ytd_first AND o.last")
    key = "''"
    if leaf.by is not None:
        kind = columns.fact_type(leaf.fact, leaf.by)
        key = words(cell(query.column(leaf.by), kind), kind).sql
    counts = " OR ".join(f"t.{name} IS NOT NULL" for name in ("among" if "among" in row else "v",))
    rows = query.sql({"id": "f.id", "key": key, **row, "day": "f.day"})
    state = "'used'"
    if isinstance(leaf.number, Aggregate) and leaf.number.kind == "latest":
        newest = "ROW_NUMBER() OVER (PARTITION BY t.key ORDER BY t.day DESC, t.id DESC)"
        state = f"CASE WHEN {newest} = 1 THEN 'used' ELSE 'superseded' END"
    return (
        f"SELECT t.id AS fact, t.key AS key, CAST(NULL AS BIGINT) AS gave, {state} AS state, '' AS note, t.day AS day\n"
        f"FROM (\n{rows}\n) t WHERE {counts}"
    )


def _checklist(columns: Columns, place: Place, leaf: Checklist) -> str:
    """Each check's part of the line; N/A checks and those made again have none."""
    return ChecklistWriter(columns, place, leaf).traces()
