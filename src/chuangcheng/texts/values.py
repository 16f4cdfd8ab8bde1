"""What a field can say: one frozen shape for each kind of statement, exact and complete as far as the text goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from chuangcheng.texts.days import Day

#: The words for fields, with what each is called on a page.
FIELD_NAMES: Final = {
    "title": ("标题", "title"),
    "number": ("发文字号", "document number"),
    "addressee": ("主送", "addressee"),
    "organisation": ("单位", "organisation"),
    "signature": ("落款", "signature"),
    "year": ("年份", "year"),
    "aim": ("创建目标", "aim"),
    "basis": ("依据", "basis"),
    "period": ("起止时间", "period"),
    "goal": ("指标", "goal"),
    "phase": ("阶段", "phase"),
    "group": ("领导小组", "leading group"),
    "task": ("任务", "task"),
    "cadence": ("频次", "cadence"),
    "scoring": ("计分", "scoring"),
    "money": ("资金", "money"),
    "checklist": ("清单", "checklist"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A statement that is its words: title, number, addressee, organisation, basis."""

    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A title striven for: ``family`` 文明单位, 文明村 …; ``level`` 县 市 省 自治区 全国 or empty; ``act`` 争创, 申报, 巩固 …"""

    text: str
    family: str
    level: str
    act: str


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` to ``last`` day; ``None`` where the text does not say. ``text`` is how it is printed."""

    first: Day | None
    last: Day | None
    text: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a plan: its printed ``number``, its ``name`` and its days."""

    number: str
    name: str
    days: Span | None


Value = Words | Aim | Span | Phase
Certainty = Literal["exact", "about", "at_least", "at_most", "below", "above", "masked"]
