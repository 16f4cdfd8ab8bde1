"""The slots that a rhythm gives: when each may be done, when it is due, and until when a record still counts for it.

A slot belongs to the days from ``first`` to ``last`` when its own day (or the last day of its period) lies in them and,
where it is a period, at least half of it does: a month of which one day is left is not asked for. Windows of neighbouring
slots do not overlap (but those of events do), so that each record counts for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import singledispatch

from chuangcheng.almanac.festivals import FIRST_YEAR, LAST_YEAR, festival_on, own_on
from chuangcheng.almanac.periods import later, month_days, next_period, nth_weekday, on_day, period_of
from chuangcheng.almanac.rhythms import (
    Age,
    AsSet,
    Daily,
    Each,
    Event,
    Every,
    Festivals,
    Monthly,
    Once,
    Phases,
    Rhythm,
    Span,
    Spans,
    Weekdays,
)
from chuangcheng.almanac.working import Calendar, Occasion

_DAY = timedelta(days=1)
#: Days after it was due during which a late record of a festival, a stretch or an event still counts for it.
LATE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Slot:
    """One turn of a rhythm. Records from ``first`` to ``last`` count for it, those after ``due`` as late. ``name`` says
    which turn it is where a date does not: a festival, a phase, an event, a person."""

    first: date
    due: date
    last: date
    name: str = ""


def slots(rhythm: Rhythm, first: date, last: date, calendar: Calendar) -> tuple[Slot, ...]:
    """The slots of a rhythm between two days, in the order in which they begin; no two begin on the same day."""
    if last < first:
        return ()
    found = sorted(_slots(rhythm, first, last, calendar), key=lambda slot: (slot.first, slot.due))
    return tuple(_apart(found))


def _apart(found: list[Slot]) -> Iterator[Slot]:
    """Slots that begin on one day (two events, two births) keep their window but begin on days of their own."""
    before: Slot | None = None
    for slot in found:
        if before is not None and slot.first <= before.first:
            start = before.first + _DAY
            slot = Slot(start, max(slot.due, start), max(slot.last, start), slot.name)
        yield slot
        before = slot


@singledispatch
def _slots(rhythm: Rhythm, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    raise TypeError(type(rhythm).__name__)


@_slots.register
def _daily(rhythm: Daily, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if rhythm.days == "calendar" or calendar.is_working_day(day):
            yield Slot(day, day, day)


@_slots.register
def _each(rhythm: Each, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    start, end = period_of(first, rhythm.unit)
    while end <= last:
        if 2 * ((end - max(start, first)).days + 1) >= (end - start).days + 1:
            if rhythm.after:
                due = end + timedelta(days=rhythm.after)
                yield Slot(end + _DAY, due, max(due, next_period(end, rhythm.unit)[1]))
            else:
                yield Slot(max(start, first), end, end)
        start, end = next_period(end, rhythm.unit)


@_slots.register
def _weekdays(rhythm: Weekdays, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    """A single weekday may be done on any day of its week; of several, each counts until the next one comes."""
    monday = first - timedelta(days=first.weekday())
    chosen = sorted(set(rhythm.weekdays))
    while monday <= last:
        for place, weekday in enumerate(chosen):
            day = monday + timedelta(days=weekday - 1)
            if not first <= day <= last:
                continue
            opens = monday if place == 0 else day
            closes = monday + timedelta(days=(chosen[place + 1] - 2) if place + 1 < len(chosen) else 6)
            due = _placed(day, rhythm.holidays, calendar)
            if due is not None:
                yield Slot(min(max(opens, first), due), due, max(closes, due))
        monday += timedelta(days=7)


@_slots.register
def _every(rhythm: Every, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    """Each counts from half a step before it is due to half a step after."""
    number = 1
    before, day = rhythm.anchor, _step(rhythm, 1)
    while day <= last:
        after = _step(rhythm, number + 1)
        opens = day - timedelta(days=((day - before).days - 1) // 2)
        closes = after - timedelta(days=((after - day).days - 1) // 2 + 1)
        due = _placed(day, rhythm.holidays, calendar) if day >= first else None
        if due is not None:
            yield Slot(min(opens, due), due, max(closes, due))
        number, before, day = number + 1, day, after


def _step(rhythm: Every, number: int) -> date:
    if rhythm.unit == "months":
        return later(rhythm.anchor, rhythm.count * number)
    return rhythm.anchor + timedelta(days=rhythm.count * number * (7 if rhythm.unit == "weeks" else 1))


@_slots.register
def _monthly(rhythm: Monthly, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    start, end = month_days(first.year, first.month)
    while start <= last:
        if rhythm.day is not None:
            day = min(start + timedelta(days=rhythm.day - 1), end)
        else:
            day = nth_weekday(start, rhythm.nth or 1, rhythm.weekday or 1)
        due = _placed(day, rhythm.holidays, calendar) if first <= day <= last else None
        if due is not None:
            yield Slot(min(max(start, first), due), due, max(end, due))
        start, end = next_period(end, "month")


@_slots.register
def _spans(rhythm: Spans, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    found: list[Slot] = []
    for year in range(first.year - 1, last.year + 1):
        for span in rhythm.spans:
            start, end = _stretch(span, year)
            held = (end - max(start, first)).days + 1
            if first <= end <= last and 2 * held >= (end - start).days + 1:
                found.append(Slot(max(start, first), end, end + LATE, span.name))
    yield from _not_overlapping(found)


def _stretch(span: Span, year: int) -> tuple[date, date]:
    over_new_year = span.last < span.first
    return on_day(year, *span.first), on_day(year + over_new_year, *span.last)


@_slots.register
def _festivals(rhythm: Festivals, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    found: list[Slot] = []
    for year in range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1):
        days = [(festival_on(name, year), name) for name in rhythm.names]
        days += [(day, own.name) for own in rhythm.own if (day := own_on(own, year)) is not None]
        for day, name in days:
            if first <= day <= last:
                opens, due = day - timedelta(days=rhythm.before), day + timedelta(days=rhythm.after)
                found.append(Slot(max(opens, first), due, due + LATE, name))
    yield from _not_overlapping(found)


def _not_overlapping(found: list[Slot]) -> Iterator[Slot]:
    """A late record counts for a slot until the next one opens; one that opens before the last was due waits for it."""
    found = sorted(found, key=lambda slot: (slot.due, slot.first))
    for place, slot in enumerate(found):
        opens = max(slot.first, found[place - 1].due + _DAY) if place else slot.first
        closes = slot.last
        if place + 1 < len(found):
            closes = min(closes, max(slot.due, found[place + 1].first - _DAY))
        yield Slot(min(opens, slot.due), slot.due, closes, slot.name)


@_slots.register
def _phases(rhythm: Phases, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    for phase in _occasions(calendar, rhythm.of):
        if not first <= phase.last <= last:
            continue
        if rhythm.after:
            due = phase.last + timedelta(days=rhythm.after)
            yield Slot(phase.last + _DAY, due, due + LATE, phase.name)
        else:
            yield Slot(phase.first, phase.last, phase.last + LATE, phase.name)


@_slots.register
def _event(rhythm: Event, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    for event in _occasions(calendar, "event"):
        if first <= event.first <= last:
            working = rhythm.count == "working"
            due = event.first + timedelta(days=0 if working else rhythm.days)
            if working:
                due = calendar.working_days_later(event.first, rhythm.days)
            yield Slot(event.first, due, due + LATE, event.name)


@_slots.register
def _age(rhythm: Age, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    for birth in _occasions(calendar, "birth"):
        day = later(birth.first, 12 * rhythm.age)
        if first <= day <= last:
            due = day + timedelta(days=rhythm.within)
            yield Slot(day, due, due + LATE, birth.name)


def _occasions(calendar: Calendar, kind: str) -> list[Occasion]:
    return [occasion for occasion in calendar.occasions if occasion.kind == kind]


@_slots.register
def _once(rhythm: Once, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    if first <= rhythm.last <= last:
        yield Slot(rhythm.first, rhythm.last, rhythm.last + LATE)


@_slots.register
def _as_set(rhythm: AsSet, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    if rhythm.rhythm is not None:
        yield from _slots(rhythm.rhythm, first, last, calendar)


def _placed(day: date, holidays: str, calendar: Calendar) -> date | None:
    """Where a day comes to lie by the holiday policy; None when it is skipped."""
    if holidays == "keep" or calendar.is_working_day(day):
        return day
    if holidays == "skip":
        return None
    return calendar.nearest(day, step=-1 if holidays == "before" else 1)
