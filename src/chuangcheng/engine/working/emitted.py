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
from chuangcheng.engine.working.literals import BIG, WIDE, WIDE_TYPE, whole

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
    most, den = left.most * right.most, _den_product(left, right)
    if most >= WIDE or den is None:
        return None
    return Number(
        f"({widened(left.num, left.most, most)} * {right.num})", den, most, _most_den(left) * _most_den(right)
    )


def _most_den(value: Number) -> int:
    return value.den if isinstance(value.den, int) else value.most_den


def _den_product(left: Number, right: Number) -> int | str | None:
    """The product of the denominators; None where it outgrows 38 digits."""
    most = _most_den(left) * _most_den(right)
    if most >= WIDE:
        return None
    if isinstance(left.den, int):
        if isinstance(right.den, int):
            return left.den * right.den
        return _multiplied(right.den, right.most_den, left.den)
    if isinstance(right.den, int):
        return _multiplied(left.den, left.most_den, right.den)
    return f"({widened(left.den, left.most_den, most)} * {right.den})"


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
        return _plus_crossed(left, right)
    (a, b), den = pair
    most = a.most + b.most
    if most >= WIDE:
        return None
    return Number(f"({widened(a.num, a.most, most)} + {b.num})", den, most)


def _plus_crossed(left: Number, right: Number) -> Number | None:
    """A sum over the product of the denominators."""
    ahead, behind, den = _crossed(left, right), _crossed(right, left), _den_product(left, right)
    most = left.most * _most_den(right) + right.most * _most_den(left)
    if ahead is None or behind is None or den is None or most >= WIDE:
        return None
    wide = most >= BIG
    head = f"CAST({ahead} AS {WIDE_TYPE})" if wide else ahead
    return Number(f"({head} + {behind})", den, most, _most_den(left) * _most_den(right))


def divided(left: Number | Exact, right: Number | Exact) -> Number | Exact:
    """``left ÷ right`` where the asker sees to it that ``right`` is not 0: there the result is NULL, or Exact with an error."""
    if isinstance(left, Number) and isinstance(right, Number):
        if right.fixed is not None:
            return arithmetic("/", left, right)
        head, den = _crossed(left, right), _crossed(right, left)
        most, most_den = left.most * _most_den(right), right.most * _most_den(left)
        if head is not None and den is not None:
            num = f"CASE WHEN {right.num} < 0 THEN -({head}) WHEN {right.num} > 0 THEN {head} END"
            return Number(num, f"NULLIF(ABS({den}), 0)", most, most_den)
    return Exact(call("/", exactly(left), exactly(right)))


def either(holds: str, then: Number | Exact, otherwise: Number | Exact) -> Number | Exact:
    """One of two numbers, by SQL truth that cannot fail (NULL takes the second)."""

    def written(parts: list[str]) -> str:
        return f"CASE WHEN {holds} THEN {parts[0]} ELSE {parts[1]} END"

    if isinstance(then, Number) and isinstance(otherwise, Number):
        found = joined([then, otherwise], written)
        if found is not None:
            return found
        most, most_den = max(then.most, otherwise.most), max(_most_den(then), _most_den(otherwise))
        nums = [widened(value.num, value.most, most) for value in (then, otherwise)]
        dens = [whole(value.den) if isinstance(value.den, int) else value.den for value in (then, otherwise)]
        return Number(written(nums), written(dens), most, most_den)
    return Exact(written([exactly(then), exactly(otherwise)]))


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
    most = value.most * _most_den(other)
    if most >= WIDE:
        return None
    if isinstance(other.den, int):
        return _multiplied(value.num, value.most, other.den)
    return f"({widened(value.num, value.most, most)} * {other.den})"


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
        function = "floor_div" if max(value.most, _most_den(value)) < BIG else "wide_floor_div"
        most = value.most // value.den + 1 if isinstance(value.den, int) else value.most + 1
        if most < WIDE:
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


def held(prefix: str, value: Number | Exact) -> tuple[dict[str, str], Callable[[str], Number | Exact]]:
    """Columns that keep a number for an outer query, and how it is read from there by the alias of the inner one."""
    if isinstance(value, Exact):
        return {prefix: value.sql}, lambda alias: Exact(f"{alias}.{prefix}")
    if value.fixed is not None:
        return {}, lambda alias: value
    den, most, most_den = value.den, value.most, value.most_den
    if isinstance(den, int):
        return {prefix: value.num}, lambda alias: Number(f"{alias}.{prefix}", den, most)
    columns = {prefix: value.num, f"{prefix}_den": den}
    return columns, lambda alias: Number(f"{alias}.{prefix}", f"{alias}.{prefix}_den", most, most_den)
