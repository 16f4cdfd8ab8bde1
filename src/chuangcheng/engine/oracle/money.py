"""Settlement: deposits, awards and fines as a ledger (§7, G32–G35, G54–G57)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from chuangcheng.engine import model
from chuangcheng.engine.numbers import YUAN, half_up
from chuangcheng.engine.oracle.decisions import Span, Vetoes
from chuangcheng.engine.oracle.evaluate import Fault, holds
from chuangcheng.engine.oracle.rows import Movement
from chuangcheng.engine.oracle.standing import Board, Standing, names_of
from chuangcheng.engine.oracle.world import Unsolved, World, as_text
from chuangcheng.engine.periods import cut


class Due(NamedTuple):
    """What one entry gives a party of a unit before it is divided: 0.01 yuan, and the part for the persons."""

    party: str
    amount: int
    persons: Fraction
    reason: str


@dataclass
class Till:
    """The settlement of a season as it is worked out, movement by movement."""

    world: World
    board: Board
    vetoes: Vetoes
    settlement: model.Settlement
    movements: list[Movement] = field(default_factory=list)
    deposits: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def settle(self) -> list[Movement]:
        """Pay the deposits in, then settle each period in order."""
        for unit in self.world.subjects:
            for deposit in self._deposits_of(unit.id):
                amount = half_up(deposit.amount, YUAN)
                self.deposits[unit.id, deposit.party] += amount
                self._move(self.world.calendar.year_id, unit.id, deposit.party, "deposit", amount, "deposit")
        for period, span, standings in self._periods():
            for name in sorted(standings):
                Paying(self, period, span, standings[name]).pay()
        return self.movements

    def _deposits_of(self, unit: str) -> list[model.Deposit]:
        return [one for one in self.settlement.deposits if self._applies(one.applies, unit, one.party)]

    def _applies(self, applies: model.Expression | None, unit: str, party: str) -> bool:
        value = holds(applies, self.world.unit_names(unit))
        if isinstance(value, Fault):
            where = f"{unit}/{self.world.calendar.year_id}/{party}"
            self.world.tell(value.value, where, expression=applies.text if applies else "")
            return False
        return value

    def parties(self, unit: str) -> list[str]:
        """The parties that pay a deposit for the unit, as listed; one of 0 is not paid (G33)."""
        return list(dict.fromkeys(one.party for one in self._deposits_of(unit) if one.amount))

    def _move(self, period: str, unit: str, party: str, account: str, amount: int, reason: str) -> None:
        if amount:
            self.movements.append(Movement(period, unit, party, account, amount, reason))

    def _periods(self) -> Iterator[tuple[str, Span, Mapping[str, Standing]]]:
        """Periods of settlement that have begun, each with its days and standings (G57)."""
        world, per = self.world, self.settlement.per
        if per == "period" or world.calendar.single_year:
            for number in sorted(world.held):
                period = world.calendar.periods[number]
                yield period.id, Span(period.first, period.last, is_year=False), self.board.period(number)
        elif per == "year":
            span = Span(world.calendar.first, world.calendar.last, is_year=True)
            yield world.calendar.year_id, span, self.board.year() if world.held else {}
        else:
            for one in cut(per, world.calendar.first, world.calendar.last).periods:
                numbers = tuple(p.number for p in world.begun if one.first <= p.first <= one.last)
                if world.held.intersection(numbers):
                    yield one.id, Span(one.first, one.last, is_year=False), self.board.longer(numbers)

    def pay(self, period: str, unit: str, party: str, amount: int, reason: str) -> None:
        """To a party in cash, or from it where negative."""
        self._move(period, unit, party, "cash", amount, reason)

    def draw(self, period: str, unit: str, party: str, amount: int, reason: str) -> None:
        """From the deposit; what it lacks is ``short`` (G34)."""
        drawn = min(amount, self.deposits[unit, party])
        self.deposits[unit, party] -= drawn
        self._move(period, unit, party, "deposit", -drawn, reason)
        if drawn < amount:
            self._move(period, unit, party, "short", drawn - amount, reason)
            self.world.tell(
                "deposit-short", f"{unit}/{period}/{party}", lacking=as_text(Fraction(amount - drawn, YUAN))
            )


@dataclass
class Paying:
    """The awards and fines of one unit in one period of settlement."""

    till: Till
    period: str
    span: Span
    standing: Standing

    @property
    def unit(self) -> str:
        return self.standing.unit

    def pay(self) -> None:
        """Awards, unless a veto stops them; fines by place first, then those without place (G55)."""
        settlement = self.till.settlement
        if not self.till.vetoes.stops(self.unit, self.span, ("ineligible",)):
            for due in (*self._by_place(settlement.awards, "award"), *self._without(settlement.awards, "award")):
                self._award(due)
        for drawn in (True, False):
            fines = [one for one in settlement.fines if one.from_deposit is drawn]
            for due in (*self._by_place(fines, "fine"), *self._without(fines, "fine")):
                if drawn:
                    self.till.draw(self.period, self.unit, due.party, due.amount, due.reason)
                else:
                    self.till.pay(self.period, self.unit, due.party, -due.amount, due.reason)

    def _by_place(self, entries: Iterable[model.Payment], word: str) -> Iterator[Due]:
        """What the places taken give each party, added and, under ``share``, divided (G35, G54)."""
        dues: dict[str, list[Due]] = defaultdict(list)
        for entry in entries:
            times = self._places_in(entry)
            if entry.places is None or not times:
                continue
            amount = self._amount(entry)
            if amount:
                whole = amount * times
                persons = (entry.persons_at_least or Fraction(0)) * whole
                dues[entry.party].append(Due(entry.party, whole, persons, place_text(entry)))
        for party, found in dues.items():
            amount = sum(due.amount for due in found)
            persons = sum((due.persons for due in found), Fraction(0))
            share = self._share(amount)
            reason = f"{word} {'+'.join(due.reason for due in found)}"
            yield Due(party, share, persons * share / amount, reason)

    def _share(self, amount: int) -> int:
        """The unit's part of what tied units take together; the remainder is the first unit's by id."""
        tied = self.standing.tied
        if self.till.settlement.ties == "each":
            return amount
        part, rest = divmod(amount, len(tied))
        return part + (rest if self.unit == min(tied) else 0)

    def _without(self, entries: Iterable[model.Payment], word: str) -> Iterator[Due]:
        """Entries without place: a line of its own for every ranked unit (G55)."""
        for entry in entries:
            if entry.places is None:
                amount = self._amount(entry)
                if amount:
                    yield Due(entry.party, amount, (entry.persons_at_least or Fraction(0)) * amount, word)

    def _places_in(self, entry: model.Payment) -> int:
        """How often the entry counts for the unit's places: once for each place under ``share``."""
        if entry.places is None:
            return 0
        size = self.standing.size
        low, high = (size if place is None else place for place in entry.places)
        first = self.standing.ahead + 1
        end = self.standing.ahead + len(self.standing.tied)
        if self.till.settlement.ties == "share":
            return max(0, min(end, high) - max(first, low) + 1)
        if entry.places[0] is None:
            return int(end == size)
        return int(low <= first <= high)

    def _amount(self, entry: model.Payment) -> int | None:
        """The entry's amount for the unit in 0.01 yuan; ``None`` where it does not hold for it."""
        if entry.least_size is not None and self.standing.size < entry.least_size:
            return None
        world = self.till.world
        where = f"{self.unit}/{self.period}/{entry.party}"
        names = names_of(world, self.standing)
        try:
            for condition in (entry.applies, entry.where):
                if not world.condition(condition, names, where):
                    return None
            amount = world.number(entry.amount, names, where)
            if amount < 0:
                raise world.fail("amount-negative", where, amount=as_text(amount))
        except Unsolved:
            return None
        return half_up(amount, YUAN)

    def _award(self, due: Due) -> None:
        """Pay the persons' part to the other parties in equal parts, the rest to the party (G33)."""
        till = self.till
        part = ceil(due.persons)
        others = [party for party in till.parties(self.unit) if party != due.party]
        if part and not others:
            till.world.tell("no-persons", f"{self.unit}/{self.period}/{due.party}")
            part = 0
        till.pay(self.period, self.unit, due.party, due.amount - part, due.reason)
        if part:
            each, rest = divmod(part, len(others))
            for place, party in enumerate(others):
                till.pay(self.period, self.unit, party, each + (rest if place == 0 else 0), due.reason)


def place_text(entry: model.Payment) -> str:
    """``1``, ``last``, ``2-5``."""
    assert entry.places is not None
    low, high = ("last" if place is None else str(place) for place in entry.places)
    return low if low == high else f"{low}-{high}"
