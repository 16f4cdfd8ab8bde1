"""A text made ready for the patterns: its sentences under their headings, and the year it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chuangcheng.texts.layout.blocks import Block
from chuangcheng.texts.layout.pieces import Piece
from chuangcheng.texts.layout.sentences import sentences
from chuangcheng.texts.model import Note
from chuangcheng.texts.strands import Strand

if TYPE_CHECKING:
    from chuangcheng.texts.values import Value

#: Kinds of text that order or plan throughout; in others only the sections that look ahead do.
ORDERING: Final = (
    "方案",
    "计划",
    "要点",
    "通知",
    "意见",
    "办法",
    "细则",
    "制度",
    "任务表",
    "规划",
    "责任书",
    "决定",
    "公约",
    "函",
)
#: More figures of one kind in a sentence than this are no sentence; what is passed over is listed as unread.
MOST_FIGURES: Final = 60
#: Headings deeper than this are items, not sections.
_SECTION_LEVELS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the block it stands in and the headings above it. ``heading``: it is a heading itself."""

    strand: Strand
    block: Block
    section: tuple[str, ...]
    heading: bool = False

    @property
    def shadow(self) -> str:
        """What patterns are matched on."""
        return self.strand.shadow


@dataclass(frozen=True, slots=True)
class DocumentYear:
    """The year that the document tells of itself: where (标题, 发文字号, 落款, given) and what."""

    year: int | None
    where: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A piece with its sentences in order."""

    piece: Piece
    sentences: tuple[Sentence, ...]
    year: DocumentYear
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern found: becomes a ``model.Field`` once its place is known. ``start``/``end`` within the sentence."""

    name: str
    value: Value
    sentence: Sentence
    start: int
    end: int
    rule: str
    notes: tuple[Note, ...] = field(default=())


def sentences_of(piece: Piece) -> tuple[Sentence, ...]:
    """All sentences of a piece with the headings above each; numbering that starts again is tolerated."""
    return tuple(_sentences(piece))


def _sentences(piece: Piece) -> Iterator[Sentence]:
    above: dict[int, str] = {}
    for block in piece.blocks:
        if block.level in _SECTION_LEVELS:
            above = {level: text for level, text in above.items() if level < block.level}
        section = tuple(above[level] for level in sorted(above))
        if block.heading.text:
            yield Sentence(block.heading, block, section, heading=True)
            if block.level in _SECTION_LEVELS:
                above[block.level] = block.heading.text
                section = (*section, block.heading.text)
        for cell in block.cells:
            yield from (Sentence(strand, block, section) for strand in sentences(cell))
        for strand in sentences(block.body):
            yield Sentence(strand, block, section)
