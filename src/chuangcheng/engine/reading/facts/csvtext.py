"""CSV as RFC 4180 says it, without guessing: records with the line on which each begins (G4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CELL: Final = re.compile(r'"((?:[^"]|"")*)"(?=,|$)|([^",\n]*)(?=,|$)', re.DOTALL)
_NOT_UTF8: Final = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line on which it begins (from 1) and its cells, nothing trimmed."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that cannot be read: ``fault`` is ``encoding``, ``nul`` or ``quotes``."""

    line: int
    fault: str


def read_records(path: Path) -> Iterator[Record | Unreadable]:
    """Yield the records of a UTF-8 CSV file with or without BOM; blank lines are skipped.

    A quoted cell may run over several lines. A quote inside an unquoted cell, and text after a closing quote,
    are faults of that record; where quotes never close, the rest of the file cannot be told apart and is left.
    """
    data = path.read_bytes()
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    text = data.decode("utf-8", errors="surrogateescape")
    suspect = "\0" in text or _NOT_UTF8.search(text) is not None
    for line, record in _pieces(text):
        fault = _character_fault(record) if suspect else ""
        if fault:
            yield Unreadable(line, fault)
        elif '"' not in record:
            yield Record(line, record.split(","))
        elif (cells := _cells(record)) is not None:
            yield Record(line, cells)
        else:
            yield Unreadable(line, "quotes")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut the text into records: lines, joined while a quote is open."""
    lines = text.split("\n")
    number, count = 0, len(lines)
    while number < count:
        start = number
        line = lines[number]
        number += 1
        if '"' in line and line.count('"') % 2:
            while number < count and lines[number].count('"') % 2 == 0:
                number += 1
            number += 1
            line = "\n".join(lines[start:number])
        line = line.removesuffix("\r")
        if line:
            yield start + 1, line


def _character_fault(record: str) -> str:
    if _NOT_UTF8.search(record):
        return "encoding"
    return "nul" if "\0" in record else ""


def _cells(record: str) -> list[str] | None:
    """The cells of a record that has quotes, or ``None`` where the quotes do not fit."""
    cells: list[str] = []
    position = 0
    while True:
        found = _CELL.match(record, position)
        if found is None:
            return None
        quoted, bare = found.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        position = found.end()
        if position == len(record):
            return cells
        position += 1
