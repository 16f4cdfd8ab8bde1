"""Checks over a raw table: conditions that name bad rows, all asked in one scan (G37)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import duckdb

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.rawtable import RawTable
from chuangcheng.engine.reading.fields import nearest

#: How many unknown units are searched for a near one.
MOST_NEAREST: Final = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must not be: rows where ``fault`` is true get a problem.

    ``fault`` is SQL over the raw table ``r`` and what the table's ``source`` joins to it. ``shown`` maps
    arguments of the sentence to SQL, ``said`` arguments that are the same for every row.
    """

    code: str
    fault: str
    saying: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    """The names that would be right: the one nearest to what is shown first is told."""


def run_checks(
    connection: duckdb.DuckDBPyConnection, table: RawTable, source: str, checks: Sequence[Check]
) -> list[Problem]:
    """Ask all checks in one scan of ``source`` (SQL after FROM), then find the rows of those that failed."""
    if not checks:
        return []
    asked = ", ".join(f"COALESCE(bool_or({check.fault}), false)" for check in checks)
    answers = connection.execute(f"SELECT {asked} FROM {source}").fetchone()
    assert answers is not None
    failed = [check for check, answer in zip(checks, answers, strict=True) if answer]
    return [problem for check in failed for problem in _rows_of(connection, table, source, check)]


def _rows_of(connection: duckdb.DuckDBPyConnection, table: RawTable, source: str, check: Check) -> list[Problem]:
    place = table.cell("id") if table.by_id else "r.line"
    shown = "".join(f", CAST({sql} AS VARCHAR)" for sql in check.shown.values())
    rows = connection.execute(f"SELECT {place}{shown} FROM {source} WHERE {check.fault} ORDER BY r.line").fetchall()
    return [Problem(check.code, where(table, row[0]), check.saying, _arguments(check, row[1:])) for row in rows]


def _arguments(check: Check, values: Sequence[str | None]) -> dict[str, str | None]:
    arguments = {**check.said, **dict(zip(check.shown, values, strict=True))}
    if check.known and values and values[0]:
        arguments["nearest"] = nearest(values[0], check.known)
    return arguments


def unknown_unit(unit: str, saying: str = "") -> Check:
    """``unknown-unit`` where a filled cell has found no unit ``x``."""
    return Check("unknown-unit", f"({unit} IS NOT NULL AND x.u IS NULL)", saying, {"unit": unit})


def with_nearest_unit(connection: duckdb.DuckDBPyConnection, problems: list[Problem]) -> list[Problem]:
    """Name the nearest unit in the first few problems of unknown units; each search goes through all units."""
    found: dict[str, str] = {}
    for problem in problems:
        name = problem.arguments.get("unit")
        if problem.code == "unknown-unit" and name and len(found) < MOST_NEAREST:
            found.setdefault(name, _nearest_unit(connection, name))
    return [
        replace(problem, arguments={**problem.arguments, "nearest": found[problem.arguments["unit"]]})
        if problem.code == "unknown-unit" and problem.arguments.get("unit") in found
        else problem
        for problem in problems
    ]


def _nearest_unit(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    row = connection.execute(
        "SELECT unit FROM unit_id WHERE jaro_winkler_similarity(unit, $1) > 0.7 "
        "ORDER BY jaro_winkler_similarity(unit, $1) DESC, unit LIMIT 1",
        [name],
    ).fetchone()
    return row[0] if row else ""


def where(table: RawTable, place: object) -> str:
    """``file:line`` of a row, ``KIND:id`` of a source's fact (G37, G51)."""
    return f"{table.file}{place}" if table.by_id else f"{table.file}:{place}"


def check_twice(connection: duckdb.DuckDBPyConnection, table: RawTable, keys: Sequence[str]) -> list[Problem]:
    """``duplicate-id`` at every row whose key (header names) stood in an earlier row."""
    cells = [table.cell(key) for key in keys]
    filled = " AND ".join(f"{cell} IS NOT NULL" for cell in cells)
    if not _any_twice(connection, table, cells, filled):
        return []
    shown = " || '/' || ".join(cells)
    rows = connection.execute(
        f"SELECT line, shown FROM (SELECT r.line, {shown} AS shown, row_number() OVER "
        f"(PARTITION BY {', '.join(cells)} ORDER BY r.line) AS turn FROM {table.relation} r WHERE {filled}) t "
        "WHERE turn > 1 ORDER BY line"
    ).fetchall()
    return [
        Problem("duplicate-id", where(table, shown if table.by_id else line), "", {"id": shown}) for line, shown in rows
    ]


def _any_twice(connection: duckdb.DuckDBPyConnection, table: RawTable, cells: Sequence[str], filled: str) -> bool:
    """Compare 64-bit hashes, which is quick in little memory: where all differ, nothing stands twice."""
    row = connection.execute(
        f"SELECT count(*) > count(DISTINCT hash({', '.join(cells)})) FROM {table.relation} r WHERE {filled}"
    ).fetchone()
    return row is not None and bool(row[0])
