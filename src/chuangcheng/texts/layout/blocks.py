"""Paragraphs into blocks: a numbered heading with what follows it, also where headings were run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chuangcheng.texts.layout import markers
from chuangcheng.texts.layout.joining import Paragraph
from chuangcheng.texts.strands import Strand

_N: Final = "[一二三四五六七八九十]{1,3}"
#: Headings that stand inside a paragraph: after a full stop or a colon.
_INSIDE: Final = re.compile(
    rf"(?<=[。；：！？）”])\s*(?=(?:{_N}、(?!{_N}季度)|（{_N}）|（\d{{1,2}}）|\d{{1,2}}(?:[、．]|\.(?!\d))|[①-⑳])(?=[^\d年月日]))"
)
#: 一是 … 二是 … inside a paragraph.
_ENUMERATED: Final = re.compile(r"(?<=[。；：，！])\s*(?=[一二三四五六七八九十]{1,2}是[^。；]{2})")
#: A heading and its text with nothing between them, told apart by the first word that a text begins with.
_FUSED: Final = re.compile(r"^[^。；！？]{8,40}?(?=(?:我[办局镇县市村街校院]|我们|各村要|各单位要)[^。；，]{2})")
_LONGEST_HEADING: Final = 60
_RUN_IN: Final = re.compile(r"^[^。；：！？]{2,60}[。：]")
#: A phase with its days in brackets heads what follows, stop or none.
_PHASE: Final = re.compile(r"^[^。；：！？（）]{2,40}阶段（[^（）]{2,40}）(?=[^。：])")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the part of one that a number begins.

    ``level`` is 0 for plain text, 1 to 6 for 一、 （一） 1. （1） ① 一是; ``heading`` is what its number heads, ``body``
    what follows it in the same paragraph. A whole paragraph may be both: a list item without a stop is heading alone.
    """

    level: int
    number: str
    heading: Strand
    body: Strand
    whole: Strand
    line: int
    cells: tuple[Strand, ...] = ()


_NOTHING: Final = Strand("", "", ())


def blocks(found: list[Paragraph]) -> list[Block]:
    """All blocks of a file in the order of the text."""
    return [block for paragraph in found for block in _parts(paragraph)]


def _parts(paragraph: Paragraph) -> Iterator[Block]:
    if paragraph.cells:
        yield Block(0, "", _NOTHING, _NOTHING, paragraph.strand, paragraph.line, paragraph.cells)
        return
    for part in paragraph.strand.split_before(_INSIDE):
        for piece in part.split_before(_ENUMERATED):
            piece = piece.stripped()
            if piece.text:
                yield block_of(piece, paragraph.line)


def block_of(strand: Strand, line: int) -> Block:
    """One block: number, heading and body told apart."""
    numbered = markers.numbering(strand.shadow)
    if numbered is None:
        return Block(0, "", _NOTHING, strand, strand, line)
    level, number, length = numbered
    rest = strand.cut(length)
    if level == 6:
        return Block(level, number, _NOTHING, rest, strand, line)
    phase = _PHASE.match(rest.shadow)
    if phase:
        return Block(level, number, rest.cut(0, phase.end()), rest.cut(phase.end()), strand, line)
    run_in = _RUN_IN.match(rest.shadow)
    if run_in:
        end = run_in.end()
        return Block(level, number, rest.cut(0, end - 1), rest.cut(end).stripped(), strand, line)
    fused = _FUSED.match(rest.shadow) if level == 1 else None
    if fused:
        return Block(level, number, rest.cut(0, fused.end()), rest.cut(fused.end()), strand, line)
    if len(rest) <= _LONGEST_HEADING and not re.search("[；。]", rest.shadow):
        return Block(level, number, rest, _NOTHING, strand, line)
    return Block(level, number, _NOTHING, rest, strand, line)
