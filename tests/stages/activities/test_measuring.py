"""What readings come to: the oracles of inventory section F."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangcheng.stages.activities import queries
from chuangcheng.stages.activities.queries import Rate, Reading

DAY = date(2022, 5, 8)


@pytest.mark.parametrize(
    ("part", "whole", "text", "is_all", "is_none"),
    [
        (0, 8760, "0.0%", False, True),
        (3, 8760, "0.0%", False, False),  # F33: prints 0.0 % but must not claim that there was no error
        (8760, 8760, "100%", True, False),
        (8759, 8760, "99.98%", False, False),  # F33: never 100 %
        (40, 42, "95.2%", False, False),  # F38
        (40, 45, "88.9%", False, False),
        (18, 18, "100%", True, False),
        (2, 3, "66.7%", False, False),
        (99_999_999, 100_000_000, "99.99%", False, False),
        (0, 0, "", False, False),
    ],
)
def test_rates(part: int, whole: int, text: str, is_all: bool, is_none: bool) -> None:
    rate = Rate(part, whole)
    assert (rate.text, rate.is_all, rate.is_none) == (text, is_all, is_none)
    assert rate.counted == (f"{text}（{part}/{whole}）" if whole else "")


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_rate_prints_100_only_when_it_is(part: int, whole: int) -> None:
    part = min(part, whole)
    text = Rate(part, whole).text
    assert (text == "100%") == (part == whole)
    assert not text.startswith("100.")
    assert abs(Decimal(text.rstrip("%")) * whole - Decimal(part) * 100) <= Decimal("0.05") * whole


def test_errors_of_observations() -> None:
    readings = [
        Reading(DAY, Decimal(1), Decimal(4000)),
        Reading(DAY, Decimal(2), Decimal(4760)),
        Reading(DAY, Decimal(9)),
    ]
    assert queries.ratio(readings).counted == "0.0%（3/8760）"


def shifts(clean: int, *, start: date = DAY, person: int = 1) -> list[Reading]:
    return [Reading(start + timedelta(days=n), Decimal(0), person=person) for n in range(clean)]


def error(day: date) -> Reading:
    return Reading(day, Decimal(1), person=1)


LENGTHS = (100, 250)


def test_a_hundred_clean_shifts_earn_the_award() -> None:
    streak = queries.streaks(shifts(100), LENGTHS)[1]
    assert (streak.current, streak.awards) == (100, ((100, DAY + timedelta(days=99)),))
    broken = queries.streaks([*shifts(100), error(DAY + timedelta(days=100))], LENGTHS)[1]
    assert (broken.current, broken.longest, len(broken.awards)) == (0, 100, 1)


def test_249_and_an_error_earn_no_250() -> None:
    streak = queries.streaks([*shifts(249), error(DAY + timedelta(days=249))], LENGTHS)[1]
    assert [length for length, _day in streak.awards] == [100]
    both = queries.streaks(shifts(250), LENGTHS)[1]
    assert [length for length, _day in both.awards] == [100, 250]


def test_a_streak_crosses_the_year_unless_told_otherwise() -> None:
    over_new_year = shifts(120, start=date(2022, 11, 1))
    assert queries.streaks(over_new_year, LENGTHS)[1].current == 120
    again = queries.streaks(over_new_year, LENGTHS, across_years=False)[1]
    assert (again.current, again.awards) == (59, ())


def test_several_shifts_in_one_reading_and_the_order_within_a_day() -> None:
    together = [Reading(DAY, Decimal(0), Decimal(60), person=1), Reading(DAY, Decimal(0), Decimal(60), person=2)]
    more = [*together, Reading(DAY + timedelta(days=1), Decimal(0), Decimal(45), person=1)]
    assert {person: one.current for person, one in queries.streaks(more, LENGTHS).items()} == {1: 105, 2: 60}
    same_day = [Reading(DAY, Decimal(2), person=1, code="b"), Reading(DAY, Decimal(0), person=1, code="a")]
    assert queries.streaks(same_day, LENGTHS)[1].current == 0
    assert queries.streaks([], LENGTHS) == {}


def test_the_quota_of_linked_workers_says_who_is_short() -> None:
    leaders, sections = range(1, 6), range(6, 14)
    whole = [(date(2022, 1, 1), date(2022, 12, 31))]
    linked = [Reading(DAY, Decimal(2), person=person) for person in range(1, 5)] + [Reading(DAY, Decimal(1), person=5)]
    above = queries.quota(linked, leaders, whole, Decimal(2), None)
    below = queries.quota(
        [Reading(DAY, Decimal(1), person=person) for person in sections], sections, whole, Decimal(1), Decimal(1)
    )
    assert sum(2 for _ in above) + sum(1 for _ in below) == 18  # F35: at least 18 workers
    assert sum(one.reached for one in (*above, *below)) == 17
    assert [(one.person, one.short) for one in (*above, *below) if one.short] == [(5, Decimal(1))]
    assert not any(one.over for one in below)


def test_the_quota_of_reading_has_two_bounds() -> None:
    months = queries.spans("month", date(2022, 1, 1), date(2022, 1, 31))
    books = {1: 1, 2: 2, 3: 3, 4: 4}
    readings = [Reading(date(2022, 1, 9), Decimal(number), person=person) for person, number in books.items()]
    dues = {one.person: one for one in queries.quota(readings, range(1, 31), months, Decimal(2), Decimal(3))}
    assert (30 * 2, 30 * 3) == (60, 90)  # F36: what 30 members owe in a month
    assert [person for person, one in dues.items() if not one.short and not one.over] == [2, 3]
    assert dues[1].short == 1
    assert dues[4].over
    assert dues[30].short == 2


def test_attendance_has_both_denominators() -> None:
    told = queries.attendance([Reading(DAY, Decimal(40), Decimal(45), 3)])
    assert (told.rate.text, told.strict.text) == ("95.2%", "88.9%")
    assert told.rate.counted == "95.2%（40/42）"


def test_an_exam_counts_each_person_once_with_the_best_mark() -> None:
    marks = [("59.5", 1), ("60", 1), ("88", 2), ("12", 3)]
    readings = [Reading(DAY, Decimal(mark), person=person) for mark, person in marks]
    told = queries.exam(readings, 4, None)
    assert (told.participation.counted, told.passed.counted) == ("75.0%（3/4）", "66.7%（2/3）")
    assert queries.exam(readings, 4, Decimal(80)).passed.counted == "33.3%（1/3）"
    together = queries.exam([Reading(DAY, Decimal(27), Decimal(30))], 0, None)
    assert (together.participation.counted, together.passed.counted) == ("90.0%（27/30）", "")


def test_periods_are_cut_to_the_days() -> None:
    first, last = date(2022, 2, 15), date(2022, 8, 10)
    assert queries.spans("quarter", first, last) == [
        (first, date(2022, 3, 31)), (date(2022, 4, 1), date(2022, 6, 30)), (date(2022, 7, 1), last)
    ]  # fmt: skip
    assert len(queries.spans("month", first, last)) == 7
    assert queries.spans("half", first, last)[1] == (date(2022, 7, 1), last)
    assert queries.spans("year", first, last) == [(first, last)]
    assert queries.spans("", first, last) == [(first, last)]
    weeks = queries.spans("week", first, last)
    assert weeks[1] == (date(2022, 2, 21), date(2022, 2, 27))
    assert (weeks[0][0], weeks[-1][1]) == (first, last)


@pytest.mark.parametrize("period", ["week", "month", "quarter", "half", "year", ""])
@given(first=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(0, 900))
def test_periods_cover_every_day_once(period: str, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    cut = queries.spans(period, first, last)
    assert (cut[0][0], cut[-1][1]) == (first, last)
    for (_, end), (start, _) in pairwise(cut):
        assert start == end + timedelta(days=1)


def test_funds_by_month() -> None:
    readings = [
        Reading(date(2022, 5, 8), Decimal("10.50")),
        Reading(date(2022, 4, 1), Decimal(3)),
        Reading(DAY, Decimal(1)),
    ]
    assert queries.by_month(readings) == {"2022-04": Decimal(3), "2022-05": Decimal("11.50")}


@pytest.mark.parametrize(
    ("number", "step"), [(1, "criticism"), (2, "warning"), (3, "talk"), (4, "discipline"), (5, "discipline")]
)
def test_the_ladder_of_discipline(number: int, step: str) -> None:
    assert queries.step_of(number) == step
