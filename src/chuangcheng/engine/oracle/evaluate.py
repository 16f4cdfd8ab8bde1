"""Expressions worked out over rows: three-valued logic, exact numbers, faults as values (§3, G5, G60)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from chuangcheng.engine import model
from chuangcheng.engine.numbers import too_large
from chuangcheng.engine.oracle.rows import Value


class Fault(Enum):
    """Why an expression has no result, NULL included neither: the value is the problem's code."""

    DIVISION = "division-by-zero"
    TOO_LARGE = "number-too-large"


Names = Mapping[str, Mapping[str, Value]]
"""Values by where a name lives (``fact``, ``unit``, ``item``, ``given``), then by name."""


def evaluate(node: model.Node, names: Names) -> Value | Fault:
    """Work a checked tree out. A fault on a path that is not taken does not count (CASE, COALESCE, AND, OR)."""
    match node:
        case model.Constant():
            return node.value
        case model.Name():
            return names[node.of][node.name]
        case model.Arithmetic():
            return _arithmetic(node, names)
        case model.Negative():
            value = evaluate(node.value, names)
            return -value if isinstance(value, Fraction) else value
        case model.Compare():
            return _compare(node.op, evaluate(node.left, names), evaluate(node.right, names))
        case model.Logic():
            return _logic([evaluate(part, names) for part in node.parts], decisive=node.op == "OR")
        case model.Not():
            return _negated(evaluate(node.value, names))
        case model.In():
            value = evaluate(node.value, names)
            found = _logic([_compare("=", value, evaluate(one, names)) for one in node.options], decisive=True)
            return _negated(found) if node.negated else found
        case model.IsNull():
            value = evaluate(node.value, names)
            return value if isinstance(value, Fault) else (value is None) is not node.negated
        case model.Case():
            return _case(node, names)
        case model.Call():
            return _call(node, names)


def holds(expression: model.Expression | None, names: Names) -> bool | Fault:
    """Tell whether a condition is true; no condition always is, NULL never (G5)."""
    if expression is None:
        return True
    value = evaluate(expression.tree, names)
    return value if isinstance(value, Fault) else value is True


def _arithmetic(node: model.Arithmetic, names: Names) -> Value | Fault:
    left, right = evaluate(node.left, names), evaluate(node.right, names)
    for side in (left, right):
        if isinstance(side, Fault):
            return side
    if not isinstance(left, Fraction) or not isinstance(right, Fraction):
        return None
    if node.op == "/" and not right:
        return Fault.DIVISION
    result = {
        "+": Fraction.__add__,
        "-": Fraction.__sub__,
        "*": Fraction.__mul__,
        "/": Fraction.__truediv__,
    }[node.op](left, right)
    return Fault.TOO_LARGE if too_large(result) else result


def _compare(op: str, left: Value | Fault, right: Value | Fault) -> Value | Fault:
    for side in (left, right):
        if isinstance(side, Fault):
            return side
    if left is None or right is None:
        return None
    if op in ("=", "<>"):
        return (left == right) is (op == "=")
    below, equal = left < right, left == right  # type: ignore[operator]  # types were checked when it was read
    return {"<": below, "<=": below or equal, ">": not below and not equal, ">=": not below}[op]


def _logic(parts: list[Value | Fault], decisive: bool) -> Value | Fault:
    """OR where ``decisive`` is true, AND where it is false: one decisive part wins, even over a fault."""
    if any(part is decisive for part in parts):
        return decisive
    faults = [part for part in parts if isinstance(part, Fault)]
    if faults:
        return faults[0]
    return None if None in parts else not decisive


def _negated(value: Value | Fault) -> Value | Fault:
    return not value if isinstance(value, bool) else value


def _case(node: model.Case, names: Names) -> Value | Fault:
    for condition, result in node.branches:
        taken = evaluate(condition, names)
        if isinstance(taken, Fault):
            return taken
        if taken is True:
            return evaluate(result, names)
    return evaluate(node.otherwise, names)


def _call(node: model.Call, names: Names) -> Value | Fault:
    if node.function == "COALESCE":
        for argument in node.arguments:
            value = evaluate(argument, names)
            if value is not None:
                return value
        return None
    values = [evaluate(argument, names) for argument in node.arguments]
    faults = [value for value in values if isinstance(value, Fault)]
    if faults:
        return faults[0]
    if None in values:
        return None
    if node.function in ("LEAST", "GREATEST"):
        return (min if node.function == "LEAST" else max)(values)  # type: ignore[type-var]  # one type, checked
    (number,) = values
    assert isinstance(number, Fraction)
    if node.function == "ABS":
        return abs(number)
    return Fraction(math.floor(number) if node.function == "FLOOR" else math.ceil(number))


def names_in(node: model.Node, of: str = "item") -> frozenset[str]:
    """The names of one kind that an expression reads."""
    if isinstance(node, model.Name):
        return frozenset({node.name} if node.of == of else ())
    return frozenset().union(*(names_in(part, of) for part in parts_of(node)))


def parts_of(node: model.Node) -> tuple[model.Node, ...]:
    """The expressions that an expression is made of."""
    match node:
        case model.Constant() | model.Name():
            return ()
        case model.Arithmetic() | model.Compare():
            return (node.left, node.right)
        case model.Negative() | model.Not() | model.IsNull():
            return (node.value,)
        case model.Logic():
            return node.parts
        case model.In():
            return (node.value, *node.options)
        case model.Case():
            return (*(part for branch in node.branches for part in branch), node.otherwise)
        case model.Call():
            return node.arguments
