"""The leaves that need little: checklists, judgements, imports, vetoes, formulas (§5.3–§5.6, §9)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, cast
from typing import Literal as OneOf

from chuangcheng.engine.model import (
    CheckItem,
    Checklist,
    FactKind,
    Formula,
    Import,
    Judgement,
    PassPlaces,
    Type,
    Veto,
)
from chuangcheng.engine.reading.expressions import given_scope
from chuangcheng.engine.reading.fields import Fields, as_number
from chuangcheng.engine.reading.rulebook.bands import JUDGEMENT_COLUMNS
from chuangcheng.engine.reading.rulebook.context import Reading, number_pair
from chuangcheng.engine.reading.yamlfile import Scalar, YamlMapping

_EFFECTS: Final = ("zero", "ineligible", "no_top")


def read_checklist(reading: Reading, item: Fields, fields: Fields) -> Checklist:
    """Read the mapping under ``checklist``; the item's ``full`` must be the sum of its checks (G23)."""
    kind = reading.kind(fields)
    before = len(reading.problems)
    grades = _grades(fields)
    checks = _checks(reading, fields)
    full = item.number("full") if len(reading.problems) == before else None
    total = sum((check.full for check in checks), Fraction(0))
    if full is not None and full != total:
        reading.report("full-mismatch", item.line_of("full"), "", full=str(full), sum=str(total))
    _require_check_columns(reading, fields, kind)
    return Checklist(
        fact=kind.name if kind else "",
        grades=grades,
        items=checks,
        places=_places(reading, fields),
        na=cast(OneOf["rescale", "full", "zero"], fields.choice("na", ("rescale", "full", "zero"), default="rescale")),
        line=fields.line,
    )


def _require_check_columns(reading: Reading, fields: Fields, kind: FactKind | None) -> None:
    needed = {"item": Type.TEXT, "result": Type.TEXT}
    if kind and "place" in kind.columns:
        needed["place"] = Type.TEXT
    reading.require_columns(fields.line_of("fact"), kind, needed)


def _grades(fields: Fields) -> Mapping[str, Fraction | None]:
    """Read ``grades: {result: share of full, or na}``."""
    inner = fields.mapping_at("grades", required=True)
    grades: dict[str, Fraction | None] = {}
    for name, node in inner.mapping.entries.items() if inner else ():
        number = as_number(node)
        if number is None and not (isinstance(node, Scalar) and node.value == "na") and inner:
            inner.wrong(name, "grade")
        grades[name] = number
    if inner is not None and not grades:
        fields.wrong("grades", "empty-list")
    return grades


def _checks(reading: Reading, fields: Fields) -> tuple[CheckItem, ...]:
    checks: list[CheckItem] = []
    seen: dict[str, int] = {}
    for one in fields.mappings_at("items", required=True):
        check_id = one.text("id", required=True)
        full = one.number("full", required=True)
        if full is not None and full < 0:
            one.wrong("full", "not-negative")
        key = one.boolean("key", default=False)
        checks.append(CheckItem(check_id, one.text("title", default=check_id), full or Fraction(0), key))
        one.close()
        if check_id in seen and check_id:
            reading.report("duplicate-item", one.line_of("id"), "check", id=check_id, first=seen[check_id])
        seen.setdefault(check_id, one.line_of("id"))
    if fields.list_at("items") == ():
        fields.wrong("items", "empty-list")
    return tuple(checks)


def _places(reading: Reading, fields: Fields) -> PassPlaces | None:
    """Read ``places``: ``all``, or ``{pass, ratio}``; ``None`` stands for ``all``."""
    node = fields.node("places")
    if not isinstance(node, YamlMapping):
        fields.choice("places", ("all",), default="all")
        return None
    inner = Fields(node, reading.file, reading.problems)
    reach = inner.number("pass", required=True)
    if reach is not None and not 0 <= reach <= 1:
        inner.wrong("pass", "zero-to-one")
    ratio = inner.boolean("ratio", default=True)
    inner.close()
    return PassPlaces(reach or Fraction(0), ratio)


def read_judgement(reading: Reading, fields: Fields) -> Judgement:
    """Read the mapping under ``judgement`` (G24)."""
    kind = reading.kind(fields)
    reading.require_columns(fields.line_of("fact"), kind, JUDGEMENT_COLUMNS)
    if fields.node("between", required=True) is None:
        return Judgement(kind.name if kind else "", Fraction(0), Fraction(0), fields.line)
    lowest, highest = number_pair(reading, fields, "between")
    return Judgement(kind.name if kind else "", lowest, highest, fields.line)


def read_import(reading: Reading, fields: Fields) -> Import:
    """Read the mapping under ``import`` (§5.5)."""
    kind = reading.kind(fields)
    scope = reading.scope_of(kind)
    where = reading.expression(fields, "where", scope, "boolean")
    return Import(kind.name if kind else "", where, reading.needed(fields, "value", scope), fields.line)


def read_veto(reading: Reading, fields: Fields) -> Veto:
    """Read the mapping under ``veto``; it needs a basis (§5.6)."""
    kind = reading.kind(fields)
    scope = reading.scope_of(kind)
    effect = fields.choice("effect", _EFFECTS) or "zero"
    basis = reading.basis(fields)
    if not basis and (not fields.has("basis") or fields.list_at("basis") == ()):
        reading.report("no-basis", fields.line_of("basis"), "veto")
    return Veto(
        fact=kind.name if kind else "",
        where=reading.expression(fields, "where", scope, "boolean"),
        unless=reading.expression(fields, "unless", scope, "boolean"),
        effect=cast(OneOf["zero", "ineligible", "no_top"], effect),
        months=fields.integer("months", least=1, most=1200),
        basis=basis,
        line=fields.line,
    )


def read_formula(reading: Reading, item: Fields) -> Formula:
    """Read the expression under ``formula``: it sees the items that are complete before it (G48)."""
    scope = given_scope({}, reading.complete, reading.units)
    return Formula(reading.needed(item, "formula", scope), item.line_of("formula"))
