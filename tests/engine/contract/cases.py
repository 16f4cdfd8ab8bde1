"""Small seasons as texts, scored by plan and oracle, which must say the same; the tests state what the contract says."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.engine.second_opinion import Opinion, Row, of_oracle, of_plan

HEAD = """\
rulebook: b
version: "1"
title: 办法
subject: village
period: {period}
"""

SEASON = "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nas_of: 2022-03-31\nrulebook: b.yaml\n"
UNITS = "unit,name,parent,kind,group,pop\nt,镇,,town,,\na,甲,t,village,x,10\nb,乙,t,village,x,20\nc,丙,t,village,y,30\n"


def head(period: str = "quarter") -> str:
    """The first lines of a rulebook; what follows begins on line 6."""
    return HEAD.format(period=period)


def season(extra: str = "", as_of: str = "2022-12-31") -> str:
    """A season of 2022; ``extra`` begins on line 5."""
    return SEASON.replace("2022-03-31", as_of) + extra


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write the files of a season; those that are not given are small and sound."""
    for name, content in {"season.yaml": SEASON, "units.csv": UNITS, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def scored(book: str, **files: str) -> Opinion:
    """Score a season whose rulebook and tables (by fact kind) are given; ``season`` and ``units`` replace the small ones."""
    names = {"season": "season.yaml"}
    texts: dict[str, str | bytes] = {names.get(name, f"{name}.csv"): text for name, text in files.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), {"b.yaml": book, **texts})
        plan, oracle = of_plan(path), of_oracle(path)
    assert plan.problems == oracle.problems
    assert plan.tables == oracle.tables
    return plan


def sources_scored(files: dict[str, str | bytes]) -> Opinion:
    """Score a season whose files are given by path, with the plan alone (the oracle reads no sources)."""
    with tempfile.TemporaryDirectory() as folder:
        return of_plan(write(Path(folder), files))


def ledger(opinion: Opinion) -> list[str]:
    """Ledger lines as ``unit period item kind fact key points``, with ``-`` for what is empty."""
    return rows(opinion, "ledger")


def rows(opinion: Opinion, table: str) -> list[str]:
    """The rows of a table, cells apart by a space, ``-`` for an empty one."""
    assert not errors(opinion), opinion.problems
    return [" ".join(cell or "-" for cell in row) for row in opinion.tables[table]]


def totals(opinion: Opinion) -> dict[str, str]:
    """Published totals by ``unit/period``."""
    return item_scores(opinion, "total")


def item_scores(opinion: Opinion, item: str) -> dict[str, str]:
    """An item's points by ``unit/period``."""
    assert not errors(opinion), opinion.problems
    return {f"{unit}/{period}": points for unit, period, name, points in opinion.tables["scores"] if name == item}


def errors(opinion: Opinion) -> list[Row]:
    return [row for row in opinion.problems if row[0] == "error"]


def problems(opinion: Opinion) -> list[str]:
    """Problems as ``code where``."""
    return [f"{code} {where}" for _severity, code, where in opinion.problems]
