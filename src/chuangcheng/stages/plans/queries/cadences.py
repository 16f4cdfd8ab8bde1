"""What comes round: due, done, late, waived for a programme's units between two days. Computed here, stored nowhere.

A number of queries that grows neither with units nor with cadences: ``open_work`` reads all it needs at once. What
activities show of a cadence stands later in the flow and comes in as ``counts`` (``activities.queries.cadence_counts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import models
from django.utils.translation import get_language

from chuangcheng.almanac import Calendar, Filled, Occasion, Rhythm, Slot, fill, read, say, slots
from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import calendar_of, scoped
from chuangcheng.stages.plans.models import Cadence, CadenceMark, CadenceOccasion, Programme, Suspension
from chuangcheng.stages.plans.queries.programmes import units
from chuangcheng.stages.plans.states import CadenceWho, SlotState

#: (cadence, unit) → day → how many records of it.
Counts = Mapping[tuple[int, int], Mapping[date, int]]
NO_COUNTS: Final[Counts] = {}
#: What a unit still has to do.
OPEN: Final = frozenset({SlotState.DUE, SlotState.LATE})


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one slot stands for one unit. ``done_on``: the day on which enough was done; ``count``: records of it;
    ``mark``: the unit's own word for it; ``reason``: why it is waived; ``limit``: the last day that is in time."""

    cadence: Cadence
    unit: Organisation
    slot: Slot
    state: str
    count: int
    done_on: date | None
    mark: CadenceMark | None
    reason: str
    limit: date

    @property
    def over(self) -> bool:
        """More records than ``most``: told, and fine (D5)."""
        return self.cadence.most is not None and self.count > self.cadence.most

    @property
    def days_late(self) -> int:
        """How many days it is, or was, late."""
        if self.state == SlotState.LATE:
            return (clock.today() - self.limit).days
        return (self.done_on - self.limit).days if self.state == SlotState.DONE_LATE and self.done_on else 0


@dataclass(frozen=True, slots=True)
class Work:
    """A programme's cadences with everything that says where they stand on ``today``, between ``first`` and ``last``."""

    programme: Programme
    cadences: tuple[Cadence, ...]
    units: tuple[Organisation, ...]
    calendar: Calendar
    marks: Mapping[tuple[int, int], Sequence[CadenceMark]]
    suspensions: Sequence[Suspension]
    first: date
    last: date
    today: date
    scheduled: Mapping[int, tuple[Slot, ...]]

    def slots(self, cadence: Cadence) -> tuple[Slot, ...]:
        """The slots of a cadence that are due in the days asked for."""
        return self.scheduled[cadence.pk]

    @property
    def window(self) -> tuple[date, date]:
        """The days whose records can count for one of the slots."""
        ends = [(turns[0].first, max(slot.last for slot in turns)) for turns in self.scheduled.values() if turns]
        first = min((begin for begin, _ in ends), default=self.first)
        return first, max((end for _, end in ends), default=self.last)

    def units_of(self, cadence: Cadence) -> list[Organisation]:
        """Whose slots they are, as far as they are in sight."""
        if cadence.who == CadenceWho.HOST:
            return [unit for unit in self.units if unit.pk == self.programme.host_id]
        if cadence.who == CadenceWho.LISTED:
            listed = {unit.pk for unit in cadence.units.all()}
            return [unit for unit in self.units if unit.pk in listed]
        kind = cadence.unit_kind
        return [
            unit
            for unit in self.units
            if unit.pk != self.programme.host_id and unit.ended_on is None and (not kind or unit.kind == kind)
        ]

    def cells(self, counts: Counts, cadences: Iterable[Cadence] | None = None) -> Iterator[Cell]:
        """Every slot of every unit, cadence by cadence, unit by unit."""
        for cadence in self.cadences if cadences is None else cadences:
            turns = self.slots(cadence)
            if turns:
                waivers = [pause for pause in self.suspensions if pause.cadence_id in (None, cadence.pk)]
                for unit in self.units_of(cadence):
                    yield from self._row(cadence, unit, turns, counts.get((cadence.pk, unit.pk), {}), waivers)

    def _row(
        self,
        cadence: Cadence,
        unit: Organisation,
        turns: tuple[Slot, ...],
        counts: Mapping[date, int],
        waivers: Sequence[Suspension],
    ) -> Iterator[Cell]:
        filled = fill(turns, counts, cadence.least) if counts else [Filled(slot, 0, None) for slot in turns]
        marks = self.marks.get((cadence.pk, unit.pk), ())
        waivers = [pause for pause in waivers if pause.unit_id in (None, unit.pk)]
        grace = timedelta(days=cadence.grace_days)
        for one in filled:
            slot, limit = one.slot, one.slot.due + grace
            mark = next((mark for mark in marks if slot.first <= mark.slot <= slot.due), None) if marks else None
            done_on = _earlier(one.reached_on, mark.done_on if mark else None)
            waiver = next((pause for pause in waivers if covers(pause, slot.due)), None) if waivers else None
            state = state_on(self.today, slot, limit, done_on, waived=waiver is not None)
            reason = waiver.reason if waiver else ""
            yield Cell(cadence, unit, slot, state, one.count, done_on, mark, reason, limit)


def state_on(today: date, slot: Slot, limit: date, done_on: date | None, *, waived: bool) -> str:
    """Where a slot stands. It is not late on the day on which it is due, and never missed while it is suspended."""
    if done_on is not None:
        return SlotState.DONE if done_on <= limit else SlotState.DONE_LATE
    if waived:
        return SlotState.WAIVED
    if today < slot.first:
        return SlotState.AHEAD
    return SlotState.DUE if today <= limit else SlotState.LATE


def covers(pause: Suspension, day: date) -> bool:
    """Whether a day lies in a suspension; from the day on which it was lifted it is asked again."""
    lifted: date | None = pause.lifted_on
    return bool(pause.first <= day <= pause.last and (lifted is None or day < lifted))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def cadences_of(programme: Programme) -> models.QuerySet[Cadence]:
    """The cadences of a programme with their units and the days that they hang on."""
    rows = Cadence.objects.filter(programme=programme).select_related("programme__host", "task")
    noted = CadenceOccasion.objects.filter(withdrawn_at=None)
    return rows.prefetch_related("units", models.Prefetch("occasions", queryset=noted, to_attr="noted"))


def open_work(
    programme: Programme,
    *,
    by: Account | None,
    first: date,
    last: date,
    unit: Organisation | None = None,
    cadence: Cadence | None = None,
) -> Work:
    """Read all that says where a programme's cadences stand between two days, for the units that ``by`` sees (None:
    all), or for ``unit`` alone. Eight queries."""
    rows = cadences_of(programme)
    found = tuple(rows.filter(pk=cadence.pk) if cadence is not None else rows)
    taking_part = units(programme) if by is None else scoped(units(programme), by, path="")
    if unit is not None:
        taking_part = taking_part.filter(pk=unit.pk)
    calendar = calendar_for(programme)
    scheduled = {one.pk: _between(one, calendar, first, last) for one in found}
    marks: dict[tuple[int, int], list[CadenceMark]] = {}
    kept = CadenceMark.objects.filter(cadence__in=[one.pk for one in found], withdrawn_at=None)
    earliest = min((turns[0].first for turns in scheduled.values() if turns), default=first)
    for mark in kept.filter(slot__gte=earliest, slot__lte=last + timedelta(days=400)):
        marks.setdefault((mark.cadence_id, mark.unit_id), []).append(mark)
    pauses = list(Suspension.objects.filter(programme=programme, first__lte=last, last__gte=first))
    return Work(
        programme, found, tuple(taking_part), calendar, marks, pauses, first, last, clock.today(), scheduled
    )  # fmt: skip


def calendar_for(programme: Programme) -> Calendar:
    """The working days of the host, and the programme's phases and campaigns. Two queries."""
    phases = tuple(Occasion(p.kind, p.title, p.first, p.last) for p in programme.phases.all())
    return calendar_of(programme.host, phases)


def turns_of(cadence: Cadence, calendar: Calendar) -> tuple[Slot, ...]:
    """Every slot of a cadence, from its first day to its last or to the day on which it was stopped."""
    last: date = cadence.last if cadence.ended_on is None else min(cadence.last, cadence.ended_on - timedelta(days=1))
    noted = _noted(cadence)
    rhythm = rhythm_of(cadence)
    if noted:
        calendar = Calendar(calendar.exceptions, (*calendar.occasions, *noted))
    return slots(rhythm, cadence.first, last, calendar)


def _between(cadence: Cadence, calendar: Calendar, first: date, last: date) -> tuple[Slot, ...]:
    return tuple(slot for slot in turns_of(cadence, calendar) if first <= slot.due <= last)


def _noted(cadence: Cadence) -> tuple[Occasion, ...]:
    """What a cadence hangs on: each noted day serves as event or as birth, whichever its rhythm asks for."""
    days = getattr(cadence, "noted", None)
    if days is None:
        days = cadence.occasions.filter(withdrawn_at=None)
    return tuple(Occasion(kind, day.name, day.on, day.on) for day in days for kind in ("event", "birth"))


def rhythm_of(cadence: Cadence) -> Rhythm:
    """The rhythm that a cadence keeps."""
    return read(cadence.rhythm)


def sentence_of(cadence: Cadence) -> str:
    """The rhythm in a sentence, in the language of the page."""
    chinese = (get_language() or "zh").startswith("zh")
    return say(rhythm_of(cadence), least=cadence.least, most=cadence.most, language="zh" if chinese else "en")


def next_due(work: Work, cadence: Cadence) -> Slot | None:
    """The slot that is due next, today included."""
    return next((slot for slot in turns_of(cadence, work.calendar) if slot.due >= work.today), None)


def tally(cells: Iterable[Cell]) -> dict[int, Counter[str]]:
    """How many slots of each cadence stand where: cadence → state → number."""
    found: dict[int, Counter[str]] = {}
    for cell in cells:
        found.setdefault(cell.cadence.pk, Counter())[cell.state] += 1
    return found


def reminders_of(cells: Iterable[Cell]) -> list[Cell]:
    """What a person should be reminded of: late, or due within the cadence's ``remind_days``; late first."""
    today = clock.today()
    found = [
        cell
        for cell in cells
        if cell.state == SlotState.LATE
        or (cell.state == SlotState.DUE and cell.slot.due <= today + timedelta(days=cell.cadence.remind_days))
    ]
    return pressing(found)


def pressing(cells: Iterable[Cell]) -> list[Cell]:
    """What is still to be done, late first, then by the day on which it is due."""
    found = [cell for cell in cells if cell.state in OPEN]
    return sorted(
        found, key=lambda cell: (cell.state != SlotState.LATE, cell.limit, cell.cadence.title, cell.unit.code)
    )


def visible_suspensions(by: Account, programme: Programme) -> models.QuerySet[Suspension]:
    """The suspensions of a programme that concern units in sight: those for all, and those for a unit that is seen."""
    rows = Suspension.objects.filter(programme=programme).select_related("cadence", "unit")
    seen = scoped(Organisation.objects.all(), by, path="")
    return rows.filter(models.Q(unit=None) | models.Q(unit__in=seen)).order_by("-first", "-pk")


def units_in(programme: Programme, by: Account) -> list[Organisation]:
    """The units of a programme in sight."""
    return list(scoped(units(programme), by, path="").filter(ended_on=None))
