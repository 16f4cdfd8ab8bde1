"""Who did what with a record, and when: told from the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from chuangcheng.base.models import JournalLine
from chuangcheng.people.models import Account

#: Last word of a verb → what people call the act.
ACTS: Final[dict[str, Any]] = {
    "record": pgettext_lazy("journal", "录入"),
    "register": pgettext_lazy("journal", "登记"),
    "import": pgettext_lazy("journal", "导入"),
    "start": pgettext_lazy("journal", "建立"),
    "add": pgettext_lazy("journal", "新增"),
    "set": pgettext_lazy("journal", "调整"),
    "store": pgettext_lazy("journal", "上传"),
    "cite": pgettext_lazy("journal", "引用"),
    "change": pgettext_lazy("journal", "修改"),
    "review": pgettext_lazy("journal", "审核"),
    "withdraw": pgettext_lazy("journal", "撤回"),
    "close": pgettext_lazy("journal", "关账"),
    "reopen": pgettext_lazy("journal", "重开"),
    "remove": pgettext_lazy("journal", "移除"),
    "done": pgettext_lazy("journal", "报告完成"),
    "confirm": pgettext_lazy("journal", "确认"),
    "return": pgettext_lazy("journal", "退回"),
    "drop": pgettext_lazy("journal", "不再办理"),
    "resume": pgettext_lazy("journal", "恢复办理"),
    "draft": pgettext_lazy("journal", "起草"),
    "issue": pgettext_lazy("journal", "发出"),
    "sign": pgettext_lazy("journal", "签订"),
    "refuse": pgettext_lazy("journal", "未签"),
    "read": pgettext_lazy("journal", "填报完成数"),
    "correct": pgettext_lazy("journal", "更正"),
    "result": pgettext_lazy("journal", "填报结果"),
    "reply": pgettext_lazy("journal", "回复"),
    "finish": pgettext_lazy("journal", "办结"),
    "plan": pgettext_lazy("journal", "列入计划"),
    "hold": pgettext_lazy("journal", "开展"),
    "postpone": pgettext_lazy("journal", "延期"),
    "cancel": pgettext_lazy("journal", "取消"),
    "replan": pgettext_lazy("journal", "重新安排"),
    "move": pgettext_lazy("journal", "办理"),
    "decide": pgettext_lazy("journal", "决定"),
    "leave": pgettext_lazy("journal", "退出"),
    "end": pgettext_lazy("journal", "停止"),
    "hand-over": pgettext_lazy("journal", "交接"),
    "occasion": pgettext_lazy("journal", "记下日期"),
    "occasion-withdraw": pgettext_lazy("journal", "撤回日期"),
    "turn-on": pgettext_lazy("journal", "开启"),
    "turn-off": pgettext_lazy("journal", "关闭"),
    "send": pgettext_lazy("journal", "发送"),
}
#: Most acts that a page tells.
MOST: Final = 20
_BEGINNINGS: Final = ("record", "register", "start", "store", "plan")


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that an act changed. Relations are named without their values: the journal keeps keys only."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a record."""

    at: datetime
    who: str
    what: str
    changed: tuple[Changed, ...] = ()
    reason: str = ""


def steps(record: Model, words: Mapping[str, Any] | None = None) -> list[Step]:
    """The acts on a record, the oldest first, ``words`` before those of ``ACTS``; of many, the first and the latest. A record that was written among many
    (an import, a matrix) has no line of its own for that: it begins with when and by whom it was made."""
    lines = list(
        JournalLine.objects.filter(subject=record._meta.label_lower, subject_id=str(record.pk)).order_by("number")
    )
    keys = {line.by_id for line in lines} | {getattr(record, "created_by_id", None)}
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=keys - {None})}
    said = {**ACTS, **(words or {})}
    found = [_step(record, line, names, said) for line in lines]
    if hasattr(record, "created_at") and not any(line.verb.endswith(_BEGINNINGS) for line in lines):
        who = names.get(record.created_by_id, "")  # type: ignore[attr-defined]
        what = pgettext("journal", "导入") if getattr(record, "import_key", "") else pgettext("journal", "录入")
        found.insert(0, Step(record.created_at, who, what))
    return found if len(found) <= MOST else [found[0], *found[1 - MOST :]]


def _step(record: Model, line: JournalLine, names: dict[int, str], said: Mapping[str, Any]) -> Step:
    act = line.verb.rsplit(".", 1)[-1]
    before, after = line.details.get("before"), line.details.get("after")
    changed = _changes(record, before, after) if isinstance(before, dict) and isinstance(after, dict) else ()
    who = names.get(line.by_id or 0, line.by)
    return Step(line.at, who, str(said.get(act, act)), changed, str(line.details.get("reason") or line.basis or ""))


def _changes(record: Model, before: dict[str, Any], after: dict[str, Any]) -> tuple[Changed, ...]:
    found = []
    for name, value in after.items():
        if before.get(name) == value:
            continue
        try:
            field = record._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        label = str(getattr(field, "verbose_name", name))
        hidden = field.is_relation or isinstance(value, (dict, list))
        said = ("", "") if hidden else tuple(_said(_named(field, each)) for each in (before.get(name), value))
        found.append(Changed(label, *said))
    return tuple(found)


def _named(field: Any, value: Any) -> Any:
    """A choice by its label, all else as it is."""
    return dict(getattr(field, "flatchoices", ())).get(value, value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _("空") if value in (None, "") else str(value)
