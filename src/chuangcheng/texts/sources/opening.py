"""A file by its content: magic numbers decide, not the name; what is no text is refused with a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from chuangcheng.texts.model import Unreadable
from chuangcheng.texts.sources import pdf, plain, word
from chuangcheng.texts.sources.lines import MOST_BYTES, Source

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
#: Beginnings of files that people send instead of text.
_OTHERS: Final = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"BM", "BMP"), (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"%!PS", "PostScript"), (b"\x00asm", "binary"), (b"\x7fELF", "program"), (b"MZ", "program"),
)  # fmt: skip
_HTML: Final = (b"<!doctype html", b"<html")


def open_file(path: Path) -> Source:
    """The lines of the file at ``path``."""
    if not path.is_file():
        raise Unreadable("file_missing", {"name": path.name})
    if path.stat().st_size > MOST_BYTES:
        raise _too_large(path.stat().st_size)
    return open_bytes(path.name, path.read_bytes())


def open_bytes(name: str, data: bytes) -> Source:
    """The lines of a file's bytes; ``name`` only tells .md from .txt."""
    if len(data) > MOST_BYTES:
        raise _too_large(len(data))
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f\x00"):
        raise Unreadable("file_empty")
    if data.startswith(_OLE):
        raise Unreadable("docx_encrypted" if word.is_encrypted_package(data) else "doc_old")
    if data.startswith(b"PK\x03\x04"):
        return word.read_bytes(data)
    if b"%PDF-" in data[:1024]:
        return pdf.read_bytes(data)
    for magic, found in _OTHERS:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:512]):
            raise Unreadable("format_unknown", {"found": found})
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        raise Unreadable("format_unknown", {"found": "HTML"})
    return plain.read_bytes(data)


def _too_large(size: int) -> Unreadable:
    return Unreadable("file_too_large", {"size": str(-(-size // 1_000_000)), "most": str(MOST_BYTES // 1_000_000)})
