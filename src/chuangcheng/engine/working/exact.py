"""``exact``: the prelude's one function for numbers that no whole number type can be trusted with.

Its values are texts: a number is ``n`` or ``n/d`` in lowest terms, truth is ``t`` or ``f``, a text
or an ISO date has ``s`` before it, NULL is NULL. An error is a value too (``!division-by-zero``, ``!number-too-large``) and is handed on until
something stronger stands beside it: FALSE in an AND, TRUE in an OR, an earlier value in COALESCE, a CASE that
takes another branch. So laziness (§3, G5) needs no order of evaluation, and nothing is ever raised.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

import duckdb
from duckdb.func import FunctionNullHandling

from chuangcheng.engine.numbers import CELL, MOST_LINE_DIGITS, POINT, half_up, plain, too_large

ZERO: Final = "!division-by-zero"
LARGE: Final = "!number-too-large"

Value = str | None


def write(number: Fraction) -> str:
    """Write a number in lowest terms, or the error that it is too large (G60)."""
    if too_large(number):
        return LARGE
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


def exact(operation: str, a: Value, b: Value, c: Value) -> Value:
    """Work out one operation over values written as above; unused arguments are NULL."""
    if operation in _CHOICES:
        return _CHOICES[operation](a, b, c)
    for value in (a, b, c):
        if value is not None and value.startswith("!"):
            return value
    if operation in _LISTS:
        return None if a is None else _listed(operation, a.split(" "))
    if a is None or (b is None and operation not in _ALONE):
        return None
    if operation in _ALONE:
        return _ALONE[operation](a)
    assert b is not None
    return _PAIRS[operation](a, b)


def _listed(operation: str, parts: list[str]) -> str:
    error = next((part for part in parts if part.startswith("!")), None)
    return error or _LISTS[operation]([Fraction(part) for part in parts])


def _and(a: Value, b: Value, _: Value) -> Value:
    return _strongest("f", "t", a, b)


def _or(a: Value, b: Value, _: Value) -> Value:
    return _strongest("t", "f", a, b)


def _strongest(wins: str, yields: str, a: Value, b: Value) -> Value:
    if wins in (a, b):
        return wins
    error = next((value for value in (a, b) if value is not None and value.startswith("!")), None)
    return error or (yields if a == b == yields else None)


def _not(a: Value, _b: Value, _c: Value) -> Value:
    return {"t": "f", "f": "t"}.get(a, a) if a is not None else None


def _if(a: Value, b: Value, c: Value) -> Value:
    if a is not None and a.startswith("!"):
        return a
    return b if a == "t" else c


def _coalesce(a: Value, b: Value, _: Value) -> Value:
    return b if a is None else a


def _is_null(a: Value, _b: Value, _c: Value) -> Value:
    if a is None:
        return "t"
    return a if a.startswith("!") else "f"


def _divide(a: str, b: str) -> str:
    divisor = Fraction(b)
    return write(Fraction(a) / divisor) if divisor else ZERO


def _points(a: str) -> str:
    units = half_up(Fraction(a), POINT)
    return str(units) if abs(units) < POINT * 10**MOST_LINE_DIGITS else LARGE


def _printed(a: str) -> str:
    """A plain decimal where it ends within six places, else the ratio."""
    cells = Fraction(a) * CELL
    return plain(int(cells), CELL) if cells.denominator == 1 else a


def _order(a: str) -> str:
    """A text that sorts by code point as the number does: its continued fraction, every second term turned round."""
    number, parts, up = Fraction(a), [], True
    while True:
        term = number.__floor__()
        parts.append(_term(term, up))
        if number == term:
            return "".join(parts) + (" " if up else "~")
        number, up = 1 / (number - term), not up


def _term(term: int, up: bool) -> str:
    """A whole number as text in rising or falling order: its sign, the count of its digits, its digits."""
    digits = str(abs(term))
    text = f"{len(digits):02d}{digits}"
    if (term < 0) is up:
        text = "".join(str(9 - int(digit)) for digit in text)
    return ("0" if (term < 0) is up else "1") + text


def _truth(holds: bool) -> str:
    return "t" if holds else "f"


_CHOICES: Final[dict[str, Callable[[Value, Value, Value], Value]]] = {
    "and": _and,
    "or": _or,
    "not": _not,
    "if": _if,
    "coalesce": _coalesce,
    "is null": _is_null,
}
_ALONE: Final[dict[str, Callable[[str], str]]] = {
    "negative": lambda a: write(-Fraction(a)),
    "abs": lambda a: write(abs(Fraction(a))),
    "floor": lambda a: write(Fraction(Fraction(a).__floor__())),
    "ceil": lambda a: write(Fraction(Fraction(a).__ceil__())),
    "points": _points,
    "yuan": lambda a: write(Fraction(half_up(Fraction(a), 100))),
    "printed": _printed,
    "order": _order,
    "whole": lambda a: a if "/" not in a and len(a) < 19 else "",
}
_PAIRS: Final[dict[str, Callable[[str, str], str]]] = {
    "+": lambda a, b: write(Fraction(a) + Fraction(b)),
    "-": lambda a, b: write(Fraction(a) - Fraction(b)),
    "*": lambda a, b: write(Fraction(a) * Fraction(b)),
    "/": _divide,
    "least": lambda a, b: min(a, b, key=Fraction),
    "greatest": lambda a, b: max(a, b, key=Fraction),
    "=": lambda a, b: _truth(Fraction(a) == Fraction(b)),
    "<>": lambda a, b: _truth(Fraction(a) != Fraction(b)),
    "<": lambda a, b: _truth(Fraction(a) < Fraction(b)),
    "<=": lambda a, b: _truth(Fraction(a) <= Fraction(b)),
    ">": lambda a, b: _truth(Fraction(a) > Fraction(b)),
    ">=": lambda a, b: _truth(Fraction(a) >= Fraction(b)),
    # Texts, dates and truth: as they are written.
    "word =": lambda a, b: _truth(a == b),
    "word <>": lambda a, b: _truth(a != b),
    "word <": lambda a, b: _truth(a < b),
    "word <=": lambda a, b: _truth(a <= b),
    "word >": lambda a, b: _truth(a > b),
    "word >=": lambda a, b: _truth(a >= b),
}
#: Aggregates: the numbers stand in one text, parted by spaces.
_LISTS: Final[dict[str, Callable[[list[Fraction]], str]]] = {
    "sum": lambda numbers: write(sum(numbers, Fraction())),
    "mean": lambda numbers: write(sum(numbers, Fraction()) / len(numbers)),
    "min": lambda numbers: write(min(numbers)),
    "max": lambda numbers: write(max(numbers)),
}


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``exact`` known to this connection."""
    special = FunctionNullHandling.SPECIAL
    connection.create_function("exact", exact, ["VARCHAR"] * 4, "VARCHAR", null_handling=special)
