"""Several documents in one file, parted: by headings of a collection, by titles, by signatures, by numbering that begins again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chuangcheng.texts.layout import markers
from chuangcheng.texts.layout.blocks import Block, block_of
from chuangcheng.texts.layout.boilerplate import Cleaned
from chuangcheng.texts.model import Note, note
from chuangcheng.texts.strands import Strand

#: How a text begins that has no title: who leads, on what ground, for what, since when.
_LEAD: Final = re.compile(
    r"(?:如下|几点|特制定本[^。]{1,8})[：。]?$|^(?:在[^。，]{2,40}(?:领导|指导|关心|支持)(?:下|和)|我[办局镇县市村街校院区][^。，]{2,20}在[^。，]{2,30}领导下|根据|按照|为(?:了|进一步|深入|切实|全面|认真|扎实|贯彻|加强|更好)|近年来|[一两二三几]年来|(?:19|20)..年以来)"
)
_FUSED_TITLE: Final = re.compile(
    rf"^(?P<title>[^。，；：]{{2,40}}?(?:工作)?(?:{markers.KIND_NOUN}))(?=[^。，；：]{{2,12}}(?:委|局|办|镇|县|市|村|街道|学校|医院|公司|政府)[^。，；：]{{1,12}})"
)
_ATTACHED_ALONE: Final = re.compile(r"^附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]?$")
_LEAST_BODY: Final = 2
_MOST_LEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """The blocks of one text. ``collection`` is the collection's heading above it, ``title`` its own title."""

    blocks: tuple[Block, ...]
    title: Strand | None
    collection: Strand | None
    collection_name: str
    fragment: bool
    notes: tuple[Note, ...]

    def span(self) -> tuple[int, int]:
        """First and last offset of its blocks and headings."""
        strands = [block.whole for block in self.blocks] + [each for each in (self.title, self.collection) if each]
        spans = [strand.span() for strand in strands if strand.offsets]
        return min(start for start, _ in spans), max(end for _, end in spans)


def pieces(cleaned: Cleaned) -> list[Piece]:
    """The texts of a file, in order; headings without a text are left out."""
    found = list(cleaned.blocks)
    starts = _starts(cleaned)
    ends = [*starts[1:], len(found)]
    made = [_piece(found, start, end, cleaned) for start, end in zip(starts, ends, strict=True)]
    return [piece for piece in made if piece is not None]


@dataclass(slots=True)
class _Text:
    """What is known of the text that is being walked through: where it began, its bodies, its highest chapter."""

    start: int = 0
    bodies: int = 0
    chapter: int = 0

    def take(self, block: Block) -> None:
        """Count a block of this text."""
        self.bodies += bool(block.cells or "。" in block.whole.shadow or block.level)
        if block.level == 1:
            self.chapter = max(self.chapter, markers.numbering_value(block.number) or 0)


def _starts(cleaned: Cleaned) -> list[int]:
    found = cleaned.blocks
    starts = {0}
    here = _Text()
    for index, block in enumerate(found):
        at = _begins(cleaned, here, index)
        if at is not None:
            starts.add(at)
            here = _Text(at)
        here.take(block)
    return [start for start in sorted(starts) if start < len(found)] or [0]


def _begins(cleaned: Cleaned, here: _Text, index: int) -> int | None:
    """Where a text begins at this block, or a little before it; ``None`` when none does."""
    found = cleaned.blocks
    block = found[index]
    if index in cleaned.fragments or index - 1 in cleaned.fragments:
        return index
    if block.level == 0 and markers.collection_marker(block.whole.shadow):
        return index
    if _begins_by_title(found, here, index) or _begins_after_signature(found, here, index):
        return index
    if block.level == 1 and markers.numbering_value(block.number) == 1 and here.chapter > 1:
        lead = _lead(found, here.start, index)
        return lead if lead < index else None
    return None


def _begins_by_title(found: tuple[Block, ...], here: _Text, index: int) -> bool:
    """A title line below a text that has had its body, with a lead, an addressee, a table or a fresh numbering after it."""
    block = found[index]
    if block.level or block.cells or here.bodies < _LEAST_BODY or not markers.is_title(block.whole.shadow):
        return False
    if index and markers.SIGNED_DAY.match(found[index - 1].whole.shadow):
        return True
    following = found[index + 1 : index + 1 + _MOST_LEAD]
    anew = any(_first(each) for each in following)
    lead = any(_LEAD.search(each.whole.shadow) or markers.ADDRESSEE.match(each.whole.shadow) for each in following[:2])
    return anew or lead or bool(following and following[0].cells)


def _begins_after_signature(found: tuple[Block, ...], here: _Text, index: int) -> bool:
    """附件1 standing alone, below a body."""
    alone = bool(_ATTACHED_ALONE.match(found[index].whole.shadow)) and index + 1 < len(found)
    return alone and not found[index + 1].level and here.bodies >= _LEAST_BODY


def _lead(found: tuple[Block, ...], here: int, index: int) -> int:
    """Where the unnumbered lead above the heading at ``index`` begins; ``index`` itself when there is none."""
    start = index
    for at in range(index - 1, max(here, index - 1 - _MOST_LEAD), -1):
        block = found[at]
        if block.level or block.cells:
            break
        if _LEAD.search(block.whole.shadow) or markers.is_title(block.whole.shadow):
            start = at
    return start


def _first(block: Block) -> bool:
    return block.level in (1, 2, 3) and markers.numbering_value(block.number) == 1


def _piece(found: list[Block], start: int, end: int, cleaned: Cleaned) -> Piece | None:
    inside = found[start:end]
    collection = inside[0].whole if inside and markers.collection_marker(inside[0].whole.shadow) else None
    inside = inside[1:] if collection else inside
    title, inside = _title(inside, prefixed=start + bool(collection) in cleaned.prefixed)
    if not inside or (not title and not collection and not any(block.whole.text for block in inside)):
        return None
    marker = markers.collection_marker(collection.shadow) if collection else None
    by_numbering = start > 0 and not collection and not title and start not in cleaned.fragments
    after_fragment = start - 1 in cleaned.fragments
    notes = (note("split_by_numbering"),) if by_numbering and not after_fragment else ()
    name = marker[0] if marker else ""
    return Piece(tuple(inside), title, collection, name, start in cleaned.fragments, notes)


def _title(inside: list[Block], *, prefixed: bool) -> tuple[Strand | None, list[Block]]:
    """The title among the first lines, also one that runs on into the text."""
    fused = _FUSED_TITLE.match(inside[0].whole.shadow) if inside and prefixed else None
    if fused:
        first = inside[0]
        rest = block_of(first.whole.cut(fused.end("title")), first.line)
        return first.whole.cut(0, fused.end("title")), [rest, *inside[1:]]
    for index, block in enumerate(_head(inside)):
        if not block.cells and markers.is_title(block.whole.shadow):
            return block.whole, inside[:index] + inside[index + 1 :]
    return None, inside


def _head(inside: list[Block]) -> Iterator[Block]:
    """The lines before the first full sentence: heads, numbers, titles."""
    for block in inside[:8]:
        if block.level or "。" in block.whole.shadow:
            return
        yield block
