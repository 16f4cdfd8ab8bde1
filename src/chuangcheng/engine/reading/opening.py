"""Opening a season folder: season.yaml, the rulebook that it names, and its periods (§2, G8, G9, G37)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import duckdb

from chuangcheng.engine.model import Rulebook, Season, Type
from chuangcheng.engine.periods import Calendar, NotWhole, cut, year_label
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.units import attribute_columns, attribute_types
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.engine.reading.season import read_season, rulebook_named_in

#: What one scoring may hold in memory; beyond it DuckDB writes to a folder of its own and removes it.
MEMORY_LIMIT: Final = "1600MB"


@dataclass(slots=True)
class Opened:
    """A season folder whose season.yaml and rulebook were read; ``None`` for what an error left unknown."""

    folder: Path
    season: Season | None
    rulebook: Rulebook | None
    calendar: Calendar | None
    attributes: Mapping[str, Type]
    problems: list[Problem]


def connect() -> duckdb.DuckDBPyConnection:
    """A database of its own in memory, which neither installs anything nor writes outside its own folder."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(Path(tempfile.gettempdir()) / f"chuangcheng-{uuid4().hex}"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(config=settings)
    connection.execute("SET enable_progress_bar = false")
    return connection


def open_season(folder: Path, rulebook: Path | None = None) -> Opened:
    """Read season.yaml and the rulebook, and cut the year into periods."""
    season, problems = read_season(folder)
    columns = attribute_columns(folder)
    read = _read_book(folder, rulebook, season, columns, problems)
    calendar = _calendar(season, read, problems) if season and read else None
    return Opened(folder, season, read, calendar, attribute_types(columns or (), read), problems)


def _read_book(
    folder: Path, override: Path | None, season: Season | None, columns: tuple[str, ...] | None, problems: list[Problem]
) -> Rulebook | None:
    """Read the rulebook; ``missing-key`` where nothing names one, ``file-missing`` where it is not there."""
    named = season.rulebook if season else rulebook_named_in(folder)
    path = override or (folder / named if named else None)
    if path is None:
        if season is not None:
            problems.append(Problem("missing-key", f"{season.file}:{season.lines['']}", "", {"key": "rulebook"}))
        return None
    if not path.is_file():
        problems.append(Problem("file-missing", path.name, "", {"file": path.name}))
        return None
    attributes = None if columns is None else dict.fromkeys(columns, Type.TEXT)
    rulebook, found = read_rulebook(path.read_bytes(), path.name, attributes)
    problems += found
    return rulebook


def _calendar(season: Season, rulebook: Rulebook, problems: list[Problem]) -> Calendar:
    """The season's periods; none where it is not made of whole ones, so that the facts can be checked all the same."""
    if rulebook.period == "rounds" and not season.rounds:
        code = "rounds-invalid" if "rounds" in season.lines else "missing-key"
        line = season.lines.get("rounds", season.lines[""])
        if not any(problem.code == "rounds-invalid" for problem in problems):
            problems.append(Problem(code, f"{season.file}:{line}", "none", {"key": "rounds"}))
    try:
        return cut(rulebook.period, season.first, season.last, season.rounds)
    except NotWhole:
        said = {"period": rulebook.period}
        problems.append(Problem("year-not-whole", f"{season.file}:{season.lines['year']}", "", said))
        label = year_label(rulebook.period, season.first, season.last)
        return Calendar(rulebook.period, season.first, season.last, (), label, (season.first,))
