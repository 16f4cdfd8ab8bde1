"""Paragraphs into sentences: at 。！？ and at ；, never inside quotation marks or between digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.strands import Strand

_CLOSERS: Final = "）”’》。；！？"
#: Longer than any sentence of a document; what has no stops is cut here, so that no pattern meets an endless string.
_LONGEST: Final = 800
#: A quotation mark that is not closed within so many characters was lost by the file.
_LONGEST_QUOTE: Final = 150


def sentences(strand: Strand) -> Iterator[Strand]:
    """The sentences of a paragraph, each with its closing marks."""
    for start, end in _bounds(strand.shadow):
        piece = strand.cut(start, end).stripped()
        if re.search(r"[\w]", piece.shadow):
            yield piece


def _bounds(shadow: str) -> Iterator[tuple[int, int]]:
    start, depth, quoted_from, at = 0, 0, -_LONGEST_QUOTE, 0
    while at < len(shadow):
        mark = shadow[at]
        depth += (mark == "（") - (mark == "）" and depth > 0)
        quoted_from = at if mark in "“《" else -_LONGEST_QUOTE if mark in "”》" else quoted_from
        quoted = at - quoted_from < _LONGEST_QUOTE and shadow[at + 1 : at + 2] != "”"
        ends = not quoted and (mark in "。！？" or (mark == "；" and not depth))
        at += 1
        if ends or at - start >= _LONGEST:
            while at < len(shadow) and shadow[at] in _CLOSERS:
                at += 1
            yield start, at
            start, depth, quoted_from = at, 0, -_LONGEST_QUOTE
    if start < len(shadow):
        yield start, len(shadow)
