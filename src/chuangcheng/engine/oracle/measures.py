"""Measures: a number from facts, compared and scaled (§5.2, §9, G21–G24, G40–G44)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeVar

from chuangcheng.engine import model
from chuangcheng.engine.numbers import too_large
from chuangcheng.engine.oracle import scales
from chuangcheng.engine.oracle.rows import Fact, Value
from chuangcheng.engine.oracle.world import Spot, Unsolved, World, as_text
from chuangcheng.engine.periods import MONTHS, month_later

Got = TypeVar("Got")

COMBINED: Final[dict[str, Callable[[list[Fraction]], Fraction]]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "mean": scales.mean,
    "min": min,
    "max": max,
}


class NotApplicable(Exception):
    """``missing: na``: the item is N/A for this unit and period."""


@dataclass
class Measured:
    """One measure over all units and periods; numbers are worked out once."""

    world: World
    item: model.Item
    measure: model.Measure
    numbers: dict[Spot, Fraction | type[Exception]] = field(default_factory=dict)
    compared: dict[Spot, Fraction | type[Exception]] = field(default_factory=dict)

    def points(self, spot: Spot) -> tuple[Fraction, str]:
        """The exact points of a unit and period, and the id of the fact that decided them (a judged band).

        Raises ``Unsolved`` after telling why, and ``NotApplicable``.
        """
        if self.measure.by is not None:
            return self._by_places(spot), ""
        x = self.number(spot)
        if isinstance(self.measure.scale, model.ValueScale):
            return self._scaled(spot, x, self.target(spot, x)), ""
        compared, scale = self.compared_number(spot), self.measure.scale
        if isinstance(scale, model.RankScale):
            others = {peer: self.compared_number((peer, spot[1])) for peer in self._peers(spot)}
            return scales.rank_points(scale, spot[0], compared, others), ""
        if isinstance(scale, model.Bands):
            return self._banded(spot, scale, compared)
        return self._scaled(spot, compared, None), ""

    # --- the number ---------------------------------------------------------------------------------------------

    def number(self, spot: Spot) -> Fraction:
        """The unit's number in the period, before ``against``."""
        return _once(self.numbers, spot, self._number)

    def _number(self, spot: Spot) -> Fraction:
        x = self._aggregate(self._rows(spot), spot)
        return x if x is not None else self._missing(spot)

    def _missing(self, spot: Spot) -> Fraction:
        missing = self.measure.missing
        if missing == "na":
            raise NotApplicable
        if missing == "problem":
            raise self.world.fail("measure-missing", self._place(spot))
        assert isinstance(missing, Fraction)
        return missing

    def _place(self, spot: Spot) -> str:
        return self.world.place(spot, self.item.id)

    def _span(self, spot: Spot) -> list[Fact]:
        """The unit's facts in the span that ``over`` names, by date, then id."""
        facts = self.world.facts_of(self.measure.fact, spot[0])
        period = self.world.calendar.periods[spot[1]]
        if self.measure.over == "season":
            return facts
        first = period.first
        if self.measure.over == "year_to_date":
            first = self.world.calendar.twelves[period.twelve]
        return [fact for fact in facts if first <= fact.day <= period.last]

    def _rows(self, spot: Spot) -> Sequence[Fact]:
        """The facts of the span that ``where`` takes; every fault is told before giving up."""
        return self._taken(self._span(spot), spot)

    def _taken(self, facts: Sequence[Fact], spot: Spot) -> Sequence[Fact]:
        where = self.measure.where
        if where is None:
            return facts
        truths = self._all_of(facts, lambda fact: self._true(where, fact, spot))
        return [fact for fact, true in zip(facts, truths, strict=True) if true]

    @staticmethod
    def _all_of(facts: Sequence[Fact], ask: Callable[[Fact], Got]) -> list[Got]:
        """Ask something of every fact; give up only after all were asked."""
        answers: list[Got] = []
        for fact in facts:
            with suppress(Unsolved):
                answers.append(ask(fact))
        if len(answers) < len(facts):
            raise Unsolved
        return answers

    def _aggregate(self, facts: Sequence[Fact], spot: Spot) -> Fraction | None:
        """The aggregate of these facts; ``None`` where there is nothing to aggregate."""
        number = self.measure.number
        match number:
            case model.Aggregate():
                return self._one(number, facts, spot)
            case model.Share():
                among = self._all_of(facts, lambda fact: self._true(number.among, fact, spot))
                there = [fact for fact, true in zip(facts, among, strict=True) if true]
                both = sum(self._all_of(there, lambda fact: self._true(number.of, fact, spot)))
                return Fraction(both, len(there)) if there else None
            case model.RatioOfSums():
                return self._ratio_of_sums(number, facts, spot)

    def _ratio_of_sums(self, number: model.RatioOfSums, facts: Sequence[Fact], spot: Spot) -> Fraction | None:
        pairs = self._all_of(facts, lambda fact: (self._cell(number.of, fact, spot), self._cell(number.to, fact, spot)))
        full = [(of, to) for of, to in pairs if isinstance(of, Fraction) and isinstance(to, Fraction)]
        below = sum((to for _of, to in full), Fraction(0))
        return self._fits(sum((of for of, _to in full), Fraction(0)) / below, spot) if below else None

    def _one(self, number: model.Aggregate, facts: Sequence[Fact], spot: Spot) -> Fraction | None:
        cells = self._all_of(facts, lambda fact: self._cell(number.value, fact, spot))
        taken = [cell for cell in cells if cell is not None]
        if number.kind == "count":
            return Fraction(len(taken))
        if number.kind == "distinct":
            return Fraction(len(set(taken)))
        numbers = [cell for cell in taken if isinstance(cell, Fraction)]
        if not numbers and number.kind != "sum":
            return None
        if number.kind == "latest":
            return numbers[-1]
        return self._fits(COMBINED[number.kind](numbers), spot)

    def _fits(self, number: Fraction, spot: Spot) -> Fraction:
        if too_large(number):
            raise self.world.fail("number-too-large", self._place(spot))
        return number

    def _cell(self, expression: model.Expression, fact: Fact, spot: Spot) -> Value:
        return self.world.value(expression, self.world.fact_names(fact), fact.where, self._place(spot))

    def _true(self, expression: model.Expression, fact: Fact, spot: Spot) -> bool:
        return self.world.condition(expression, self.world.fact_names(fact), fact.where, self._place(spot))

    # --- compared -----------------------------------------------------------------------------------------------

    def compared_number(self, spot: Spot) -> Fraction:
        """The number after ``against``."""
        return _once(self.compared, spot, self._compared)

    def _compared(self, spot: Spot) -> Fraction:
        x = self.number(spot)
        if self.measure.against is None:
            return x
        return self._against(spot, x, self.target(spot, x))

    def _against(self, spot: Spot, x: Fraction, target: Fraction | None) -> Fraction:
        against = self.measure.against
        if against is None or target is None:
            return x
        if against.as_ == "difference":
            return self._fits(x - target, spot)
        if target == 0:
            raise self.world.fail("ratio-to-zero", self._place(spot))
        return self._fits(x / target, spot)

    def target(self, spot: Spot, x: Fraction) -> Fraction | None:
        """What the number is compared with; ``None`` without ``against``."""
        against = self.measure.against
        if against is None:
            return None
        if against.kind == "target":
            assert against.target is not None
            place = self._place(spot)
            return self.world.number(against.target, self.world.unit_names(spot[0]), place)
        if against.kind in ("peers_mean", "peers_best"):
            return self._peers_number(spot, best=against.kind == "peers_best")
        if against.kind == "previous":
            return self._earlier(spot, against.count)
        return self._fits(scales.mean(self._earlier(spot, back) for back in range(1, against.count + 1)), spot)

    def _peers(self, spot: Spot) -> list[str]:
        """Peers to which the item is applicable and that are not N/A (§4, G14)."""
        there = [unit for unit in self.world.peers(spot) if self.world.in_force(self.item, unit)]
        return [unit for unit in there if not self._is_na((unit, spot[1]))]

    def _is_na(self, spot: Spot) -> bool:
        try:
            self.number(spot)
        except NotApplicable:
            return True
        except Unsolved:
            return False
        return False

    def _peers_number(self, spot: Spot, best: bool) -> Fraction:
        peers = self._peers(spot)
        if not peers:
            raise self.world.fail("no-peers", self._place(spot))
        numbers = [self.number((peer, spot[1])) for peer in peers]
        return max(numbers) if best else self._fits(scales.mean(numbers), spot)

    # --- earlier periods (G22) ------------------------------------------------------------------------------------

    def _earlier(self, spot: Spot, back: int) -> Fraction:
        unit, number = spot
        if number - back >= 0:
            return self._inside((unit, number - back), spot)
        history = self.world.rows.history.get((unit, self.item.id), ())
        if self.world.calendar.kind == "rounds":
            rows = sorted(history, reverse=True)
            place = back - number
            found = rows[place - 1][1] if place <= len(rows) else None
        else:
            found = dict(history).get(period_before(self.world, back - number))
        if found is None:
            raise self.world.fail("history-missing", self._place(spot))
        return found

    def _inside(self, earlier: Spot, spot: Spot) -> Fraction:
        """The number of an earlier period of the season, from the facts, assessed or not."""
        if self._nothing(earlier):
            raise self.world.fail("history-missing", self._place(spot))
        return self.number(earlier)

    def _nothing(self, spot: Spot) -> bool:
        """Whether only ``missing`` could speak, and it gives no number."""
        if isinstance(self.measure.missing, Fraction):
            return False
        return self._aggregate(self._rows(spot), spot) is None

    # --- points -------------------------------------------------------------------------------------------------

    def _scaled(self, spot: Spot, x: Fraction, target: Fraction | None) -> Fraction:
        scale = self.measure.scale
        match scale:
            case model.Each():
                return scale.points * x
            case model.Step():
                return scales.step_points(scale, x)
            case model.RatioScale():
                return scales.ratio_points(scale, x)
            case model.ValueScale():
                names = {"given": {"x": x, "target": target}, **self.world.unit_names(spot[0])}
                return self.world.number(scale.value, names, self._place(spot))
            case model.Bands():
                return self._banded(spot, scale, x)[0]
        raise TypeError(scale)

    def _banded(self, spot: Spot, scale: model.Bands, x: Fraction) -> tuple[Fraction, str]:
        band = scales.band_of(scale, x)
        if band is None:
            raise self.world.fail("band-gap", self._place(spot), number=as_text(x))
        if band.judge is None:
            assert band.points is not None
            return band.points, ""
        facts = [fact for fact in self.world.facts_in("judgement", spot) if fact.values["item"] == self.item.id]
        if len(facts) != 1:
            raise self.world.fail("judgement-duplicate" if facts else "judgement-missing", self._place(spot))
        points = facts[0].values["points"]
        if not isinstance(points, Fraction):
            raise self.world.fail("null-value", facts[0].where)
        if not band.judge[0] <= points <= band.judge[1]:
            raise self.world.fail("judgement-out-of-range", facts[0].where)
        return points, facts[0].id

    def _by_places(self, spot: Spot) -> Fraction:
        """Points for each value of the column ``by``, then combined (G41, G42)."""
        column = self.measure.by
        assert column is not None
        places: dict[Value, list[Fact]] = {}
        troubles = 0
        for fact in self._span(spot):
            if fact.values[column] is None:
                self.world.tell("null-value", fact.where)
                troubles += 1
            else:
                places.setdefault(fact.values[column], []).append(fact)
        if troubles:
            for facts in places.values():
                with suppress(Unsolved):
                    self._aggregate(self._taken(facts, spot), spot)
            raise Unsolved
        if not places:
            return self._place_points(spot, self._missing(spot))
        found: list[Fraction] = []
        for facts in places.values():
            try:
                x = self._aggregate(self._taken(facts, spot), spot)
                found.append(self._place_points(spot, x if x is not None else self._missing(spot)))
            except Unsolved:
                troubles += 1
            except NotApplicable:
                continue
        if troubles:
            raise Unsolved
        if not found:
            raise NotApplicable
        return COMBINED[self.measure.combine](found)

    def _place_points(self, spot: Spot, x: Fraction) -> Fraction:
        target = self.target(spot, x)
        if isinstance(self.measure.scale, model.ValueScale):
            return self._scaled(spot, x, target)
        return self._scaled(spot, self._against(spot, x, target), None)


def _once(known: dict[Spot, Fraction | type[Exception]], spot: Spot, work: Callable[[Spot], Fraction]) -> Fraction:
    """Work a spot's number out the first time, and remember that it could not be."""
    if spot not in known:
        try:
            known[spot] = work(spot)
        except (Unsolved, NotApplicable) as stop:
            known[spot] = type(stop)
    result = known[spot]
    if isinstance(result, Fraction):
        return result
    raise result


def period_before(world: World, steps: int) -> str:
    """The id of the period ``steps`` before the season's first (``2021-Q4``)."""
    first = world.calendar.first
    kind = world.calendar.kind
    if kind == "week":
        year, week, _day = (first - timedelta(days=7 * steps)).isocalendar()
        return f"{year:04d}-W{week:02d}"
    length, letter = MONTHS[kind]
    start: date = month_later(first, -length * steps)
    if kind == "year":
        return f"{start.year:04d}"
    if kind == "month":
        return f"{start.year:04d}-{start.month:02d}"
    return f"{start.year:04d}-{letter.upper()}{(start.month - 1) // length + 1}"
