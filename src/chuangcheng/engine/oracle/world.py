"""The season as the oracle sees it: who is assessed when, who is ranked with whom, and the problems found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from chuangcheng.engine import model
from chuangcheng.engine.numbers import MOST_LINE_DIGITS, POINT, half_up, plain, too_large
from chuangcheng.engine.oracle.evaluate import Fault, Names, evaluate, holds
from chuangcheng.engine.oracle.rows import Fact, Rows, Unit, Value
from chuangcheng.engine.periods import Calendar, Period
from chuangcheng.engine.problems import Problem

Spot = tuple[str, int]
"""A unit's id and the number of a period."""


class Unsolved(Exception):
    """A value cannot be worked out; the problem, if this is where it arose, has been told."""


@dataclass
class World:
    """Rulebook, season, calendar and rows, with what follows from them before any item is scored."""

    rulebook: model.Rulebook
    season: model.Season
    calendar: Calendar
    rows: Rows
    told: dict[tuple[str, str], Problem] = field(default_factory=dict)

    # --- problems ---------------------------------------------------------------------------------------------

    def tell(self, code: str, where: str, **arguments: object) -> None:
        """Note a problem; one code at one place stands once."""
        self.told.setdefault((code, where), Problem(code, where, arguments=arguments))

    def place(self, spot: Spot, item: str = "") -> str:
        """``unit/period/item`` (G37)."""
        return "/".join(filter(None, (spot[0], self.calendar.periods[spot[1]].id, item)))

    def fail(self, code: str, where: str, **arguments: object) -> Unsolved:
        """Note a problem and give what to raise."""
        self.tell(code, where, **arguments)
        return Unsolved()

    # --- numbers and expressions --------------------------------------------------------------------------------

    def number(self, expression: model.Expression, names: Names, where: str, spot_where: str = "") -> Fraction:
        """A number that must be there: NULL and faults are problems at ``where``, too large ones at the item."""
        value = self.value(expression, names, where, spot_where)
        if value is None:
            raise self.fail("null-value", where, expression=expression.text)
        assert isinstance(value, Fraction)
        return value

    def value(self, expression: model.Expression, names: Names, where: str, spot_where: str = "") -> Value:
        """A value or NULL; a fault is a problem."""
        value = evaluate(expression.tree, names)
        if isinstance(value, Fault):
            at = spot_where if value is Fault.TOO_LARGE and spot_where else where
            raise self.fail(value.value, at, expression=expression.text)
        return value

    def condition(self, expression: model.Expression | None, names: Names, where: str, spot_where: str = "") -> bool:
        """Whether a condition is true; a fault is a problem."""
        value = holds(expression, names)
        if isinstance(value, Fault):
            at = spot_where if value is Fault.TOO_LARGE and spot_where else where
            raise self.fail(value.value, at, expression=expression.text if expression else "")
        return value

    def points(self, number: Fraction, where: str) -> int:
        """Round to a line's integer; G60 bounds it."""
        if not too_large(number):
            line = half_up(number, POINT)
            if abs(line) < 10**MOST_LINE_DIGITS * POINT:
                return line
        raise self.fail("number-too-large", where)

    # --- units --------------------------------------------------------------------------------------------------

    @cached_property
    def subjects(self) -> tuple[Unit, ...]:
        """Units of the kind ``subject`` by id."""
        units = (unit for unit in self.rows.units.values() if unit.kind == self.rulebook.subject)
        return tuple(sorted(units, key=lambda unit: unit.id))

    @cached_property
    def _subject_ids(self) -> frozenset[str]:
        return frozenset(unit.id for unit in self.subjects)

    def is_subject(self, unit: str) -> bool:
        return unit in self._subject_ids

    def unit_names(self, unit: str) -> Names:
        return {"unit": self.rows.units[unit].values}

    def fact_names(self, fact: Fact) -> Names:
        return {"fact": fact.values, "unit": self.rows.units[fact.unit].values}

    @cached_property
    def groups(self) -> dict[str, str]:
        """The ranking group of each subject unit, as text (G28)."""
        return {unit.id: self._group(unit) for unit in self.subjects}

    def _group(self, unit: Unit) -> str:
        within = self.rulebook.ranking.within if self.rulebook.ranking else "all"
        if within == "all":
            return "all"
        if isinstance(within, str):
            return as_text(unit.values[within])
        value = evaluate(within.tree, self.unit_names(unit.id))
        if isinstance(value, Fault):
            self.tell(value.value, f"{unit.id}/{self.calendar.year_id}", expression=within.text)
            return ""
        return as_text(value)

    @cached_property
    def ranked(self) -> frozenset[str]:
        """Subject units that take part in the ranking (``among``); all of them without a ranking (G28)."""
        among = self.rulebook.ranking.among if self.rulebook.ranking else None
        taken = set()
        for unit in self.subjects:
            part = holds(among, self.unit_names(unit.id))
            if isinstance(part, Fault):
                self.tell(part.value, f"{unit.id}/{self.calendar.year_id}", expression=among.text if among else "")
            elif part:
                taken.add(unit.id)
        return frozenset(taken)

    @cached_property
    def _applying(self) -> dict[tuple[str, str], bool | Fault]:
        return {}

    def applies(self, item: model.Item, unit: str) -> bool | Fault:
        """Whether the item's own ``applies`` is true for the unit."""
        known = self._applying
        if (item.id, unit) not in known:
            known[item.id, unit] = holds(item.applies, self.unit_names(unit))
        return known[item.id, unit]

    @cached_property
    def _parents(self) -> dict[str, model.Item]:
        return {child.id: item for item in self.rulebook.walk() for child in item.children}

    def above(self, item: model.Item) -> Iterator[model.Item]:
        """The sections that the item stands in, the nearest first."""
        while item.id in self._parents:
            item = self._parents[item.id]
            yield item

    def in_force(self, item: model.Item, unit: str) -> bool:
        """Whether the item and all sections above it apply to the unit (G46)."""
        return all(self.applies(one, unit) is True for one in (item, *self.above(item)))

    # --- periods ------------------------------------------------------------------------------------------------

    @cached_property
    def begun(self) -> tuple[Period, ...]:
        return self.calendar.begun(self.season.as_of)

    @cached_property
    def imputed(self) -> dict[int, Fraction]:
        """The constant total of each begun period that was not held (G26)."""
        began = {period.number for period in self.begun}
        named = ((self.calendar.named(one.period), one.constant) for one in self.rulebook.totals.imputed)
        return {found[0].number: constant for found, constant in named if found and found[0].number in began}

    @cached_property
    def period_of(self) -> dict[date, Period | None]:
        days = {fact.day for facts in self.rows.facts.values() for fact in facts}
        return {day: self.calendar.of(day) for day in days}

    @cached_property
    def assessed(self) -> frozenset[Spot]:
        """Units and periods that are held: by facts, by the season, or all that have begun (§6, G12)."""
        leaves = [item for item in self.rulebook.walk() if isinstance(item.content, ASSESSING)]
        if leaves:
            spots = set(self._entries())
            for item in leaves:
                spots.update(self._spots_of_facts(item))
        else:
            spots = {(unit.id, period.number) for unit in self.subjects for period in self.begun}
        return frozenset(spot for spot in spots if spot[1] not in self.imputed and self.is_subject(spot[0]))

    def _entries(self) -> Iterator[Spot]:
        began = {period.number for period in self.begun}
        for unit, name, _line in self.season.assessed:
            yield from ((unit, one.number) for one in self.calendar.named(name)[:1] if one.number in began)

    def _spots_of_facts(self, item: model.Item) -> Iterator[Spot]:
        content = item.content
        assert isinstance(content, ASSESSING)
        for fact in self.rows.facts[content.fact]:
            period = self.period_of[fact.day]
            if period is not None and self._is_of(item, fact):
                yield fact.unit, period.number

    def _is_of(self, item: model.Item, fact: Fact) -> bool:
        match item.content:
            case model.Checklist(items=items):
                return any(fact.values["item"] == one.id for one in items)
            case model.Judgement():
                return fact.values["item"] == item.id
            case model.Import(where=where):
                return holds(where, self.fact_names(fact)) is True
        raise TypeError(item.content)

    @cached_property
    def held(self) -> frozenset[int]:
        """Periods in which some unit is assessed."""
        return frozenset(number for _unit, number in self.assessed)

    def peers(self, spot: Spot) -> list[str]:
        """Ranked units of the unit's group that are assessed in the period (G14); the item is asked by the caller."""
        unit, number = spot
        group = self.groups[unit]
        return [one for one in self._members[group] if (one, number) in self.assessed]

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for unit in self.subjects:
            if unit.id in self.ranked:
                members[self.groups[unit.id]].append(unit.id)
        return members

    @cached_property
    def _by_unit(self) -> dict[str, dict[str, list[Fact]]]:
        return {}

    def facts_of(self, kind: str, unit: str) -> list[Fact]:
        """A unit's facts of a kind by date, then id."""
        if kind not in self._by_unit:
            split: dict[str, list[Fact]] = defaultdict(list)
            for fact in sorted(self.rows.facts[kind], key=lambda one: (one.day, one.id)):
                split[fact.unit].append(fact)
            self._by_unit[kind] = split
        return self._by_unit[kind].get(unit, [])

    def facts_in(self, kind: str, spot: Spot) -> list[Fact]:
        """A unit's facts of a kind dated in a period."""
        period = self.calendar.periods[spot[1]]
        return [fact for fact in self.facts_of(kind, spot[0]) if period.holds(fact.day)]


ASSESSING = (model.Import, model.Checklist, model.Judgement)
"""Leaves of which one fact makes a period assessed (§6)."""


def as_text(value: Value) -> str:
    """A value as the ledger prints it: plain decimals, ``true`` and ``false``, ``YYYY-MM-DD``; NULL is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Fraction():
            if value.denominator == 1:
                return str(value.numerator)
            for places in range(1, 39):
                if 10**places % value.denominator == 0:
                    return plain(int(value * 10**places), 10**places)
            return f"{value.numerator}/{value.denominator}"
        case date():
            return value.isoformat()
    return value
