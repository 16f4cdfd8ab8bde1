"""The tree of items (§4): what sections and leaves have in common."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Formula, Item, Leaf, Na, Once, Section
from chuangcheng.engine.reading.fields import Fields, nearest
from chuangcheng.engine.reading.rulebook.context import OnceNote, Reading, constant
from chuangcheng.engine.reading.rulebook.ladders import read_ladder
from chuangcheng.engine.reading.rulebook.leaves import (
    read_checklist,
    read_formula,
    read_import,
    read_judgement,
    read_veto,
)
from chuangcheng.engine.reading.rulebook.measures import read_measure
from chuangcheng.engine.reading.yamlfile import Scalar, YamlMapping

LEAVES: Final = ("ladder", "measure", "checklist", "judgement", "import", "veto", "formula")
#: Names that an item cannot have, since expressions see something else under them (G6, G52).
RESERVED: Final = frozenset({"total", "rank", "last", "size", "unit", "mean", "best", "worst"})
_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NA: Final = ("zero", "full", "peer_mean", "rescale")


def read_items(reading: Reading, fields: Fields, parent: Fields | None) -> tuple[Item, ...]:
    """Read the list ``items`` of a section or of the rulebook (``parent`` is None)."""
    found = tuple(_item(reading, one, parent) for one in fields.mappings_at("items", required=True))
    if not found and fields.list_at("items") == ():
        fields.wrong("items", "empty-list")
    return found


def _item(reading: Reading, fields: Fields, parent: Fields | None) -> Item:
    """Read one item with all below it."""
    item_id = _id(reading, fields)
    title = fields.text("title", required=True)
    clause = fields.text("clause")
    full = fields.number("full")
    if full is not None and full < 0:
        fields.wrong("full", "not-negative")
    start = _start(fields, full)
    floor = fields.number("floor")
    if floor is None and _is_word(fields, "start", "full"):
        floor = Fraction(0)
    cap = fields.number("cap")
    weight = fields.number("weight")
    applies = reading.expression(fields, "applies", reading.unit_scope, "boolean")
    na = _na(reading, fields, parent)
    count_in = fields.boolean("count_in", default=True)
    content = _content(reading, fields)
    fields.close()
    if item_id:
        reading.complete.append(item_id)
    return Item(
        id=item_id,
        title=title,
        clause=clause,
        full=full,
        start=start,
        floor=floor,
        cap=full if cap is None else cap,
        weight=Fraction(1) if weight is None else weight,
        applies=applies,
        na=na,
        count_in=count_in,
        content=content,
        line=fields.line,
    )


def _id(reading: Reading, fields: Fields) -> str:
    """Read an item's id (G6): ``bad-id`` where it cannot be a name, ``duplicate-item`` where it stands twice."""
    node = fields.node("id", required=True)
    if node is None:
        return ""
    line = fields.line_of("id")
    if not isinstance(node, Scalar) or isinstance(node.value, bool) or node.value is None:
        fields.wrong("id", "text")
        return ""
    name = node.raw
    if not _ID.fullmatch(name) or name in RESERVED:
        reading.report("bad-id", line, "reserved" if name in RESERVED else "", id=name[:80])
        reading.item_ids.setdefault(name, line)
        return name
    if name in reading.item_ids:
        reading.report("duplicate-item", line, "", id=name, first=reading.item_ids[name])
    reading.item_ids.setdefault(name, line)
    return name


def _is_word(fields: Fields, key: str, word: str) -> bool:
    node = fields.node(key)
    return isinstance(node, Scalar) and node.value == word


def _start(fields: Fields, full: Fraction | None) -> Fraction:
    """Read ``start``: a number or ``full``."""
    if _is_word(fields, "start", "full"):
        if not fields.has("full"):
            fields.wrong("start", "needs-full")
        return full or Fraction(0)
    return fields.number("start") or Fraction(0)


def _na(reading: Reading, fields: Fields, parent: Fields | None) -> Na:
    """Read ``na``; ``rescale`` needs ``full`` here and in the section above (G15)."""
    node = fields.node("na")
    if node is None:
        return Na("zero")
    if isinstance(node, YamlMapping):
        inner = Fields(node, reading.file, reading.problems)
        amount = inner.number("constant", required=True)
        inner.close()
        return Na("constant", amount or Fraction(0))
    word = node.value if isinstance(node, Scalar) else None
    match word:
        case "zero" | "peer_mean":
            return Na("zero" if word == "zero" else "peer_mean")
        case "full":
            if not fields.has("full"):
                fields.wrong("na", "needs-full")
            return Na("full")
        case "rescale":
            if parent is None or not parent.has("full") or not fields.has("full"):
                saying = "top" if parent is None else ""
                reading.report("rescale-without-full", fields.line_of("na"), saying)
            return Na("rescale")
    written = node.raw if isinstance(node, Scalar) else ""
    fields.wrong("na", "choice", choices=", ".join((*_NA, "{constant: 5}")), nearest=nearest(written, _NA))
    return Na("zero")


def _content(reading: Reading, fields: Fields) -> Section | Leaf:
    """Read what the item is made of: exactly one leaf, or items below it."""
    found = [kind for kind in ("items", *LEAVES) if fields.has(kind)]
    if fields.has("once") and "items" not in found:
        reading.report("leaf-kind", fields.line_of("once"), "once")
    if len(found) != 1:
        fields.know("against", "scale")
        saying = "several" if found else "none"
        reading.report("leaf-kind", fields.line, saying, kinds=", ".join(found), known=", ".join(LEAVES))
        return Section((), None)
    if found[0] == "items":
        return _section(reading, fields)
    if found[0] == "formula":
        return read_formula(reading, fields)
    leaf = fields.mapping_at(found[0])
    if leaf is None:
        fields.know("against", "scale")
        return Formula(constant(0, fields.line), fields.line)
    return _leaf(reading, found[0], fields, leaf)


def _leaf(reading: Reading, kind: str, fields: Fields, leaf: Fields) -> Leaf:
    content: Leaf
    match kind:
        case "ladder":
            content = read_ladder(reading, leaf, _written_id(fields))
        case "measure":
            content = read_measure(reading, fields, leaf)
        case "checklist":
            content = read_checklist(reading, fields, leaf)
        case "judgement":
            content = read_judgement(reading, leaf)
        case "veto":
            content = read_veto(reading, leaf)
        case _:
            content = read_import(reading, leaf)
    leaf.close()
    return content


def _written_id(fields: Fields) -> str:
    node = fields.node("id")
    return node.raw if isinstance(node, Scalar) else ""


def _section(reading: Reading, fields: Fields) -> Section:
    """Read the items of a section; its ``once`` binds ladders below while they are read."""
    once = _once(reading, fields)
    if once is not None:
        note = OnceNote(once.key, once.combine, once.line)
        reading.onces.append(note)
        reading.all_onces.append(note)
    items = read_items(reading, fields, parent=fields)
    if once is not None:
        reading.onces.pop()
    return Section(items, once)


def _once(reading: Reading, fields: Fields) -> Once | None:
    inner = fields.mapping_at("once")
    if inner is None:
        return None
    key = inner.text("key", required=True)
    combine = inner.choice("combine", ("highest", "lowest"), default="highest")
    inner.close()
    return Once(key, "lowest" if combine == "lowest" else "highest", fields.line_of("once"))
