"""What one fact of a ladder is worth: value × factor × share, rounded once (§5.1, G16, G19)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Escalation, Expression, Ladder, Table, Type
from chuangcheng.engine.numbers import CELL, POINT, half_up
from chuangcheng.engine.working import literals
from chuangcheng.engine.working.answers import condition, integer, points
from chuangcheng.engine.working.emitted import (
    Emitted,
    Exact,
    Number,
    Plain,
    arithmetic,
    compare_numbers,
    constant,
)
from chuangcheng.engine.working.leaves.facts import FactQuery
from chuangcheng.engine.working.literals import BIG, whole

#: The largest step that counts (G19).
MOST_STEP: Final = 60

ONE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Times:
    """Factor and share: one constant where both are, else expressions."""

    fixed: Fraction | None
    parts: tuple[Expression, ...]


def value_of(query: FactQuery, leaf: Ladder) -> str:
    """SQL of a fact's value as BIGINT in 0.0001 point; what is wrong is told to ``query``."""
    factor, share = leaf.factor.constant, leaf.share.constant
    times = _Times(None, (leaf.factor, leaf.share))
    if factor is not None and share is not None and 0 < share <= 1:
        times = _Times(factor * share, ())
    value: Number | Exact
    match leaf.value:
        case Table() as table:
            value = _listed(query, table, times)
        case Escalation() as escalation:
            value = _escalated(query, escalation, times)
        case Expression() as expression:
            value = _number(query, expression)
            if times.fixed not in (None, ONE):
                value = arithmetic("*", value, constant(times.fixed or ONE))
    if times.parts:
        value = arithmetic("*", value, _number(query, leaf.factor))
        value = arithmetic("*", value, _share(query, leaf.share))
    answer = points(value)
    query.wrong_code(answer.wrong)
    return answer.sql


def _number(query: FactQuery, expression: Expression) -> Number | Exact:
    """A number that may not be NULL."""
    value = query.emit(expression)
    if isinstance(value, Plain):
        value = Exact(f"CAST({value.sql} AS VARCHAR)")
    if not (isinstance(value, Number) and value.fixed is not None):
        query.wrong_if(is_null(value), "null-value")
    return value


def _share(query: FactQuery, expression: Expression) -> Number | Exact:
    value = _number(query, expression)
    low = condition(compare_numbers("<=", value, constant(Fraction(0)))).sql
    high = condition(compare_numbers(">", value, constant(ONE))).sql
    query.wrong_if(f"({low} OR {high})", "share-out-of-range")
    return value


def is_null(value: Emitted) -> str:
    """SQL truth of a value being NULL."""
    return f"{value.num if isinstance(value, Number) else value.sql} IS NULL"


def _listed(query: FactQuery, table: Table, times: _Times) -> Number:
    """A table: its rows are joined; a row that is not there gives ``otherwise`` or a problem."""
    values = [_multiplied(value, times) for _, value in table.rows]
    otherwise = None if table.otherwise is None else _multiplied(table.otherwise, times)
    den = math.lcm(*(value.denominator for value in values), otherwise.denominator if otherwise else 1)
    kinds = [query.columns.fact_type(query.kind, name) for name in table.by]
    rows = [
        [*(_key(cell, kind) for cell, kind in zip(cells, kinds, strict=True)), whole(int(value * den))]
        for (cells, _), value in zip(table.rows, values, strict=True)
    ]
    names = [f"k{place}" for place in range(len(table.by))]
    conditions = [
        f"v.{name} {'IS NOT DISTINCT FROM' if _has_null(table, place) else '='} {query.column(by)}"
        for place, (name, by) in enumerate(zip(names, table.by, strict=True))
    ]
    query.joins.append(f"LEFT JOIN {values_table(rows, [*names, 'n'])} ON {' AND '.join(conditions)}")
    most = max(abs(value) for value in [*values, otherwise or Fraction()]) * den
    if otherwise is None:
        query.wrong_if("v.n IS NULL", "combination-not-listed")
        return Number("v.n", den, int(most))
    return Number(f"COALESCE(v.n, {whole(int(otherwise * den))})", den, int(most))


def _has_null(table: Table, place: int) -> bool:
    return any(cells[place] is None for cells, _ in table.rows)


def _multiplied(value: Fraction, times: _Times) -> Fraction:
    """A constant with its factor and share, rounded at once where they are constant, too."""
    return value if times.fixed is None else _bounded(half_up(value * times.fixed, POINT))


def _bounded(units: int) -> Fraction:
    """Points of so many units; what has no place in a line is cut to the first that has none (G60)."""
    return Fraction(max(-BIG, min(BIG, units)), POINT)


def _key(cell: Fraction | str | bool | date | None, kind: Type) -> str:
    match cell:
        case None:
            return "NULL"
        case bool():
            return literals.truth(cell)
        case str():
            return literals.text(cell)
        case Fraction():
            return whole(int(cell * CELL) if kind is Type.DECIMAL else int(cell))
        case _:
            return literals.day(cell)


def values_table(rows: Sequence[Sequence[str]], names: Sequence[str], alias: str = "v") -> str:
    """A table of literals; joined, not written as a long CASE, which engines work out row by row."""
    listed = ", ".join(f"({', '.join(row)})" for row in rows)
    return f"(VALUES {listed}) {alias}({', '.join(names)})"


def _escalated(query: FactQuery, escalation: Escalation, times: _Times) -> Number | Exact:
    step = query.emit(escalation.step)
    assert not isinstance(step, Plain)
    answer = integer(step)
    query.wrong_code(answer.wrong)
    query.wrong_if(is_null(step), "null-value")
    last = MOST_STEP if escalation.limit is None else min(escalation.limit, MOST_STEP)
    bounded = answer.sql if escalation.limit is None else f"LEAST({answer.sql}, {escalation.limit})"
    grown = [growth(escalation.kind, k) for k in range(last + 1)]
    base = escalation.base.constant
    if base is not None and times.fixed is not None:
        values = [_bounded(half_up(base * by * times.fixed, POINT)) for by in grown]
        units = [int(value * POINT) for value in values]
        value: Number | Exact = Number("v.n", POINT, max(abs(unit) for unit in units))
    else:
        units = grown
        value = Number("v.n", 1, max(grown))
    rows = [[whole(k), whole(unit)] for k, unit in enumerate(units)]
    # A step below 0, not whole or beyond the last finds no row; LEAST skips NULL, which is told above.
    query.joins.append(f"LEFT JOIN {values_table(rows, ['k', 'n'])} ON v.k = {bounded} AND {answer.sql} IS NOT NULL")
    query.wrong_if("v.n IS NULL", "step-invalid")
    if base is not None and times.fixed is not None:
        return value
    value = arithmetic("*", value, _number(query, escalation.base))
    return value if times.fixed in (None, ONE) else arithmetic("*", value, constant(times.fixed or ONE))


def growth(kind: str, k: int) -> int:
    """By what the base is multiplied at step k (§5.1).

    >>> [growth("add_double", k) for k in range(4)], [growth("add_linear", k) for k in range(4)]
    ([1, 3, 7, 15], [1, 3, 6, 10])
    """
    match kind:
        case "double":
            return int(2**k)
        case "add_double":
            return int(2 ** (k + 1) - 1)
        case "linear":
            return k + 1
        case "add_linear":
            return (k + 1) * (k + 2) // 2
    return 2 if k >= 1 else 1
