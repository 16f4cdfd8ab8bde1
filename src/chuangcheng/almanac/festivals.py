"""Festivals by the solar and the lunar calendar, and the day on which each falls in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from tyme4py.lunar import LunarDay, LunarMonth
from tyme4py.solar import SolarTerm

#: Years for which lunar days can be told.
FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2099


@dataclass(frozen=True, slots=True)
class OwnFestival:
    """A festival by month and day of the solar or (``lunar``) the lunar calendar. An office may add its own: 庙会."""

    name: str
    month: int
    day: int
    lunar: bool = False


_SOLAR: Final = {
    "元旦": (1, 1),
    "学雷锋纪念日": (3, 5),
    "三八": (3, 8),
    "植树节": (3, 12),
    "五一": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "国家宪法日": (12, 4),
    "国际志愿者日": (12, 5),
}
_LUNAR: Final = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
}
_ENGLISH: Final = {
    "元旦": "New Year",
    "学雷锋纪念日": "Learn from Lei Feng Day (5 March)",
    "三八": "Women’s Day (8 March)",
    "植树节": "Tree-Planting Day (12 March)",
    "五一": "Labour Day (1 May)",
    "五四": "Youth Day (4 May)",
    "六一": "Children’s Day (1 June)",
    "七一": "Party Day (1 July)",
    "八一": "Army Day (1 August)",
    "教师节": "Teachers’ Day",
    "国庆": "National Day",
    "国家宪法日": "Constitution Day",
    "国际志愿者日": "Volunteer Day (5 December)",
    "除夕": "New Year’s Eve (lunar)",
    "春节": "Spring Festival",
    "元宵": "Lantern Festival",
    "清明": "Qingming",
    "端午": "Dragon Boat Festival",
    "七夕": "Qixi",
    "中秋": "Mid-Autumn Festival",
    "重阳": "Double Ninth",
    "腊八": "Laba",
}
#: Every festival that is known by name → its English name. 清明 is a solar term, the eve the day before 春节.
FESTIVALS: Final[dict[str, str]] = _ENGLISH


@cache
def festival_on(name: str, year: int) -> date:
    """The day of a known festival in a solar year; 除夕 and 腊八 are those that fall in it.

    >>> festival_on("端午", 2026)
    datetime.date(2026, 6, 19)

    Raises KeyError for an unknown name, ValueError for a year outside 1901–2099.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no lunar days for {year}")
    if name in _SOLAR:
        return date(year, *_SOLAR[name])
    if name == "清明":
        day = SolarTerm.from_name(year, "清明").get_julian_day().get_solar_day()
        return date(day.get_year(), day.get_month(), day.get_day())
    if name == "除夕":
        return _lunar(year, 1, 1) - timedelta(days=1)
    return lunar_in(year, *_LUNAR[name])


def own_on(festival: OwnFestival, year: int) -> date | None:
    """The day of an office's own festival in a solar year; None where that month has no such day."""
    if festival.lunar:
        return lunar_in(year, festival.month, festival.day)
    try:
        return date(year, festival.month, festival.day)
    except ValueError:
        return None


@cache
def lunar_in(year: int, month: int, day: int) -> date:
    """The day within a solar year that bears this lunar month and day. The last months of a lunar year lie in the next
    solar year. A 30th in a short month is its 29th; leap months are left aside."""
    found = _lunar(year, month, day)
    return found if found.year == year else _lunar(year - 1, month, day)


def _lunar(year: int, month: int, day: int) -> date:
    last = LunarMonth.from_ym(year, month).get_day_count()
    found = LunarDay.from_ymd(year, month, min(day, last)).get_solar_day()
    return date(found.get_year(), found.get_month(), found.get_day())
