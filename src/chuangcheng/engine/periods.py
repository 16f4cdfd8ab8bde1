"""Periods: how a season's days are cut into the periods of a rulebook (G8–G11, G57–G59)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chuangcheng.engine.model import PeriodKind, Round

#: Months of the kinds that are made of whole months, and the letter of their ids.
MONTHS: Final[dict[str, tuple[int, str]]] = {
    "month": (1, "m"),
    "two_months": (2, "b"),
    "quarter": (3, "q"),
    "half_year": (6, "h"),
    "year": (12, ""),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One period. ``number`` counts from 0 in the season; ``short`` is its short name in lower case (``q1``)."""

    number: int
    id: str
    first: date
    last: date
    short: str
    twelve: int
    """Which twelve months of the season (G11) its last day lies in, from 0."""

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods of a season, all of them, whether they have begun or not.

    ``year_id`` labels the whole season (``2022``, ``2018-2020``). ``single_year`` says that this year is the only
    period, so that the year is published once (G9).
    """

    kind: PeriodKind
    first: date
    last: date
    periods: tuple[Period, ...]
    year_id: str
    twelves: tuple[date, ...]
    """The first day of each twelve months."""

    @property
    def single_year(self) -> bool:
        return self.kind == "year" and len(self.periods) == 1

    def begun(self, as_of: date) -> tuple[Period, ...]:
        """The periods that exist on this day (G8)."""
        return tuple(period for period in self.periods if period.first <= as_of)

    def of(self, day: date) -> Period | None:
        """The period that holds the day; ``None`` outside all rounds."""
        return next((period for period in self.periods if period.holds(day)), None)

    def named(self, name: str) -> tuple[Period, ...]:
        """The periods that this id or short name fits: none, one, or several (G9, G59)."""
        exact = tuple(period for period in self.periods if period.id == name)
        return exact or tuple(period for period in self.periods if period.short == name.lower() != "")

    def twelve_of(self, day: date) -> int:
        """The number of the twelve months that hold the day."""
        return sum(1 for start in self.twelves if start <= day) - 1


class NotWhole(ValueError):
    """The season does not begin and end with whole periods (``year-not-whole``)."""


def cut(kind: PeriodKind, first: date, last: date, rounds: Sequence[Round] = ()) -> Calendar:
    """Cut the days from ``first`` to ``last`` (both included) into periods.

    Raises ``NotWhole`` where a period would stand out of the season. Rounds are taken as given: their order
    and place are checked when season.yaml is read (``rounds-invalid``).
    """
    twelves = _twelves(kind, first, last)
    if kind == "rounds":
        pieces = [(one.id, one.first, one.last, "") for one in rounds]
    elif kind == "week":
        pieces = list(_weeks(first, last))
    else:
        pieces = list(_months(kind, first, last))
    periods = tuple(
        Period(number, name, start, end, short, sum(1 for t in twelves if t <= end) - 1)
        for number, (name, start, end, short) in enumerate(pieces)
    )
    return Calendar(kind, first, last, periods, year_label(kind, first, last), twelves)


def year_label(kind: PeriodKind, first: date, last: date) -> str:
    """``2022``, or ``2018-2020`` where it ends in another year; ISO years for weeks (G9, G58)."""
    if kind == "week":
        start, end = first.isocalendar().year, last.isocalendar().year
    else:
        start, end = first.year, last.year
    return f"{start:04d}" if start == end else f"{start:04d}-{end:04d}"


def month_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where it is shorter; no later than any date can be."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months(kind: str, first: date, last: date) -> Iterable[tuple[str, date, date, str]]:
    length, letter = MONTHS[kind]
    start = first
    while start <= last:
        later = month_later(start, length)
        end = later if later == date.max else later - timedelta(days=1)
        if start.day != 1 or (start.month - 1) % length or end > last:
            raise NotWhole
        place = (start.month - 1) // length + 1
        year = f"{start.year:04d}"
        if kind == "year":
            yield year, start, end, ""
        elif kind == "month":
            yield f"{year}-{place:02d}", start, end, f"m{place}"
        else:
            yield f"{year}-{letter.upper()}{place}", start, end, f"{letter}{place}"
        if end == last:
            return
        start = end + timedelta(days=1)


def _weeks(first: date, last: date) -> Iterable[tuple[str, date, date, str]]:
    if first.isoweekday() != 1 or last.isoweekday() != 7:
        raise NotWhole
    start = first
    while start <= last:
        year, week, _ = start.isocalendar()
        yield f"{year:04d}-W{week:02d}", start, start + timedelta(days=6), f"w{week}"
        start += timedelta(days=7)


def _twelves(kind: str, first: date, last: date) -> tuple[date, ...]:
    """First days of each twelve months; with weeks, Mondays not before the same date (G11, G58)."""
    starts = [first]
    while True:
        start = month_later(first, 12 * len(starts))
        if start == date.max:
            return tuple(starts)
        if kind == "week":
            start += timedelta(days=(8 - start.isoweekday()) % 7)
        if start > last:
            return tuple(starts)
        starts.append(start)
