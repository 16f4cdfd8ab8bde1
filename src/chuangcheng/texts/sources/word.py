"""Word files: paragraphs and table rows in the order of the document, printed numbers included."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from chuangcheng.texts.model import Unreadable
from chuangcheng.texts.sources.lines import MOST_CHARACTERS, Line, Source
from chuangcheng.texts.sources.numbered import Numbers

#: Unpacked parts larger than this in all, or packed tighter than this, are no office document.
_MOST_UNPACKED: Final = 300_000_000
_MOST_PART: Final = 60_000_000
_MOST_RATIO: Final = 200
_MOST_ENTRIES: Final = 5_000
_BREAK: Final = re.compile(r"[\n\v\r]")


def is_encrypted_package(data: bytes) -> bool:
    """Whether an OLE file is an encrypted .docx and no old .doc: its stream is called EncryptedPackage."""
    return "EncryptedPackage".encode("utf-16-le") in data


def read_bytes(data: bytes) -> Source:
    """The lines of a .docx; ``Unreadable`` for another archive, a damaged file, a bomb."""
    _checked(data)
    try:
        document = Document(io.BytesIO(data))
        lines = tuple(_lines(document))
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        EOFError,
        OSError,
        AttributeError,
    ) as error:
        raise Unreadable("docx_broken", {"detail": type(error).__name__}) from error
    if sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise Unreadable("text_too_long", {"most": str(MOST_CHARACTERS)})
    if not any(line.text.strip() for line in lines):
        raise Unreadable("file_empty")
    return Source("docx", lines, None, whole=True)


def _checked(data: bytes) -> None:
    """Look at the archive's own table, then unpack the text part with a limit: the table may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("docx_encrypted")
            if "word/document.xml" not in {entry.filename for entry in entries}:
                raise Unreadable("format_unknown", {"found": _archive_kind(entries)})
            large = sum(entry.file_size for entry in entries) > _MOST_UNPACKED or len(entries) > _MOST_ENTRIES
            tight = any(
                entry.file_size > 1_000_000 and entry.file_size > _MOST_RATIO * max(1, entry.compress_size)
                for entry in entries
            )
            if (
                large
                or tight
                or any(
                    _unpacks_beyond(archive, entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))
                )
            ):
                raise Unreadable("docx_bomb")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable("docx_broken", {"detail": type(error).__name__}) from error


def _unpacks_beyond(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    left = _MOST_PART
    with archive.open(entry) as part:
        while left > 0 and (read := part.read(1_000_000)):
            left -= len(read)
    return left <= 0


def _archive_kind(entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "pptx" if "ppt/presentation.xml" in names else "OFD" if "OFD.xml" in names else "zip"


def _lines(document: object) -> Iterator[Line]:
    """Paragraphs and rows; a manual line break inside a paragraph makes a line of its own in the same paragraph."""
    numbers = Numbers(document)
    paragraph = 0
    for part in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(part, Paragraph):
            paragraph += 1
            number = numbers.of(part)
            for index, text in enumerate(_BREAK.split(part.text)):
                yield Line((number if not index else "") + text, paragraph)
        elif isinstance(part, Table):
            for row in part.rows:
                paragraph += 1
                cells = _cells(row)
                starts = itertools.accumulate((len(cell) + 1 for cell in cells), initial=0)
                yield Line("\t".join(cells), paragraph, cells=tuple(zip(starts, cells, strict=False)))


def _cells(row: object) -> tuple[str, ...]:
    """The cells of a row, a merged one once."""
    found, seen = [], set()
    for cell in row.cells:  # type: ignore[attr-defined]
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            found.append(re.sub(r"\s*\n\s*", " ", cell.text).replace("\t", " ").strip())
    return tuple(found)
