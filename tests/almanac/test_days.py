"""Holidays, working days and lunar days against what was announced and what is known."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.almanac import FESTIVALS, Calendar, festival_on
from chuangcheng.almanac.working import lawful_holidays
from chuangcheng.base.working_days import is_working_day, working_days_later

#: 春节, 清明, 端午, 中秋, 重阳 as the almanacs of these years print them.
KNOWN = {
    2020: ("01-25", "04-04", "06-25", "10-01", "10-25"),
    2021: ("02-12", "04-04", "06-14", "09-21", "10-14"),
    2022: ("02-01", "04-05", "06-03", "09-10", "10-04"),
    2023: ("01-22", "04-05", "06-22", "09-29", "10-23"),
    2024: ("02-10", "04-04", "06-10", "09-17", "10-11"),
    2025: ("01-29", "04-04", "05-31", "10-06", "10-29"),
    2026: ("02-17", "04-05", "06-19", "09-25", "10-18"),
    2027: ("02-06", "04-05", "06-09", "09-15", "10-08"),
    2028: ("01-26", "04-04", "05-28", "10-03", "10-26"),
    2029: ("02-13", "04-04", "06-16", "09-22", "10-16"),
    2030: ("02-03", "04-05", "06-05", "09-12", "10-05"),
    2031: ("01-23", "04-05", "06-24", "10-01", "10-24"),
    2032: ("02-11", "04-04", "06-12", "09-19", "10-12"),
    2033: ("01-31", "04-04", "06-01", "09-08", "10-01"),
    2034: ("02-19", "04-05", "06-20", "09-27", "10-20"),
    2035: ("02-08", "04-05", "06-10", "09-16", "10-09"),
}


@pytest.mark.parametrize("year", KNOWN)
def test_lunar_festivals(year: int) -> None:
    found = [festival_on(name, year).isoformat()[5:] for name in ("春节", "清明", "端午", "中秋", "重阳")]
    assert tuple(found) == KNOWN[year]


def test_the_rest_of_2026() -> None:
    days = {name: festival_on(name, 2026).isoformat()[5:] for name in FESTIVALS}
    assert (days["元宵"], days["七夕"], days["除夕"], days["腊八"]) == ("03-03", "08-19", "02-16", "01-26")
    assert days["三八"] == "03-08"


def test_unknown_festivals_and_years() -> None:
    with pytest.raises(KeyError):
        festival_on("庙会", 2026)
    with pytest.raises(ValueError, match="2150"):
        festival_on("春节", 2150)


def test_worked_weekends_and_holidays_as_announced() -> None:
    calendar = Calendar()
    assert sum(calendar.is_working_day(date.fromordinal(n)) for n in _days(2026)) == 248
    assert calendar.is_working_day(date(2026, 5, 9))
    assert not calendar.is_working_day(date(2026, 2, 23))


def test_a_year_that_is_not_announced_yet() -> None:
    """2031: Monday to Friday but for the holidays of the law; 春节 is 23 January, so 22 to 25 January are free."""
    calendar = Calendar()
    assert [calendar.is_working_day(date(2031, 1, n)) for n in (21, 22, 23, 24)] == [True, False, False, False]
    assert not calendar.is_working_day(date(2031, 10, 3))
    assert calendar.is_working_day(date(2031, 10, 6))
    assert len(lawful_holidays(2032)) == 13


def test_the_base_keeps_its_door() -> None:
    assert working_days_later(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert is_working_day(date(2022, 10, 8))


def test_a_calendar_of_nothing_but_holidays_comes_to_an_end() -> None:
    calendar = Calendar({date.fromordinal(n): False for n in _days(2026)})
    assert calendar.nearest(date(2026, 6, 1), step=1) == date(2026, 7, 31)


def _days(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
