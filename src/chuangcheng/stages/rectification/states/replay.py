"""A problem's events replayed into its misses and its fact rows. Pure: no database, no clock.

A deadline is met when a rectification reported on or before its day was not refused later, or when the problem was
closed by then. It is *missed* when its day goes by otherwise; a deadline that was replaced before its day went by is
neither. The miss is dated the day after the deadline; what happens afterwards does not undo it. A refusal takes the
rectification back, so a deadline that it had met is missed after all. Without a new deadline there is no further miss.

Days are the days on which things are booked: what arrives late for a closed period counts from its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chuangcheng.stages.rectification.states import SCORED, Move


@dataclass(frozen=True, slots=True)
class Step:
    """One event: the ``move``, the day it is booked on, the deadline it sets (order, extend), and for a refusal the
    earliest day on which a miss that it causes may be booked (None: no bound)."""

    move: str
    day: date
    deadline: date | None = None
    miss_from: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One problem: its code, its source, the days it was found and is booked on, and its steps as they came."""

    code: str
    source: str
    found: date
    booked: date
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the fact table ``problem_state``."""

    id: str
    day: date
    source: str
    misses: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A deadline that went by, and the day on which that is booked."""

    deadline: date
    day: date


def rows(kept: Course, absorbed: Sequence[Course], until: date) -> list[Row]:
    """Fact rows of ``kept`` together with the problems merged into it, up to and with the day ``until``.

    The first row is dated by the earliest scored source (by the earliest at all where none is scored); a deadline
    that had gone by before then was no deadline of a scored problem and is left out. A deadline that stands in
    several of the merged problems is missed once.
    """
    courses = [kept, *absorbed]
    origin = min(
        courses, key=lambda course: (course.source not in SCORED, course.found, course is not kept, course.code)
    )
    missed: dict[date, date] = {}
    for course in courses:
        for miss in misses(course, until):
            if miss.deadline >= origin.found:
                missed[miss.deadline] = min(miss.day, missed.get(miss.deadline, miss.day))
    if origin.booked > until:
        return []
    days = sorted(max(day, origin.booked) for day in missed.values())
    table = [Row(row_id(kept.code, 0), origin.booked, origin.source, 0)]
    table += [Row(row_id(kept.code, k), day, origin.source, k) for k, day in enumerate(days, start=1)]
    return table


def row_id(code: str, k: int) -> str:
    """A stable id: the problem's code and k, written so that 10 stands after 9 by code point (G19)."""
    digits = str(k)
    return f"{code}-{'9' * (len(digits) - 1)}{digits}"


def misses(course: Course, until: date) -> list[Miss]:
    """Deadlines of one problem that went by without it being done, and that are booked up to ``until``."""
    found: list[Miss] = []
    orders = [(place, step) for place, step in enumerate(course.steps) if step.deadline is not None]
    for number, (place, step) in enumerate(orders):
        deadline = step.deadline
        assert deadline is not None
        if number + 1 < len(orders) and orders[number + 1][1].day <= deadline:
            continue
        refusal = _undone(course.steps, place, deadline)
        if refusal is not None:
            day = max(deadline + timedelta(days=1), step.day, course.booked, *refusal)
            if day <= until:
                found.append(Miss(deadline, day))
    return found


def _undone(steps: Sequence[Step], place: int, deadline: date) -> list[date] | None:
    """None where the problem was done on the deadline's day; else the bounds that refusals put on the miss's day."""
    done = False
    bounds: list[date] = []
    for number, step in enumerate(steps):
        if step.move in (Move.CLOSE, Move.RECTIFY, Move.VERIFY) and step.day <= deadline:
            done = True
        elif step.move == Move.MERGE and step.day <= deadline:
            return None
        elif step.move == Move.REFUSE and _refused_in_time(steps, number, deadline):
            done = False
            if step.day > deadline and number > place and step.miss_from is not None:
                bounds.append(step.miss_from)
    return None if done else bounds


def _refused_in_time(steps: Sequence[Step], number: int, deadline: date) -> bool:
    """Whether the refusal at ``number`` takes back a rectification that would have met the deadline."""
    before = [step for step in steps[:number] if step.move == Move.RECTIFY]
    return bool(before) and before[-1].day <= deadline


def latest_deadline(steps: Iterable[Step]) -> date | None:
    """The deadline in force after all steps."""
    return next((step.deadline for step in reversed(list(steps)) if step.deadline is not None), None)
