"""What changed between two results: unit by unit and line by line.

For a draft against the run before it, and for two versions of a rulebook on the same facts. The rows compared are those
of the output tables (§8); sentences are no part of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import duckdb

from chuangcheng.engine.scoring import Outcome

TOTAL = "total"

Key = TypeVar("Key")


class LineKey(NamedTuple):
    """What makes a ledger line the same line in another result."""

    item: str
    kind: str
    fact: str
    key: str


class Standing(NamedTuple):
    """A unit's place in its group: ``rank`` counts 0.1 place."""

    group: str
    rank: int


Spot = tuple[str, str]
"""A unit's id and a period's id."""


@dataclass(frozen=True, slots=True)
class Results:
    """What of a result is compared; ``points`` everywhere in 0.0001 point."""

    lines: Mapping[Spot, Mapping[LineKey, int]]
    values: Mapping[Spot, Mapping[str, int]]
    """Every item's value and ``total`` (published)."""
    ranks: Mapping[Spot, Standing]
    decisions: Mapping[Spot, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """Points before and after; ``None`` where there was nothing."""

    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        """By how much, in 0.0001 point; nothing counts as 0."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """Everything that changed for one unit in one period; what is equal is left out."""

    unit: str
    period: str
    total: Change
    """The published total, changed or not."""
    rank: tuple[Standing | None, Standing | None]
    items: Mapping[str, Change]
    lines: Mapping[LineKey, Change]
    taken: frozenset[str]
    """Decisions that the unit has only now."""
    lost: frozenset[str]
    """Decisions that the unit has no more."""


def compare(before: Results, after: Results) -> tuple[UnitChange, ...]:
    """Give the units and periods in which anything differs, by period and unit.

    A result compared with itself gives nothing.
    """
    spots = {spot for one in (before, after) for spot in (*one.lines, *one.values, *one.ranks, *one.decisions)}
    changes = (_of_unit(spot, before, after) for spot in sorted(spots, key=lambda spot: (spot[1], spot[0])))
    return tuple(change for change in changes if _any(change))


def _of_unit(spot: Spot, before: Results, after: Results) -> UnitChange:
    old, new = before.values.get(spot, {}), after.values.get(spot, {})
    had, has = (one.decisions.get(spot, frozenset()) for one in (before, after))
    items = _changed(old, new)
    items.pop(TOTAL, None)
    return UnitChange(
        unit=spot[0],
        period=spot[1],
        total=Change(old.get(TOTAL), new.get(TOTAL)),
        rank=(before.ranks.get(spot), after.ranks.get(spot)),
        items=items,
        lines=_changed(before.lines.get(spot, {}), after.lines.get(spot, {})),
        taken=has - had,
        lost=had - has,
    )


def _changed(old: Mapping[Key, int], new: Mapping[Key, int]) -> dict[Key, Change]:
    return {key: Change(old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}


def _any(change: UnitChange) -> bool:
    moved = change.total.before != change.total.after or change.rank[0] != change.rank[1]
    return bool(moved or change.items or change.lines or change.taken or change.lost)


# --- reading results --------------------------------------------------------------------------------------------------


def results_of(outcome: Outcome, period: str | None = None) -> Results:
    """Read what is compared out of an outcome, of one period or of all. A failed outcome has nothing."""
    connection = outcome.connection
    if connection is None:
        return Results({}, {}, {}, {})

    def rows(table: str, columns: str) -> list[tuple[object, ...]]:
        return _rows(connection, f"SELECT {columns} FROM ({outcome.query(table)}) q", period)

    return results_from(
        ledger=rows("ledger", "unit, period, item, kind, fact, key, points"),
        scores=rows("scores", "unit, period, item, points"),
        ranking=rows("ranking", '"group", period, unit, rank'),
        decisions=rows("decisions", "period, unit, decision"),
    )


def results_from(
    ledger: Iterable[tuple[object, ...]],
    scores: Iterable[tuple[object, ...]],
    ranking: Iterable[tuple[object, ...]],
    decisions: Iterable[tuple[object, ...]],
) -> Results:
    """Make results of stored rows, each with its columns of §8 in order (without ``reason``; points as whole units)."""
    lines: dict[Spot, dict[LineKey, int]] = defaultdict(lambda: defaultdict(int))
    for unit, period, item, kind, fact, key, points in ledger:
        lines[str(unit), str(period)][LineKey(str(item), str(kind), str(fact or ""), str(key or ""))] += _whole(points)
    values: dict[Spot, dict[str, int]] = defaultdict(dict)
    for unit, period, item, points in scores:
        values[str(unit), str(period)][str(item)] = _whole(points)
    ranks = {
        (str(unit), str(period)): Standing(str(group or ""), _whole(rank)) for group, period, unit, rank, *_ in ranking
    }
    taken: dict[Spot, set[str]] = defaultdict(set)
    for period, unit, decision in decisions:
        taken[str(unit), str(period)].add(str(decision))
    return Results(lines, values, ranks, {spot: frozenset(names) for spot, names in taken.items()})


def _whole(cell: object) -> int:
    assert isinstance(cell, int)
    return cell


def _rows(connection: duckdb.DuckDBPyConnection, query: str, period: str | None) -> list[tuple[object, ...]]:
    if period is None:
        return connection.execute(query).fetchall()
    return connection.execute(f"SELECT * FROM ({query}) c WHERE c.period = ?", [period]).fetchall()
