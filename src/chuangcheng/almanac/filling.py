"""What was done of each slot: records counted by their day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chuangcheng.almanac.slots import Slot


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a slot is: ``count`` records in its window, and the day on which ``least`` of them were there (None: not
    yet)."""

    slot: Slot
    count: int
    reached_on: date | None


def fill(slots: Sequence[Slot], counts: Mapping[date, int], least: int) -> list[Filled]:
    """Give each record to one slot: of those whose window holds its day, to the first that still wants one, else to the
    first (as more than was asked). ``counts``: day → number of records.

    >>> week = Slot(date(2026, 5, 4), date(2026, 5, 10), date(2026, 5, 10))
    >>> fill([week], {date(2026, 5, 5): 2}, least=1)[0].count
    2
    """
    given = [0] * len(slots)
    reached: list[date | None] = [None] * len(slots)
    start = 0
    for day in sorted(counts):
        while start < len(slots) and slots[start].last < day:
            start += 1
        for _ in range(counts[day]):
            place = _slot_for(slots, given, least, day, start)
            if place is None:
                break
            given[place] += 1
            if given[place] == least:
                reached[place] = day
    return [Filled(slot, given[place], reached[place]) for place, slot in enumerate(slots)]


def _slot_for(slots: Sequence[Slot], given: list[int], least: int, day: date, start: int) -> int | None:
    first: int | None = None
    for place in range(start, len(slots)):
        slot = slots[place]
        if slot.first > day:
            break
        if day <= slot.last:
            if given[place] < least:
                return place
            first = place if first is None else first
    return first
