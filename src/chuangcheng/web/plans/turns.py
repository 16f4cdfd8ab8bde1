"""How turns of cadences are laid out: rows of the list, turns × units, a month of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from chuangcheng.almanac import Slot
from chuangcheng.almanac.periods import month_days, period_of
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Cadence
from chuangcheng.stages.plans.queries.cadences import Cell, Work
from chuangcheng.stages.plans.states import SlotState
from chuangcheng.web.shell.tables import State

#: How each state is shown. Colour never stands alone: each has its word and its sign.
STATES: Final[dict[str, State]] = {
    SlotState.AHEAD: State(SlotState.AHEAD.label, "", "circle-dashed"),
    SlotState.DUE: State(SlotState.DUE.label, "warn", "clock"),
    SlotState.DONE: State(SlotState.DONE.label, "good", "check"),
    SlotState.DONE_LATE: State(SlotState.DONE_LATE.label, "info", "check"),
    SlotState.LATE: State(SlotState.LATE.label, "bad", "alert-circle"),
    SlotState.WAIVED: State(SlotState.WAIVED.label, "", "ban"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A cadence in the list: its rhythm, its next turn, and how many of this month's stand where."""

    cadence: Cadence
    sentence: str
    next: Slot | None
    sums: Mapping[str, int]

    @property
    def badges(self) -> list[tuple[State, int]]:
        """The states that occur, the pressing ones first."""
        order = (SlotState.LATE, SlotState.DUE, SlotState.DONE_LATE, SlotState.DONE, SlotState.WAIVED, SlotState.AHEAD)
        return [(STATES[state], self.sums[state]) for state in order if self.sums.get(state)]


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its turns."""

    unit: Organisation
    cells: tuple[tuple[Cell, State], ...]


def board(work: Work, cadence: Cadence, cells: Iterable[Cell]) -> dict[str, Any]:
    """Turns × units: ``slots`` are the columns, ``lines`` the rows, ``sums`` how many stand where."""
    lines: dict[int, list[tuple[Cell, State]]] = {}
    units: dict[int, Organisation] = {}
    sums: Counter[str] = Counter()
    for cell in cells:
        units[cell.unit.pk] = cell.unit
        lines.setdefault(cell.unit.pk, []).append((cell, STATES[cell.state]))
        sums[cell.state] += 1
    return {
        "slots": work.slots(cadence),
        "lines": [Line(units[key], tuple(row)) for key, row in lines.items()],
        "badges": Row(cadence, "", None, sums).badges,
    }


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of a day's month."""
    return month_days(day.year, day.month)


def stretch_of(cadence: Cadence, anchor: date) -> tuple[date, date]:
    """What one page shows of a cadence: the month of ``anchor``, or its year when there are few turns a month."""
    kind = cadence.rhythm.get("kind")
    inner = (cadence.rhythm.get("rhythm") or {}) if kind == "as_set" else cadence.rhythm
    often = inner.get("kind") in ("daily", "weekdays") or inner.get("unit") == "week"
    often = often or (inner.get("kind") == "every" and inner.get("unit") != "months")
    return month_of(anchor) if often else period_of(anchor, "year")


@dataclass(frozen=True, slots=True)
class Spread:
    """Days shown, and the months (YYYY-MM) that lead back and on."""

    first: date
    last: date
    before: str
    after: str


def spread(first: date, last: date) -> Spread:
    """The stretch shown with its neighbours of the same length."""
    back, on = first - timedelta(days=1), last + timedelta(days=1)
    if (last - first).days > 31:
        back = date(back.year, 1, 1)
    return Spread(first, last, f"{back:%Y-%m}", f"{on:%Y-%m}")


@dataclass
class Thing:
    """A cadence on a day: its state among the units, and how many of them have done it."""

    cadence: Cadence
    slot: Slot
    sums: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Units of which it is asked."""
        return sum(self.sums.values())

    @property
    def done(self) -> int:
        """Units that did it, in time or late."""
        return self.sums[SlotState.DONE] + self.sums[SlotState.DONE_LATE]

    @property
    def state(self) -> State:
        """The most pressing state of a unit."""
        order = (SlotState.LATE, SlotState.DUE, SlotState.AHEAD, SlotState.WAIVED, SlotState.DONE_LATE, SlotState.DONE)
        return STATES[next(state for state in order if self.sums[state])]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's page."""

    day: date
    inside: bool
    is_today: bool
    working: bool
    things: tuple[Thing, ...]


def weeks(work: Work, first: date, last: date, cells: Iterable[Cell]) -> list[list[Day]]:
    """A month in weeks from Monday to Sunday, with what is due on each day."""
    due: dict[date, dict[int, Thing]] = {}
    for cell in cells:
        things = due.setdefault(cell.slot.due, {})
        things.setdefault(cell.cadence.pk, Thing(cell.cadence, cell.slot)).sums[cell.state] += 1
    day, found = first - timedelta(days=first.weekday()), []
    while day <= last:
        week = [day + timedelta(days=number) for number in range(7)]
        found.append([_day(work, one, first, last, due.get(one, {})) for one in week])
        day += timedelta(days=7)
    return found


def _day(work: Work, day: date, first: date, last: date, things: Mapping[int, Thing]) -> Day:
    inside = first <= day <= last
    return Day(day, inside, day == work.today, work.calendar.is_working_day(day), tuple(things.values()))
