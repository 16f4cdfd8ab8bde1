"""Weeks, months, quarters, half-years and years as days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def period_of(day: date, unit: str) -> tuple[date, date]:
    """The first and last day of the week (Monday to Sunday), calendar month, quarter, half-year or year of a day."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    length = _MONTHS[unit]
    month = (day.month - 1) // length * length + 1
    return date(day.year, month, 1), month_days(day.year, month + length - 1)[1]


def next_period(last: date, unit: str) -> tuple[date, date]:
    """The period that follows the one that ends on ``last``."""
    return period_of(last + timedelta(days=1), unit)


def month_days(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def on_day(year: int, month: int, day: int) -> date:
    """A day of a year; where the month is too short, its last day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def later(day: date, months: int) -> date:
    """The day so many months later; where that month has no such day, its last day (Civil Code, article 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return on_day(year, month + 1, day.day)


def nth_weekday(start: date, nth: int, weekday: int) -> date:
    """The nth (1–4, -1: the last) weekday (1 Monday … 7 Sunday) of the month that begins on ``start``.

    >>> nth_weekday(date(2026, 5, 1), 2, 5)
    datetime.date(2026, 5, 8)
    """
    if nth < 0:
        end = month_days(start.year, start.month)[1]
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    return start + timedelta(days=(weekday - start.isoweekday()) % 7 + 7 * (nth - 1))
