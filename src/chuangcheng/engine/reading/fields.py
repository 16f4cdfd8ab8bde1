"""Reading the keys of one mapping with all their problems: unknown, missing and wrong ones (G37)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Final

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.yamlfile import Node, Scalar, Sequence, YamlMapping

#: G60: digits of a number in a rulebook: an integer, and before and after the point of a decimal.
MOST_INTEGER: Final = 15
MOST_BEFORE: Final = 12
MOST_AFTER: Final = 6
#: A word is compared with at most so many known ones.
MOST_COMPARED: Final = 500


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known name that is most like this word, or an empty text.

    >>> nearest("titel", ["title", "clause"])
    'title'
    """
    candidates = list(islice(known, MOST_COMPARED))
    return next(iter(difflib.get_close_matches(word[:80], candidates, n=1, cutoff=0.5)), "")


def fits_limits(raw: str) -> bool:
    """Tell whether a number as written keeps the limits of G60.

    >>> fits_limits("123456789012345"), fits_limits("1234567890123.5"), fits_limits("0.1234567")
    (True, False, False)
    """
    whole, point, rest = raw.lstrip("+-").partition(".")
    if not point:
        return len(whole) <= MOST_INTEGER
    return len(whole) <= MOST_BEFORE and len(rest) <= MOST_AFTER


class Fields:
    """One mapping of a file, whose keys are asked for one by one; problems are collected as they are met.

    Every question that finds a value of the wrong shape leaves ``wrong-value`` at the key's line and gives ``None``
    (or what the method says), so that reading goes on. ``close`` names the keys that nobody asked for.
    """

    def __init__(self, mapping: YamlMapping, file: str, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.file = file
        self.problems = problems
        self._asked: set[str] = set()

    # --- problems ---------------------------------------------------------------------------------------------

    def report(self, code: str, line: int, saying: str = "", **arguments: object) -> None:
        """Add a problem at a line of this file."""
        self.problems.append(Problem(code, f"{self.file}:{line}", saying, arguments))

    def wrong(self, key: str, saying: str, **arguments: object) -> None:
        """Add ``wrong-value`` at a key's line."""
        self.report("wrong-value", self.line_of(key), saying, key=key, **arguments)

    def close(self) -> None:
        """Report each key that was not asked for as ``unknown-key`` with the nearest one that was."""
        for key, line in self.mapping.lines.items():
            if key not in self._asked:
                self.report("unknown-key", line, "", key=key, nearest=nearest(key, sorted(self._asked)))

    # --- keys -------------------------------------------------------------------------------------------------

    @property
    def line(self) -> int:
        """The line where the mapping starts."""
        return self.mapping.line

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is not there."""
        return self.mapping.lines.get(key, self.mapping.line)

    def has(self, key: str) -> bool:
        """Tell whether the key is there, and count it as known."""
        self._asked.add(key)
        return key in self.mapping.entries

    def know(self, *keys: str) -> None:
        """Count keys as known without reading them."""
        self._asked.update(keys)

    def node(self, key: str, required: bool = False) -> Node | None:
        """The key's node; where it is required and not there, ``missing-key`` at the mapping's line."""
        self._asked.add(key)
        node = self.mapping.entries.get(key)
        if node is None and required:
            self.report("missing-key", self.line, "", key=key)
        return node

    def one_of(self, keys: Iterable[str], what: str) -> str | None:
        """Give the only one of these keys that is there; none is ``missing-key``, several are ``wrong-value``."""
        keys = tuple(keys)
        found = sorted((key for key in keys if self.has(key)), key=lambda key: list(self.mapping.entries).index(key))
        if len(found) == 1:
            return found[0]
        if found:
            self.wrong(found[1], "several", keys=", ".join(found), what=what)
        else:
            self.report("missing-key", self.line, "one-of", key=" | ".join(keys), what=what)
        return None

    # --- values -----------------------------------------------------------------------------------------------

    def text(self, key: str, required: bool = False, default: str = "") -> str:
        """A text; one that is required is not empty. A plain number or date is taken as it is written."""
        node = self.node(key, required)
        if node is None:
            return default
        text = as_text(node)
        if text is None or (required and not text.strip()):
            self.wrong(key, "text")
            return default
        return text or default

    def number(self, key: str, required: bool = False) -> Fraction | None:
        """An exact number within the limits of G60."""
        node = self.node(key, required)
        if node is None:
            return None
        value = as_number(node)
        if value is None:
            self.wrong(key, "number")
        return value

    def integer(self, key: str, least: int, most: int = 10**15, required: bool = False) -> int | None:
        """A whole number between two bounds, both included."""
        node = self.node(key, required)
        if node is None:
            return None
        value = as_number(node)
        if value is None or value.denominator != 1 or not least <= value <= most:
            self.wrong(key, "integer", least=least, most=most)
            return None
        return int(value)

    def boolean(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        node = self.node(key)
        if node is None:
            return default
        if not isinstance(node, Scalar) or not isinstance(node.value, bool):
            self.wrong(key, "boolean")
            return default
        return node.value

    def date(self, key: str, required: bool = False, empty: bool = False) -> date | None:
        """A date; with ``empty``, ``null`` is allowed and gives ``None``."""
        node = self.node(key, required)
        if node is None or (empty and is_null(node)):
            return None
        if not isinstance(node, Scalar) or not isinstance(node.value, date):
            self.wrong(key, "date")
            return None
        return node.value

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str | None:
        """One of some words. Without a default the key is required."""
        choices = tuple(choices)
        node = self.node(key, required=default is None)
        if node is None:
            return default
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.value in choices:
            return node.value
        word = node.raw if isinstance(node, Scalar) else ""
        self.wrong(key, "choice", choices=", ".join(choices), nearest=nearest(word, choices))
        return default

    def mapping_at(self, key: str, required: bool = False) -> Fields | None:
        """The fields of a mapping under a key."""
        node = self.node(key, required)
        if node is None:
            return None
        if not isinstance(node, YamlMapping):
            self.wrong(key, "mapping")
            return None
        return Fields(node, self.file, self.problems)

    def list_at(self, key: str, required: bool = False) -> tuple[Node, ...] | None:
        """The elements of a list under a key."""
        node = self.node(key, required)
        if node is None:
            return None
        if not isinstance(node, Sequence):
            self.wrong(key, "list")
            return None
        return node.items

    def mappings_at(self, key: str, required: bool = False) -> Iterator[Fields]:
        """The fields of each mapping of a list; an element that is none is ``wrong-value`` at its line."""
        for element in self.list_at(key, required) or ():
            if isinstance(element, YamlMapping):
                yield Fields(element, self.file, self.problems)
            else:
                self.report("wrong-value", element.line, "element-mapping", key=key)

    def texts_at(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts; an element that is none is ``wrong-value`` at its line."""
        found = []
        for element in self.list_at(key, required) or ():
            if isinstance(element, Scalar) and isinstance(element.value, str) and element.value:
                found.append(element.value)
            else:
                self.report("wrong-value", element.line, "element-text", key=key)
        return tuple(found)


def is_null(node: Node) -> bool:
    """Tell whether a node is ``null``."""
    return isinstance(node, Scalar) and node.value is None


def as_text(node: Node) -> str | None:
    """A text, or a plain number or date as it is written; ``None`` for anything else."""
    if isinstance(node, Scalar) and not isinstance(node.value, bool) and node.value is not None:
        return node.raw
    return None


def as_number(node: Node) -> Fraction | None:
    """A number within the limits of G60; ``None`` for anything else."""
    if isinstance(node, Scalar) and isinstance(node.value, Fraction) and fits_limits(node.raw):
        return node.value
    return None
