"""Phases with their days, and the time a plan runs: 4月20日至4月28日, 6月底前, 7月至10月, 5月21日—12月31日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Final

from chuangcheng.texts.days import Day, day_pattern, read_day
from chuangcheng.texts.model import Note, note
from chuangcheng.texts.patterns.prepared import DocumentYear, Found, Prepared, Sentence
from chuangcheng.texts.values import Phase, Span

#: A phase is compared with so many before it.
_MOST_COMPARED: Final = 20
#: Years told by the document's own: 今年, 去年, 次年.
_RELATIVE: Final = {"今": 0, "本": 0, "当": 0, "去": -1, "明": 1, "次": 1}
_TO: Final = r"\s*(?:至|到|——?|~|－)\s*"
_RANGE: Final = re.compile(
    rf"(?:从|自)?{day_pattern('a')}(?:起)?{_TO}(?:{day_pattern('b')}|(?P<bday_only>\d{{1,2}})[日号](?!\d))(?:底|前|止)?"
)
_UNTIL: Final = re.compile(rf"(?:于|在|到|截至|截止)?{day_pattern('b')}(?:之?前|以前|截止|为止|止)")
_FROM: Final = re.compile(rf"(?:从|自){day_pattern('a')}(?:起|开始)|{day_pattern('c')}(?:起|开始)")
_WHEN: Final = re.compile(day_pattern("b"))
_PHASE_NAME: Final = re.compile(r"阶段|第[一二三四五六]步")
_PHASE_SECTION: Final = re.compile("步骤|阶段|时间安排|进度安排|进度|方法步骤|实施安排|活动安排|时间节点|工作安排")
_INLINE: Final = re.compile(
    r"第(?P<n>[一二三四五六七八])阶段(?:为|是|：|，|、)?\s*(?:（(?P<in>[^（）]{2,30})）)?[：，]?\s*(?P<name>[^。，；：（）\d]{2,24})?"
)
#: 为“群众自我清理”阶段, behind its days.
_CALLED: Final = re.compile("为[“]?(?P<name>[^，。；“”]{2,16})[”]?阶段")
_BEFORE: Final = 30
_BRACKET: Final = re.compile(r"[（［](?P<in>[^（）［］]{2,40})[）］]?")


def read_span(shadow: str, start: int = 0, *, alone: bool = False) -> tuple[Span, int, int] | None:
    """The first stretch of days in ``shadow``: a range, a last day (前), a first day (起); with ``alone`` also a bare day."""
    for pattern in (_RANGE, _UNTIL, _FROM, *((_WHEN,) if alone else ())):
        found = pattern.search(shadow, start)
        if not found:
            continue
        first = read_day(found, "a") or read_day(found, "c") if pattern is not _UNTIL else None
        last = read_day(found, "b") if pattern is not _FROM else None
        if pattern is _RANGE and found["bday_only"] and first:
            last = replace(first, day=int(found["bday_only"]), edge="")
        if pattern is _WHEN:
            first = last
        if first or last:
            return Span(first, _carried(first, last), found[0]), found.start(), found.end()
    return None


def _carried(first: Day | None, last: Day | None) -> Day | None:
    """A year stated for the first day holds for the last one too."""
    if first and last and first.year is not None and last.year is None and not last.year_shown:
        return replace(last, year=first.year + (last.last() < first.first()))
    return last


def with_year(span: Span, year: DocumentYear) -> tuple[Span, tuple[Note, ...]]:
    """Years that the sentence does not tell: taken from the document and told, or told to be missing."""
    days = [day for day in (span.first, span.last) if day is not None]
    notes: list[Note] = [note("day_impossible", shown=span.text) for day in days if not day.exists()][:1]
    unknown = [day for day in days if day.year is None]
    if not unknown:
        return span, tuple(notes)
    masked = [day.year_shown for day in unknown if day.year_shown and day.year_shown not in _RELATIVE]
    if masked:
        return span, (*notes, note("year_masked", shown=f"{masked[0]}年"))
    if year.year is None:
        shown = next((day.year_shown for day in unknown if day.year_shown), "")
        return span, (*notes, note("year_relative", shown=f"{shown}年") if shown else note("year_missing"))
    told = (
        note("year_given", year=year.year)
        if year.where == "given"
        else note("year_from_document", year=year.year, where=year.where)
    )
    first, last = _placed(span.first, year.year), _placed(span.last, year.year)
    if first and last and last.last() < first.first() and last.year == first.year:
        last = replace(last, year=(last.year or 0) + 1)
    return Span(first, last, span.text), (*notes, told)


def _placed(day: Day | None, year: int) -> Day | None:
    """A day without a year put into the document's; 去年 and 次年 beside it."""
    if day is None or day.year is not None:
        return day
    return replace(day, year=year + _RELATIVE.get(day.year_shown, 0), year_shown="")


def read_phases(text: Prepared) -> Iterator[Found]:
    """All phases of a text, then what is odd between them; and the time the whole plan runs."""
    found = list(_phases(text))
    yield from _compared(found)
    taken = {id(each.sentence.block) for each in found}
    for sentence in text.sentences:
        timed = re.search("自|从|为期|利用|时间为|活动时间|起止", sentence.shadow) or re.match(
            r"[（]?\d", sentence.shadow
        )
        if id(sentence.block) not in taken and (timed or any("时间" in each for each in sentence.section)):
            yield from _period(sentence, text.year)


def _phases(text: Prepared) -> Iterator[Found]:
    for sentence in text.sentences:
        if sentence.heading or sentence.block.level == 0:
            found = _headed(sentence, text.year)
            if found:
                yield found
                continue
        if not sentence.heading:
            yield from _inline(sentence, text.year)


def _headed(sentence: Sentence, year: DocumentYear) -> Found | None:
    """A heading with days in it that is called a phase, or stands under 实施步骤, or has its days in brackets."""
    shadow = sentence.shadow
    if len(shadow) > 80:
        return None
    spanned = read_span(shadow, alone=True)
    named = bool(_PHASE_NAME.search(shadow)) and sentence.heading
    under = sentence.heading and any(_PHASE_SECTION.search(each) for each in sentence.section)
    bracket = next((each for each in _BRACKET.finditer(shadow) if read_span(each["in"], alone=True)), None)
    if not ((named and (spanned or under)) or (spanned and (under or (sentence.heading and bracket)))):
        return None
    name = _name(sentence, bracket, spanned)
    if spanned is None:
        spanned = _following(sentence)
    if spanned is None:
        return Found(
            "phase",
            Phase(sentence.block.number, name, None),
            sentence,
            0,
            len(shadow),
            "phase_heading",
            (note("start_missing"),),
        )
    days, notes = with_year(spanned[0], year)
    extra = _edges(days)
    start, end = (spanned[1], spanned[2]) if spanned[2] <= len(shadow) else (0, len(shadow))
    return Found(
        "phase", Phase(sentence.block.number, name, days), sentence, start, end, "phase_heading", (*notes, *extra)
    )


def _following(sentence: Sentence) -> tuple[Span, int, int] | None:
    """Days at the very beginning of the text below a phase's heading."""
    spanned = read_span(sentence.block.body.shadow[:40])
    return spanned if spanned and spanned[1] <= 4 else None


def _name(sentence: Sentence, bracket: re.Match[str] | None, spanned: tuple[Span, int, int] | None) -> str:
    text = sentence.strand.text
    if bracket:
        text = text[: bracket.start()] + text[bracket.end() :]
    elif spanned:
        text = text[: spanned[1]] + text[spanned[2] :]
    return text.strip(" ：:，,。（）()、")


def _inline(sentence: Sentence, year: DocumentYear) -> Iterator[Found]:
    """第一阶段：动员部署（3月1日至3月20日）, or 3月1日至20日为动员阶段, inside a sentence."""
    for called in _CALLED.finditer(sentence.shadow):
        spanned = read_span(sentence.shadow[max(0, called.start() - _BEFORE) : called.start()])
        if spanned and spanned[2] >= min(called.start(), _BEFORE) - 1:
            days, notes = with_year(spanned[0], year)
            start = max(0, called.start() - _BEFORE) + spanned[1]
            yield Found(
                "phase",
                Phase("", called["name"], days),
                sentence,
                start,
                called.end(),
                "phase_called",
                (*notes, *_edges(days)),
            )
    hits = list(_INLINE.finditer(sentence.shadow))
    for hit, following in zip_longest(hits, hits[1:]):
        end = following.start() if following else min(len(sentence.shadow), hit.end() + 60)
        spanned = read_span(sentence.shadow[hit.start() : end])
        if spanned is None:
            continue
        days, notes = with_year(spanned[0], year)
        name = (hit["name"] or "").strip() or f"第{hit['n']}阶段"
        yield Found(
            "phase",
            Phase(hit["n"], name, days),
            sentence,
            hit.start(),
            hit.start() + spanned[2],
            "phase_inline",
            (*notes, *_edges(days)),
        )


def _edges(days: Span) -> tuple[Note, ...]:
    notes = [note("start_missing")] if days.first is None else []
    if days.first and days.last and (a := _date(days.first, 0)) and (b := _date(days.last, 1)) and b < a:
        notes.append(note("phase_backwards"))
    return tuple(notes)


def _period(sentence: Sentence, year: DocumentYear) -> Iterator[Found]:
    found = _RANGE.search(sentence.shadow)
    spanned = read_span(sentence.shadow) if found else None
    if spanned:
        days, notes = with_year(spanned[0], year)
        yield Found("period", days, sentence, spanned[1], spanned[2], "from_to", notes)


def _compared(found: list[Found]) -> Iterator[Found]:
    """Overlaps and gaps of a phase with the ones before it, where days are known; years count as equal when missing."""
    for index, each in enumerate(found):
        notes = list(each.notes)
        for other in found[max(0, index - _MOST_COMPARED) : index]:
            days = _overlap(other.value, each.value)
            if days > 0:
                notes.append(note("phases_overlap", one=_called(other), other=_called(each), days=days))
        if index and (gap := -_overlap(found[index - 1].value, each.value)) > 0:
            notes.append(note("phases_gap", one=_called(found[index - 1]), other=_called(each), days=gap))
        yield replace(each, notes=tuple(notes))


def _called(found: Found) -> str:
    return found.value.name if isinstance(found.value, Phase) else ""


def _overlap(one: object, two: object) -> int:
    """Common days of two phases; negative for the days between them; 0 when unknown or when they touch."""
    if not (isinstance(one, Phase) and isinstance(two, Phase) and one.days and two.days):
        return 0
    ends = [_date(one.days.first, 0), _date(one.days.last, 1), _date(two.days.first, 0), _date(two.days.last, 1)]
    if None in ends or one.days.last is None or two.days.first is None:
        return 0
    first_one, last_one, first_two, last_two = (end for end in ends if end is not None)
    return (min(last_one, last_two) - max(first_one, first_two)).days + 1


def _date(day: Day | None, last: int) -> date | None:
    """The calendar day; a missing year counts as a common year, so that days without a year can be compared."""
    if day is None or not day.exists() or (day.year is None and day.year_shown):
        return None
    month, number = day.last() if last else day.first()
    try:
        return date(day.year or 2023, month, number)
    except ValueError:
        return None
