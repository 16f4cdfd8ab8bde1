"""How many turns are due and late for each unit: sums only, quick enough for a page over hundreds of units.

``cadences.Work`` tells every cell with its reason; here cells are only counted. A unit without records, marks or
suspensions of its own stands where the turns alone say, so that most pairs of cadence and unit cost nothing. Both say
the same (``tests/stages/plans/test_standings.py``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.db.models import Q

from chuangcheng.almanac import Calendar, Occasion, Slot, fill
from chuangcheng.base import clock
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Cadence, CadenceMark, CadenceOccasion, Programme, Suspension
from chuangcheng.stages.plans.queries.cadences import OPEN, Counts, Work, covers, state_on, turns_of
from chuangcheng.stages.plans.states import SlotState

#: How many turns are due and how many are late.
Pair = tuple[int, int]
_NONE: Final[Pair] = (0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A programme, the units of it that are looked at, and the days that its host works."""

    programme: Programme
    units: tuple[Organisation, ...]
    calendar: Calendar


#: What was said done: (cadence, unit) → the days by which the turns are named.
Said = Mapping[tuple[int, int], Collection[date]]


def works(asked: Sequence[Asked], *, first: date, last: date) -> list[Work]:
    """The cadences of several programmes, their turns between two days and their suspensions, without marks. Four queries
    for any number of programmes, cadences and units."""
    keys = [one.programme.pk for one in asked]
    rows = Cadence.objects.filter(programme__in=keys, first__lte=last).prefetch_related("units")
    cadences = {one.pk: one for one in rows}
    noted: dict[int, list[CadenceOccasion]] = {key: [] for key in cadences}
    for occasion in CadenceOccasion.objects.filter(cadence__programme__in=keys, withdrawn_at=None):
        if occasion.cadence_id in noted:
            noted[occasion.cadence_id].append(occasion)
    pauses = list(Suspension.objects.filter(programme__in=keys, first__lte=last, last__gte=first))
    found = []
    for one in asked:
        own = tuple(cadence for cadence in cadences.values() if cadence.programme_id == one.programme.pk)
        scheduled = {}
        kept = (frozenset(one.calendar.exceptions.items()), one.calendar.occasions)
        for cadence in own:
            days = tuple((occasion.on, occasion.name) for occasion in noted[cadence.pk])
            told = (json.dumps(cadence.rhythm, sort_keys=True), cadence.first, cadence.last, cadence.ended_on, days)
            turns = _turns(*told, *kept)
            scheduled[cadence.pk] = tuple(slot for slot in turns if first <= slot.due <= last)
        theirs = [pause for pause in pauses if pause.programme_id == one.programme.pk]
        found.append(
            Work(one.programme, own, one.units, one.calendar, {}, theirs, first, last, clock.today(), scheduled)
        )
    return found


@lru_cache(maxsize=1024)
def _turns(
    rhythm: str,
    first: date,
    last: date,
    ended_on: date | None,
    noted: tuple[tuple[date, str], ...],
    exceptions: frozenset[tuple[date, bool]],
    occasions: tuple[Occasion, ...],
) -> tuple[Slot, ...]:
    """All turns of a cadence. They follow from what is given alone, so that what was worked out once stays true."""
    cadence = Cadence(rhythm=json.loads(rhythm), first=first, last=last, ended_on=ended_on)
    cadence.noted = [CadenceOccasion(on=on, name=name) for on, name in noted]  # type: ignore[attr-defined]
    return turns_of(cadence, Calendar(dict(exceptions), occasions))


def earliest(works: Iterable[Work]) -> dict[int, date]:
    """Cadence → the first day on which a record can count for one of its turns; none for a cadence without turns."""
    return {key: turns[0].first for work in works for key, turns in work.scheduled.items() if turns}


def said(works: Iterable[Work], units: Collection[int] | None = None) -> dict[tuple[int, int], list[date]]:
    """What was said done of the turns of these cadences, by all units or these. One query."""
    wanted = Q(pk__in=())
    for work in works:
        for key, turns in work.scheduled.items():
            if turns:
                wanted |= Q(cadence=key, slot__range=(turns[0].first, max(slot.due for slot in turns)))
    rows = CadenceMark.objects.filter(wanted, withdrawn_at=None)
    if units is not None:
        rows = rows.filter(unit__in=units)
    found: dict[tuple[int, int], list[date]] = {}
    for cadence, unit, slot in rows.order_by().values_list("cadence", "unit", "slot"):
        found.setdefault((cadence, unit), []).append(slot)
    return found


def due_and_late(work: Work, counts: Counts, marked: Said) -> dict[int, Pair]:
    """Unit → turns due and turns late, of all cadences together; units with neither are left out."""
    found: dict[int, Pair] = {}
    for cadence in work.cadences:
        states = _Turns(work, cadence)
        untouched = _pair(states.general)
        for unit in work.units_of(cadence) if states.turns else ():
            due, late = _pair(left) if (left := states.left(unit, counts, marked)) is not None else untouched
            if due or late:
                before = found.get(unit.pk, _NONE)
                found[unit.pk] = (before[0] + due, before[1] + late)
    return found


def open_turns(
    work: Work, counts: Counts, marked: Said, units: Collection[int] | None = None
) -> Iterator[tuple[Cadence, Organisation, Slot, str]]:
    """Each turn that is due or late, of all units or these: the rows behind ``due_and_late``."""
    for cadence in work.cadences:
        states = _Turns(work, cadence)
        for unit in work.units_of(cadence) if states.turns else ():
            if units is None or unit.pk in units:
                left = states.left(unit, counts, marked)
                for place, state in enumerate(states.general if left is None else left):
                    if state in OPEN:
                        yield cadence, unit, states.turns[place], state


class _Turns:
    """The turns of a cadence and where they stand: for whoever has done nothing (``general``), and for a unit."""

    def __init__(self, work: Work, cadence: Cadence) -> None:
        self.work, self.cadence, self.turns = work, cadence, work.slots(cadence)
        waivers = [pause for pause in work.suspensions if pause.cadence_id in (None, cadence.pk)]
        self._waivers = [pause for pause in waivers if pause.unit_id is None]
        self._own: dict[int, list[Suspension]] = {}
        for pause in waivers:
            if pause.unit_id is not None:
                self._own.setdefault(pause.unit_id, []).append(pause)
        self.general = self._states(())
        self._firsts = {slot.first: place for place, slot in enumerate(self.turns)}

    def _states(self, further: Sequence[Suspension]) -> list[str]:
        grace, waivers = timedelta(days=self.cadence.grace_days), (*self._waivers, *further)
        today = self.work.today
        return [
            state_on(today, slot, slot.due + grace, None, waived=any(covers(pause, slot.due) for pause in waivers))
            for slot in self.turns
        ]

    def left(self, unit: Organisation, counts: Counts, marked: Said) -> list[str] | None:
        """The state of each turn, '' for those that were done; None where it is the general one."""
        key = (self.cadence.pk, unit.pk)
        days, marks, own = counts.get(key), marked.get(key), self._own.get(unit.pk)
        if not (days or marks or own):
            return None
        states = self._states(own) if own else list(self.general)
        for place in self._done(days, marks or ()):
            states[place] = ""
        return states

    def _done(self, days: Mapping[date, int] | None, marks: Collection[date]) -> Iterator[int]:
        """The places of the turns that records fill or marks name: by their first day as a rule, else by any day until
        they are due."""
        if days:
            filled = fill(self.turns, days, self.cadence.least)
            yield from (place for place, one in enumerate(filled) if one.reached_on is not None)
        for day in marks:
            if day in self._firsts:
                yield self._firsts[day]
            else:
                yield from (place for place, slot in enumerate(self.turns) if slot.first <= day <= slot.due)


def _pair(states: Sequence[str]) -> Pair:
    return states.count(SlotState.DUE), states.count(SlotState.LATE)
