"""Numbers in Chinese text: digits of either width, numerals, masks and words like 余, 近, 以上. Never a float."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

import cn2an

#: One point and one yuan in the units that the product counts in (0.0001 point, 0.01 yuan).
POINT: Final = 10_000
YUAN: Final = 100

NUMERAL: Final = r"[〇零一二三四五六七八九十百千万亿两廿卅]{1,12}"
#: Lengths are bounded, so that a hostile run of digits costs no more than its length.
#: A number as printed: 1,500 · 0.1 · 三千 · 两 (patterns work on the shadow, so digits have one width).
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[,，]\d{{3}}){{1,4}}(?:\.\d{{1,6}})?|\d{{1,12}}(?:\.\d{{1,6}})?|{NUMERAL}(?:点{NUMERAL})?)"
)
#: A number that was masked: 20xx, xx, **, __, □□.
MASK: Final = r"(?:(?:19|20)[xX_*□]{2}|[xX]{1,4}(?![a-zA-Z])|\*{1,6}|_{1,6}|□{1,6}|[oO〇]{2,4})"

_SCALE: Final = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)
_MOST: Final = 15


def read_number(text: str) -> Fraction | None:
    """The exact number that ``text`` writes, or ``None``.

    >>> read_number("1,500"), read_number("两"), read_number("三点五"), read_number("2.5万"), read_number("几")
    (Fraction(1500, 1), Fraction(2, 1), Fraction(7, 2), Fraction(25000, 1), None)
    """
    plain = re.sub("[,， ]", "", text)
    if _DIGITS.fullmatch(plain):
        return Fraction(plain) if len(plain) <= _MOST else None
    if plain and plain[-1] in _SCALE and _DIGITS.fullmatch(plain[:-1]):
        return Fraction(plain[:-1]) * _SCALE[plain[-1]]
    whole, point, rest = plain.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    digits = "".join(str(int(part)) if (part := _whole(each)) is not None else "?" for each in rest)
    return value + Fraction(f"0.{digits}") if digits.isdigit() else None


def _whole(text: str) -> Fraction | None:
    """A whole number in Chinese numerals; the library knows 两, 廿, 一万二 and 二〇二六."""
    if not text or len(text) > _MOST or not re.fullmatch(NUMERAL, text):
        return None
    text = text.replace("卅", "三十") if "卅" in text else text
    try:
        return Fraction(int(cn2an.cn2an(text.replace("〇", "零"), "smart")))
    except ValueError:
        return None


def plain(value: Fraction) -> str:
    """A number as a plain decimal text; a number without one is written as a ratio.

    >>> plain(Fraction(1, 10)), plain(Fraction(3000)), plain(Fraction(1, 3))
    ('0.1', '3000', '1/3')
    """
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
