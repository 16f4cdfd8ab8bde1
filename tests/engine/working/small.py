"""Small seasons for the plan: items as YAML, figures as a table, scored through the engine's door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from chuangcheng.engine.numbers import POINT, YUAN, plain
from chuangcheng.engine.problems import WARNINGS
from chuangcheng.engine.scoring import score_season

HEAD = """\
rulebook: small
version: "1"
title: 小办法
subject: village
period: quarter
unit: {people: integer, officer: text}
facts:
  score: {columns: {item: text, points: decimal}}
  event: {columns: {kind: text}}
"""

#: Four villages in two towns.
UNITS = {
    "a": "t1,village,,10,x",
    "b": "t1,village,,20,",
    "c": "t1,village,,30,x",
    "d": "t2,village,,40,x",
}


@dataclass(frozen=True)
class Worked:
    """Results as rows of text, sorted; ``problems`` as (code, where)."""

    problems: list[tuple[str, str]]
    tables: Mapping[str, list[tuple[str, ...]]]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The problems that stop publication."""
        return [one for one in self.problems if one[0] not in WARNINGS]

    def ledger(self, unit: str, period: str = "2022-Q1") -> list[tuple[str, ...]]:
        """Lines of a unit and period: item, kind, points (and fact and key where there are any)."""
        return [
            tuple(cell for cell in (item, kind, fact, key, points) if cell)
            for of, when, item, kind, fact, key, points in self.tables["ledger"]
            if (of, when) == (unit, period)
        ]

    def scores(self, unit: str, period: str = "2022-Q1") -> dict[str, str]:
        """Items and total of a unit and period."""
        return {item: points for of, when, item, points in self.tables["scores"] if (of, when) == (unit, period)}

    def money(self) -> list[tuple[str, ...]]:
        """Movements but for deposits paid in: period, unit, party, account, amount."""
        return [row for row in self.tables["settlement"] if not (row[3] == "deposit" and not row[4].startswith("-"))]


COLUMNS = {
    "ledger": ("unit", "period", "item", "kind", "fact", "key", "points"),
    "scores": ("unit", "period", "item", "points"),
    "ranking": ("group", "period", "unit", "rank", "points"),
    "decisions": ("period", "unit", "decision"),
    "settlement": ("period", "unit", "party", "account", "amount"),
}
_UNITS = {"points": POINT, "amount": YUAN, "rank": 10}


def given(item: str, **points: float | str | Sequence[float | str]) -> list[tuple[str, str, str]]:
    """What judges gave for an item: a village's points in the first quarter, or a list of them quarter by quarter."""
    rows = []
    for unit, listed in points.items():
        quarters = listed if isinstance(listed, list | tuple) else [listed]
        rows += [
            (unit, f"2022-{3 * n + 1:02d}-15|{item}", str(value)) for n, value in enumerate(quarters) if value != ""
        ]
    return rows


def work(
    folder: Path,
    book: str,
    scores: Sequence[tuple[str, str, str]],
    *,
    events: Sequence[tuple[str, str, str]] = (),
    units: Mapping[str, str] = UNITS,
    head: str = HEAD,
    season: str = "",
) -> Worked:
    """Score: ``book`` are the items and what follows, ``scores`` come from ``given``, ``events`` are (unit, date, kind)."""
    figures = [f"s{n:03d},{unit},{when.replace('|', ',')},{points}" for n, (unit, when, points) in enumerate(scores)]
    happened = [f"e{n:03d},{unit},{day},{kind}" for n, (unit, day, kind) in enumerate(events)]
    season = season or "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: book.yaml\n"
    files = {
        "season.yaml": season,
        "book.yaml": head + dedent(book),
        "units.csv": "\n".join(
            ["unit,name,parent,kind,group,people,officer", "t1,t1,,town,,,", "t2,t2,,town,,,"]
            + [f"{unit},{unit},{rest}" for unit, rest in units.items()]
        ),
        "score.csv": "\n".join(["id,unit,date,item,points", *figures]),
        "event.csv": "\n".join(["id,unit,date,kind", *happened]),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with score_season(folder) as outcome:
        problems = sorted((problem.code, problem.where) for problem in outcome.problems)
        tables: dict[str, list[tuple[str, ...]]] = {}
        if outcome.connection is not None:
            for table, columns in COLUMNS.items():
                listed = ", ".join(f'"{column}"' for column in columns)
                rows = outcome.connection.execute(f"SELECT {listed} FROM ({outcome.query(table)}) q").fetchall()
                tables[table] = sorted(
                    tuple(
                        plain(cell, _UNITS[name]) if name in _UNITS else (cell or "")
                        for name, cell in zip(columns, row, strict=True)
                    )
                    for row in rows
                )
        return Worked(problems, tables)
