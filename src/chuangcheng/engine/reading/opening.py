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
from chuangcheng.engine.reading.rulebook import Draft, read_draft
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
    draft: Draft | None = None
    """What could be read of a rulebook that has errors; ``calendar`` is then its calendar."""


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
    draft, sound = _read_book(folder, rulebook, season, columns, problems)
    read = draft.rulebook if draft and sound else None
    calendar = _calendar(season, draft, problems) if season and draft else None
    attributes = attribute_types(columns or (), read)
    return Opened(folder, season, read, calendar, attributes, problems, None if sound else draft)


def _read_book(
    folder: Path, override: Path | None, season: Season | None, columns: tuple[str, ...] | None, problems: list[Problem]
) -> tuple[Draft | None, bool]:
    """Read the rulebook, and tell whether it has no error.

    ``missing-key`` where nothing names one, ``file-missing`` where it is not there.
    """
    named = season.rulebook if season else rulebook_named_in(folder)
    path = override or (folder / named if named else None)
    if path is None:
        if season is not None:
            problems.append(Problem("missing-key", f"{season.file}:{season.lines['']}", "", {"key": "rulebook"}))
        return None, False
    if not path.is_file():
        problems.append(Problem("file-missing", path.name, "", {"file": path.name}))
        return None, False
    attributes = None if columns is None else dict.fromkeys(columns, Type.TEXT)
    draft, found = read_draft(path.read_bytes(), path.name, attributes)
    problems += found
    return draft, not found


def _calendar(season: Season, draft: Draft, problems: list[Problem]) -> Calendar:
    """The season's periods; none where it is not made of whole ones, so that the facts can be checked all the same."""
    rulebook = draft.rulebook
    if not draft.period_known:
        return _no_periods(season, rulebook)
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
        return _no_periods(season, rulebook)


def _no_periods(season: Season, rulebook: Rulebook) -> Calendar:
    label = year_label(rulebook.period, season.first, season.last)
    return Calendar(rulebook.period, season.first, season.last, (), label, (season.first,))
