"""YAML files, read by the 1.2 core schema as G2 says, into nodes that know their lines.

Numbers are exact fractions, keys are always text, ``YYYY-MM-DD`` is a date, only ``true`` and ``false`` are
booleans. The nodes are built from parser events with a stack, so deep nesting cannot exhaust Python's recursion,
and aliases are bounded by the size of what they stand for (a "billion laughs" file is refused).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from chuangcheng.engine.problems import Problem

#: Deepest nesting of mappings and lists that a file may have.
MOST_DEPTH: Final = 60
#: Most nodes that a file may stand for, aliases counted as often as they are used.
MOST_NODES: Final = 200_000
#: Most characters that a file may have.
MOST_CHARACTERS: Final = 4_000_000

Value = Fraction | str | bool | date | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that has no parts. ``raw`` is the text as written, ``value`` what the core schema makes of it."""

    value: Value
    raw: str
    line: int
    size: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    size: int


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """A mapping. Keys keep their order; ``lines`` has the line of each key."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int
    size: int


Node = Scalar | Sequence | YamlMapping


class _RefusedError(Exception):
    """The file is no YAML that is read here."""

    def __init__(self, line: int, saying: str, **arguments: object) -> None:
        super().__init__(saying)
        self.line, self.saying, self.arguments = line, saying, arguments


def read_yaml(source: str | bytes, file: str) -> tuple[YamlMapping | None, list[Problem]]:
    """Read one YAML document whose top is a mapping.

    ``file`` is the name that problems print. Gives the mapping (``None`` where the text is not YAML or no mapping:
    ``yaml-invalid``) and the problems; of a key that stands twice (``duplicate-key``) the first value is kept.
    """
    problems: list[Problem] = []
    try:
        top = _build(_events(_decode(source)), file, problems)
        if not isinstance(top, YamlMapping):
            raise _RefusedError(top.line if top else 1, "not-mapping")
    except _RefusedError as refused:
        where = f"{file}:{refused.line}"
        return None, [Problem("yaml-invalid", where, refused.saying, dict(refused.arguments))]
    return top, problems


def _decode(source: str | bytes) -> str:
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _RefusedError(error.object[: error.start].count(b"\n") + 1, "not-utf8") from error
    if len(source) > MOST_CHARACTERS:
        raise _RefusedError(1, "too-large", most=MOST_CHARACTERS)
    return source.removeprefix("\ufeff")


def _events(text: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _RefusedError(mark.line + 1 if mark else 1, "syntax", detail=str(error.problem or "")) from error
    except ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        raise _RefusedError(text.count("\n", 0, position) + 1, "character") from error
    except (YAMLError, ValueError, IndexError, RecursionError) as error:
        raise _RefusedError(1, "syntax", detail=type(error).__name__) from error


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun."""

    line: int
    anchor: str | None
    mapping: bool
    nodes: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    key: Scalar | None = None
    size: int = 1


def _build(events: Iterator[Any], file: str, problems: list[Problem]) -> Node | None:
    """Turn events into nodes. Gives the top of the only document, ``None`` where there is none."""
    stack: list[_Open] = []
    anchors: dict[str, Node] = {}
    documents = 0
    top: Node | None = None
    for event in events:
        kind, line = type(event).__name__, event.start_mark.line + 1
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                raise _RefusedError(line, "several-documents")
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            _check_tag(event.tag, line, "map" if kind == "MappingStartEvent" else "seq")
            if len(stack) >= MOST_DEPTH:
                raise _RefusedError(line, "too-deep", most=MOST_DEPTH)
            stack.append(_Open(line, event.anchor, kind == "MappingStartEvent"))
        elif kind in ("ScalarEvent", "AliasEvent", "MappingEndEvent", "SequenceEndEvent"):
            node = _node(event, kind, line, stack, anchors)
            if stack:
                _put(stack[-1], node, line, file, problems)
            else:
                top = node
    return top


def _node(event: Any, kind: str, line: int, stack: list[_Open], anchors: dict[str, Node]) -> Node:
    """Make the node that this event completes, and remember its anchor."""
    if kind == "AliasEvent":
        if event.anchor not in anchors:
            raise _RefusedError(line, "alias", name=event.anchor)
        return anchors[event.anchor]
    node: Node
    if kind == "ScalarEvent":
        node, anchor = _scalar(event, line), event.anchor
    else:
        done = stack.pop()
        anchor = done.anchor
        if done.mapping:
            node = YamlMapping(done.entries, done.lines, done.line, done.size)
        else:
            node = Sequence(tuple(done.nodes), done.line, done.size)
    if anchor:
        anchors[anchor] = node
    return node


def _put(parent: _Open, node: Node, line: int, file: str, problems: list[Problem]) -> None:
    """Add a node to the list or mapping around it: as a key, a key's value, or an element."""
    parent.size += node.size
    if parent.size > MOST_NODES:
        raise _RefusedError(line, "too-large", most=MOST_NODES)
    if not parent.mapping:
        parent.nodes.append(node)
    elif parent.key is None:
        if not isinstance(node, Scalar):
            raise _RefusedError(line, "key")
        parent.key = Scalar(node.raw, node.raw, line)
    else:
        key, parent.key = parent.key, None
        if key.raw in parent.entries:
            first = parent.lines[key.raw]
            problems.append(Problem("duplicate-key", f"{file}:{key.line}", "", {"key": key.raw, "first": first}))
        else:
            parent.entries[key.raw] = node
            parent.lines[key.raw] = key.line


_TAG: Final = "tag:yaml.org,2002:"


def _check_tag(tag: object, line: int, expected: str) -> None:
    if tag is not None and str(tag) not in ("!", _TAG + expected):
        raise _RefusedError(line, "tag", tag=str(tag))


def _scalar(event: Any, line: int) -> Scalar:
    raw = str(event.value)
    if event.tag is not None:
        tag = str(event.tag)
        if tag in ("!", _TAG + "str"):
            return Scalar(raw, raw, line)
        if tag not in {_TAG + name for name in ("int", "float", "bool", "null", "timestamp")}:
            raise _RefusedError(line, "tag", tag=tag)
    if event.style:
        return Scalar(raw, raw, line)
    return Scalar(core(raw), raw, line)


_NUMBER: Final = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]+")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "false": False,
}


def core(raw: str) -> Value:
    """Read a plain scalar by the core schema with the limits of G2: no exponents, exact numbers.

    >>> core("0.1"), core("1e3"), core("yes"), core("true")
    (Fraction(1, 10), '1e3', 'yes', True)
    """
    if raw in _WORDS:
        return _WORDS[raw]
    if len(raw) <= 100:
        if _NUMBER.fullmatch(raw):
            return Fraction(raw)
        if _OCTAL.fullmatch(raw) or _HEX.fullmatch(raw):
            return Fraction(int(raw, 0))
        if _DATE.fullmatch(raw):
            return read_date(raw) or raw
    return raw


def read_date(text: str) -> date | None:
    """Read ``YYYY-MM-DD``; anything else, or a day that is not in the calendar, gives ``None``.

    >>> read_date("2022-02-28"), read_date("2022-02-30"), read_date("20220228")
    (datetime.date(2022, 2, 28), None, None)
    """
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
