"""What an explanation holds: data that a page renders and that ``text`` writes out."""

from __future__ import annotations

from dataclasses import dataclass

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.telling.explain.settings import Setting
from chuangcheng.engine.working.provenance import Trace


@dataclass(frozen=True, slots=True)
class LineTold:
    """A ledger line with its sentence and the facts behind it; ``points`` in 0.0001 point."""

    kind: str
    fact: str
    key: str
    points: int
    reason: str
    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class ItemTold:
    """An item of the rulebook for one unit and period. ``points``: its value after weight, ``None`` where it has none."""

    id: str
    title: str
    clause: str
    depth: int
    points: int | None
    na: bool
    counted: bool
    settings: tuple[Setting, ...]
    lines: tuple[LineTold, ...]
    traces: tuple[Trace, ...]
    """Facts that stand behind no line: superseded ones, and those whose points came to 0."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """The unit's place in its group of ``size``; ``place`` counts 0.1 place."""

    group: str
    place: int
    size: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a unit has its total in a period. ``total`` is the published one, in 0.0001 point."""

    unit: str
    name: str
    period: str
    total: int | None
    rank: Rank | None
    decisions: tuple[str, ...]
    items: tuple[ItemTold, ...]
    lines: tuple[LineTold, ...]
    """Lines that belong to no item: bounds of the total, a veto, an imputed period."""
    parts: tuple[tuple[str, int], ...]
    """For the year: the periods that it is made of, with their exact totals."""
    problems: tuple[Problem, ...]
    """What could not be worked out for the unit, or for all because a file is wrong."""
