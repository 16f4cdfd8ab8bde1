"""The head of a rulebook: what it is called, what it rests on, when it is in force, what facts it declares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import FactKind, Type
from chuangcheng.engine.numbers import POINT
from chuangcheng.engine.reading.expressions import Units
from chuangcheng.engine.reading.expressions.scope import FACT_COLUMNS, UNIT_COLUMNS
from chuangcheng.engine.reading.fields import Fields, nearest
from chuangcheng.engine.reading.rulebook.context import Reading
from chuangcheng.engine.reading.yamlfile import Scalar, YamlMapping

_TYPES: Final = {kind.value: kind for kind in (Type.TEXT, Type.INTEGER, Type.DECIMAL, Type.BOOLEAN, Type.DATE)}
#: Names of files that a season has anyway.
_TAKEN: Final = ("units", "history", "season")


def read_units(fields: Fields, attributes: Mapping[str, Type] | None) -> tuple[Units, dict[str, Type]]:
    """Read ``unit: {name: type}`` (G1). Gives all columns that expressions see, and those that are declared here.

    A column that units.csv has anyway may be named as the text it is. One whose type is no type fits everywhere, so
    that nothing is derived from its problem.
    """
    declared: dict[str, Type] = {}
    inner = fields.mapping_at("unit")
    if inner is not None:
        declared = _columns(inner, UNIT_COLUMNS)
    at_hand = dict.fromkeys(attributes or {}, Type.TEXT)
    faulty = {name: Type.NULL for name in (inner.mapping.entries if inner else ()) if name not in declared}
    return Units({**at_hand, **faulty, **UNIT_COLUMNS, **declared}, open=attributes is None), declared


def read_facts(reading: Reading, fields: Fields) -> None:
    """Read ``facts: {kind: {title, columns: {name: type}}}`` into ``reading.kinds``."""
    inner = fields.mapping_at("facts", required=True)
    if inner is None:
        return
    for name, node in inner.mapping.entries.items():
        line = inner.line_of(name)
        before = len(reading.problems)
        if not _is_file_name(name):
            inner.wrong(name, "fact-name")
        if not isinstance(node, YamlMapping):
            inner.wrong(name, "mapping")
            columns, title = {}, name
        else:
            one = Fields(node, reading.file, reading.problems)
            title = one.text("title", default=name)
            declared = one.mapping_at("columns", required=True)
            columns = _columns(declared, FACT_COLUMNS) if declared else {}
            one.close()
        reading.kinds[name] = FactKind(name, title, columns, line)
        if len(reading.problems) > before:
            reading.broken_kinds.add(name)


def _columns(fields: Fields, taken: Mapping[str, Type]) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for name, node in fields.mapping.entries.items():
        word = node.raw if isinstance(node, Scalar) else ""
        if name in taken:
            if taken is not UNIT_COLUMNS or word != Type.TEXT:
                fields.wrong(name, "column-taken")
        elif not name.strip():
            fields.wrong(name, "column-name")
        elif not isinstance(node, Scalar) or word not in _TYPES:
            fields.wrong(name, "choice", choices=", ".join(_TYPES), nearest=nearest(word, _TYPES))
        else:
            found[name] = _TYPES[word]
    return found


def _is_file_name(name: str) -> bool:
    """Tell whether a fact kind can be the name of a file beside season.yaml, and of no other file there."""
    return (
        bool(name.strip())
        and name not in _TAKEN
        and not name.startswith(".")
        and name.isprintable()
        and not (set('/\\:*?"<>|') & set(name))
    )


def read_effective(fields: Fields) -> tuple[date | None, date | None]:
    """Read ``effective: {from, to}``; ``to: null`` is open."""
    inner = fields.mapping_at("effective")
    if inner is None:
        return None, None
    first = inner.date("from", required=True)
    last = inner.date("to", empty=True)
    inner.close()
    if first and last and last < first:
        inner.wrong("to", "date-order", first=first.isoformat())
    return first, last


def read_precision(fields: Fields) -> int:
    """Read ``precision`` as a count of 0.0001 point (G7). Default 0.01."""
    value = fields.number("precision")
    if value is None:
        return POINT // 100
    units = value * POINT
    if value <= 0 or units.denominator != 1 or (1 / Fraction(value)).denominator != 1:
        fields.wrong("precision", "precision")
        return POINT // 100
    return int(units)
