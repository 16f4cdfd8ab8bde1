"""Examples of a rulebook run with any of its versions: what comes out otherwise than expected."""

from __future__ import annotations

import csv
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.scoring import score_season
from chuangcheng.engine.telling.files import TABLES, write_outcome
from chuangcheng.rulebooks.adjust import without_days
from chuangcheng.rulebooks.checks import problems_of
from chuangcheng.rulebooks.models import Version
from chuangcheng.rulebooks.shipped import shipped_rulebook

#: Sentences are no part of the contract (G36).
UNCOMPARED: Final = frozenset({"reason", "message"})
#: Rows shown of a table that differs: a changed rulebook changes many.
MOST_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of a table that were expected and did not come, and those that came instead."""

    table: str
    missing: tuple[tuple[str, ...], ...]
    surplus: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: equal where there is no difference. ``problems`` are those that the scoring said."""

    name: str
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]

    @property
    def equal(self) -> bool:
        return not self.differences


def run_examples(version: Version) -> list[ExampleResult]:
    """Run the examples of the shipped rulebook that a version comes from; none where it comes from none.

    They are run whatever the days of force are: an office publishes for its own year, an example has another.
    """
    shipped = shipped_rulebook(version.rulebook.origin)
    if shipped is None:
        return []
    readable = not has_errors(problems_of(version.text, version.file))
    text = without_days(version.text) if readable else version.text
    return [_run(text, folder) for folder in shipped.examples]


def _run(text: str, example: Path) -> ExampleResult:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(example, folder / "season", ignore=shutil.ignore_patterns("expected"))
        (folder / "rulebook.yaml").write_text(text, "utf-8")
        with score_season(folder / "season", folder / "rulebook.yaml") as outcome:
            write_outcome(outcome, folder / "out", "csv")
            problems = outcome.problems
        found = [_compare(table, example / "expected", folder / "out") for table in TABLES]
    return ExampleResult(example.name, tuple(one for one in found if one), problems)


def _compare(table: str, expected: Path, came: Path) -> Difference | None:
    if not (expected / f"{table}.csv").exists():
        return None
    wanted, given = _rows(expected / f"{table}.csv"), _rows(came / f"{table}.csv")
    if wanted == given:
        return None
    missing, surplus = sorted(wanted - given), sorted(given - wanted)
    return Difference(table, tuple(missing[:MOST_ROWS]), tuple(surplus[:MOST_ROWS]))


def _rows(path: Path) -> set[tuple[str, ...]]:
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(cell for name, cell in row.items() if name not in UNCOMPARED) for row in csv.DictReader(file)}
