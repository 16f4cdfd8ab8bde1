"""Clauses of a sentence: what is said around a few words, and who is said to do it."""

from __future__ import annotations

import re
from typing import Final

from chuangcheng.texts.patterns.prepared import Sentence

_ENDS: Final = "，。；！？：\n"
#: Longer than this a clause says more than one thing; it is cut.
_LONGEST: Final = 80
#: Who does something, at the beginning of a clause: 各村要…, 每个党员…, 镇文明办负责….
_WHO: Final = re.compile(
    r"^(?:由|要求|组织)?(?P<who>(?:各|全体|所有|每个|每名|每位)[^，。；每要应须]{1,14}?|[\u4e00-\u9fffx*]{1,12}?(?:局|办|委|党组|村|镇|街道|社区|单位|部门|科室|股室|小组|干部|党员|书记|人员|队伍|机构|学校|医院|中心))(?=(?<![主重需])要|应|须|必须|每|负责|做到|定期|及时|不定期|经常|开展|组织|落实|制定|牵头|将|分别|坚持|实行|建立|成立|至少|按|[一二三四五六]是)"
)


def clause_bounds(shadow: str, start: int, end: int) -> tuple[int, int]:
    """The clause around ``start`` … ``end``: between commas or stops, brackets left whole.

    >>> clause_bounds("加强领导，每周开展一次活动，注重实效。", 5, 7)
    (5, 13)
    """
    left = max((shadow.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    rights = [at for mark in _ENDS if (at := shadow.find(mark, end)) >= 0]
    return left, min(rights, default=len(shadow))


def clause_around(sentence: Sentence, start: int, end: int) -> str:
    """The words of the clause, as printed."""
    left, right = clause_bounds(sentence.shadow, start, end)
    return sentence.strand.text[left:right].strip()[:_LONGEST]


def subject_of(sentence: Sentence, start: int) -> str:
    """Who does what is said at ``start``: named in its clause, else in the clause that begins the sentence."""
    left, _ = clause_bounds(sentence.shadow, start, start)
    for begin in dict.fromkeys((left, 0)):
        found = _WHO.match(sentence.shadow[begin : start + 12])
        if found:
            return sentence.strand.text[begin + found.start("who") : begin + found.end("who")]
    return ""
