"""Rulebook examples: season folders with expected results, scored and compared (§8, ``rules test``)."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chuangcheng.engine.scoring import score_season
from chuangcheng.engine.telling.files import TABLES, write_outcome

#: Sentences for people, which are no part of the contract (G36).
NOT_COMPARED: Final = frozenset({"reason", "message"})

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that one side lacks: ``side`` is ``missing`` (expected, not there) or ``surplus``."""

    table: str
    side: str
    row: Row


def find_examples(path: Path) -> list[Path]:
    """The season folders with ``expected/`` at or below a path; for ``NAME.yaml`` those below the folder ``NAME``."""
    root = path.with_suffix("") if path.is_file() else path
    return sorted(found.parent for found in root.rglob("season.yaml") if (found.parent / "expected").is_dir())


def compare_example(folder: Path) -> list[Difference]:
    """Score an example and compare every table that ``expected/`` holds, whatever the order of its rows."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        with score_season(folder) as outcome:
            write_outcome(outcome, out, "csv")
        return [
            difference
            for table in TABLES
            if (folder / "expected" / f"{table}.csv").is_file()
            for difference in _differences(table, folder / "expected", out)
        ]


def _differences(table: str, expected: Path, found: Path) -> Iterator[Difference]:
    wanted, there = _rows(expected / f"{table}.csv", table), _rows(found / f"{table}.csv", table)
    for row in sorted((wanted - there).elements()):
        yield Difference(table, "missing", row)
    for row in sorted((there - wanted).elements()):
        yield Difference(table, "surplus", row)


def _rows(path: Path, table: str) -> Counter[Row]:
    """The compared columns of a table's rows, with how often each stands; nothing where the file is not there."""
    if not path.is_file():
        return Counter()
    compared = [name for name in TABLES[table] if name not in NOT_COMPARED]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return Counter(tuple(row.get(name) or "" for name in compared) for row in csv.DictReader(file))
