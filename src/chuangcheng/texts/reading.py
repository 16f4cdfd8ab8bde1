"""The door: a file or a text into a ``Reading``.

``read_file(path)`` and ``read_text(text)`` give drafts of all texts found, every field with its sentence and place.
They raise ``Unreadable`` (with a sentence that says what to do), need no database, clock or network, and give the same
for the same file. ``year`` fills in days whose year neither their sentence nor the document tells; without it such days
stay without a year, and say so.
"""

from __future__ import annotations

from pathlib import Path

from chuangcheng.texts.drafting import Places, draft
from chuangcheng.texts.layout.blocks import blocks
from chuangcheng.texts.layout.boilerplate import clean
from chuangcheng.texts.layout.joining import paragraphs
from chuangcheng.texts.layout.pieces import pieces
from chuangcheng.texts.model import Dropped, Reading, note
from chuangcheng.texts.sources.lines import Source
from chuangcheng.texts.sources.opening import open_bytes, open_file
from chuangcheng.texts.sources.plain import read_lines


def read_file(path: Path, *, year: int | None = None) -> Reading:
    """Read a ``.docx``, ``.txt``, ``.md`` or ``.pdf`` by its content; ``Unreadable`` when that cannot be."""
    return _reading(path.name, open_file(path), year)


def read_upload(name: str, data: bytes, *, year: int | None = None) -> Reading:
    """Read a file that is at hand as bytes, as an upload is."""
    return _reading(name, open_bytes(name, data), year)


def read_text(text: str, *, year: int | None = None) -> Reading:
    """Read a text that was pasted."""
    return _reading("", read_lines(text), year)


def _reading(name: str, source: Source, year: int | None) -> Reading:
    places = Places(source)
    found, strays = paragraphs(source)
    cleaned = clean(blocks(found))
    drafts = tuple(draft(piece, number, places, year) for number, piece in enumerate(pieces(cleaned), 1))
    text = source.text
    dropped = [
        Dropped(text[stray.start : stray.end], places.between(stray.start, stray.end), "page_number")
        for stray in strays
    ]
    dropped += [Dropped(cut.strand.text, places.of(cut.strand), cut.reason) for cut in cleaned.cuts if cut.strand.text]
    dropped.sort(key=lambda each: each.place.start)
    notes = () if drafts else (note("no_text_found"),)
    return Reading(name, source.format, text, drafts, tuple(dropped), notes, source.pages)
