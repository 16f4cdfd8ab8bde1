"""Where a title breaks: in lines of about one length, never within a number or before a mark (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import math
from typing import Final

from chuangcheng.documents import measures as m

#: Characters of the title's size that a line of the type area takes.
MOST: Final = int((m.PAGE_MM[0] - m.LEFT_MM - m.RIGHT_MM) / 25.4 * 72 / m.TITLE_PT)
#: What cannot begin a line: closing marks, and particles that belong to the word before them.
_NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』”’】〕的了和与及")
#: What cannot end one.
_NOT_LAST: Final = frozenset("（《〈「『“‘【〔第")
#: Words of such titles, which stay whole.
_WORDS: Final = frozenset(
    {
        "关于", "印发", "公布", "开展", "加强", "做好", "文明", "创建", "工作", "考核", "情况", "通报", "汇报", "通知",
        "通告", "报告", "决定", "意见", "方案", "办法", "细则", "结果", "实施", "评选", "表彰", "命名", "整改", "问题",
        "活动", "检查", "督查", "季度", "年度", "上半", "半年", "单位", "村镇", "村庄", "清洁", "先进", "集体", "个人",
        "城市", "社区", "家庭", "校园", "志愿", "服务",
    }
)  # fmt: skip


def title_lines(title: str, most: int = MOST) -> list[str]:
    """The lines of a title. ``most``: Chinese characters that fit a line; a Latin letter or a digit is half as wide.

    >>> title_lines("关于2026年第一季度文明创建工作考核情况的通报")
    ['关于2026年第一季度文明', '创建工作考核情况的通报']
    """
    count = math.ceil(_width(title) / most)
    lines = []
    while count > 1 and (places := [at for at in range(1, len(title)) if _may_break(title, at)]):
        wanted = _width(title) / count
        at = min(places, key=lambda place: abs(_width(title[:place]) - wanted))
        lines.append(title[:at].strip())
        title, count = title[at:].strip(), count - 1
    return [*lines, title]


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    within_number = before.isascii() and (after.isascii() or after in "年月日")
    within_word = text[at - 1 : at + 1] in _WORDS
    return not within_number and not within_word and after not in _NOT_FIRST and before not in _NOT_LAST
