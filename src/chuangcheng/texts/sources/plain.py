"""Text files: UTF-8, UTF-16 and GB18030 (with GBK and GB2312 inside it); nothing else is guessed."""

from __future__ import annotations

import codecs
import re
from typing import Final

from chuangcheng.texts.model import Unreadable
from chuangcheng.texts.sources.lines import MOST_CHARACTERS, Line, Source

_BREAK: Final = re.compile(r"\r\n|[\r\n\v\x1c-\x1e\x85\u2028\u2029]")
_ROW: Final = re.compile(r"^\s*\|.*\|\s*$")
_DASHES: Final = re.compile(r"^[\s|:\-]+$")
_CELL: Final = re.compile(r"\|([^|]*)(?=\|)")
_ODD: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ue000-\uf8ff]")
#: Above this share of control and private characters the bytes were no text in that encoding.
_MOST_ODD: Final = 0.01


def read_bytes(data: bytes, *, format_name: str = "text") -> Source:
    """Decode a text file; ``Unreadable`` when it is in none of the encodings that offices use."""
    return read_lines(_decoded(data), format_name=format_name)


def read_lines(text: str, *, format_name: str = "text") -> Source:
    """Lines and paragraphs of a text: every non-empty line is a paragraph until the layout joins them; a form feed turns the page."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("text_too_long", {"most": str(MOST_CHARACTERS)})
    lines, paragraph, page = [], 0, 1
    for number, sheet in enumerate(text.split("\f")):
        page = number + 1
        for line in _BREAK.split(sheet):
            paragraph += bool(line.strip())
            lines.append(Line(line, max(1, paragraph), page if "\f" in text else None, _cells(line)))
    return Source(format_name, tuple(lines), page if "\f" in text else None)


def _cells(line: str) -> tuple[tuple[int, str], ...]:
    """The cells of a Markdown table's row; its line of dashes has none worth keeping."""
    if not _ROW.match(line) or _DASHES.match(line):
        return ()
    found = [(hit.start(1), hit[1].strip()) for hit in _CELL.finditer(line)]
    return tuple((start + len(line[start:]) - len(line[start:].lstrip()), text) for start, text in found)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _strictly(data, "gb18030")
    if len(_ODD.findall(text)) > max(2, len(text) * _MOST_ODD):
        raise Unreadable("encoding_unknown")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding_unknown") from error
