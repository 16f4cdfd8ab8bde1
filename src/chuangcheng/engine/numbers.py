"""Exact numbers: points, money, decimals and ratios, all of them whole numbers underneath.

A point is counted in units of 0.0001 (``POINT``), money in units of 0.01 yuan (``YUAN``), a decimal cell of a
fact in units of 0.000001 (``CELL``). Everything between is a ``fractions.Fraction``. Floats never appear.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

POINT: Final = 10_000
YUAN: Final = 100
CELL: Final = 1_000_000

#: G60: no value, numerator or denominator may need more digits than this.
MOST_DIGITS: Final = 38
#: G60: a ledger line has at most this many digits before the decimal point.
MOST_LINE_DIGITS: Final = 14

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?\d+", re.ASCII)


def half_up(value: Fraction, unit: int = 1) -> int:
    """Count ``value`` in units of ``1 / unit``, rounded half-up, away from zero (section 1).

    >>> half_up(Fraction(1, 3), POINT), half_up(Fraction(-1, 20000), POINT)
    (3333, -1)
    """
    scaled = abs(value) * unit
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if value < 0 else whole


def to_multiple(value: Fraction, step: int) -> int:
    """Round ``value`` (in units of 0.0001 point) half-up to a multiple of ``step`` such units.

    >>> to_multiple(Fraction(921_833), 100)
    921800
    """
    return half_up(value / step) * step


def too_large(value: Fraction) -> bool:
    """Tell whether G60 forbids this number: value, numerator or denominator beyond 38 digits."""
    most = 10**MOST_DIGITS
    return bool(abs(value.numerator) >= most or value.denominator >= most)


def plain(units: int, unit: int = POINT) -> str:
    """Write a count of ``1 / unit`` as a plain decimal without trailing zeros (section 8).

    >>> plain(979_000), plain(-1000), plain(300_000, YUAN)
    ('97.9', '-0.1', '3000')
    """
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(units), unit)
    if not rest:
        return f"{sign}{whole}"
    digits = len(str(unit)) - 1
    return f"{sign}{whole}.{rest:0{digits}d}".rstrip("0")


def read_decimal(text: str) -> Fraction | None:
    """Read ``-?\\d+(\\.\\d+)?`` exactly; anything else gives ``None`` (G4)."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def read_integer(text: str) -> int | None:
    """Read ``-?\\d+``; anything else gives ``None`` (G4)."""
    return int(text) if _INTEGER.fullmatch(text) else None
