"""Expressions as SQL: every model.Node becomes portable text over whole numbers, and never an exception.

What comes out is a ``Number``, a ``Plain`` or an ``Exact`` of ``emitted.py``; consumers turn it into what they need with
``answers.py``.

How to use it: give ``emit`` the tree and a function that answers what each ``Name`` is; then ask for what is needed::

    emitted = emit(expression.tree, names)
    condition(emitted)   -> Answer(sql=boolean, TRUE only where it is true; wrong=problem code or NULL)
    points(emitted)      -> Answer(sql=BIGINT in 0.0001 point, half-up; wrong=…)   (NULL value: NULL, not wrong)
    yuan(emitted)        -> the same in 0.01 yuan
    integer(emitted)     -> BIGINT, NULL where it is not whole; wrong=…
    words(emitted, type) -> the value as text (numbers as plain decimals)

``wrong`` is None where nothing can go wrong, else SQL that gives the problem's code (``division-by-zero``,
``number-too-large``) or NULL. Clauses: §3, G3, G5, G60.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from chuangcheng.engine import model
from chuangcheng.engine.model import Node, Type
from chuangcheng.engine.working import literals
from chuangcheng.engine.working.emitted import (
    NOTHING,
    Emitted,
    Exact,
    Names,
    Number,
    Plain,
    absolute,
    arithmetic,
    call,
    compare_numbers,
    constant,
    exactly,
    exactly_true,
    exactly_typed,
    floor,
    folded,
    joined,
    negative,
)

# --- trees ------------------------------------------------------------------------------------------------------


def emit(node: Node, names: Names) -> Emitted:
    """Write a tree; ``names`` answers what each name in it is."""
    match node:
        case model.Constant():
            return _constant(node)
        case model.Name():
            return names(node)
        case model.Arithmetic(op, left, right):
            return arithmetic(op, _number(left, names), _number(right, names))
        case model.Negative(value):
            return negative(_number(value, names))
        case model.Compare(op, left, right):
            return _compare(op, left, right, names)
        case model.Logic(op, parts):
            return _logic(op, [emit(part, names) for part in parts])
        case model.Not(value):
            return _not(emit(value, names))
        case model.In():
            return _in(node, names)
        case model.IsNull(value, negated):
            return _is_null(emit(value, names), negated)
        case model.Case():
            return _case(node, names)
        case model.Call():
            return _call(node, names)
    assert_never(node)


def _constant(node: model.Constant) -> Emitted:
    match node.value:
        case None:
            return _null(node.type)
        case bool(value):
            return Plain(literals.truth(value))
        case Fraction() as value:
            return constant(value)
        case str(value):
            return Plain(literals.text(value))
        case date() as value:
            return Plain(literals.day(value))


def _null(kind: Type) -> Emitted:
    if kind is Type.BOOLEAN:
        return Plain(literals.truth(None))
    if kind is Type.TEXT or kind is Type.DATE:
        return Plain(f"CAST(NULL AS {'VARCHAR' if kind is Type.TEXT else 'DATE'})")
    return NOTHING


def _number(node: Node, names: Names) -> Number | Exact:
    found = NOTHING if node.type is Type.NULL and isinstance(node, model.Constant) else emit(node, names)
    return NOTHING if isinstance(found, Plain) else found


def _typed(node: Node, kind: Type, names: Names) -> Emitted:
    """Write a node where a value of ``kind`` is wanted: NULL takes on the type."""
    return _null(kind) if node.type is Type.NULL and isinstance(node, model.Constant) else emit(node, names)


# --- truth ------------------------------------------------------------------------------------------------------


def _compare(op: str, left: Node, right: Node, names: Names) -> Plain | Exact:
    kind = left.type if left.type is not Type.NULL else right.type
    if kind.is_number or kind is Type.NULL:
        return compare_numbers(op, _number(left, names), _number(right, names))
    return _compare_words(op, _typed(left, kind, names), _typed(right, kind, names), kind)


def _compare_words(op: str, left: Emitted, right: Emitted, kind: Type) -> Plain | Exact:
    if isinstance(left, Plain) and isinstance(right, Plain):
        return Plain(f"({left.sql} {op} {right.sql})")
    return Exact(call(f"word {op}", exactly_typed(left, kind), exactly_typed(right, kind)))


def _logic(op: str, parts: list[Emitted]) -> Plain | Exact:
    if all(isinstance(part, Plain) for part in parts):
        return Plain("(" + f" {op} ".join(part.sql for part in parts if isinstance(part, Plain)) + ")")
    return Exact(folded(op.lower(), [exactly_true(part) for part in parts]))


def _not(value: Emitted) -> Plain | Exact:
    if isinstance(value, Plain):
        return Plain(f"(NOT {value.sql})")
    return Exact(call("not", exactly_true(value)))


def _in(node: model.In, names: Names) -> Plain | Exact:
    value = emit(node.value, names)
    options = [_typed(option, node.value.type, names) for option in node.options]
    if isinstance(value, Plain) and all(isinstance(option, Plain) for option in options):
        listed = ", ".join(option.sql for option in options if isinstance(option, Plain))
        found: Emitted = Plain(f"({value.sql} IN ({listed}))")
    else:
        found = _logic("OR", [_compare("=", node.value, option, names) for option in node.options])
    return _not(found) if node.negated else _truth_of(found)


def _truth_of(value: Emitted) -> Plain | Exact:
    assert not isinstance(value, Number)
    return value


def _is_null(value: Emitted, negated: bool) -> Plain | Exact:
    if isinstance(value, Exact):
        found: Emitted = Exact(call("is null", value.sql))
        return _not(found) if negated else _truth_of(found)
    sql = value.num if isinstance(value, Number) else value.sql
    return Plain(f"({sql} IS {'NOT ' if negated else ''}NULL)")


# --- choices ----------------------------------------------------------------------------------------------------


def _case(node: model.Case, names: Names) -> Emitted:
    conditions = [emit(condition, names) for condition, _ in node.branches]
    results = [_typed(result, node.type, names) for _, result in node.branches]
    results.append(_typed(node.otherwise, node.type, names))
    plain = _plain_case(conditions, results)
    if plain is not None:
        return plain
    value = exactly_typed(results[-1], node.type)
    for condition, result in zip(reversed(conditions), reversed(results[:-1]), strict=True):
        value = call("if", exactly_true(condition), exactly_typed(result, node.type), value)
    return Exact(value)


def _plain_case(conditions: list[Emitted], results: list[Emitted]) -> Emitted | None:
    if not all(isinstance(condition, Plain) for condition in conditions):
        return None

    def written(values: list[str]) -> str:
        whens = "".join(
            f" WHEN {condition.sql} THEN {value}"
            for condition, value in zip(conditions, values, strict=False)
            if isinstance(condition, Plain)
        )
        return f"CASE{whens} ELSE {values[-1]} END"

    numbers = [result for result in results if isinstance(result, Number)]
    if len(numbers) == len(results):
        return joined(numbers, written)
    words = [result.sql for result in results if isinstance(result, Plain)]
    return Plain(written(words)) if len(words) == len(results) else None


def _call(node: model.Call, names: Names) -> Emitted:
    if node.function == "COALESCE":
        return _coalesce([_typed(argument, node.type, names) for argument in node.arguments], node.type)
    numbers = [_number(argument, names) for argument in node.arguments]
    if node.function in ("LEAST", "GREATEST"):
        return _extreme(node.function, numbers)
    if node.function == "ABS":
        return absolute(numbers[0])
    return floor(numbers[0]) if node.function == "FLOOR" else negative(floor(negative(numbers[0])))


def _coalesce(values: list[Emitted], kind: Type) -> Emitted:
    def written(parts: list[str]) -> str:
        return f"COALESCE({', '.join(parts)})"

    numbers = [value for value in values if isinstance(value, Number)]
    if len(numbers) == len(values):
        found = joined(numbers, written)
        if found is not None:
            return found
    words = [value.sql for value in values if isinstance(value, Plain)]
    if len(words) == len(values):
        return Plain(written(words))
    return Exact(folded("coalesce", [exactly_typed(value, kind) for value in values]))


def _extreme(function: str, values: list[Number | Exact]) -> Emitted:
    """``LEAST`` and ``GREATEST``: NULL where one argument is NULL, though engines skip NULLs (G5)."""

    def written(parts: list[str]) -> str:
        nulls = " OR ".join(f"{part} IS NULL" for part in parts)
        return f"CASE WHEN {nulls} THEN NULL ELSE {function}({', '.join(parts)}) END"

    numbers = [value for value in values if isinstance(value, Number)]
    if len(numbers) == len(values):
        found = joined(numbers, written)
        if found is not None:
            return found
    return Exact(folded(function.lower(), [exactly(value) for value in values]))
