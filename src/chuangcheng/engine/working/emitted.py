"""Values while they are being written as SQL, and arithmetic over them.

What an expression becomes is one of three:

* ``Number(num, den, most)``: the value is ``num / den``. ``num`` is SQL of type BIGINT where ``most < 10**18``, else
  DECIMAL(38,0); ``most`` bounds its absolute value. ``den`` is a positive int, or SQL (> 0) bounded by ``most_den``.
  ``num`` is NULL where the value is. A Number cannot fail.
* ``Plain(sql)``: a text, a date or truth as SQL of its own type. It cannot fail.
* ``Exact(sql)``: anything that may fail (a division by what is not constant) or outgrow 38 digits, as the text values
  that ``exact.py`` describes, errors among them.

The functions here keep to what is proved by the bounds: BIGINT below 10^18, DECIMAL(38,0) below 10^38, and ``Exact``
beyond, so that no engine ever sees an overflow (G60).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chuangcheng.engine import model
from chuangcheng.engine.model import Type
from chuangcheng.engine.numbers import CELL
from chuangcheng.engine.working import literals
from chuangcheng.engine.working.literals import BIG, WIDE, WIDE_TYPE

#: The bounds of cells (G60).
MOST_INTEGER = 10**15 - 1
MOST_DECIMAL = 10**18 - 1


@dataclass(frozen=True, slots=True)
class Number:
    """``num / den``; see the module. ``fixed`` is the number where it is a constant."""

    num: str
    den: int | str = 1
    most: int = MOST_DECIMAL
    most_den: int = 1
    fixed: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Plain:
    """A text, date or truth; see the module."""

    sql: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A value written as ``exact.py`` says; see the module."""

    sql: str


Emitted = Number | Plain | Exact
Names = Callable[[model.Name], Emitted]


def cell(sql: str, kind: Type) -> Emitted:
    """What a column of a fact or a unit is, by its declared type."""
    if kind is Type.INTEGER:
        return Number(sql, 1, MOST_INTEGER)
    if kind is Type.DECIMAL:
        return Number(sql, CELL, MOST_DECIMAL)
    return Plain(sql)


def constant(value: Fraction) -> Number:
    """An exact number of the rulebook."""
    return Number(literals.whole(value.numerator), value.denominator, abs(value.numerator), fixed=value)


NOTHING = Number("CAST(NULL AS BIGINT)", 1, 0)


# --- numbers ----------------------------------------------------------------------------------------------------


def arithmetic(op: str, left: Number | Exact, right: Number | Exact) -> Number | Exact:
    """``left op right``, exactly."""
    simple: Number | None = None
    if isinstance(left, Number) and isinstance(right, Number):
        if op == "*":
            simple = _times(left, right)
        elif op == "/":
            simple = _over(left, right)
        else:
            simple = _plus(left, right if op == "+" else _minus(right))
    return simple or Exact(call(op, exactly(left), exactly(right)))


def negative(value: Number | Exact) -> Number | Exact:
    """``-value``."""
    return _minus(value) if isinstance(value, Number) else Exact(call("negative", value.sql))


def _minus(value: Number) -> Number:
    if value.fixed is not None:
        return constant(-value.fixed)
    return Number(f"(-{value.num})", value.den, value.most, value.most_den)


def _times(left: Number, right: Number) -> Number | None:
    for one, other in ((left, right), (right, left)):
        if one.fixed is not None:
            return constant(one.fixed * other.fixed) if other.fixed is not None else scaled(other, one.fixed)
    if not (isinstance(left.den, int) and isinstance(right.den, int)):
        return None
    most = left.most * right.most
    if most >= WIDE or left.den * right.den >= WIDE:
        return None
    return Number(f"({widened(left.num, left.most, most)} * {right.num})", left.den * right.den, most)


def scaled(value: Number, factor: Fraction) -> Number | None:
    """The number times a constant; None where it outgrows 38 digits."""
    if factor == 0:
        return Number(f"({value.num} * 0)", 1, 0)
    by, den = abs(factor.numerator), value.den
    if isinstance(den, int):
        common = math.gcd(by, den)
        by, den, most_den = by // common, den // common * factor.denominator, 1
    else:
        most_den = value.most_den * factor.denominator
        den = _multiplied(den, value.most_den, factor.denominator)
    most = value.most * by
    if most >= WIDE or most_den >= WIDE or (isinstance(den, int) and den >= WIDE):
        return None
    num = _multiplied(value.num, value.most, by)
    return Number(num if factor > 0 else f"(-{num})", den, most, most_den)


def _over(left: Number, right: Number) -> Number | None:
    return _times(left, constant(1 / right.fixed)) if right.fixed else None


def _plus(left: Number, right: Number) -> Number | None:
    if left.fixed is not None and right.fixed is not None:
        return constant(left.fixed + right.fixed)
    pair = aligned([left, right])
    if pair is None:
        return None
    (a, b), den = pair
    most = a.most + b.most
    if most >= WIDE:
        return None
    return Number(f"({widened(a.num, a.most, most)} + {b.num})", den, most)


def aligned(values: Sequence[Number]) -> tuple[list[Number], int] | None:
    """Bring numbers with constant denominators to one denominator; None where that cannot be."""
    dens = [value.den for value in values]
    fixed = [den for den in dens if isinstance(den, int)]
    if len(fixed) < len(dens):
        return None
    common = math.lcm(*fixed)
    raised = [scaled(value, Fraction(common)) for value in values]
    if common >= WIDE or any(value is None for value in raised):
        return None
    return [Number(value.num, common, value.most) for value in raised if value is not None], common


def widened(sql: str, most: int, result: int) -> str:
    """Cast an operand where the result needs more than a BIGINT and the operand is one."""
    return f"CAST({sql} AS {WIDE_TYPE})" if most < BIG <= result else sql


def _multiplied(sql: str, most: int, by: int) -> str:
    return sql if by == 1 else f"({widened(sql, most, most * by)} * {by})"


def compare_numbers(op: str, left: Number | Exact, right: Number | Exact) -> Plain | Exact:
    """``left op right`` by one denominator, or by cross-multiplication."""
    if isinstance(left, Number) and isinstance(right, Number):
        pair = aligned([left, right])
        if pair is not None:
            (a, b), _ = pair
            return Plain(f"({a.num} {op} {b.num})")
        ahead, behind = _crossed(left, right), _crossed(right, left)
        if ahead is not None and behind is not None:
            return Plain(f"({ahead} {op} {behind})")
    return Exact(call(op, exactly(left), exactly(right)))


def _crossed(value: Number, other: Number) -> str | None:
    """``value.num × other.den``; None where it outgrows 38 digits."""
    most_den = other.den if isinstance(other.den, int) else other.most_den
    if value.most * most_den >= WIDE:
        return None
    if isinstance(other.den, int):
        return _multiplied(value.num, value.most, other.den)
    return f"({widened(value.num, value.most, value.most * most_den)} * {other.den})"


def joined(numbers: list[Number], written: Callable[[list[str]], str]) -> Number | None:
    """One number out of several of which a choice takes one."""
    pair = aligned(numbers)
    if pair is None:
        return None
    values, den = pair
    most = max(value.most for value in values)
    return Number(written([widened(value.num, value.most, most) for value in values]), den, most)


def absolute(value: Number | Exact) -> Number | Exact:
    """``ABS(value)``."""
    if isinstance(value, Number):
        return Number(f"ABS({value.num})", value.den, value.most, value.most_den)
    return Exact(call("abs", value.sql))


def floor(value: Number | Exact) -> Number | Exact:
    """The greatest whole number that is not above the value."""
    if isinstance(value, Number):
        if value.den == 1:
            return value
        if isinstance(value.den, int):
            function = "floor_div" if max(value.most, value.den) < BIG else "wide_floor_div"
            most = value.most // value.den + 1
            return Number(_narrowed(f"{function}({value.num}, {value.den})", value, most), 1, most)
    return Exact(call("floor", exactly(value)))


def _narrowed(sql: str, source: Number, most: int) -> str:
    """Back to a BIGINT where a wide number came down to one."""
    wide = max(source.most, source.den if isinstance(source.den, int) else source.most_den) >= BIG
    return f"CAST({sql} AS BIGINT)" if wide and most < BIG else sql


# --- the careful way --------------------------------------------------------------------------------------------


def call(operation: str, *arguments: str) -> str:
    """A call of ``exact``."""
    filled = [*arguments, "NULL", "NULL", "NULL"][:3]
    return f"exact('{operation}', {', '.join(filled)})"


def folded(operation: str, values: list[str]) -> str:
    result = values[-1]
    for value in reversed(values[:-1]):
        result = call(operation, value, result)
    return result


def exactly(value: Emitted) -> str:
    """A number, text or date as ``exact`` sees it (``exactly_true`` knows truth)."""
    if isinstance(value, Exact):
        return value.sql
    if isinstance(value, Plain):
        return f"('s' || CAST({value.sql} AS VARCHAR))"
    num = f"CAST({value.num} AS VARCHAR)"
    if value.den == 1:
        return num
    den = f"'{value.den}'" if isinstance(value.den, int) else f"CAST({value.den} AS VARCHAR)"
    return call("/", num, den)


def exactly_true(value: Emitted) -> str:
    """Truth as ``exact`` sees it."""
    if isinstance(value, Plain):
        return f"CASE WHEN {value.sql} THEN 't' WHEN NOT {value.sql} THEN 'f' END"
    return exactly(value)


def exactly_typed(value: Emitted, kind: Type) -> str:
    """A value of this type as ``exact`` sees it."""
    return exactly_true(value) if kind is Type.BOOLEAN else exactly(value)
