"""Ladders (§5.1): events that move a key to a value."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, cast
from typing import Literal as OneOf

from chuangcheng.engine.model import Combine, Escalation, Expression, FactKind, Ladder, Table, Type, Window
from chuangcheng.engine.reading.expressions import Scope
from chuangcheng.engine.reading.expressions.scope import FACT_COLUMNS
from chuangcheng.engine.reading.fields import Fields, as_number, nearest
from chuangcheng.engine.reading.rulebook.context import LadderNote, Reading, constant, number_of
from chuangcheng.engine.reading.yamlfile import Node, Scalar, Sequence, Value, YamlMapping

_COMBINE: Final = ("latest", "highest", "lowest", "sum")
_WINDOWS: Final = ("season", "year", "period")
_ESCALATIONS: Final = ("double", "add_double", "linear", "add_linear", "once")


def read_ladder(reading: Reading, fields: Fields, item_id: str) -> Ladder:
    """Read the mapping under ``ladder``."""
    kind = reading.kind(fields)
    scope = reading.scope_of(kind)
    where = reading.expression(fields, "where", scope, "boolean")
    key = reading.column(fields, "key", kind, default="id")
    window = cast(Window, fields.choice("window", _WINDOWS, default="season"))
    combine = fields.choice("combine", _COMBINE, default="latest")
    given = combine if fields.has("combine") else None
    onces = tuple(note for note in reading.onces if note.key == key)
    unless = fields.texts_at("unless")
    if fields.list_at("unless") == ():
        fields.wrong("unless", "empty-list")
    reading.ladders.append(LadderNote(item_id, key, window, given, unless, _lines(fields), onces))
    return Ladder(
        fact=kind.name if kind else "",
        where=where,
        key=key,
        window=window,
        combine=onces[-1].combine if onces else cast(Combine, combine),
        value=_value(reading, fields, kind, scope),
        factor=reading.needed(fields, "factor", scope, default=1),
        share=reading.needed(fields, "share", scope, default=1),
        unless=unless,
        line=fields.line,
    )


def _lines(fields: Fields) -> dict[str, int]:
    return {key: fields.line_of(key) for key in ("key", "combine", "window", "unless")}


def _value(reading: Reading, fields: Fields, kind: FactKind | None, scope: Scope) -> Expression | Table | Escalation:
    node = fields.node("value", required=True)
    if node is None:
        return constant(0, fields.line)
    if isinstance(node, YamlMapping):
        inner = Fields(node, reading.file, reading.problems)
        found = _escalation(reading, inner, scope) if inner.has("escalate") else _table(reading, inner, kind)
        inner.close()
        return found
    return reading.expression_of(node, fields, "value", scope, "number") or constant(0, fields.line_of("value"))


def _escalation(reading: Reading, fields: Fields, scope: Scope) -> Escalation:
    word = fields.choice("escalate", _ESCALATIONS) or "double"
    return Escalation(
        kind=cast(OneOf["double", "add_double", "linear", "add_linear", "once"], word),
        base=reading.needed(fields, "base", scope),
        step=reading.needed(fields, "step", scope),
        limit=fields.integer("limit", least=0),
        line=fields.line,
    )


def _table(reading: Reading, fields: Fields, kind: FactKind | None) -> Table:
    """Read ``{by, rows, otherwise}``: cells are typed as their columns (G19)."""
    by = _by(reading, fields, kind)
    known = {**FACT_COLUMNS, **(kind.columns if kind else {})}
    types = [known.get(name) if kind and kind.name not in reading.broken_kinds else None for name in by]
    rows: dict[tuple[Value, ...], Fraction] = {}
    nodes = fields.list_at("rows", required=True)
    for node in nodes or ():
        row = _row(reading, node, types)
        if row is None:
            continue
        if row[0] in rows:
            reading.report("duplicate-row", node.line, "", row=", ".join(str(cell) for cell in row[0]))
        rows.setdefault(*row)
    if nodes == ():
        fields.wrong("rows", "empty-list")
    otherwise = fields.number("otherwise")
    return Table(by, tuple(rows.items()), otherwise, fields.line)


def _by(reading: Reading, fields: Fields, kind: FactKind | None) -> tuple[str, ...]:
    by = fields.texts_at("by", required=True)
    if fields.list_at("by") == ():
        fields.wrong("by", "empty-list")
    if len(set(by)) < len(by):
        fields.wrong("by", "twice")
    if kind and kind.name not in reading.broken_kinds:
        known = [*FACT_COLUMNS, *kind.columns]
        for name in by:
            if name not in known:
                line = fields.line_of("by")
                reading.report("unknown-name", line, "column", name=name, nearest=nearest(name, known))
    return by


def _row(reading: Reading, node: Node, types: list[Type | None]) -> tuple[tuple[Value, ...], Fraction] | None:
    """Read one row: a cell for each column, then the points."""
    if not isinstance(node, Sequence) or len(node.items) != len(types) + 1:
        reading.report("wrong-value", node.line, "row", cells=len(types) + 1)
        return None
    cells = []
    for cell, kind in zip(node.items, types, strict=False):
        if not _cell_fits(cell, kind):
            found = cell.raw if isinstance(cell, Scalar) else ""
            reading.report("wrong-value", cell.line, "cell", cell=found, type=kind.value if kind else "")
            return None
        cells.append(cell.value if isinstance(cell, Scalar) else None)
    return tuple(cells), number_of(reading, node.items[-1], node.items[-1].line, "rows")


def _cell_fits(node: Node, kind: Type | None) -> bool:
    """Tell whether a cell is a value of its column's type; ``None``: the column is not known."""
    if not isinstance(node, Scalar) or node.value is None:
        return False
    match kind:
        case Type.TEXT:
            return isinstance(node.value, str)
        case Type.BOOLEAN:
            return isinstance(node.value, bool)
        case Type.DATE:
            return isinstance(node.value, date)
        case Type.INTEGER | Type.DECIMAL:
            number = as_number(node)
            return number is not None and (kind is Type.DECIMAL or number.denominator == 1)
    return True
