"""方案, 计划, 总结, 汇报 …: the kind of a text, decided by what speaks for each kind, and told."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from chuangcheng.texts.layout.pieces import Piece
from chuangcheng.texts.model import Note, note

#: What a noun at a title's end makes of a text; longer nouns before shorter ones.
_NOUNS: Final = (
    ("分解表|清单|责任表", "任务表"), ("方案|预案|行动计划|三年计划", "方案"), ("计划", "计划"), ("要点", "要点"), ("规划", "规划"), ("通知", "通知"), ("通报", "通报"),
    ("总结", "总结"), ("汇报", "汇报"), ("报告", "报告"), ("意见", "意见"), ("细则", "细则"), ("办法", "办法"), ("规定|制度|章程|规则", "制度"),
    ("公约|守则|倡议书", "公约"), ("责任书|责任状", "责任书"), ("决定", "决定"), ("函|批复", "函"), ("纪要", "纪要"), ("讲话", "讲话"), ("简报", "简报"), ("目录|汇编", "目录"),
)  # fmt: skip
KINDS: Final = (*dict.fromkeys(kind for _, kind in _NOUNS), "片段", "其他")
_ENDING: Final = re.compile(rf"({'|'.join(nouns for nouns, _ in _NOUNS)})(?:（[^（）]{{1,14}}）|范文|模板|\*|篇.*)*$")
_SELF: Final = re.compile(
    rf"(?:制定|制订|拟定|提出|形成)(?:如下|以下|本|此|了?本)?(?:[^。，]{{0,12}}?)({'|'.join(n for n, _ in _NOUNS)})(?:如下)?[。：]?$"
)
#: A pattern in the text, the kind it speaks for, how loudly, and how it is told.
_SIGNS: Final = (
    (re.compile("总结如下"), "总结", 8), (re.compile("汇报如下"), "汇报", 8), (re.compile("报告如下"), "报告", 8), (re.compile("通报如下"), "通报", 8),
    (re.compile("通知如下|现(?:将[^。]{2,60})?印发给你们|请(?:认真)?(?:遵照执行|贯彻执行|贯彻落实|抓好落实)"), "通知", 7), (re.compile("主要做法(?:是|有|如下)|主要(?:工作)?(?:成绩|成效)"), "总结", 4),
    (re.compile("(?:下(?:一)?步|今后)(?:工作)?(?:打算|安排|计划|措施)"), "汇报", 2), (re.compile("(?:存在|主要)(?:的)?(?:问题|不足)"), "汇报", 1), (re.compile("各(?:村|单位|部门|乡镇|镇|街道|社区|股室|科室)[^。，]{0,8}要"), "方案", 2),
    (re.compile("甲方|乙方|签订(?:人|单位)"), "责任书", 4), (re.compile("(?:本(?:办法|细则|制度|规定))|自(?:发布|印发|公布)之日起"), "办法", 5),
    (re.compile("[一两二三几]年来|近年来|一年一度|取得了[^。]{0,20}(?:成绩|成效|成果|效果)|(?:全面|顺利|圆满)完成了"), "总结", 2), (re.compile("^(?:指导思想|总体要求|工作目标|总体目标|实施步骤|工作步骤|方法步骤|保障措施|工作要求|组织领导)"), "方案", 2),
    (re.compile("阶段(?=[：（])"), "方案", 3),
)  # fmt: skip
_HEADING_WEIGHT: Final = 10
_SELF_WEIGHT: Final = 9
_COLLECTION_WEIGHT: Final = 3
_SURE: Final = 4
_ARTICLES: Final = 3
_LEAST_PAST: Final = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind decided on, the words that spoke for it, and a note for the person."""

    kind: str
    evidence: tuple[str, ...]
    note: Note


def kind_of(piece: Piece) -> Kind:
    """Weigh what speaks for each kind; below a few weak signs the kind is called unsure."""
    if piece.fragment:
        return Kind("片段", (), note("fragment"))
    weights: dict[str, int] = defaultdict(int)
    evidence: dict[str, list[str]] = defaultdict(list)
    for kind, weight, words in _evidence(piece):
        weights[kind] += weight
        if words not in evidence[kind]:
            evidence[kind].append(words)
    kind = max(weights, key=lambda each: weights[each]) if weights else "其他"
    told = "、".join(evidence[kind][:5])
    if weights.get(kind, 0) < _SURE:
        return Kind(kind, tuple(evidence[kind]), note("kind_unsure", kind=kind, evidence=told or "—"))
    return Kind(kind, tuple(evidence[kind]), note("kind_evidence", kind=kind, evidence=told))


def kind_of_title(text: str) -> str | None:
    """The kind that a title's last noun names.

    >>> kind_of_title("关于印发《某镇实施方案》的通知"), kind_of_title("考核办法（试行）"), kind_of_title("某镇")
    ('通知', '办法', None)
    """
    found = _ENDING.search(text.strip())
    return _named(found[1]) if found else None


def _named(noun: str) -> str:
    return next(kind for nouns, kind in _NOUNS if re.fullmatch(nouns, noun))


def _evidence(piece: Piece) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    for strand, weight in ((piece.title, _HEADING_WEIGHT), (piece.collection, _COLLECTION_WEIGHT)):
        name = piece.collection_name if strand is piece.collection else strand.shadow if strand else ""
        kind = kind_of_title(name) if strand else None
        if kind:
            found.append((kind, weight, name))
    lead = [block for block in piece.blocks[:6] if not block.level]
    for block in lead:
        own = _SELF.search(block.whole.shadow)
        if own:
            found.append((_named(own[1]), _SELF_WEIGHT, own[0].strip("。：")))
    for pattern, kind, weight in _SIGNS:
        hit = next(
            (hit for block in piece.blocks if (hit := pattern.search(_line(block.heading.shadow, block.whole.shadow)))),
            None,
        )
        if hit:
            found.append((kind, weight, hit[0]))
    articles = sum(
        1 for block in piece.blocks if block.whole.shadow.startswith("第") and "条" in block.whole.shadow[:6]
    )
    if articles >= _ARTICLES:
        found.append(("办法", _HEADING_WEIGHT // 2, f"第…条 {articles}"))
    past = sum(len(re.findall("(?<![为除])了(?!解)", block.whole.shadow)) for block in piece.blocks)
    if past >= _LEAST_PAST:
        found.append(("总结", 2, f"“…了” {past}"))
    return found


def _line(heading: str, whole: str) -> str:
    return f"{heading}\n{whole}" if heading else whole
