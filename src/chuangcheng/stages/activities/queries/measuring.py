"""What readings of a measure come to. Pure: readings in, counts and rates out; no query, no clock, no float."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from chuangcheng.stages.activities.queries.rates import Rate

#: Pass mark of an exam where the measure names none (F39).
PASS_MARK: Final = Decimal(60)
#: Months of the periods that are not weeks.
MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: ``number`` (``out_of`` a whole, ``excused`` apart) of a day; ``person`` and ``unit`` are keys. ``code``
    puts several of one day in order."""

    day: date
    number: Decimal
    out_of: Decimal | None = None
    excused: int = 0
    person: int | None = None
    unit: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Present of expected: without those excused (``rate``), and of all (``strict``) (F38)."""

    present: int
    expected: int
    excused: int

    @property
    def rate(self) -> Rate:
        """Present ÷ (expected − excused)."""
        return Rate(self.present, self.expected - self.excused)

    @property
    def strict(self) -> Rate:
        """Present ÷ expected."""
        return Rate(self.present, self.expected)


@dataclass(frozen=True, slots=True)
class Streak:
    """The error-free shifts of a person: running now, the longest, and which awards were reached on which day."""

    current: int
    longest: int
    awards: tuple[tuple[int, date], ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What a quota asks of a person in a span of days, and what was reached. ``short``: how much is lacking."""

    person: int
    first: date
    last: date
    reached: Decimal
    short: Decimal
    over: bool


@dataclass(frozen=True, slots=True)
class Exam:
    """Taken of should, passed of taken."""

    participation: Rate
    passed: Rate


def ratio(readings: Iterable[Reading]) -> Rate:
    """All parts of all wholes: errors of observations, on time of due (F33). A reading without a whole is left out."""
    known = [(one.number, one.out_of) for one in readings if one.out_of is not None]
    return Rate(sum((part for part, _ in known), Decimal(0)), sum((whole for _, whole in known), Decimal(0)))


def attendance(readings: Iterable[Reading]) -> Attendance:
    """The attendance of several meetings together."""
    known = [one for one in readings if one.out_of is not None]
    return Attendance(
        int(sum(one.number for one in known)),
        int(sum(one.out_of or 0 for one in known)),
        sum(one.excused for one in known),
    )


def streaks(readings: Iterable[Reading], lengths: Sequence[int], *, across_years: bool = True) -> dict[int, Streak]:
    """By person: consecutive shifts without an error (F34).

    A reading is one shift with ``number`` errors, or ``out_of`` shifts without any. An error begins again at 0. Each run
    earns each of ``lengths`` once, on the day on which it is reached. ``across_years`` False: 1 January begins again.
    """
    by_person: dict[int, list[Reading]] = {}
    for one in sorted(readings, key=lambda one: (one.day, one.code)):
        if one.person is not None:
            by_person.setdefault(one.person, []).append(one)
    return {person: _streak(shifts, sorted(lengths), across_years) for person, shifts in by_person.items()}


def _streak(shifts: list[Reading], lengths: Sequence[int], across_years: bool) -> Streak:
    current = longest = 0
    awards: list[tuple[int, date]] = []
    year = shifts[0].day.year
    for one in shifts:
        if one.day.year != year and not across_years:
            current = 0
        year = one.day.year
        if one.number:
            current = 0
            continue
        before, current = current, current + int(one.out_of or 1)
        longest = max(longest, current)
        awards += [(length, one.day) for length in lengths if before < length <= current]
    return Streak(current, longest, tuple(awards))


def quota(
    readings: Iterable[Reading],
    persons: Collection[int],
    spans: Sequence[tuple[date, date]],
    least: Decimal | None,
    most: Decimal | None,
) -> list[Due]:
    """What each person reached in each span, those without a reading too (F35–F36). Both bounds are allowed."""
    reached: dict[tuple[int, date], Decimal] = {}
    for one in readings:
        for first, last in spans:
            if first <= one.day <= last and one.person is not None and one.person in persons:
                key = (one.person, first)
                reached[key] = reached.get(key, Decimal(0)) + one.number
    found = []
    for first, last in spans:
        for person in persons:
            have = reached.get((person, first), Decimal(0))
            short = max(Decimal(0), (least or Decimal(0)) - have)
            found.append(Due(person, first, last, have, short, most is not None and have > most))
    return found


def exam(readings: Sequence[Reading], asked: int, pass_mark: Decimal | None) -> Exam:
    """Marks of persons, or readings of taken and should (F39). Each person counts once for who took part, with the best
    mark for who passed."""
    marks: dict[int, Decimal] = {}
    for one in readings:
        if one.person is not None:
            marks[one.person] = max(one.number, marks.get(one.person, one.number))
    passed = sum(mark >= (PASS_MARK if pass_mark is None else pass_mark) for mark in marks.values())
    together = ratio([one for one in readings if one.person is None])
    taken = Rate(len(marks), max(asked, len(marks))) if marks else together
    return Exam(taken, Rate(passed, len(marks)))


def by_month(readings: Iterable[Reading]) -> dict[str, Decimal]:
    """Sums by month (``2022-05``), in their order."""
    found: dict[str, Decimal] = {}
    for one in sorted(readings, key=lambda one: one.day):
        key = f"{one.day:%Y-%m}"
        found[key] = found.get(key, Decimal(0)) + one.number
    return found


def spans(period: str, first: date, last: date) -> list[tuple[date, date]]:
    """The periods (``week``, ``month``, ``quarter``, ``half``, ``year``; else the whole) that begin or end within the
    days, cut to them."""
    if period == "week":
        starts = [first - timedelta(days=first.weekday())]
        while starts[-1] + timedelta(days=7) <= last:
            starts.append(starts[-1] + timedelta(days=7))
    elif (months := MONTHS.get(period)) is not None:
        month = (first.month - 1) // months * months
        starts = [date(first.year, month + 1, 1)]
        while (following := _after(starts[-1], months)) <= last:
            starts.append(following)
    else:
        return [(first, last)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
    return [(max(start, first), end) for start, end in zip(starts, ends, strict=True)]


def _after(start: date, months: int) -> date:
    number = start.month - 1 + months
    return date(start.year + number // 12, number % 12 + 1, 1)
