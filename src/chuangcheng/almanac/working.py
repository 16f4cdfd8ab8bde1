"""Chinese working days: weekends, holidays, the Saturdays and Sundays that are worked instead, and an office's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final

import chinese_calendar

from chuangcheng.almanac.festivals import festival_on

#: The last day whose holidays and worked weekends the State Council had announced to the package.
ANNOUNCED_UNTIL: Final = date(max(chinese_calendar.holidays).year, 12, 31)
_ANNOUNCED_FROM: Final = date(min(chinese_calendar.holidays).year, 1, 1)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Days that a rhythm may hang on: a phase or campaign, an event that happened, a birth. ``kind``: phase, campaign,
    event or birth."""

    kind: str
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """What a rhythm has to know of days: the office's own ``exceptions`` (day → is it worked) and its ``occasions``."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    occasions: tuple[Occasion, ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on this day. In a year that is not announced yet, Monday to Friday but for the holidays
        that the law itself fixes."""
        own = self.exceptions.get(day)
        return is_worked(day) if own is None else own

    def working_days_later(self, day: date, count: int) -> date:
        """The last of ``count`` working days that follow ``day``; ``day`` itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def nearest(self, day: date, *, step: int) -> date:
        """``day`` when it is worked, else the next one before (step -1) or after (step 1) that is."""
        for _ in range(60):  # no holiday lasts that long; exceptions could
            if self.is_working_day(day):
                return day
            day += timedelta(days=step)
        return day


def is_worked(day: date) -> bool:
    """Whether the country works on this day, as announced, or by law alone where nothing is announced yet."""
    if _ANNOUNCED_FROM <= day <= ANNOUNCED_UNTIL:
        return bool(chinese_calendar.is_workday(day))
    return day.isoweekday() <= 5 and day not in lawful_holidays(day.year)


@cache
def lawful_holidays(year: int) -> frozenset[date]:
    """The thirteen days that the rules on national holidays (2024 revision, article 2) fix for everyone."""
    try:
        spring, boat, moon, bright = (festival_on(name, year) for name in ("春节", "端午", "中秋", "清明"))
    except ValueError:
        return frozenset()
    days = [date(year, 1, 1), bright, date(year, 5, 1), date(year, 5, 2), boat, moon]
    days += [spring + timedelta(days=n) for n in range(-1, 3)]
    return frozenset(days + [date(year, 10, n) for n in (1, 2, 3)])
