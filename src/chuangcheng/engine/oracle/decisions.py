"""Decisions by rule, and what vetoes stop (§5.6, §6, G29–G31, G52, G53)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chuangcheng.engine import model
from chuangcheng.engine.oracle.rows import Decided, Fact
from chuangcheng.engine.oracle.standing import Board, Standing, names_of
from chuangcheng.engine.oracle.world import Unsolved, World, as_text
from chuangcheng.engine.periods import month_later


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a decision or payment is about; ``is_year`` is spared by a veto without ``months`` (G30)."""

    first: date
    last: date
    is_year: bool


@dataclass
class Vetoes:
    """Events that stop decisions and awards."""

    world: World
    events: list[tuple[model.Item, Fact]]

    def stops(self, unit: str, span: Span, effects: tuple[str, ...]) -> bool:
        """Whether an event of one of these effects acts on the unit in these days."""
        return any(
            fact.unit == unit and item.content.effect in effects and self._acts(item.content, fact.day, span)
            for item, fact in self.events
            if isinstance(item.content, model.Veto)
        )

    def _acts(self, veto: model.Veto, day: date, span: Span) -> bool:
        if veto.months is None:
            return not span.is_year and span.first <= day <= span.last
        return day <= span.last and span.first < month_later(day, veto.months)

    def stops_decision(self, unit: str, span: Span, level: str) -> bool:
        effects = {"top": ("ineligible", "no_top"), "honour": ("ineligible",)}.get(level, ())
        return self.stops(unit, span, effects)


def decide(world: World, board: Board, vetoes: Vetoes) -> list[Decided]:
    """Every decision of every period and of the year."""
    found: list[Decided] = []
    for decision in world.rulebook.decisions:
        if decision.per == "year" and not world.calendar.single_year:
            span = Span(world.calendar.first, world.calendar.last, is_year=True)
            meets = _meeting(world, decision, board.year(), world.calendar.year_id)
            found += _taken(vetoes, decision, meets, span, world.calendar.year_id)
        else:
            found += _by_period(world, board, vetoes, decision)
    return found


def _by_period(world: World, board: Board, vetoes: Vetoes, decision: model.Decision) -> list[Decided]:
    """Go through the held periods in order, counting how often the condition has held."""
    found: list[Decided] = []
    running: dict[str, int] = {}
    ever: dict[str, int] = {}
    for number in sorted(world.held):
        period = world.calendar.periods[number]
        meets = _meeting(world, decision, board.period(number), period.id)
        running = {unit: running.get(unit, 0) + 1 for unit in meets}
        ever.update({unit: ever.get(unit, 0) + 1 for unit in meets})
        enough = [
            unit for unit in meets if running[unit] >= (decision.streak or 1) and ever[unit] >= (decision.times or 1)
        ]
        span = Span(period.first, period.last, is_year=False)
        found += _taken(vetoes, decision, enough, span, period.id)
    return found


def _taken(vetoes: Vetoes, decision: model.Decision, units: list[str], span: Span, period: str) -> list[Decided]:
    return [
        Decided(period, unit, decision.id) for unit in units if not vetoes.stops_decision(unit, span, decision.level)
    ]


def _meeting(world: World, decision: model.Decision, standings: Mapping[str, Standing], period: str) -> list[str]:
    """Ranked units that stand in the places asked for and meet ``where``, vetoes aside."""
    where = f"{period}/{decision.id}"
    meets = []
    for unit, standing in sorted(standings.items()):
        asked = 0
        with suppress(Unsolved):
            asked += _placed(world, decision, standing, period)
        with suppress(Unsolved):
            asked += world.condition(decision.where, names_of(world, standing), where)
        if asked == 2:
            meets.append(unit)
    return meets


def _placed(world: World, decision: model.Decision, standing: Standing, period: str) -> bool:
    """Whether fewer than k units stand ahead (``top``) or behind (``bottom``)."""
    if decision.top is not None:
        return standing.ahead < _places(world, decision, decision.top, standing, period)
    if decision.bottom is not None:
        return standing.behind < _places(world, decision, decision.bottom, standing, period)
    return True


def _places(
    world: World, decision: model.Decision, expression: model.Expression, standing: Standing, period: str
) -> Fraction:
    where = f"{period}/{decision.id}"
    places = world.number(expression, {"given": {"size": Fraction(standing.size)}}, where)
    if places < 0 or places.denominator != 1:
        raise world.fail("places-invalid", where, places=as_text(places))
    return places
