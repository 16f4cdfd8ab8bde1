"""What a query asks of an emitted value: truth, points, money, a whole number or words, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chuangcheng.engine.model import Type
from chuangcheng.engine.numbers import CELL, MOST_LINE_DIGITS, POINT, YUAN
from chuangcheng.engine.working.emitted import Emitted, Number, Plain, call, exactly, exactly_true, scaled
from chuangcheng.engine.working.literals import BIG

MOST_POINTS = POINT * 10**MOST_LINE_DIGITS - 1


@dataclass(frozen=True, slots=True)
class Answer:
    """SQL of the value and of the problem code beside it; ``wrong`` is None where nothing can go wrong."""

    sql: str
    wrong: str | None = None


def wrong_of(sql: str) -> str:
    """The problem code in a value of ``exact``, or NULL."""
    return f"CASE WHEN SUBSTR({sql}, 1, 1) = '!' THEN SUBSTR({sql}, 2) END"


def sound(sql: str) -> str:
    """A value of ``exact`` without its error."""
    return f"CASE WHEN SUBSTR({sql}, 1, 1) <> '!' THEN {sql} END"


def condition(value: Emitted) -> Answer:
    """Truth as a BOOLEAN; NULL counts as not true where it stands in a WHERE (G5)."""
    if isinstance(value, Plain):
        return Answer(value.sql)
    sql = exactly_true(value)
    return Answer(f"({sql} = 't')", wrong_of(sql))


def points(value: Emitted) -> Answer:
    """The number in 0.0001 point, half-up away from zero (§1, G16), BIGINT; beyond 14 digits: wrong (G60)."""
    return rounded(value, POINT, MOST_POINTS, "points")


def yuan(value: Emitted) -> Answer:
    """The number in 0.01 yuan, half-up, BIGINT (G55)."""
    return rounded(value, YUAN, BIG - 1, "yuan")


def rounded(value: Emitted, unit: int, bound: int, operation: str) -> Answer:
    """The number counted in ``1 / unit``, half-up; wrong where it is beyond ``bound`` such units."""
    assert not isinstance(value, Plain)
    raised = scaled(value, Fraction(unit)) if isinstance(value, Number) else None
    if raised is None:
        sql = call(operation, exactly(value))
        return Answer(f"CAST({sound(sql)} AS BIGINT)", wrong_of(sql))
    most, den = raised.most, raised.den
    if den != 1:
        size = max(most, den if isinstance(den, int) else raised.most_den)
        most = most // den + 1 if isinstance(den, int) else most
        sql = f"{'half_up' if size < BIG else 'wide_half_up'}({raised.num}, {den})"
    else:
        size, sql = most, raised.num
    if most <= bound:
        return Answer(f"CAST({sql} AS BIGINT)" if size >= BIG else sql)
    within = f"ABS({sql}) <= {bound}"
    return Answer(
        f"CAST(CASE WHEN {within} THEN {sql} END AS BIGINT)",
        f"CASE WHEN NOT ({within}) THEN 'number-too-large' END",
    )


def integer(value: Emitted) -> Answer:
    """A whole number as BIGINT; NULL where it is none or has more than 18 digits."""
    assert not isinstance(value, Plain)
    if isinstance(value, Number) and isinstance(value.den, int) and max(value.most, value.den) < BIG:
        if value.den == 1:
            return Answer(value.num)
        return Answer(f"CASE WHEN {value.num} % {value.den} = 0 THEN floor_div({value.num}, {value.den}) END")
    sql = exactly(value)
    whole = call("whole", sql)
    return Answer(
        f"CAST(CASE WHEN {whole} <> '' AND {sound(whole)} = {whole} THEN {whole} END AS BIGINT)", wrong_of(sql)
    )


def words(value: Emitted, kind: Type) -> Answer:
    """The value as text: numbers as plain decimals, dates as ISO, truth as true / false (G28, G45)."""
    if isinstance(value, Number) and isinstance(value.den, int) and CELL % value.den == 0 and value.most < BIG:
        if value.den == 1:
            return Answer(f"CAST({value.num} AS VARCHAR)")
        raised = scaled(value, Fraction(CELL))
        if raised is not None and raised.most < BIG:
            return Answer(f"printed({raised.num})")
    if isinstance(value, Plain):
        if kind is Type.BOOLEAN:
            return Answer(f"CASE WHEN {value.sql} THEN 'true' WHEN NOT {value.sql} THEN 'false' END")
        return Answer(value.sql if kind is Type.TEXT else f"CAST({value.sql} AS VARCHAR)")
    sql = exactly(value)
    if kind is Type.BOOLEAN:
        return Answer(f"CASE WHEN {sql} = 't' THEN 'true' WHEN {sql} = 'f' THEN 'false' END", wrong_of(sql))
    if kind.is_number:
        return Answer(sound(call("printed", sql)), wrong_of(sql))
    return Answer(f"SUBSTR({sound(sql)}, 2)", wrong_of(sql))
