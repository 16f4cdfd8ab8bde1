"""Anchors, holidays, windows: where a slot lies, and what counts for it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangcheng.almanac import (
    Calendar,
    Daily,
    Each,
    Every,
    Festivals,
    Monthly,
    Occasion,
    OwnFestival,
    Phases,
    Rhythm,
    Slot,
    Span,
    Spans,
    Weekdays,
    fill,
    slots,
)

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
PLAIN = Calendar()


def dues(rhythm: Rhythm, first: date, last: date, calendar: Calendar = PLAIN) -> list[date]:
    return [slot.due for slot in slots(rhythm, first, last, calendar)]


def test_two_weeks_from_an_anchor() -> None:
    """D9: anchored at 20 April 2026, the first is due on 4 May, 18 by the end of the year, the last on 28 December."""
    found = dues(Every(2, "weeks", date(2026, 4, 20)), date(2026, 4, 20), YEAR[1])
    assert (found[0], found[-1], len(found)) == (date(2026, 5, 4), date(2026, 12, 28), 18)


def test_a_circular_two_days_late_is_late_and_no_miss_of_the_next() -> None:
    first, second = slots(Every(2, "weeks", date(2026, 4, 20)), date(2026, 4, 20), date(2026, 5, 31), PLAIN)[:2]
    filled = fill([first, second], {date(2026, 5, 6): 1, date(2026, 5, 18): 1}, least=1)
    assert [f.reached_on for f in filled] == [date(2026, 5, 6), date(2026, 5, 18)]
    assert first.due < date(2026, 5, 6) <= first.last


@pytest.mark.parametrize(
    ("holidays", "expected"),
    [
        ("skip", ["04-24", "05-08"]),
        ("before", ["04-24", "04-30", "05-08"]),
        ("after", ["04-24", "05-06", "05-08"]),
        ("keep", ["04-24", "05-01", "05-08"]),
    ],
)
def test_a_friday_that_is_a_holiday(holidays: str, expected: list[str]) -> None:
    """1 May 2026 is a Friday; the holiday lasts until Tuesday, 5 May."""
    rhythm = Weekdays((5,), holidays=holidays)  # type: ignore[arg-type]
    found = dues(rhythm, date(2026, 4, 20), date(2026, 5, 10))
    assert [day.isoformat()[5:] for day in found] == expected


def test_the_offices_own_exceptions_come_first() -> None:
    own = Calendar({date(2026, 4, 24): False, date(2026, 5, 2): True})
    assert dues(Weekdays((5,)), date(2026, 4, 20), date(2026, 4, 26), own) == []
    assert own.working_days_later(date(2026, 4, 30), 1) == date(2026, 5, 2)
    assert PLAIN.working_days_later(date(2026, 4, 30), 1) == date(2026, 5, 6)


def test_a_period_counts_when_half_of_it_is_left() -> None:
    assert dues(Each("month"), date(2026, 4, 15), date(2026, 6, 29)) == [date(2026, 4, 30), date(2026, 5, 31)]
    assert dues(Each("month"), date(2026, 4, 17), date(2026, 5, 31)) == [date(2026, 5, 31)]
    april = slots(Each("month"), date(2026, 4, 15), date(2026, 4, 30), PLAIN)[0]
    assert april.first == date(2026, 4, 15)


def test_what_is_due_after_its_period_has_ended() -> None:
    found = slots(Each("quarter", after=10), date(2026, 4, 20), YEAR[1], PLAIN)
    assert [(slot.first, slot.due) for slot in found] == [
        (date(2026, 7, 1), date(2026, 7, 10)),
        (date(2026, 10, 1), date(2026, 10, 10)),
        (date(2027, 1, 1), date(2027, 1, 10)),
    ]


def test_months_that_are_too_short() -> None:
    assert dues(Monthly(day=31), date(2026, 1, 1), date(2026, 4, 30)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    assert dues(Every(1, "months", date(2026, 1, 31)), date(2026, 1, 1), date(2026, 3, 31)) == [
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]
    assert dues(Monthly(nth=2, weekday=5), date(2026, 5, 1), date(2026, 5, 31)) == [date(2026, 5, 8)]
    assert dues(Monthly(nth=-1, weekday=5), date(2026, 5, 1), date(2026, 5, 31)) == [date(2026, 5, 29)]


def test_own_festivals_stand_among_the_known_ones() -> None:
    rhythm = Festivals(("清明",), (OwnFestival("庙会", 3, 3, lunar=True), OwnFestival("村晚", 1, 20)), before=3)
    found = slots(rhythm, *YEAR, PLAIN)
    assert [(slot.name, slot.due) for slot in found] == [
        ("村晚", date(2026, 1, 20)),
        ("清明", date(2026, 4, 5)),
        ("庙会", date(2026, 4, 19)),
    ]
    assert found[1].first == date(2026, 4, 2)


def test_a_stretch_over_new_year() -> None:
    winter = Spans((Span("冬季", (12, 1), (2, 29)),))
    found = slots(winter, date(2025, 12, 1), date(2027, 3, 1), PLAIN)
    assert [(slot.first, slot.due) for slot in found] == [
        (date(2025, 12, 1), date(2026, 2, 28)),
        (date(2026, 12, 1), date(2027, 2, 28)),
    ]


def test_phases_give_slots() -> None:
    calendar = Calendar(
        occasions=(
            Occasion("phase", "动员", date(2026, 4, 20), date(2026, 4, 28)),
            Occasion("phase", "整治", date(2026, 4, 24), date(2026, 6, 30)),
            Occasion("campaign", "百日", date(2026, 5, 1), date(2026, 8, 8)),
        )
    )
    assert [slot.name for slot in slots(Phases("phase"), *YEAR, calendar)] == ["动员", "整治"]
    after = slots(Phases("campaign", after=7), *YEAR, calendar)[0]
    assert (after.first, after.due) == (date(2026, 8, 9), date(2026, 8, 15))


def test_two_events_of_one_day_are_two_slots() -> None:
    from chuangcheng.almanac import Event

    events = tuple(Occasion("event", name, date(2026, 3, 2), date(2026, 3, 2)) for name in "甲乙")
    found = slots(Event("检查结束", 3), *YEAR, Calendar(occasions=events))
    assert [(slot.name, slot.due) for slot in found] == [("甲", date(2026, 3, 5)), ("乙", date(2026, 3, 5))]
    filled = fill(found, {date(2026, 3, 4): 1, date(2026, 3, 9): 1}, least=1)
    assert [f.reached_on for f in filled] == [date(2026, 3, 4), date(2026, 3, 9)]


def test_records_beyond_what_is_asked_are_counted_where_they_fall() -> None:
    """F37: one or two big cleanings a week; three are told as three, none is a miss."""
    weeks = slots(Each("week"), date(2026, 5, 4), date(2026, 5, 24), PLAIN)
    filled = fill(weeks, {date(2026, 5, 5): 2, date(2026, 5, 8): 1, date(2026, 5, 19): 1}, least=1)
    assert [(f.count, f.reached_on) for f in filled] == [(3, date(2026, 5, 5)), (0, None), (1, date(2026, 5, 19))]


def test_reading_quota_names_who_is_short() -> None:
    """F36: two or three books a month; 30 members read 60 to 90; the member with one is short."""
    may = slots(Each("month"), date(2026, 5, 1), date(2026, 5, 31), PLAIN)
    read_by = {f"甲{n}": {date(2026, 5, 3): 2} for n in range(29)} | {"乙": {date(2026, 5, 9): 1}}
    short = [name for name, books in read_by.items() if fill(may, books, least=2)[0].reached_on is None]
    assert short == ["乙"]
    assert 30 * 2 <= sum(sum(books.values()) for books in read_by.values()) + 1 <= 30 * 3


RHYTHMS = st.one_of(
    st.builds(Daily, st.sampled_from(["calendar", "working"])),
    st.builds(Each, st.sampled_from(["week", "month", "quarter", "half", "year"]), st.integers(0, 6)),
    st.builds(
        Weekdays,
        st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
        holidays=st.sampled_from(["skip", "keep"]),
    ),
    st.builds(Every, st.integers(1, 20), st.sampled_from(["days", "weeks", "months"]),
              st.dates(date(2024, 1, 1), date(2026, 12, 31))),
    st.builds(Monthly, st.integers(1, 31)),
)  # fmt: skip


@given(RHYTHMS, st.dates(date(2025, 1, 1), date(2026, 6, 30)), st.integers(0, 400))
def test_each_record_has_one_slot(rhythm: Rhythm, first: date, length: int) -> None:
    """Windows follow each other without overlap, and hold the day that is due."""
    found = slots(rhythm, first, first + timedelta(days=length), PLAIN)
    assert all(slot.first <= slot.due <= slot.last for slot in found)
    assert all(one.last < other.first for one, other in pairwise(found))


@given(RHYTHMS, st.dates(date(2025, 1, 1), date(2026, 1, 31)))
def test_more_days_only_add_slots(rhythm: Rhythm, first: date) -> None:
    near = slots(rhythm, first, first + timedelta(days=200), PLAIN)
    far = slots(rhythm, first, first + timedelta(days=400), PLAIN)
    assert far[: len(near)] == near


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 4)), max_size=8), st.integers(1, 3))
def test_no_record_is_counted_twice(records: list[tuple[int, int]], least: int) -> None:
    start = date(2026, 5, 4)
    weeks = slots(Each("week"), start, date(2026, 7, 5), PLAIN)
    counts = {start + timedelta(days=day): number for day, number in dict(records).items()}
    filled = fill(weeks, counts, least)
    assert sum(f.count for f in filled) == sum(counts.values())
    assert all((f.reached_on is None) == (f.count < least) for f in filled)


def test_empty_when_the_days_are_reversed() -> None:
    assert slots(Daily(), date(2026, 2, 1), date(2026, 1, 1), PLAIN) == ()
    assert fill([Slot(date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1))], {}, 1)[0].count == 0
