"""Aims and figures to reach: 争创市级文明单位, 到…达80%, 覆盖率达到71.4%, 不少于3个, 无一例."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final, Literal

from chuangcheng.texts.model import Note, note
from chuangcheng.texts.numbers import MASK, NUMBER, read_number
from chuangcheng.texts.patterns.clauses import clause_bounds
from chuangcheng.texts.patterns.phases import read_span, with_year
from chuangcheng.texts.patterns.prepared import MOST_FIGURES, ORDERING, Found, Prepared, Sentence
from chuangcheng.texts.values import Aim, Amount, Certainty, Goal, Span

_LEVEL: Final = "全国|国家级?|省级|市级|县级|区级|镇级|自治区级|地市级|部级"
_FAMILY: Final = (
    "文明城市(?:工作先进市)?|文明县城|文明城区|文明村镇|文明村|文明乡镇|文明镇|文明单位|文明校园|文明家庭|文明社区|文明行业|文明和谐执法单位|文明和谐单位|文明示范街|卫生城市?|卫生县城|卫生镇|卫生村|园林(?:城市|单位)|四星级台站|清洁村庄标准|青年文明号|青年文明乡镇|"
    "星级文明户|美丽(?:宜居)?乡村|生态文明示范村|示范村|平安(?:建设|村镇|单位)|学习型[^，。、为]{2,8}"
)
_AIM: Final = re.compile(
    rf"(?P<act>争创|创建|申报创建|申报|申请|创成|争当|争做|达到|保持|巩固|争取|打造|推进)(?:成为|成|为)?(?P<between>[^，。；《》]{{0,24}}?)(?P<level>{_LEVEL})?[“]?(?P<family>{_FAMILY})"
)
_RATE: Final = re.compile(
    rf"(?P<q>不低于|不少于|不高于|不超过|低于|高于|超过|至少|约|近)?(?:(?P<n>(?<!\d)\d{{1,6}}(?:\.\d{{1,6}})?|{MASK})%|百分之(?P<han>[〇零一二三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?))(?P<side>以上|以下|以内|左右)?"
)
_COVER: Final = re.compile(
    "(?:实现了?|达到|保证[^，。]{0,16}?)?(?:无缝隙、)?全覆盖|家喻户晓|人人皆知|无死角(?:、)?无盲区|人手一册|件件有结果"
)
_ZERO: Final = re.compile(
    "(?:确保|做到|全年|多年来，?)?(?:无一例[^，。；]{0,20}发生?|未发生[^，。；]{2,16}|零(?:发生|事故|上访|投诉|违法)|无[^，。；、“”]{2,14}(?:案件|事故责任|事故|事件)(?:、[^，。；]{2,8}案件)?(?:发生)?)"
)
_COUNT: Final = re.compile(
    rf"(?P<verb>新增|新建|建成|建设|创建(?:成功)?|培育|打造|完成|开工|改造|达到|评选|选树|推荐|不少于|至少选定|至少)(?:[\u4e00-\u9fff]{{1,10}}?)??(?P<q>不少于|至少|达到?|约)?(?P<n>{NUMBER})(?P<x>多|余)?(?P<unit>个(?!方面|步骤|阶段|环节|重点|目标)|名|户|家|处|所|条|支|场|期|篇|座|公里|平方米|万户|万人|间|面|块|套|份|株|人)(?P<side>以上)?"
)
_SUBJECT: Final = re.compile(
    r"(?P<s>[^，。；：、]{1,24}?)(?:达到?[^，。；]{0,16}?(?:总数|总量)的?|占[^，。；]{0,16}?(?:总数|总量)?的)?(?:力争|争取|确保|要|必须|均|全部|总体|稳定|平均)*(?:达到了?|达|提高到|提升到|提升至|提高至|上升到|保持在|控制在|降至|降到|为|不低于|不少于|超过|实现了?|均为|完成)?$"
)
#: Words further before a figure than this are not its subject.
_LONGEST_SUBJECT: Final = 80
_WANTED: Final = re.compile("确保|做到(?!了)|保证(?!了)|努力|力争|争取|要|必须|杜绝|应")
_TARGET: Final = re.compile(
    "力争|争取|确保|要|到.{0,12}[年月底]|达到以下|目标|不低于|不少于|不超过|以上|将|必须|实现(?!了)|应|努力|底前|年底"
)
_REACHED: Final = re.compile("达到了|已|均为|实现了|完成了|截至|目前|现有")


def read_goals(text: Prepared) -> Iterator[Found]:
    """Aims first (one for each family and level), then rates, counts, coverage and zero targets."""
    seen: set[tuple[str, str]] = set()
    above: dict[int, str] = {}
    for sentence in text.sentences:
        for hit in _AIM.finditer(sentence.shadow):
            key = (hit["family"], hit["level"] or "")
            if (
                key in seen
                or sentence.shadow[: hit.start()].endswith("已")
                or (hit["act"] in ("推进", "打造", "达到") and not (hit["level"] or "标准" in hit["family"]))
            ):
                continue
            seen.add(key)
            yield Found(
                "aim",
                Aim(sentence.strand.text[hit.start() : hit.end()], hit["family"], hit["level"] or "", hit["act"]),
                sentence,
                *hit.span(),
                "aim",
            )
        level = sentence.block.level
        above = {at: line for at, line in above.items() if at < level}
        yield from _figures(sentence, text, "".join(above[at] for at in sorted(above)[-1:]))
        if sentence.shadow.endswith("：") and not sentence.heading:
            above[level] = sentence.shadow


def _figures(sentence: Sentence, text: Prepared, above: str) -> Iterator[Found]:
    for hit in itertools.islice(_RATE.finditer(sentence.shadow), MOST_FIGURES):
        if re.search(
            "奖励|权重|比例计|占总分|加权|考核分|分值|考核得分|考核成绩",
            sentence.shadow[max(0, hit.start() - 12) : hit.end() + 8],
        ):
            continue
        number = read_number(hit["n"] or hit["han"])
        yield _goal(sentence, hit, Amount(number, "%", _certainty(hit, number), hit[0]), text, "rate", above)
    for hit in itertools.islice(_COUNT.finditer(sentence.shadow), MOST_FIGURES):
        if _is_target(sentence, hit) or hit["verb"].startswith("至少"):
            number = read_number(hit["n"])
            yield _goal(
                sentence, hit, Amount(number, hit["unit"], _certainty(hit, number), hit[0]), text, "count", above
            )
    for pattern, unit, rule in ((_COVER, "全覆盖", "coverage"), (_ZERO, "零", "zero")):
        for hit in pattern.finditer(sentence.shadow):
            left = clause_bounds(sentence.shadow, *hit.span())[0]
            value = Goal(
                sentence.strand.text[left : hit.end()].strip(),
                Amount(None, unit, "unstated", hit[0]),
                "target"
                if _WANTED.search(sentence.shadow[left : hit.end()]) or _rules_ahead(sentence, text)
                else "stated",
            )
            yield Found("goal", value, sentence, *hit.span(), rule)


def _goal(sentence: Sentence, hit: re.Match[str], amount: Amount, text: Prepared, rule: str, above: str) -> Found:
    shadow = sentence.shadow
    left = max(clause_bounds(shadow, hit.start(), hit.start())[0], hit.start() - _LONGEST_SUBJECT)
    by, notes = _day_of(sentence, left, hit.start(), text, above)
    words = re.sub(
        "^(?:到|于|在)?[^，]{0,12}?(?:年(?:底|末)?|[0-9]{1,2}月(?:底|末|[0-9]{1,2}日)?)(?:之?前|以前)?",
        "",
        shadow[left : hit.start()],
    )
    before = shadow[max(left - 30, clause_bounds(shadow, max(0, left - 2), max(0, left - 2))[0]) : max(0, left - 1)]
    subject = _subject(words) or _subject(before)
    reached = _REACHED.search(shadow[left : hit.end()]) and not _TARGET.search(shadow[left : hit.start()])
    state: Literal["target", "stated"] = (
        "target" if not reached and (_is_target(sentence, hit) or _rules_ahead(sentence, text)) else "stated"
    )
    masked = (note("masked", shown=hit[0]),) if amount.number is None else ()
    return Found("goal", Goal(subject, amount, state, by), sentence, hit.start(), hit.end(), rule, (*masked, *notes))


def _subject(words: str) -> str:
    found = _SUBJECT.search(words)
    return re.sub(
        "^(?:力争|争取|确保|实现|使|将|全面|达|增长)+", "", (found["s"] if found else words).strip(" 的，")
    ).strip()


def _day_of(
    sentence: Sentence, left: int, upto: int, text: Prepared, above: str
) -> tuple[Span | None, tuple[Note, ...]]:
    """The day by which: in the figure's clause, just before it, or in the line with a colon above its list."""
    for stretch in (sentence.shadow[left:upto], sentence.shadow[max(0, left - 30) : left], above):
        spanned = read_span(stretch, alone=True)
        if spanned:
            return with_year(spanned[0], text.year)
    return None, ()


def _is_target(sentence: Sentence, hit: re.Match[str]) -> bool:
    return bool(_TARGET.search(sentence.shadow[max(0, hit.start() - 30) : hit.end()])) or any(
        re.search("(?:目标|指标)$", each) for each in sentence.section
    )


def _rules_ahead(sentence: Sentence, text: Prepared) -> bool:
    """In a text that orders or plans a figure is to be reached, unless the sentence tells of the present."""
    return text.kind in ORDERING and not _REACHED.search(sentence.shadow)


def _certainty(hit: re.Match[str], number: object) -> Certainty:
    if number is None:
        return "masked"
    parts = hit.groupdict()
    words = {parts.get("q"), parts.get("side"), parts.get("x"), parts.get("verb")}
    if words & {"不低于", "不少于", "至少", "以上", "至少选定"}:
        return "at_least"
    if words & {"不超过", "不高于", "以内", "以下", "低于"}:
        return "at_most"
    if words & {"约", "近", "左右"}:
        return "about"
    return "over" if words & {"超过", "高于", "余", "多"} else "exact"
