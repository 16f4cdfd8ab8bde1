"""An explanation as text for people, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.telling.explain.model import Explanation, ItemTold, LineTold
from chuangcheng.engine.telling.wording import Language, problem_sentence
from chuangcheng.engine.working.provenance import Trace

WORDS: Final[dict[str, tuple[str, str]]] = {
    "total": ("总分", "total"),
    "rank": ("名次 {rank}（{group}，共 {size} 个）", "rank {rank} of {size} ({group})"),
    "clause": ("依据：{clause}", "clause: {clause}"),
    "settings": ("细则：", "settings:"),
    "na": ("不适用", "not applicable"),
    "aside": ("不计入总分", "not part of the total"),
    "key": ("对象 {key}", "key {key}"),
    "superseded": ("被后来的代替", "superseded"),
    "na-fact": ("不适用", "not applicable"),
    "left_out": ("不计", "left out"),
    "unless": ("已在别的项目计过", "another item has it"),
    "key-item": ("关键项目不合格，这个点位计 0 分", "a key item failed: the place gets 0"),
    "rest": ("舍入差额", "what rounding leaves"),
    "problems": ("不能算出的：", "what cannot be worked out:"),
    "none": ("本期没有考核这个单位。", "The unit was not assessed in this period."),
    "decisions": ("认定：{decisions}", "decisions: {decisions}"),
    "points": ("{points} 分", "{points}"),
}

#: Words for the states and notes of provenance; a fact that was simply used needs none.
NOTES: Final = {
    "superseded": "superseded",
    "na": "na-fact",
    "left_out": "left_out",
    "unless": "unless",
    "key": "key-item",
}
LANGUAGES: Final[tuple[Language, Language]] = ("zh", "en")


def explanation_text(told: Explanation, language: Language = "zh") -> str:
    """Write an explanation: item by item with clause and settings, each line with its facts."""
    return "\n".join(_lines(told, 0 if language == "zh" else 1, language)) + "\n"


def _lines(told: Explanation, place: int, language: Language) -> Iterator[str]:
    yield f"{told.name}（{told.unit}） {told.period}" if place == 0 else f"{told.name} ({told.unit}) {told.period}"
    if told.total is not None:
        yield f"{WORDS['total'][place]} {plain(told.total)}" + _rank(told, place)
    elif not told.problems:
        yield WORDS["none"][place]
    if told.decisions:
        yield WORDS["decisions"][place].format(
            decisions="、".join(told.decisions) if place == 0 else ", ".join(told.decisions)
        )
    for item in told.items:
        yield ""
        yield from _item(item, place)
    for period, total in told.parts:
        yield f"  {period}  {plain(total)}"
    if told.lines:
        yield ""
        yield f"total {WORDS['total'][place]}" if place == 0 else "total"
        for line in told.lines:
            yield from _line(line, place, "  ")
    if told.problems:
        yield ""
        yield WORDS["problems"][place]
        for problem in told.problems:
            yield f"  {problem.where}  {problem_sentence(problem, language)}"


def _rank(told: Explanation, place: int) -> str:
    if told.rank is None:
        return ""
    words = WORDS["rank"][place].format(rank=plain(told.rank.place, 10), group=told.rank.group, size=told.rank.size)
    return f"    {words}"


def _item(item: ItemTold, place: int) -> Iterator[str]:
    indent = "  " * item.depth
    notes = [WORDS[word][place] for word, holds in (("na", item.na), ("aside", not item.counted)) if holds]
    points = "" if item.points is None else WORDS["points"][place].format(points=plain(item.points))
    yield f"{indent}{item.id} {item.title}  {points}" + "".join(f"  [{note}]" for note in notes)
    if item.clause:
        yield f"{indent}  {WORDS['clause'][place].format(clause=item.clause)}"
    if item.settings:
        yield f"{indent}  {WORDS['settings'][place]}"
        for key, value in item.settings:
            yield f"{indent}    {key}: {value}"
    for line in item.lines:
        yield from _line(line, place, f"{indent}  ")
    yield from _traces(item.traces, place, f"{indent}    · ")
    for problem in item.problems:
        yield f"{indent}  ! {problem_sentence(problem, LANGUAGES[place])}"


def _line(line: LineTold, place: int, indent: str) -> Iterator[str]:
    sign = "+" if line.points > 0 else ""
    key = f"  {WORDS['key'][place].format(key=line.key)}" if line.key else ""
    fact = f"  {line.fact}" if line.fact else ""
    yield f"{indent}{sign}{plain(line.points)}  {line.reason}{key}{fact}"
    yield from _traces(line.traces, place, f"{indent}    · ")


def _traces(traces: Sequence[Trace], place: int, indent: str) -> Iterator[str]:
    """The facts behind a line, one each; a formula has none."""
    for trace in traces:
        if trace.fact or trace.note == "rest":
            yield indent + _trace(trace, place)


def _trace(trace: Trace, place: int) -> str:
    notes = [NOTES[word] for word in (trace.state, trace.note) if word in NOTES]
    what = f"{trace.kind} {trace.fact}" if trace.fact else WORDS["rest"][place]
    key = f"  {trace.key}" if trace.key else ""
    gave = "" if trace.gave is None else f"  {'+' if trace.gave > 0 else ''}{plain(trace.gave)}"
    return f"{what}{key}{gave}" + "".join(f"  [{WORDS[note][place]}]" for note in notes)
