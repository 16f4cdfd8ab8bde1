"""What the readers of a rulebook's parts share: the file, declared facts, unit columns, and what was read so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from chuangcheng.engine.model import Basis, Combine, Constant, Expression, FactKind, Type, Window
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.expressions import Scope, Units, Wants, fact_scope, read_expression, unit_scope
from chuangcheng.engine.reading.expressions.scope import FACT_COLUMNS
from chuangcheng.engine.reading.fields import Fields, as_number, as_text, fits_limits, nearest
from chuangcheng.engine.reading.yamlfile import Node, Scalar, Sequence, YamlMapping


@dataclass(slots=True)
class OnceNote:
    """A section with ``once``, as it was met. ``line`` is the line of the key ``once``."""

    key: str
    combine: Combine
    line: int


@dataclass(slots=True)
class LadderNote:
    """A ladder as it was met, with the lines of its keys, for the checks over the whole tree (G45, G47)."""

    item: str
    key: str
    window: Window
    combine: str | None
    unless: tuple[str, ...]
    lines: Mapping[str, int]
    once: tuple[OnceNote, ...]
    """The sections above it whose ``once`` has its key, outermost first."""


@dataclass(slots=True)
class Reading:
    """One rulebook being read. Problems are collected; placeholders stand where something could not be read."""

    file: str
    units: Units
    problems: list[Problem] = field(default_factory=list)
    kinds: dict[str, FactKind] = field(default_factory=dict)
    broken_kinds: set[str] = field(default_factory=set)
    """Fact kinds whose declaration has a problem: nothing is derived from them."""
    complete: list[str] = field(default_factory=list)
    """Ids of the items that are complete so far, in document order (G48)."""
    item_ids: dict[str, int] = field(default_factory=dict)
    onces: list[OnceNote] = field(default_factory=list)
    """The sections with ``once`` around the item being read."""
    all_onces: list[OnceNote] = field(default_factory=list)
    ladders: list[LadderNote] = field(default_factory=list)
    items_sound: bool = True
    """No item has a problem (known once all items are read)."""

    def report(self, code: str, line: int, saying: str = "", **arguments: object) -> None:
        """Add a problem at a line of the rulebook."""
        self.problems.append(Problem(code, f"{self.file}:{line}", saying, arguments))

    # --- expressions ------------------------------------------------------------------------------------------

    def expression(
        self, fields: Fields, key: str, scope: Scope, wants: Wants, required: bool = False
    ) -> Expression | None:
        """Read the expression under a key; ``None`` where there is none or it has problems."""
        node = fields.node(key, required)
        return None if node is None else self.expression_of(node, fields, key, scope, wants)

    def expression_of(self, node: Node, fields: Fields, key: str, scope: Scope, wants: Wants) -> Expression | None:
        """Read a node as an expression that stands under a key."""
        if not isinstance(node, Scalar) or node.value is None:
            fields.wrong(key, "expression")
            return None
        if isinstance(node.value, Fraction) and not fits_limits(node.raw):
            fields.wrong(key, "number-limits", number=node.raw[:60])
            return None
        return read_expression(node.value, fields.line_of(key), self.file, scope, wants, self.problems)

    def needed(
        self, fields: Fields, key: str, scope: Scope, wants: Wants = "number", default: int | None = None
    ) -> Expression:
        """Read an expression that must be there, or has a default; a placeholder stands for a faulty one."""
        found = self.expression(fields, key, scope, wants, required=default is None)
        return found or constant(default or 0, fields.line_of(key))

    def scope_of(self, kind: FactKind | None) -> Scope:
        """What an expression over facts of this kind sees."""
        broken = kind is None or kind.name in self.broken_kinds
        return fact_scope(None if broken or kind is None else kind.columns, self.units)

    @property
    def unit_scope(self) -> Scope:
        return unit_scope(self.units)

    # --- facts ------------------------------------------------------------------------------------------------

    def kind(self, fields: Fields, key: str = "fact") -> FactKind | None:
        """The declared fact kind that a key names; ``unknown-fact`` where there is none."""
        name = fields.text(key, required=True)
        if not name:
            return None
        if name not in self.kinds:
            self.report("unknown-fact", fields.line_of(key), "", fact=name, nearest=nearest(name, self.kinds))
        return self.kinds.get(name)

    def column(self, fields: Fields, key: str, kind: FactKind | None, default: str = "") -> str:
        """The name of a column of the fact kind (not an expression, G5)."""
        name = fields.text(key, default=default)
        if name and kind and kind.name not in self.broken_kinds:
            known = [*FACT_COLUMNS, *kind.columns]
            if name not in known:
                self.report("unknown-name", fields.line_of(key), "column", name=name, nearest=nearest(name, known))
        return name

    def require_columns(self, line: int, kind: FactKind | None, columns: Mapping[str, Type]) -> None:
        """``missing-column`` for each column that the kind of leaf needs and the fact kind does not declare."""
        if kind is None or kind.name in self.broken_kinds:
            return
        for name, needed in columns.items():
            found = kind.columns.get(name)
            if found is not needed:
                saying = "declared" if found is None else "declared-type"
                self.report("missing-column", line, saying, column=name, type=needed.value, fact=kind.name)

    # --- documents --------------------------------------------------------------------------------------------

    def basis(self, fields: Fields, key: str = "basis") -> tuple[Basis, ...]:
        """A document and clause, or a list of them; a plain text is a document."""
        node = fields.node(key)
        if node is None:
            return ()
        parts = node.items if isinstance(node, Sequence) else (node,)
        return tuple(found for part in parts if (found := self._basis(part, fields, key)))

    def _basis(self, node: Node, fields: Fields, key: str) -> Basis | None:
        if isinstance(node, YamlMapping):
            inner = Fields(node, self.file, self.problems)
            found = Basis(inner.text("document", required=True), inner.text("clause"))
            inner.close()
            return found
        text = as_text(node)
        if text is None or not text.strip():
            fields.wrong(key, "basis")
            return None
        return Basis(text, "")


def constant(value: int | Fraction, line: int) -> Expression:
    """A number as an expression."""
    number = Fraction(value)
    kind = Type.INTEGER if number.denominator == 1 else Type.DECIMAL
    return Expression(str(number), line, Constant(number, kind))


def number_of(reading: Reading, node: Node, line: int, key: str) -> Fraction:
    """The number of a list's element; ``wrong-value`` at the line where it is none."""
    value = as_number(node)
    if value is None:
        reading.report("wrong-value", line, "number", key=key)
    return value or Fraction(0)


def number_pair(reading: Reading, fields: Fields, key: str, required: bool = False) -> tuple[Fraction, Fraction]:
    """Two numbers, the first not above the second."""
    nodes = fields.list_at(key, required)
    if nodes is None:
        return Fraction(0), Fraction(0)
    values = [as_number(node) for node in nodes]
    if len(values) != 2 or values[0] is None or values[1] is None or values[0] > values[1]:
        fields.wrong(key, "pair")
        return Fraction(0), Fraction(0)
    return values[0], values[1]
