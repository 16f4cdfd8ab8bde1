"""Chinese working days: weekends, holidays and the Saturdays and Sundays that are worked instead."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar


def is_working_day(day: date) -> bool:
    """Whether offices work on this day. A year whose holidays are not announced yet counts Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.isoweekday() <= 5


def working_days_later(day: date, count: int) -> date:
    """The last of ``count`` working days that follow ``day``; ``day`` itself does not count.

    >>> working_days_later(date(2022, 9, 30), 1)
    datetime.date(2022, 10, 8)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
