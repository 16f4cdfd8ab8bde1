"""PDF files with text; a scan, a password or fonts without characters are told, never read as rubbish."""

from __future__ import annotations

import io
import logging
import re
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from chuangcheng.texts.model import Unreadable
from chuangcheng.texts.sources.lines import MOST_CHARACTERS, Line, Source

_MOST_PAGES: Final = 1_000
#: Fewer characters on a page than this, on average, is a scan with a stamp on it.
_LEAST_PER_PAGE: Final = 10
_ODD: Final = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|\(cid:\d+\)|/g\d+|/uni[0-9A-F]{4}")
_MOST_ODD: Final = 0.2


def read_bytes(data: bytes) -> Source:
    """The lines of a PDF, with their pages."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages(data)
    except Unreadable:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        ArithmeticError,
        MemoryError,
    ) as error:
        raise Unreadable("pdf_broken") from error
    text = "".join(pages)
    if len(re.sub(r"\s", "", text)) < _LEAST_PER_PAGE * len(pages):
        raise Unreadable("pdf_scanned", {"pages": str(len(pages))})
    if sum(len(found[0]) for found in _ODD.finditer(text)) > _MOST_ODD * len(text):
        raise Unreadable("pdf_garbled")
    lines, paragraph = [], 0
    for page, sheet in enumerate(pages, 1):
        for line in sheet.splitlines():
            paragraph += bool(line.strip())
            lines.append(Line(line, max(1, paragraph), page))
    return Source("pdf", tuple(lines), len(pages))


def _pages(data: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("pdf_encrypted")
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable("text_too_long", {"most": str(MOST_CHARACTERS)})
    found, length = [], 0
    for page in reader.pages:
        found.append(page.extract_text())
        length += len(found[-1])
        if length > MOST_CHARACTERS:
            raise Unreadable("text_too_long", {"most": str(MOST_CHARACTERS)})
    return found
