"""Small seasons by hand: items as YAML, facts as rows, scored by the oracle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from chuangcheng.engine.model import Rulebook, Season, Type
from chuangcheng.engine.numbers import plain
from chuangcheng.engine.oracle.rows import Fact, Result, Rows, Unit, Value
from chuangcheng.engine.oracle.score import score_rows
from chuangcheng.engine.periods import Calendar, cut
from chuangcheng.engine.reading.rulebook import read_rulebook

HEAD = """
rulebook: small
version: "1"
title: small
subject: village
period: quarter
unit: {pop: integer}
facts:
  event: {columns: {key: text, level: text, k: integer, amt: decimal, ok: boolean}}
  check: {columns: {item: text, result: text, place: text}}
  score: {columns: {value: decimal}}
  veto_event: {columns: {kind: text}}
"""

COLUMNS = {"event": ("key", "level", "k", "amt", "ok"), "check": ("item", "result", "place"), "score": ("value",),
           "veto_event": ("kind",)}  # fmt: skip

FactRow = tuple[object, ...]
"""``(unit, date, cells …)``."""


def rulebook_of(text: str) -> Rulebook:
    """Read a rulebook that must have no problems."""
    rulebook, problems = read_rulebook(HEAD + text, "small.yaml", {"pop": Type.TEXT})
    assert rulebook is not None, problems
    assert not problems
    return rulebook


def event_of(unit: str, day: str = "2022-01-05", key: str = "m", k: int = 0, amt: str = "1") -> FactRow:
    """An event's row."""
    return (unit, day, key, "A", k, Decimal(amt), True)


def cell(value: object) -> Value:
    """A cell as rows hold it: numbers are fractions."""
    if isinstance(value, bool | str | date) or value is None:
        return value
    assert isinstance(value, int | Decimal)
    return Fraction(value)


def rows_of(units: Mapping[str, int | None], facts: Mapping[str, Sequence[FactRow]]) -> Rows:
    """Units with their ``pop``, all in one town, and facts numbered ``e1``, ``e2`` … by the letter of their kind."""
    made: dict[str, tuple[Fact, ...]] = {}
    for kind, columns in COLUMNS.items():
        found = []
        for n, (unit, day, *cells) in enumerate(facts.get(kind, ()), start=1):
            assert isinstance(unit, str)
            when = date.fromisoformat(str(day))
            own: dict[str, Value] = {"id": f"{kind[0]}{n}", "unit": unit, "date": when}
            named = zip(columns, map(cell, cells), strict=True)
            found.append(Fact(f"{kind[0]}{n}", unit, when, f"{kind}.csv:{n + 1}", own | dict(named)))
        made[kind] = tuple(found)
    villages = {
        name: Unit(name, "village", {"unit": name, "name": name, "parent": "town", "kind": "village", "group": None,
                                     "pop": None if pop is None else Fraction(pop)})
        for name, pop in units.items()
    }  # fmt: skip
    return Rows(villages, made)


def year_2022(assessed: Sequence[tuple[str, str]] = (), as_of: date = date(2022, 12, 31)) -> tuple[Season, Calendar]:
    """The calendar year 2022 in quarters."""
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    entries = tuple((unit, period, 1) for unit, period in assessed)
    season = Season("season.yaml", ".", "small", first, last, as_of, (), None, entries, (), {})
    return season, cut("quarter", first, last)


def score(
    text: str,
    facts: Mapping[str, Sequence[FactRow]],
    units: Mapping[str, int | None] | None = None,
    assessed: Sequence[tuple[str, str]] = (),
    as_of: date = date(2022, 3, 31),
) -> Result:
    """Score a small season; by default one village and one quarter that has begun."""
    rows = rows_of(units or {"甲": 100}, facts)
    return score_rows(rulebook_of(text), *year_2022(assessed, as_of), rows)


def lines(result: Result) -> list[tuple[str, ...]]:
    """Ledger lines as (unit, period, item, kind, fact, key, points)."""
    assert not [problem for problem in result.problems if problem.severity == "error"], result.problems
    return [(*line[:6], plain(line.points)) for line in result.lines]


def values(result: Result) -> dict[tuple[str, str, str], str]:
    """Scores by (unit, period, item)."""
    assert not [problem for problem in result.problems if problem.severity == "error"], result.problems
    return {score[:3]: plain(score.points) for score in result.scores}


def told(result: Result) -> list[tuple[str, str]]:
    """Problems as (code, where)."""
    return [(problem.code, problem.where) for problem in result.problems]
