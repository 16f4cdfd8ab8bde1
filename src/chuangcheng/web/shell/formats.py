"""How figures and dates are written for people. Points and money come in as whole numbers and stay exact."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext

#: A point is counted in 0.0001, money in 0.01 yuan, a decimal cell in 0.000001.
POINT: Final = 10_000
YUAN: Final = 100
CELL: Final = 1_000_000
MINUS: Final = "−"
#: Stands where a figure is not known; never a zero and never an asterisk.
UNKNOWN: Final = "—"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def exact(units: int, unit: int, *, grouped: bool = False, places: int = 0) -> str:
    """Write a count of ``1 / unit`` as a decimal, without trailing zeros beyond ``places``.

    >>> exact(979_000, POINT), exact(300_000, YUAN, grouped=True), exact(-50, YUAN, places=2)
    ('97.9', '3,000', '−0.50')
    """
    if isinstance(units, bool) or not isinstance(units, int):
        raise TypeError(f"a whole number of 1/{unit} is needed, not {units!r}")
    whole, rest = divmod(abs(units), unit)
    digits = len(str(unit)) - 1
    decimals = f"{rest:0{digits}d}".rstrip("0").ljust(places, "0") if digits else ""
    text = f"{whole:,}" if grouped else str(whole)
    return f"{MINUS if units < 0 else ''}{text}{'.' + decimals if decimals else ''}"


def points(units: int | None, *, signed: bool = False) -> str:
    """Write points counted in 0.0001: ``97.9``; ``signed`` puts ``+`` before a gain."""
    if units is None:
        return UNKNOWN
    return ("+" if signed and units > 0 else "") + exact(units, POINT)


def money(units: int | None) -> str:
    """Write money counted in 0.01 yuan with its unit: ``3,000 元``; decimals only where there are any."""
    if units is None:
        return UNKNOWN
    figure = exact(units, YUAN, grouped=True, places=2 if units % YUAN else 0)
    return gettext("%(figure)s 元") % {"figure": figure}


def decimal_cell(units: int | None) -> str:
    """Write a decimal cell counted in 0.000001."""
    return UNKNOWN if units is None else exact(units, CELL)


def percent(part: int | None, whole: int | None, places: int = 1) -> str:
    """Write ``part`` of ``whole`` in per cent, rounded half-up, never through a float: ``66.7%``."""
    if part is None or not whole:
        return UNKNOWN
    scale = 10**places
    scaled = (2 * part * 100 * scale + whole) // (2 * whole)
    return f"{exact(scaled, scale) if places else scaled}%"


def day(value: date | None) -> str:
    """Write a date: ``2026年3月5日``, in English ``5 Mar 2026``."""
    if value is None:
        return UNKNOWN
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if (get_language() or "").startswith("en"):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None) -> str:
    """Write a date with the time of day to the minute."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} {local:%H:%M}"


def masked(text: str) -> str:
    """Hide the middle of a telephone or identity number: ``138••••21``; short ones whole."""
    return f"{text[:3]}••••{text[-2:]}" if len(text) > 6 else "••••" if text else ""
