"""Types, and the checked tree of an expression (§3, G3, G5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal as OneOf


class Type(StrEnum):
    """The types of columns and expressions. ``NUMBER`` is an exact fraction: what arithmetic gives."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    NUMBER = "number"
    NULL = "null"

    @property
    def is_number(self) -> bool:
        return self in (Type.INTEGER, Type.DECIMAL, Type.NUMBER)


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. Numbers are exact fractions; ``None`` is NULL."""

    value: Fraction | str | bool | date | None
    type: Type


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the expression sees.

    ``of`` says where it lives: ``fact`` a column of the fact (``id``, ``unit``, ``date`` included), ``unit`` an
    attribute of the unit, ``item`` an item's value after weight, ``given`` a name that the place of use defines
    (``x``, ``target``, ``total``, ``rank``, ``last``, ``size``, ``mean``, ``best``, ``worst``).
    """

    name: str
    of: OneOf["fact", "unit", "item", "given"]
    type: Type


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left op right`` over numbers; ``/`` is exact."""

    op: OneOf["+", "-", "*", "/"]
    left: Node
    right: Node
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Negative:
    """``-value``."""

    value: Node
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right``; both sides have one type (numbers of any kind count as one)."""

    op: OneOf["=", "<>", "<", "<=", ">", ">="]
    left: Node
    right: Node
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Logic:
    """``AND`` or ``OR`` over two or more parts, three-valued."""

    op: OneOf["AND", "OR"]
    parts: tuple[Node, ...]
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Not:
    """``NOT value``, three-valued."""

    value: Node
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class In:
    """``value [NOT] IN (options)``."""

    value: Node
    options: tuple[Node, ...]
    negated: bool = False
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class IsNull:
    """``value IS [NOT] NULL``."""

    value: Node
    negated: bool = False
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Case:
    """``CASE WHEN condition THEN result … ELSE otherwise END``; a simple CASE is read as comparisons."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """One of the listed functions. ``LEAST`` and ``GREATEST`` are NULL where one argument is NULL (G5)."""

    function: OneOf["COALESCE", "ABS", "LEAST", "GREATEST", "FLOOR", "CEIL"]
    arguments: tuple[Node, ...]
    type: Type


Node = Constant | Name | Arithmetic | Negative | Compare | Logic | Not | In | IsNull | Case | Call
"""A checked expression tree. ``BETWEEN`` is read as two comparisons."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, where it stands, and its checked tree."""

    text: str
    line: int
    tree: Node

    @property
    def type(self) -> Type:
        return self.tree.type

    @property
    def constant(self) -> Fraction | None:
        """The number, where the expression is a plain number."""
        tree = self.tree
        return tree.value if isinstance(tree, Constant) and isinstance(tree.value, Fraction) else None
