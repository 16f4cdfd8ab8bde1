"""history.csv: numbers of items in the periods before the season (§5.2, G4, G22)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import duckdb

from chuangcheng.engine.model import Type
from chuangcheng.engine.periods import Calendar, NotWhole, cut, month_later
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.cells import quoted, value
from chuangcheng.engine.reading.facts.checks import Check, check_twice, run_checks, unknown_unit, with_nearest_unit
from chuangcheng.engine.reading.facts.header import cell_checks, match_header
from chuangcheng.engine.reading.facts.kinds import Frame
from chuangcheng.engine.reading.facts.rawtable import RawTable, open_table

COLUMNS: Final = {"unit": Type.TEXT, "item": Type.TEXT, "period": Type.TEXT, "value": Type.DECIMAL}

#: How far back the ids of earlier periods are made.
YEARS_BACK: Final = 20


def read_history(
    connection: duckdb.DuckDBPyConnection, frame: Frame, problems: list[Problem], *, checked: bool
) -> None:
    """Check ``history`` where there is such a file, and leave the table ``history``, empty without one.

    ``history(u, item, p_id, value /*0.000001*/, place, back)``: ``place`` orders the texts of the periods by code
    point; ``back`` says how many periods before the season's first one it is (1: the one just before), NULL where the
    text is no period before the season. Rounds have no calendar before the season: their rows are counted from the end.
    """
    names = [frame.folder / f"history.{ending}" for ending in ("csv", "parquet")]
    table = (
        open_table(connection, frame.folder, "history", "raw_history", problems)
        if any(name.is_file() for name in names)
        else None
    )
    usable = match_header(table, COLUMNS, problems) if table else {}
    if table is None or len(usable) < len(COLUMNS) or not frame.units_known:
        connection.execute(_EMPTY)
        return
    found = [] if checked else _check(connection, frame, table, usable)
    problems += found
    if found:
        connection.execute(_EMPTY)
    else:
        _make(connection, frame.calendar, table)


_EMPTY: Final = (
    "CREATE TABLE history (u INTEGER, item VARCHAR, p_id VARCHAR, value BIGINT, place INTEGER, back INTEGER)"
)


def _check(
    connection: duckdb.DuckDBPyConnection, frame: Frame, table: RawTable, usable: dict[str, Type]
) -> list[Problem]:
    unit, item = table.cell("unit"), table.cell("item")
    known = tuple(one.id for one in frame.rulebook.walk())
    checks = [
        *cell_checks(table, usable, tuple(COLUMNS)),
        unknown_unit(unit),
    ]
    if frame.items_sound:
        listed = ", ".join(map(quoted, known))
        checks.append(Check("unknown-item", f"({item} NOT IN ({listed}))", "", {"item": item}, {}, known))
    source = f"{table.relation} r LEFT JOIN unit_id x ON x.unit = {unit}"
    found = with_nearest_unit(connection, run_checks(connection, table, source, checks))
    return found + check_twice(connection, table, ("unit", "item", "period"))


def _make(connection: duckdb.DuckDBPyConnection, calendar: Calendar, table: RawTable) -> None:
    period = table.cell("period")
    number = value(Type.DECIMAL, table.cell("value"), table.stored("value"))
    if calendar.kind == "rounds":
        back = f"CAST(row_number() OVER (PARTITION BY x.u, {table.cell('item')} ORDER BY {period} DESC) AS INTEGER)"
    else:
        back = "e.back"
    connection.execute("CREATE TABLE earlier (id VARCHAR, back INTEGER)")
    ids = earlier_ids(calendar)
    if ids:
        connection.execute(
            "INSERT INTO earlier SELECT unnest($1::VARCHAR[]), unnest($2::INTEGER[])",
            [ids, list(range(1, len(ids) + 1))],
        )
    connection.execute(
        f"CREATE TABLE history AS SELECT x.u, {table.cell('item')} AS item, {period} AS p_id, {number} AS value, "
        f"CAST(dense_rank() OVER (ORDER BY {period}) AS INTEGER) AS place, {back} AS back "
        f"FROM {table.relation} r JOIN unit_id x ON x.unit = {table.cell('unit')} LEFT JOIN earlier e ON e.id = {period}"
    )


def earlier_ids(calendar: Calendar) -> list[str]:
    """Ids of the periods before a season, the nearest first; none for rounds, which no calendar knows."""
    if calendar.kind == "rounds":
        return []
    years = min(YEARS_BACK, calendar.first.year - 1)
    if calendar.kind == "week":
        start: date = calendar.first - timedelta(weeks=52 * years)
    else:
        start = month_later(calendar.first, -12 * years)
    try:
        before = cut(calendar.kind, start, calendar.first - timedelta(days=1)) if years else None
    except NotWhole:
        return []
    return [period.id for period in reversed(before.periods)] if before else []
