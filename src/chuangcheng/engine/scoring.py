"""The door of the engine: a season folder in, its results out (§8).

    files → season, rulebook, calendar → checked facts → plan → results

``score_season`` goes all the way, ``check_season`` stops before the plan. Nothing here knows a rule of its own.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

import duckdb

from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.reading.facts import load_facts
from chuangcheng.engine.reading.facts.cells import quoted
from chuangcheng.engine.reading.facts.units import read_units
from chuangcheng.engine.reading.opening import Opened, connect, open_season
from chuangcheng.engine.sources import read_sources
from chuangcheng.engine.working.compile import compile_plan
from chuangcheng.engine.working.plan import Plan
from chuangcheng.engine.working.run import prepare, run_plan
from chuangcheng.engine.working.run import problems as problems_in


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


def keep_scored(outcome: Outcome, folder: Path) -> None:
    """Keep the plan's tables of a scored season in ``folder``, so that ``open_scored`` need not score it again. What was
    kept before goes; nothing is kept of an outcome without results, or that reads other seasons."""
    if outcome.connection is None or (outcome.opened.season and outcome.opened.season.sources):
        return
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f".{uuid4().hex}"
    try:
        # small blocks: most of the tables of a season have few rows
        outcome.connection.execute(f"ATTACH {quoted(str(making))} AS kept (BLOCK_SIZE 16384)")
        try:
            outcome.connection.execute("COPY FROM DATABASE memory TO kept")
        finally:
            outcome.connection.execute("DETACH kept")
        for old in folder.glob(_KEPT.format("*")):
            old.unlink(missing_ok=True)
        os.replace(making, folder / _kept_name(outcome.opened, outcome.plan))
    finally:
        making.unlink(missing_ok=True)


def open_scored(season: Path, folder: Path) -> Outcome | None:
    """A scored season from what ``keep_scored`` left in ``folder``, or None where there is nothing of these files, this
    rulebook and this version of the engine. ``Outcome.problems`` are those of scoring."""
    opened = open_season(season)
    if opened.rulebook is None or has_errors(opened.problems):
        return None
    plan = compile_plan(opened.rulebook, opened.attributes)
    path = folder / _kept_name(opened, plan)
    if not path.is_file():
        return None
    connection = connect()
    try:
        prepare(connection, plan)
        connection.execute("DROP TABLE problem")
        connection.execute(f"ATTACH {quoted(str(path))} AS kept (READ_ONLY)")
        connection.execute("USE kept")
        return Outcome(opened, tuple(problems_in(connection)), connection, plan)
    except duckdb.Error:  # a damaged file is as good as none
        connection.close()
        return None


_KEPT: Final = "scored-{}.duckdb"


def _kept_name(opened: Opened, plan: Plan) -> str:
    """The file of a scored season: named by all its files and by the SQL that scored them."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for statement in (*plan.statements, *plan.after, *plan.results):
        digest.update(statement.text.encode())
    for path in sorted(opened.folder.iterdir()):
        if path.is_file():
            digest.update(f"\0{path.name}\0".encode())
            digest.update(path.read_bytes())
    return _KEPT.format(digest.hexdigest()[:32])


def check_season(folder: Path, rulebook: Path | None = None) -> tuple[Problem, ...]:
    """Read and check all files of a season folder, the first step of G37, and give the problems."""
    with connect() as connection:
        return tuple(_load(connection, open_season(folder, rulebook), (), checked=False))


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
    season, calendar, draft = opened.season, opened.calendar, opened.draft
    rulebook = draft.rulebook if draft else opened.rulebook
    if season is None or rulebook is None or calendar is None:
        read_units(connection, opened.folder, rulebook, problems, checked=False)
        return problems
    stack = (*above, opened.folder.resolve())

    def score(folder: Path) -> Outcome | None:
        return None if folder.resolve() in stack else _score(folder, None, stack, checked=checked)

    outside, found = read_sources(connection, season, rulebook, score, draft)
    sound = draft is None or draft.items_sound
    return (
        problems
        + found
        + load_facts(connection, season, rulebook, calendar, outside, checked=checked, items_sound=sound)
    )
