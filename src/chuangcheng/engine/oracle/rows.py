"""What the oracle is given and what it gives: units, facts and history in, rows of the output tables out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from chuangcheng.engine.problems import Problem

Value = Fraction | str | bool | date | None
"""A cell or the result of an expression: every number is an exact fraction, NULL is ``None``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with all its columns by name (``unit``, ``name``, ``parent``, ``kind``, ``group``, attributes)."""

    id: str
    kind: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with all its columns by name (``id``, ``unit``, ``date`` included); ``where`` is ``file:line``."""

    id: str
    unit: str
    day: date
    where: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Rows:
    """The tables of a season. ``history`` holds (period, value) of a unit's item, by the text of the period."""

    units: Mapping[str, Unit]
    facts: Mapping[str, tuple[Fact, ...]]
    history: Mapping[tuple[str, str], tuple[tuple[str, Fraction], ...]] = field(default_factory=dict)


class Line(NamedTuple):
    """A line of ``ledger``; ``points`` in 0.0001 point."""

    unit: str
    period: str
    item: str
    kind: str
    fact: str
    key: str
    points: int


class Score(NamedTuple):
    """A row of ``scores``; ``points`` in 0.0001 point."""

    unit: str
    period: str
    item: str
    points: int


class Rank(NamedTuple):
    """A row of ``ranking``; ``rank`` may be a half (``ties: mean``), ``points`` in 0.0001 point."""

    group: str
    period: str
    unit: str
    rank: Fraction
    points: int


class Decided(NamedTuple):
    """A row of ``decisions``."""

    period: str
    unit: str
    decision: str


class Movement(NamedTuple):
    """A row of ``settlement``; ``amount`` in 0.01 yuan."""

    period: str
    unit: str
    party: str
    account: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """The six tables. Where a problem is an error, the other tables are empty (§8)."""

    lines: tuple[Line, ...] = ()
    scores: tuple[Score, ...] = ()
    ranking: tuple[Rank, ...] = ()
    decisions: tuple[Decided, ...] = ()
    settlement: tuple[Movement, ...] = ()
    problems: tuple[Problem, ...] = ()
