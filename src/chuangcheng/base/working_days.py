"""Chinese working days without an office's own exceptions; with them: ``people.queries.calendar_of(organisation)``."""

from __future__ import annotations

from datetime import date

from chuangcheng.almanac import Calendar

_PLAIN = Calendar()


def is_working_day(day: date) -> bool:
    """Whether offices work on this day. A year whose holidays are not announced yet counts Monday to Friday but for the
    holidays that the law fixes."""
    return _PLAIN.is_working_day(day)


def working_days_later(day: date, count: int) -> date:
    """The last of ``count`` working days that follow ``day``; ``day`` itself does not count.

    >>> working_days_later(date(2022, 9, 30), 1)
    datetime.date(2022, 10, 8)
    """
    return _PLAIN.working_days_later(day, count)
