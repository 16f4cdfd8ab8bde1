"""Every leaf's lines for each unit and period in which it is to be scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

from chuangcheng.engine import model
from chuangcheng.engine.oracle import checks
from chuangcheng.engine.oracle.evaluate import Fault, holds
from chuangcheng.engine.oracle.ladders import Moves, all_moves
from chuangcheng.engine.oracle.measures import Measured, NotApplicable
from chuangcheng.engine.oracle.rows import Fact
from chuangcheng.engine.oracle.world import Spot, Unsolved, World


class LeafLine(NamedTuple):
    """A line of the kind ``points`` before it has its place; ``points`` in 0.0001 point."""

    fact: str
    key: str
    points: int


Earlier = Callable[[Spot], Mapping[str, Fraction | None] | None]
"""Values of the items that stand before a formula, by id; ``None`` where one of them is unknown."""

Leafed = dict[Spot, list[LeafLine] | None]
"""Lines by spot, ``None`` where the item is N/A; a spot that is not there is unknown."""


@dataclass
class Leaves:
    """The leaves of a world; ladders are worked out together, the first time one is asked for."""

    world: World
    vetoes: list[tuple[model.Item, Fact]] = field(default_factory=list)

    @cached_property
    def moves(self) -> Moves:
        moves = all_moves(self.world)
        for made in moves.by_item.values():
            for move in made:
                spot = None if move.period is None else (move.fact.unit, move.period)
                if spot and move.after != move.before and spot not in self.world.assessed:
                    self.world.tell("fact-not-booked", move.fact.where, unit=move.fact.unit, item=move.item)
        return moves

    def lines(self, item: model.Item, spots: Iterable[Spot], earlier: Earlier) -> Leafed:
        """The lines of one leaf at these spots."""
        ask = self._asker(item, earlier)
        found: Leafed = {}
        for spot in spots:
            try:
                found[spot] = [line for line in ask(spot) if line.points]
            except NotApplicable:
                found[spot] = None
            except Unsolved:
                continue
        return found

    def _asker(self, item: model.Item, earlier: Earlier) -> Callable[[Spot], Iterable[LeafLine]]:
        content = item.content
        match content:
            case model.Ladder():
                return partial(self._ladder, item, self._booked(item))
            case model.Measure():
                return partial(self._measure, item, Measured(self.world, item, content))
            case model.Checklist():
                return partial(self._checklist, item)
            case model.Judgement():
                return partial(self._judgement, item)
            case model.Import():
                return partial(self._import, item)
            case model.Formula():
                return partial(self._formula, item, content, earlier)
            case model.Veto():
                self.vetoes.extend((item, fact) for fact in self._events(item, content))
                return lambda _spot: ()
        raise TypeError(content)

    def _place(self, item: model.Item, spot: Spot) -> str:
        return self.world.place(spot, item.id)

    def _booked(self, item: model.Item) -> dict[Spot, list[LeafLine]]:
        booked: dict[Spot, list[LeafLine]] = {}
        for move in self.moves.by_item[item.id]:
            if move.period is not None:
                line = LeafLine(move.fact.id, move.key, move.after - move.before)
                booked.setdefault((move.fact.unit, move.period), []).append(line)
        return booked

    def _ladder(self, item: model.Item, booked: Mapping[Spot, list[LeafLine]], spot: Spot) -> list[LeafLine]:
        if spot in self.moves.unknown[item.id]:
            raise Unsolved
        return booked.get(spot, [])

    def _measure(self, item: model.Item, measured: Measured, spot: Spot) -> Iterator[LeafLine]:
        points, fact = measured.points(spot)
        yield LeafLine(fact, "", self.world.points(points, self._place(item, spot)))

    def _checklist(self, item: model.Item, spot: Spot) -> Iterator[LeafLine]:
        points = checks.checklist_points(self.world, item, spot)
        yield LeafLine("", "", self.world.points(points, self._place(item, spot)))

    def _judgement(self, item: model.Item, spot: Spot) -> Iterator[LeafLine]:
        for fact, points in checks.judgements(self.world, item, spot):
            yield LeafLine(fact.id, "", self.world.points(points, self._place(item, spot)))

    def _import(self, item: model.Item, spot: Spot) -> Iterator[LeafLine]:
        fact, points = checks.import_points(self.world, item, spot)
        yield LeafLine(fact.id, "", self.world.points(points, self._place(item, spot)))

    def _formula(self, item: model.Item, formula: model.Formula, earlier: Earlier, spot: Spot) -> Iterator[LeafLine]:
        values = earlier(spot)
        if values is None:
            raise Unsolved
        names = {"item": values, **self.world.unit_names(spot[0])}
        place = self._place(item, spot)
        yield LeafLine("", "", self.world.points(self.world.number(formula.value, names, place), place))

    def _events(self, item: model.Item, veto: model.Veto) -> Iterator[Fact]:
        """Events at units to which the veto applies, by date, then id; ``zero`` must find a scored period.

        An event at a unit of another kind acts on nobody, and ``zero`` is told there whatever applies (G12).
        """
        world = self.world
        for fact in sorted(world.rows.facts[veto.fact], key=lambda one: (one.day, one.id)):
            subject = world.is_subject(fact.unit)
            if (subject and not world.in_force(item, fact.unit)) or not self._strikes(veto, fact, subject):
                continue
            period = world.period_of[fact.day]
            if veto.effect == "zero" and period and (fact.unit, period.number) not in world.assessed:
                world.tell("fact-not-booked", fact.where, unit=fact.unit, item=item.id)
            if subject:
                yield fact

    def _strikes(self, veto: model.Veto, fact: Fact, subject: bool) -> bool:
        """Whether ``where`` takes the event and ``unless`` does not excuse it; faults are told at assessed units only."""
        names = self.world.fact_names(fact)
        for condition, wanted in ((veto.where, True), (veto.unless, False)):
            truth = holds(condition, names) if condition is not None else wanted
            if isinstance(truth, Fault) and subject:
                self.world.tell(truth.value, fact.where)
            if truth is not wanted:
                return False
        return True
