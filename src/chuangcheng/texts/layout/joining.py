"""Lines into paragraphs: strays dropped, words that a page break cut put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chuangcheng.texts.layout import markers
from chuangcheng.texts.sources.lines import Source
from chuangcheng.texts.strands import Strand

_HAN: Final = "[\u3400-\u9fff〇，。；：！？、（）《》“”‘’％%□]"
#: White space that stands inside words: between Han characters, or between a digit and a Han character.
_GAP: Final = re.compile(
    rf"(?<={_HAN})[ \t\u00a0]+(?={_HAN})|(?<=\d)[ \t\u00a0]+(?={_HAN})|(?<={_HAN})[ \t\u00a0]+(?=\d)"
)
#: In a short line two spaces part a name from its post; only single ones are strays there.
_SINGLE_GAP: Final = re.compile(
    rf"(?<={_HAN})[ \u00a0](?={_HAN})|(?<=\d)[ \u00a0](?={_HAN})|(?<={_HAN})[ \u00a0](?=\d)"
)
_LONG: Final = 40
#: A word printed wide: 通　　知.
_SPREAD: Final = re.compile("^[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,5}$")
#: A line drawn between rows or paragraphs.
_RULE: Final = re.compile(r"^[\s|:：—=*_+]+$")
_WHITE: Final = re.compile(r"\s+")
_STRAY: Final = re.compile("[`\ufeff\u200b-\u200f\u00ad\u2060\u202a-\u202e\x00-\x08]")
_AND: Final = re.compile(r"(?<=[\u3400-\u9fff]) and (?=[\u3400-\u9fff])")
_BULLET: Final = re.compile(r"^(?:[—*•·●◆■□▲>]\s+|#+\s+|\*\*|[●◆▲•])")
_CLOSED: Final = tuple(markers.BODY_END)
_DANGLING: Final = (
    "，",
    "、",
    "（",
    "《",
    "“",
    "的",
    "和",
    "与",
    "及",
    "或",
    "对",
    "为",
    "在",
    "以",
    "将",
    "把",
    "由",
    "—",
)
#: An unnumbered line shorter than this, without a comma, is a heading or a signature, not half a sentence.
_SHORT: Final = 25
_LEAST_PAGES: Final = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph put together of one line or more. ``title`` and ``row`` say what its line looked like."""

    strand: Strand
    line: int
    cells: tuple[Strand, ...] = ()


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that is no text: a page number."""

    start: int
    end: int
    line: int


def paragraphs(source: Source) -> tuple[list[Paragraph], list[Stray]]:
    """Join what was broken; an empty line parts nothing, since page breaks leave empty lines inside sentences."""
    found: list[Paragraph] = []
    strays: list[Stray] = []
    open_, running = False, _running_heads(source)
    for line, (strand, indented, cells) in enumerate(_cleaned(source), 1):
        if not strand.text or _RULE.match(strand.shadow):
            continue
        if (markers.PAGE_NUMBER.match(strand.shadow) or strand.text in running) and not cells:
            strays.append(Stray(*strand.span(), line))
            continue
        if open_ and not cells and not indented and not source.whole and _continues(found[-1].strand, strand):
            last = found[-1]
            found[-1] = Paragraph(Strand.joined([last.strand, strand]), last.line)
        else:
            found.append(Paragraph(strand, line, cells))
        open_ = not cells
    return found, strays


def _running_heads(source: Source) -> set[str]:
    """Short lines that stand on three pages or more: the head or foot of every page."""
    pages: dict[str, set[int]] = {}
    for line in source.lines:
        if line.page is not None and 0 < len(line.text.strip()) <= _SHORT:
            pages.setdefault(line.text.strip(), set()).add(line.page)
    return {text for text, on in pages.items() if len(on) >= _LEAST_PAGES}


def _cleaned(source: Source) -> Iterator[tuple[Strand, bool, tuple[Strand, ...]]]:
    start = 0
    for line in source.lines:
        strand = Strand.of(line.text, start)
        indented = line.text.startswith(("\u3000\u3000", "    ", "\t"))
        cells = tuple(_clean(Strand.of(text, start + at)) for at, text in line.cells)
        yield _clean(strand), indented, cells
        start += len(line.text) + 1


def _clean(strand: Strand) -> Strand:
    label = markers.LABEL.match(strand.shadow.strip())
    strand = strand.without(_STRAY).stripped()
    if _SPREAD.match(strand.shadow):
        strand = strand.without(_WHITE)
    if not label:
        listed = len(strand) <= _LONG and not re.search("[。；]", strand.shadow)
        strand = strand.without(_SINGLE_GAP if listed else _GAP)
    strand = strand.without(_BULLET).stripped()
    return _in_chinese(strand)


def _in_chinese(strand: Strand) -> Strand:
    """Where a site's filter wrote " and " for 和, the word stands again in the shadow (and as long)."""
    return Strand(strand.text, _AND.sub("和    ", strand.shadow), strand.offsets) if " and " in strand.text else strand


def _continues(before: Strand, after: Strand) -> bool:
    """Whether ``after`` goes on with a sentence that ``before`` broke off."""
    one, two = before.shadow, after.shadow
    if _starts_anew(two) or markers.is_title(one) or markers.SIGNED_DAY.match(one) or markers.collection_marker(one):
        return False
    if one.endswith(_DANGLING) or _open(one):
        return True
    if one.endswith(_CLOSED):
        return False
    numbered = markers.numbering(one)
    if numbered or markers.LABEL.match(one):
        rest = one[numbered[2] :] if numbered else one
        return "。" in rest or ("，" in rest and len(rest) > 2 * _SHORT)
    if len(one) < _SHORT and not re.search("[，。；]", one):
        return two.startswith("关于") and bool(markers.ORGANISATION.search(one))
    return True


def _starts_anew(shadow: str) -> bool:
    return bool(
        (markers.numbering(shadow) and not re.match(r"[一二三四五六七八九十]是", shadow))
        or markers.LABEL.match(shadow)
        or markers.collection_marker(shadow)
        or markers.SIGNED_DAY.match(shadow)
        or markers.ADDRESSEE.match(shadow)
        or re.match(r"附\s*件\s*[：:\d一二三]", shadow)
    )


def _open(shadow: str) -> bool:
    """An opened bracket or quotation mark near the end that was not closed."""
    tail = shadow[-30:]
    return any(tail.rfind(left) > tail.rfind(right) for left, right in (("（", "）"), ("《", "》"), ("“", "”")))
