"""The facts of a season: every file checked, and left as tables of whole numbers for the plan (§2, G1–G12, G37).

Tables that are left: ``unit``, ``fact_<n>_<slug>`` for each declared kind, ``fact_file(n, file)``, ``history``,
``season``, ``period``, ``day_period``, ``assessed_entry``, ``imputed_entry``, ``weight_entry``. Their columns are
described where they are made: ``units``, ``kinds``, ``history``, ``entries``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from chuangcheng.engine.model import Rulebook, Season
from chuangcheng.engine.periods import Calendar
from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.reading.facts.entries import make_entries, make_season, season_problems
from chuangcheng.engine.reading.facts.history import read_history
from chuangcheng.engine.reading.facts.kinds import Frame, check_kind, make_kind, open_kind, usable_columns
from chuangcheng.engine.reading.facts.rawtable import RawTable
from chuangcheng.engine.reading.facts.units import read_units

__all__ = ["load_facts"]


def load_facts(
    connection: duckdb.DuckDBPyConnection,
    season: Season,
    rulebook: Rulebook,
    calendar: Calendar,
    outside: Mapping[str, RawTable] | None = None,
    *,
    checked: bool = False,
    items_sound: bool = True,
) -> list[Problem]:
    """Check every table of the season's folder and leave the plan's tables; give all problems.

    ``outside`` are the tables of fact kinds that come from other seasons. With ``checked`` the rows are taken as they are,
    because the same files were checked before; headers and types are looked at all the same. Where there is an
    error, tables may be missing: nothing must be scored. Without ``items_sound`` nothing is asked of the rows that
    only the rulebook's items could tell.
    """
    problems = season_problems(season, rulebook, calendar)
    make_season(connection, season, calendar)
    folder = Path(season.folder)
    units_known = read_units(connection, folder, rulebook, problems, checked=checked)
    frame = Frame(folder, season, rulebook, calendar, units_known, items_sound)
    problems += make_entries(connection, season, rulebook, calendar, units_known=units_known)
    tables = _read_kinds(connection, frame, outside or {}, problems, checked=checked)
    read_history(connection, frame, problems, checked=checked)
    # a source that could not be scored has no table here, and its error stands where it was scored
    if not has_errors(problems) and len(tables) == len(rulebook.facts):
        for position, kind in enumerate(rulebook.facts.values()):
            make_kind(connection, position, kind, tables[position])
    return problems


def _read_kinds(
    connection: duckdb.DuckDBPyConnection,
    frame: Frame,
    outside: Mapping[str, RawTable],
    problems: list[Problem],
    *,
    checked: bool,
) -> dict[int, RawTable]:
    """Open and check the table of every declared fact kind; leaves ``fact_file``."""
    connection.execute("CREATE TABLE fact_file (n INTEGER, file VARCHAR)")
    tables: dict[int, RawTable] = {}
    for position, kind in enumerate(frame.rulebook.facts.values()):
        table = open_kind(connection, frame, position, kind, outside, problems)
        if table is None:
            continue
        tables[position] = table
        connection.execute("INSERT INTO fact_file VALUES (?, ?)", [position, table.file])
        usable = usable_columns(kind, table, problems)
        if not checked:
            problems += check_kind(connection, frame, kind, table, usable)
    return tables
