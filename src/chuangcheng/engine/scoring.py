"""The door of the engine: a season folder in, its results out (§8).

    files → season, rulebook, calendar → checked facts → plan → results

``score_season`` goes all the way, ``check_season`` stops before the plan. Nothing here knows a rule of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

import duckdb

from chuangcheng.engine.model import Rulebook, Season, Type
from chuangcheng.engine.periods import Calendar, NotWhole, cut, year_label
from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.reading.facts import load_facts
from chuangcheng.engine.reading.facts.units import attribute_columns, attribute_types, read_units
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.engine.reading.season import read_season, rulebook_named_in
from chuangcheng.engine.sources import read_sources
from chuangcheng.engine.working.compile import compile_plan
from chuangcheng.engine.working.plan import Plan
from chuangcheng.engine.working.run import run_plan

#: What one scoring may hold in memory; beyond it DuckDB writes to a folder of its own and removes it.
MEMORY_LIMIT: Final = "1400MB"


@dataclass(slots=True)
class Opened:
    """A season folder whose season.yaml and rulebook were read; ``None`` for what an error left unknown."""

    folder: Path
    season: Season | None
    rulebook: Rulebook | None
    calendar: Calendar | None
    attributes: Mapping[str, Type]
    problems: list[Problem]


@dataclass(slots=True)
class Outcome:
    """What scoring gave. ``connection`` holds the plan's tables; it is ``None`` where an error stopped the scoring.

    ``plan.results`` are the queries of the output tables; each runs when it is asked for. Close the outcome, or use it
    in a ``with`` statement.
    """

    opened: Opened
    problems: tuple[Problem, ...]
    connection: duckdb.DuckDBPyConnection | None = None
    plan: Plan = field(default_factory=lambda: Plan(()))

    def query(self, table: str) -> str:
        """The SQL of an output table (``ledger``, ``scores``, ``ranking``, ``decisions``, ``settlement``)."""
        return next(step.sql for step in self.plan.results if step.table == table)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def score_season(folder: Path, rulebook: Path | None = None, *, checked: bool = False) -> Outcome:
    """Score a season folder, with the rulebook that it names or another one.

    ``checked`` says that these very files were checked before, so that their rows need not be looked at again.
    Problems are in ``Outcome.problems``; nothing is raised for what a file says.
    """
    return _score(folder, rulebook, (), checked=checked)


def check_season(folder: Path, rulebook: Path | None = None) -> tuple[Problem, ...]:
    """Read and check all files of a season folder, the first step of G37, and give the problems."""
    with connect() as connection:
        return tuple(_load(connection, open_season(folder, rulebook), (), checked=False))


def connect() -> duckdb.DuckDBPyConnection:
    """A database of its own in memory, which neither installs anything nor writes outside its own folder."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(Path(tempfile.gettempdir()) / f"chuangcheng-{uuid4().hex}"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    return duckdb.connect(config=settings)


def open_season(folder: Path, rulebook: Path | None = None) -> Opened:
    """Read season.yaml and the rulebook, and cut the year into periods."""
    season, problems = read_season(folder)
    columns = attribute_columns(folder)
    read = _read_book(folder, rulebook, season, columns, problems)
    calendar = _calendar(season, read, problems) if season and read else None
    return Opened(folder, season, read, calendar, attribute_types(columns or (), read), problems)


def _score(folder: Path, rulebook: Path | None, above: tuple[Path, ...], *, checked: bool) -> Outcome:
    opened = open_season(folder, rulebook)
    connection = connect()
    problems = _load(connection, opened, above, checked=checked)
    if not has_errors(problems) and opened.rulebook is not None:
        plan = compile_plan(opened.rulebook, opened.attributes)
        problems += run_plan(connection, plan)
        if not has_errors(problems):
            return Outcome(opened, tuple(problems), connection, plan)
    connection.close()
    return Outcome(opened, tuple(problems))


def _load(
    connection: duckdb.DuckDBPyConnection, opened: Opened, above: tuple[Path, ...], *, checked: bool
) -> list[Problem]:
    """Load what can be loaded and give all problems, those of opening included."""
    problems = list(opened.problems)
    season, rulebook, calendar = opened.season, opened.rulebook, opened.calendar
    if season is None or rulebook is None or calendar is None:
        read_units(connection, opened.folder, rulebook, problems, checked=False)
        return problems
    stack = (*above, opened.folder.resolve())

    def score(folder: Path) -> Outcome | None:
        return None if folder.resolve() in stack else _score(folder, None, stack, checked=checked)

    outside, found = read_sources(connection, season, rulebook, score)
    return problems + found + load_facts(connection, season, rulebook, calendar, outside, checked=checked)


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
