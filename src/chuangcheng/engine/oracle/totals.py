"""Totals of periods and of the year (§6, G13, G16, G26, G27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from chuangcheng.engine import model
from chuangcheng.engine.numbers import POINT, half_up, to_multiple
from chuangcheng.engine.oracle.rows import Fact, Line
from chuangcheng.engine.oracle.scales import mean
from chuangcheng.engine.oracle.values import Sheet, clamp
from chuangcheng.engine.oracle.world import Spot, World

TOTAL = "total"


@dataclass
class Totals:
    """Exact totals in 0.0001 point. ``periods`` holds imputed ones, too; ``years`` one for each unit that has it."""

    world: World
    periods: dict[Spot, int] = field(default_factory=dict)
    years: dict[str, Fraction] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def published(self, total: Fraction | int) -> int:
        """Round once to ``precision`` (G16, G27)."""
        return to_multiple(Fraction(total), self.world.rulebook.precision)

    def of(self, unit: str, numbers: Iterable[int]) -> dict[int, int]:
        """A unit's totals of those of these periods that it has, imputed ones included."""
        return {number: self.periods[unit, number] for number in numbers if (unit, number) in self.periods}


def work_totals(world: World, sheet: Sheet, vetoes: list[tuple[model.Item, Fact]]) -> Totals:
    """Sum the top items, bound the sum, let vetoes act, add imputed periods and make the year."""
    totals = Totals(world)
    zeros = _zeros(world, vetoes)
    for spot in sorted(world.assessed):
        _period(totals, sheet, spot, zeros.get(spot, []))
    for number, constant in sorted(world.imputed.items()):
        points = half_up(constant, POINT)
        for unit in world.subjects:
            totals.periods[unit.id, number] = points
            _line(totals, (unit.id, number), "imputed", points)
    if not world.calendar.single_year:
        _years(totals)
    return totals


def _zeros(world: World, vetoes: list[tuple[model.Item, Fact]]) -> dict[Spot, list[tuple[str, str]]]:
    """The ``zero`` events of each unit and period: (fact, veto), in the order of the rulebook, then date and id."""
    zeros: dict[Spot, list[tuple[str, str]]] = defaultdict(list)
    for item, fact in vetoes:
        assert isinstance(item.content, model.Veto)
        period = world.period_of[fact.day]
        if item.content.effect == "zero" and period is not None:
            zeros[fact.unit, period.number].append((fact.id, item.id))
    return zeros


def _period(totals: Totals, sheet: Sheet, spot: Spot, zeros: list[tuple[str, str]]) -> None:
    rulebook = totals.world.rulebook
    values = (sheet.values[item.id][spot] for item in rulebook.items if item.count_in)
    summed = sum(value.points for value in values)
    total = clamp(summed, rulebook.totals.floor, rulebook.totals.cap)
    _line(totals, spot, "clamp", total - summed)
    for fact, veto in zeros:
        taken = max(total, 0)
        _line(totals, spot, "veto", -taken, fact, veto)
        total -= taken
    totals.periods[spot] = total


def _line(totals: Totals, spot: Spot, kind: str, points: int, fact: str = "", key: str = "") -> None:
    if points:
        period = totals.world.calendar.periods[spot[1]].id
        totals.lines.append(Line(spot[0], period, TOTAL, kind, fact, key, points))


def _years(totals: Totals) -> None:
    world = totals.world
    rule = world.rulebook.totals
    began = [period.number for period in world.begun]
    weights = {world.calendar.named(name)[0].number: weight for name, weight, _line in rule.weights}
    for unit in world.subjects:
        found = totals.of(unit.id, began)
        if rule.year == "weights":
            if set(weights) <= set(found):
                weighted = (weight * found[number] for number, weight in weights.items())
                totals.years[unit.id] = sum(weighted, Fraction(0))
            else:
                world.tell("year-incomplete", f"{unit.id}/{world.calendar.year_id}")
        elif found:
            exact = [Fraction(total) for total in found.values()]
            totals.years[unit.id] = mean(exact) if rule.year == "mean" else sum(exact, Fraction(0))
