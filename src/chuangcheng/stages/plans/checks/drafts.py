"""What an entry of a plan text must be before it is accepted: complete, and fit for the record that it becomes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.checks.cadences import read_rhythm
from chuangcheng.texts.taking.entries import Entry, checked

#: What each text of an entry is called.
ENTRY_LABELS: Final = {
    "text": gettext_lazy("文字"),
    "level": gettext_lazy("层级"),
    "first": gettext_lazy("第一天"),
    "last": gettext_lazy("最后一天"),
    "title": gettext_lazy("名称"),
    "content": gettext_lazy("内容"),
    "members": gettext_lazy("成员"),
    "standard": gettext_lazy("工作标准"),
    "host": gettext_lazy("牵头单位"),
    "helpers": gettext_lazy("配合单位"),
    "officer": gettext_lazy("责任人"),
    "due_on": gettext_lazy("完成时限"),
    "rhythm": gettext_lazy("周期"),
    "least": gettext_lazy("至少次数"),
    "most": gettext_lazy("至多次数"),
    "planned": gettext_lazy("计划数"),
    "measure_word": gettext_lazy("计量单位"),
    "condition": pgettext_lazy("scoring", "情形"),
    "act": gettext_lazy("计分方式"),
    "points": gettext_lazy("分值"),
    "others": gettext_lazy("同一句里的其他分值"),
    "per": gettext_lazy("按什么计"),
    "limit": gettext_lazy("上限"),
    "role": gettext_lazy("资金类别"),
    "yuan": gettext_lazy("金额（元）"),
    "items": gettext_lazy("各项"),
}
_LONGEST: Final = {
    "phase": {"title": 120},
    "title": {"text": 120},
    "aim": {"text": 120},
    "cadence": {"title": 200},
    "goal": {"title": 120, "measure_word": 16},
    "task": {"officer": 60},
    "measure": {"officer": 60},
}
_DAYS: Final = ("first", "last", "due_on")
_WHOLE: Final = ("least", "most")
_EXACT: Final = ("planned", "yuan", "points")


def faults_of(name: str, entry: Entry) -> list[Refused]:
    """Everything that keeps an entry from being taken, each with its text's name as ``field``."""
    found = [
        Refused("lacking", _("“%(what)s”还没有：原文没有写明，请补上。") % {"what": ENTRY_LABELS[each]}, field=each)
        for each in entry.lacks
    ]
    for field, text in entry.texts.items():
        if text and (fault := _fault(name, field, text)):
            found.append(Refused("wrong-value", fault, field=field))
    if not found and entry.texts.get("first", "") > entry.texts.get("last", "9"):
        found.append(Refused("days-reversed", _("最后一天早于第一天。请检查两个日期。"), field="last"))
    return found


def check_entry(name: str, texts: Mapping[str, str]) -> Entry:
    """The entry that a person typed. Refused with the first of its faults."""
    entry = checked(name, texts)
    for fault in faults_of(name, entry):
        raise fault
    return entry


def _fault(name: str, field: str, text: str) -> str:
    label = ENTRY_LABELS[field]
    most = _LONGEST.get(name, {}).get(field, 20_000)
    if len(text) > most:
        return _("“%(what)s”最多%(most)s个字，这里有%(size)s个。请缩短。") % {
            "what": label, "most": most, "size": len(text),
        }  # fmt: skip
    if field in _DAYS and not _is_day(text):
        return _("“%(text)s”不是日期。请写成 2022-05-30 的样子。") % {"text": text}
    if field in _WHOLE and not (text.isascii() and text.isdecimal() and 0 < int(text) < 1000):
        return _("“%(what)s”要写 1 到 999 的整数。") % {"what": label}
    if field in _EXACT and not _is_number(text, above_zero=name == "goal"):
        return _("“%(what)s”要写大于 0 的数。") % {"what": label}
    return _rhythm_fault(text) if field == "rhythm" else ""


def _rhythm_fault(text: str) -> str:
    try:
        read_rhythm(json.loads(text))
    except json.JSONDecodeError:
        return _("请选择多久办一次。")
    except Refused as refused:
        return str(refused.message)
    return ""


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_number(text: str, *, above_zero: bool) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    exponent = number.as_tuple().exponent
    if not number.is_finite() or not isinstance(exponent, int) or exponent < -4:
        return False
    return (number > 0 if above_zero else number >= 0) and number < 10**12
