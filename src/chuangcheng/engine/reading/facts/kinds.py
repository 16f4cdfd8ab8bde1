"""The tables of facts: one for each declared kind, checked and handed to the plan (§2, G4, G8, G10, G37)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from chuangcheng.engine.model import FactKind, Rulebook, Season, Type
from chuangcheng.engine.names import column, fact_table
from chuangcheng.engine.periods import Calendar
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.cells import quoted, value
from chuangcheng.engine.reading.facts.checks import Check, check_twice, run_checks, unknown_unit, with_nearest_unit
from chuangcheng.engine.reading.facts.contents import content_checks
from chuangcheng.engine.reading.facts.header import cell_checks, match_header
from chuangcheng.engine.reading.facts.rawtable import RawTable, open_table

OWN: Final = {"id": Type.TEXT, "unit": Type.TEXT, "date": Type.DATE}

#: A Parquet table with more rows stays in its file and is read from there by each query; fewer are copied in.
ROWS_TO_COPY: Final = 500_000


@dataclass(frozen=True, slots=True)
class Frame:
    """What the facts of one season are checked against."""

    folder: Path
    season: Season
    rulebook: Rulebook
    calendar: Calendar
    units_known: bool
    items_sound: bool = True
    """Whether what the rulebook's items ask of the facts can be checked."""


def open_kind(
    connection: duckdb.DuckDBPyConnection,
    frame: Frame,
    position: int,
    kind: FactKind,
    outside: Mapping[str, RawTable],
    problems: list[Problem],
) -> RawTable | None:
    """The raw table of a fact kind: a source's rows where season.yaml names one, else its file."""
    if kind.name in outside:
        return outside[kind.name]
    if any(source.kind == kind.name for source in frame.season.sources):
        return None
    return open_table(connection, frame.folder, kind.name, f"raw_{position}", problems)


def check_kind(
    connection: duckdb.DuckDBPyConnection, frame: Frame, kind: FactKind, table: RawTable, usable: Mapping[str, Type]
) -> list[Problem]:
    """Check every row of one table of facts; the problems come check by check, each in the order of the rows."""
    checks = cell_checks(table, usable, tuple(OWN))
    source = f"{table.relation} r"
    if "unit" in usable and frame.units_known:
        unit = table.cell("unit")
        source += f" LEFT JOIN unit_id x ON x.unit = {unit}"
        checks.append(unknown_unit(unit))
    if "date" in usable:
        checks += _date_checks(frame, table)
    if frame.items_sound and len(usable) == len(kind.columns) + len(OWN):
        checks += content_checks(frame.rulebook, kind, table)
    found = with_nearest_unit(connection, run_checks(connection, table, source, checks))
    return found + (check_twice(connection, table, ("id",)) if "id" in usable else [])


def _date_checks(frame: Frame, table: RawTable) -> list[Check]:
    """Outside the season; within it but after ``as_of``; in no round (a warning)."""
    season = frame.season
    cell = table.cell("date")
    day = value(Type.DATE, cell, table.stored("date"))
    first, last, as_of = _day(season.first), _day(season.last), _day(season.as_of)
    shown = {"date": cell}
    outside = {"first": season.first.isoformat(), "last": season.last.isoformat()}
    checks = [
        Check("date-outside-season", f"({day} < {first} OR {day} > {last})", "", shown, outside),
        Check(
            "date-after-as-of", f"({day} > {as_of} AND {day} <= {last})", "", shown, {"as_of": season.as_of.isoformat()}
        ),
    ]
    if frame.calendar.kind == "rounds" and frame.calendar.periods:
        within = " OR ".join(f"{day} BETWEEN {_day(one.first)} AND {_day(one.last)}" for one in frame.calendar.periods)
        held = f"({day} BETWEEN {first} AND least({last}, {as_of}) AND NOT ({within}))"
        checks.append(Check("date-outside-rounds", held, "", shown))
    return checks


def _day(day: object) -> str:
    return f"DATE {quoted(str(day))}"


def usable_columns(kind: FactKind, table: RawTable, problems: list[Problem]) -> dict[str, Type]:
    """The columns of a fact table that are there and of their types."""
    return match_header(table, {**OWN, **kind.columns}, problems)


def make_kind(connection: duckdb.DuckDBPyConnection, position: int, kind: FactKind, table: RawTable) -> None:
    """Leave ``fact_<n>_<slug>(id, u, day, p, line, <columns>)``, a table or, where the file is large, a view of it."""
    columns = "".join(
        f", {value(type_, table.cell(name), table.stored(name))} AS {column(place, name)}"
        for place, (name, type_) in enumerate(kind.columns.items())
    )
    day = value(Type.DATE, table.cell("date"), table.stored("date"))
    form = "VIEW" if _is_large(connection, table) else "TABLE"
    connection.execute(
        f"CREATE {form} {fact_table(position, kind.name)} AS "
        f"SELECT {table.cell('id')} AS id, x.u, {day} AS day, d.p, r.line{columns} FROM {table.relation} r "
        f"JOIN unit_id x ON x.unit = {table.cell('unit')} LEFT JOIN day_period d ON d.day = {day}"
    )
    if form == "TABLE" and table.types is None:
        connection.execute(f"DROP TABLE {table.relation}")


def _is_large(connection: duckdb.DuckDBPyConnection, table: RawTable) -> bool:
    if table.types is None:
        return False
    row = connection.execute(f"SELECT count(*) FROM {table.relation}").fetchone()
    return row is not None and bool(row[0] > ROWS_TO_COPY)
