"""Small seasons for tests of the engine: files are written from texts, and problems given as (code, where)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts import load_facts
from chuangcheng.engine.reading.opening import connect, open_season

DATA = Path(__file__).parent.parent / "data"

SEASON = "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: book.yaml\n"

BOOK = """\
rulebook: book
version: "1"
title: 办法
subject: village
period: quarter
unit: {people: integer}
facts:
  score: {columns: {points: decimal, misses: integer, good: boolean, day: date, note: text}}
items:
  - {id: base, title: 分, import: {fact: score, value: points}}
"""

FILES = {
    "season.yaml": SEASON,
    "book.yaml": BOOK,
    "units.csv": "unit,name,parent,kind,group,people\nt,镇,,town,,\na,甲,t,village,,12\nb,乙,t,village,,\n",
    "score.csv": "id,unit,date,points,misses,good,day,note\n1,a,2022-02-01,1.5,2,true,2022-02-02,好\n",
}


def write_season(folder: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """Write a sound small season, some files of it replaced (``None``: left out)."""
    for name, content in {**FILES, **(files or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def load(folder: Path, *, checked: bool = False) -> tuple[duckdb.DuckDBPyConnection, list[Problem]]:
    """Open a season and load its facts, as scoring does before the plan."""
    opened = open_season(folder)
    assert opened.season is not None, opened.problems
    assert opened.rulebook is not None, opened.problems
    assert opened.calendar is not None
    connection = connect()
    found = load_facts(connection, opened.season, opened.rulebook, opened.calendar, checked=checked)
    return connection, opened.problems + found


def places(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Code and place of each problem, sorted."""
    return sorted((problem.code, problem.where) for problem in problems)
