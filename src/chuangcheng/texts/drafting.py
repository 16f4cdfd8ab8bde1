"""A piece into a draft: every pattern asked, places told, what was left over listed."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from typing import Final

from chuangcheng.texts.layout import markers
from chuangcheng.texts.layout.blocks import Block
from chuangcheng.texts.layout.pieces import Piece
from chuangcheng.texts.model import Draft, Field, Heading, Note, Place, Unread, note
from chuangcheng.texts.patterns.cadences import read_cadences
from chuangcheng.texts.patterns.checklists import read_checklists
from chuangcheng.texts.patterns.goals import read_goals
from chuangcheng.texts.patterns.groups import read_groups
from chuangcheng.texts.patterns.head import read_head, year_of
from chuangcheng.texts.patterns.kind import kind_of
from chuangcheng.texts.patterns.money import read_money
from chuangcheng.texts.patterns.phases import read_phases
from chuangcheng.texts.patterns.prepared import Found, Prepared, sentences_of
from chuangcheng.texts.patterns.scoring import read_scoring
from chuangcheng.texts.patterns.tables import read_tables
from chuangcheng.texts.patterns.tasks import read_tasks
from chuangcheng.texts.sources.lines import Source
from chuangcheng.texts.strands import Strand

#: Every reader of statements, in the order in which fields of one sentence are listed.
READERS: Final[tuple[Callable[[Prepared], Iterator[Found]], ...]] = (
    read_head,
    read_goals,
    read_phases,
    read_groups,
    read_cadences,
    read_scoring,
    read_money,
    read_checklists,
    read_tables,
)

_SIGNS: Final = (
    ("mask", re.compile(r"(?:19|20)[xX_*]{2}|\*+|_{2,}|□|[xX]{2,}")),
    ("date", re.compile(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十\d]|底|前)|季度|年底|年初")),
    ("number", re.compile(r"\d")),
    ("must", re.compile("不得|必须|严禁|应当|务必|负责")),
)


#: What a sentence must not lose silently.
_FIGURE: Final = re.compile(r"(?<![\d《])(?:\d{1,12}(?:\.\d{1,6})?|\*{1,6}|_{2,6}|□|(?:19|20)[xX]{2})(?![^《]{0,30}》)")


class Places:
    """Tells of an offset in the file's text its line, paragraph and page."""

    def __init__(self, source: Source) -> None:
        """Take the lines of a file."""
        self._lines = source.lines
        self._starts = [0]
        for line in source.lines[:-1]:
            self._starts.append(self._starts[-1] + len(line.text) + 1)

    def of(self, strand: Strand) -> Place:
        """Where a strand stands."""
        start, end = strand.span()
        return self.between(start, end)

    def between(self, start: int, end: int) -> Place:
        """Where the characters from ``start`` to ``end`` stand."""
        number = bisect.bisect_right(self._starts, start) - 1
        line = self._lines[number]
        return Place(start, end, number + 1, line.paragraph, line.page)


def draft(piece: Piece, number: int, places: Places, given_year: int | None) -> Draft:
    """Read one text."""
    kind = kind_of(piece)
    text = Prepared(piece, sentences_of(piece), year_of(piece, given_year), kind.kind)
    found = [each for reader in READERS for each in reader(text)]
    found += read_tasks(text)
    fields = sorted((_field(each, places) for each in found), key=lambda each: (each.place.start, each.mark))
    notes = [*piece.notes, kind.note]
    if not any(each.name == "title" for each in fields):
        notes.append(note("title_missing"))
    if any(each.code == "year_missing" for field in fields for each in field.notes):
        notes.append(note("year_missing"))
    return Draft(
        number,
        kind.kind,
        places.between(*piece.span()),
        tuple(fields),
        _unread(text, found, places),
        _outline(piece, places),
        tuple(notes),
    )


def _field(found: Found, places: Places) -> Field:
    strand = found.sentence.strand
    mark = strand.span(found.start, max(found.end, found.start + 1))
    return Field(
        found.name, found.value, strand.text, places.of(strand), mark, found.rule, found.sentence.section, found.notes
    )


def _unread(text: Prepared, found: list[Found], places: Places) -> tuple[Unread, ...]:
    """Sentences of which nothing was read; and those in which a number, day or mask was passed over (sign ``part``)."""
    marks: dict[int, list[Found]] = {}
    for each in found:
        if each.sentence.strand.offsets:
            marks.setdefault(each.sentence.strand.offsets[0], []).append(each)
    rows = {id(each.sentence.block) for each in found if each.rule in ("table_row", "table_points")}
    left = []
    for sentence in text.sentences:
        if sentence.heading or not sentence.strand.offsets:
            continue
        here = marks.get(sentence.strand.offsets[0], [])
        signs = _signs(sentence.shadow) if not here else ("part",) if _passed_over(sentence.shadow, here) else None
        if not here and sentence.block.cells and (not signs or id(sentence.block) in rows):
            continue
        if signs is not None:
            left.append(Unread(sentence.strand.text, places.of(sentence.strand), sentence.section, signs))
    return tuple(left)


def _passed_over(shadow: str, here: list[Found]) -> bool:
    exact = [(each.start, each.end) for each in here if each.name not in ("task", "measure")]
    return any(not any(start <= hit.start() < end for start, end in exact) for hit in _FIGURE.finditer(shadow))


def _signs(shadow: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _SIGNS if pattern.search(shadow))


def _outline(piece: Piece, places: Places) -> tuple[Heading, ...]:
    return tuple(_headings(piece.blocks, places))


def _headings(blocks: tuple[Block, ...], places: Places) -> Iterator[Heading]:
    """Headings with what is odd about their numbers: started again, a first one missing, nothing below."""
    last: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if not block.level or not block.heading.text or block.level > 5:
            continue
        value = markers.numbering_value(block.number) or 0
        last = {level: number for level, number in last.items() if level <= block.level}
        notes: list[Note] = []
        before = last.get(block.level, 0)
        if value == 1 and before > 0:
            notes.append(note("numbering_restarts", shown=block.heading.text[:20]))
        if value > before + 1 and value > 1:
            notes.append(note("numbering_skips", shown=block.heading.text[:20], missing=before + 1))
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if not block.body.text and (following is None or 0 < following.level <= block.level):
            notes += [note("section_empty")] if following is None or following.level < 6 else []
        last[block.level] = value
        yield Heading(block.level, block.number, block.heading.text, places.of(block.heading), tuple(notes))
