"""From sqlglot's syntax tree to our own typed tree: only what §3 lists passes, and types are checked (G5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, Final, Literal

from sqlglot import exp

from chuangcheng.engine.model import (
    Arithmetic,
    Call,
    Case,
    Compare,
    Constant,
    In,
    IsNull,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Type,
)
from chuangcheng.engine.reading.expressions.scope import Scope
from chuangcheng.engine.reading.expressions.words import RefusedError
from chuangcheng.engine.reading.fields import fits_limits, nearest
from chuangcheng.engine.reading.yamlfile import read_date

#: Called with code, saying and arguments of a problem.
Report = Callable[..., None]
#: Deepest tree: a sum of so many parts.
MOST_DEPTH: Final = 120

Order = Literal["=", "<>", "<", "<=", ">", ">="]
_COMPARISONS: Final[dict[type[exp.Expression], Order]] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_ARITHMETIC: Final[dict[type[exp.Expression], Literal["+", "-", "*", "/"]]] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
}
_CALLS: Final[dict[type[exp.Expression], Literal["COALESCE", "ABS", "LEAST", "GREATEST", "FLOOR", "CEIL"]]] = {
    exp.Coalesce: "COALESCE",
    exp.Abs: "ABS",
    exp.Least: "LEAST",
    exp.Greatest: "GREATEST",
    exp.Floor: "FLOOR",
    exp.Ceil: "CEIL",
}
#: What each kind of syntax node may have beside its operands; anything else is refused.
_PLAIN: Final = {"this", "expression", "expressions"}
_FLAGS: Final = {"typed", "safe", "ignore_nulls"}


class TreeBuilder:
    """Turns one syntax tree into a checked tree; problems go to ``report``."""

    def __init__(self, scope: Scope, report: Report) -> None:
        self.scope = scope
        self.report = report
        self.depth = 0

    def build(self, node: exp.Expression) -> Node:
        """Check one syntax node and all below it. Raises ``RefusedError`` for what is not listed."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RefusedError("too-deep", "", 1)
        try:
            return self._build(node)
        finally:
            self.depth -= 1

    def _build(self, node: exp.Expression) -> Node:
        kind = type(node)
        if kind in _COMPARISONS:
            return self.compare(_COMPARISONS[kind], self.build(node.this), self.build(node.expression))
        if kind in _ARITHMETIC:
            left, right = self.number(self.build(node.this)), self.number(self.build(node.expression))
            return Arithmetic(_ARITHMETIC[kind], left, right)
        if kind in _CALLS:
            return self._call(node)
        builders: dict[type[exp.Expression], Callable[[Any], Node]] = {
            exp.Paren: lambda inner: self.build(inner.this),
            exp.And: self._logic,
            exp.Or: self._logic,
            exp.Not: self._not,
            exp.Neg: lambda inner: _negative(self.number(self.build(inner.this))),
            exp.Between: self._between,
            exp.In: self._in,
            exp.Is: self._is_null,
            exp.Case: self._case,
            exp.Literal: self._literal,
            exp.Null: self._literal,
            exp.Boolean: self._literal,
            exp.Column: self._name,
        }
        if kind not in builders:
            raise RefusedError("construct", node.sql()[:40], 1)
        return builders[kind](node)

    # --- leaves -----------------------------------------------------------------------------------------------

    def _literal(self, node: exp.Expression) -> Constant:
        if isinstance(node, exp.Null):
            return Constant(None, Type.NULL)
        if isinstance(node, exp.Boolean):
            return Constant(bool(node.this), Type.BOOLEAN)
        text = str(node.this)
        if node.is_string:
            return Constant(text, Type.TEXT)
        if not fits_limits(text):
            self.report("wrong-value", "number-limits", number=text[:60])
            return Constant(Fraction(0), Type.INTEGER)
        return number_constant(Fraction(text))

    def _name(self, node: exp.Column) -> Node:
        if node.args.get("db") or node.args.get("catalog") or not isinstance(node.this, exp.Identifier):
            raise RefusedError("construct", node.sql()[:40], 1)
        name, prefix = str(node.name), str(node.table) or None
        found = self.scope.find(name, prefix)
        if found is None:
            written = f"{prefix}.{name}" if prefix else name
            self.report("unknown-name", "", name=written, nearest=nearest(written, self.scope.known()))
            return Name(name, "fact", Type.NULL)
        return found

    # --- logic ------------------------------------------------------------------------------------------------

    def _logic(self, node: exp.And | exp.Or) -> Logic:
        return Logic("AND" if isinstance(node, exp.And) else "OR", tuple(map(self._truth, _flat(node))))

    def _is_null(self, node: exp.Is) -> IsNull:
        if not isinstance(node.expression, exp.Null):
            raise RefusedError("construct", node.sql()[:40], 1)
        return IsNull(self.build(node.this))

    def _truth(self, node: exp.Expression) -> Node:
        return self.expect(self.build(node), Type.BOOLEAN)

    def _not(self, node: exp.Not) -> Node:
        inner = node.this
        if isinstance(inner, exp.In):
            found = self._in(inner)
            return In(found.value, found.options, not found.negated)
        if isinstance(inner, exp.Is):
            return IsNull(self._is_null(inner).value, negated=True)
        return Not(self._truth(inner))

    def _between(self, node: exp.Between) -> Node:
        if set(_given(node)) - {"this", "low", "high"}:
            raise RefusedError("construct", node.sql()[:40], 1)
        value = self.build(node.this)
        low = self.compare(">=", value, self.build(node.args["low"]))
        high = self.compare("<=", value, self.build(node.args["high"]))
        return Logic("AND", (low, high))

    def _in(self, node: exp.In) -> In:
        if set(_given(node)) - {"this", "expressions"} or not node.expressions:
            raise RefusedError("construct", node.sql()[:40], 1)
        value = self.build(node.this)
        options = [self.build(option) for option in node.expressions]
        value, *options = self.alike([value, *options])
        return In(value, tuple(options))

    def compare(self, op: Order, left: Node, right: Node) -> Compare:
        """Compare two trees; texts and booleans have no order."""
        fits = _class(left.type) is _class(right.type) or Type.NULL in (left.type, right.type)
        left, right = self.alike([left, right])
        if op not in ("=", "<>") and fits:
            for side in (left, right):
                if side.type in (Type.TEXT, Type.BOOLEAN):
                    self.report("type-mismatch", "no-order", type=side.type.value, op=op)
                    break
        return Compare(op, left, right)

    # --- CASE and functions -----------------------------------------------------------------------------------

    def _case(self, node: exp.Case) -> Case:
        subject = self.build(node.this) if node.this is not None else None
        conditions, results = [], []
        for branch in node.args["ifs"]:
            found = self.build(branch.this)
            tested = self.expect(found, Type.BOOLEAN) if subject is None else self.compare("=", subject, found)
            conditions.append(tested)
            results.append(self.build(branch.args["true"]))
        default = node.args.get("default")
        results.append(self.build(default) if default is not None else Constant(None, Type.NULL))
        results = self.alike(results)
        return Case(tuple(zip(conditions, results[:-1], strict=True)), results[-1], common_type(results))

    def _call(self, node: exp.Expression) -> Call:
        function = _CALLS[type(node)]
        if set(_given(node)) - _PLAIN - _FLAGS:
            raise RefusedError("construct", node.sql()[:40], 1)
        arguments = [self.build(part) for part in (node.this, *node.expressions) if part is not None]
        if function in ("ABS", "FLOOR", "CEIL"):
            return Call(function, tuple(self.number(part) for part in arguments), Type.NUMBER)
        arguments = self.alike(arguments)
        kind = common_type(arguments)
        if function != "COALESCE" and kind in (Type.TEXT, Type.BOOLEAN):
            self.report("type-mismatch", "no-order", type=kind.value, op=function)
        return Call(function, tuple(arguments), kind)

    # --- types ------------------------------------------------------------------------------------------------

    def number(self, node: Node) -> Node:
        """Ask for a number."""
        return self.expect(node, Type.NUMBER)

    def expect(self, node: Node, kind: Type) -> Node:
        """Ask for a type; a tree without a type of its own (NULL) fits everywhere."""
        fits = node.type in (kind, Type.NULL) or (kind is Type.NUMBER and node.type.is_number)
        if not fits:
            self.report("type-mismatch", "expected", expected=kind.value, found=node.type.value)
        return node

    def alike(self, nodes: Sequence[Node]) -> list[Node]:
        """Give trees that stand beside each other one type; a text literal beside a date becomes a date."""
        if any(node.type is Type.DATE for node in nodes):
            nodes = [self._as_date(node) for node in nodes]
        kinds = {_class(node.type) for node in nodes} - {Type.NULL}
        if len(kinds) > 1:
            self.report("type-mismatch", "different", types=", ".join(sorted(kind.value for kind in kinds)))
        return list(nodes)

    def _as_date(self, node: Node) -> Node:
        if not isinstance(node, Constant) or not isinstance(node.value, str):
            return node
        day = read_date(node.value)
        if day is None:
            self.report("type-mismatch", "no-date", text=node.value[:40])
            return Constant(None, Type.NULL)
        return Constant(day, Type.DATE)


def number_constant(value: Fraction) -> Constant:
    """A number as a literal: whole ones are integers."""
    return Constant(value, Type.INTEGER if value.denominator == 1 else Type.DECIMAL)


def common_type(nodes: Sequence[Node]) -> Type:
    """The type of a choice between these trees."""
    kinds = {node.type for node in nodes} - {Type.NULL}
    if not kinds:
        return Type.NULL
    if len(kinds) == 1:
        return next(iter(kinds))
    return reduce(lambda left, right: left if left is right else Type.NUMBER, sorted(kinds))


def _class(kind: Type) -> Type:
    return Type.NUMBER if kind.is_number else kind


def _negative(node: Node) -> Node:
    if isinstance(node, Constant) and isinstance(node.value, Fraction):
        return Constant(-node.value, node.type)
    return Negative(node)


def _flat(node: exp.Expression) -> list[exp.Expression]:
    """The parts of a chain of one connector, without recursion."""
    kind, parts, waiting = type(node), [], [node]
    while waiting:
        top = waiting.pop()
        if type(top) is kind:
            waiting += [top.expression, top.this]
        else:
            parts.append(top)
    return parts


def _given(node: exp.Expression) -> list[str]:
    return [key for key, value in node.args.items() if value not in (None, False, [])]
