"""Rates as they may be printed: whole numbers and fractions, the count always beside the rate (F33, F38, F49).

A rate prints with one decimal, half-up, but never claims more than is true: 8,759 of 8,760 is not 100 %. What rounds to
0.0 % without being nothing prints 0.0 % with its count; whether there was none at all is a question of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``whole``, both counted."""

    part: Number
    whole: Number

    @property
    def is_known(self) -> bool:
        """Whether there is anything to be a part of."""
        return self.whole > 0

    @property
    def is_all(self) -> bool:
        """Whether a report may say that there was no exception."""
        return self.is_known and self.part == self.whole

    @property
    def is_none(self) -> bool:
        """Whether a report may say that there was none."""
        return self.is_known and self.part == 0

    @property
    def text(self) -> str:
        """``95.2%``, ``100%``, ``0.0%``, ``99.98%``; '' where it is not known."""
        if not self.is_known:
            return ""
        share = Fraction(self.part) * 100 / Fraction(self.whole)
        if self.is_all:
            return "100%"
        tenths = (share.numerator * 20 + share.denominator) // (2 * share.denominator)
        if tenths == 1000 and share < 100:
            cut = share.numerator * 100 // share.denominator
            return f"{cut // 100}.{cut % 100:02d}%"
        return f"{tenths // 10}.{tenths % 10}%"

    @property
    def counted(self) -> str:
        """The rate with its count: ``0.0%（3/8760）``."""
        return f"{self.text}（{plain(self.part)}/{plain(self.whole)}）" if self.is_known else ""


def plain(number: Number) -> str:
    """A number without trailing zeros."""
    return format(Decimal(number).normalize() if number else Decimal(0), "f")
