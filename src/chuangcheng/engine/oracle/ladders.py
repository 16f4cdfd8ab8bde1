"""Ladders: events that move a key to a value (§5.1, G16–G19, G45–G47)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from chuangcheng.engine import model
from chuangcheng.engine.numbers import too_large
from chuangcheng.engine.oracle.rows import Fact
from chuangcheng.engine.oracle.world import Spot, Unsolved, World, as_text

MOST_STEPS = 60

GROWTH = {
    "double": lambda k: Fraction(2**k),
    "add_double": lambda k: Fraction(2 ** (k + 1) - 1),
    "linear": lambda k: Fraction(k + 1),
    "add_linear": lambda k: Fraction((k + 1) * (k + 2), 2),
    "once": lambda k: Fraction(2 if k else 1),
}


class Move(NamedTuple):
    """What one fact did: its key's combined value went from ``before`` to ``after`` (0.0001 point)."""

    item: str
    fact: Fact
    period: int | None
    key: str
    window: int | None
    value: int
    before: int
    after: int


@dataclass
class Moves:
    """All movements of the ladders, and the spots of items that an error leaves unknown."""

    by_item: dict[str, list[Move]] = field(default_factory=lambda: defaultdict(list))
    unknown: dict[str, set[Spot]] = field(default_factory=lambda: defaultdict(set))


def all_moves(world: World) -> Moves:
    """Let the facts of all ladders move their keys, those named in ``unless`` first."""
    moves = Moves()
    done: set[str] = set()
    waiting = list(_climbs(world.rulebook))
    while waiting:
        ready = [one for one in waiting if _named(one) <= done | {item.id for item in one[0]}]
        for items, combine in ready:
            _climb(world, items, combine, moves)
            done.update(item.id for item in items)
        waiting = [one for one in waiting if one not in ready]
    return moves


Climb = tuple[tuple[model.Item, ...], model.Combine]


def _climbs(rulebook: model.Rulebook) -> Iterator[Climb]:
    """The ladders, those under one ``once`` together (G45)."""
    bound: set[str] = set()
    for section in rulebook.walk():
        if isinstance(section.content, model.Section) and section.content.once:
            once = section.content.once
            items = tuple(one for one in section.walk() if _ladder(one) and _ladder_of(one).key == once.key)
            bound.update(item.id for item in items)
            yield items, once.combine
    for item in rulebook.walk():
        if _ladder(item) and item.id not in bound:
            yield (item,), _ladder_of(item).combine


def _ladder(item: model.Item) -> bool:
    return isinstance(item.content, model.Ladder)


def _ladder_of(item: model.Item) -> model.Ladder:
    assert isinstance(item.content, model.Ladder)
    return item.content


def _named(climb: Climb) -> set[str]:
    return {name for item in climb[0] for name in _ladder_of(item).unless}


def _climb(world: World, items: tuple[model.Item, ...], combine: model.Combine, moves: Moves) -> None:
    """Take the facts of one ladder (or of those bound together) by date, id and item."""
    steps = [(fact, place, item) for place, item in enumerate(items) for fact in _seen(world, item, moves)]
    steps.sort(key=lambda step: (step[0].day, step[0].id, step[1]))
    chains: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    broken: set[tuple[str, int | None]] = set()
    for fact, _order, item in steps:
        ladder = _ladder_of(item)
        period = world.period_of[fact.day]
        number = period.number if period else None
        chain = (as_text(fact.values[ladder.key]), _window(world, ladder.window, fact.day))
        place = world.place((fact.unit, number), item.id) if number is not None else fact.where
        try:
            if not world.condition(ladder.where, world.fact_names(fact), fact.where, place):
                continue
            if fact.values[ladder.key] is None:
                raise world.fail("null-value", fact.where, item=item.id)
            value = _value(world, ladder, fact, place)
            if chain in broken:
                raise Unsolved
        except Unsolved:
            broken.add(chain)
            if number is not None:
                moves.unknown[item.id].add((fact.unit, number))
            continue
        before = _combined(combine, chains[chain])
        chains[chain].append(value)
        after = _combined(combine, chains[chain])
        moves.by_item[item.id].append(Move(item.id, fact, number, *chain, value, before, after))


def _seen(world: World, item: model.Item, moves: Moves) -> Iterator[Fact]:
    """Facts at units to which the item applies (G46) and that no ladder named in ``unless`` took before (G47)."""
    ladder = _ladder_of(item)
    for fact in world.rows.facts[ladder.fact]:
        key = as_text(fact.values[ladder.key])
        if world.in_force(item, fact.unit) and not _left_out(world, ladder, fact, key, moves):
            yield fact


def _window(world: World, window: model.Window, day: date) -> int | None:
    if window == "period":
        period = world.period_of[day]
        return period.number if period else None
    return world.calendar.twelve_of(day) if window == "year" else 0


def _left_out(world: World, ladder: model.Ladder, fact: Fact, key: str, moves: Moves) -> bool:
    """Whether a ladder named in ``unless`` was moved under this key, not later, in this ladder's window (G47)."""
    window = _window(world, ladder.window, fact.day)
    return any(
        move.key == key
        and move.value
        and move.after != move.before
        and move.fact.day <= fact.day
        and _window(world, ladder.window, move.fact.day) == window
        for name in ladder.unless
        for move in moves.by_item[name]
    )


def _value(world: World, ladder: model.Ladder, fact: Fact, place: str) -> int:
    """value × factor × share of one fact, rounded once (G16)."""
    value, factor, share = (_part(world, part, fact, place) for part in (ladder.value, ladder.factor, ladder.share))
    if not 0 < share <= 1:
        raise world.fail("share-out-of-range", fact.where, share=as_text(share))
    product = value * factor
    if too_large(product):
        raise world.fail("number-too-large", place)
    return world.points(product * share, place)


def _part(world: World, part: model.Expression | model.Table | model.Escalation, fact: Fact, place: str) -> Fraction:
    names = world.fact_names(fact)
    match part:
        case model.Expression():
            return world.number(part, names, fact.where, place)
        case model.Table():
            cells = tuple(fact.values[column] for column in part.by)
            points = dict(part.rows).get(cells, part.otherwise)
            if points is None:
                raise world.fail("combination-not-listed", fact.where, cells=[as_text(cell) for cell in cells])
            return points
        case model.Escalation():
            k = world.number(part.step, names, fact.where, place)
            bounded = min(k, Fraction(part.limit)) if part.limit is not None else k
            if k < 0 or k.denominator != 1 or bounded > MOST_STEPS:
                raise world.fail("step-invalid", fact.where, step=as_text(k))
            base = world.number(part.base, names, fact.where, place)
            return base * GROWTH[part.kind](int(bounded))


def _combined(combine: model.Combine, values: Sequence[int]) -> int:
    """c(n) of the values so far (G17); 0 before the first."""
    if combine == "latest":
        return values[-1] if values else 0
    if combine == "sum":
        return sum(values)
    return max(0, *values, 0) if combine == "highest" else min(0, *values, 0)
