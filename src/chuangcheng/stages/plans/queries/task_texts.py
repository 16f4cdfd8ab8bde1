"""Cells of the decomposition table as text: how a row is written for people, and read back from what they type, paste
or hand in as a workbook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.models import Programme, Task
from chuangcheng.stages.plans.queries.programmes import units
from chuangcheng.stages.plans.states import TaskKind

#: The columns of the table, in the order in which it is shown, pasted and exported.
COLUMNS: Final[dict[str, Any]] = {
    "kind": gettext_lazy("层次"),
    "title": gettext_lazy("内容"),
    "standard": gettext_lazy("工作标准"),
    "host": gettext_lazy("牵头单位"),
    "officer": gettext_lazy("责任人"),
    "helpers": gettext_lazy("配合单位"),
    "starts_on": gettext_lazy("开始日期"),
    "due_on": gettext_lazy("完成时限"),
    "quantity": gettext_lazy("数量"),
    "measure_word": gettext_lazy("量词"),
    "proof": gettext_lazy("佐证要求"),
    "item": gettext_lazy("对应测评项目"),
    "optional": gettext_lazy("自选动作"),
}
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_NUMBER: Final = re.compile(r"\d{1,12}(\.\d{1,4})?")
_BETWEEN: Final = re.compile(r"[、，,；;\n]+")
_YES: Final = frozenset({"是", "√", "✓", "1", "true", "yes", "自选"})
_NO: Final = frozenset({"", "否", "×", "0", "false", "no", "规定"})

#: The kinds in Chinese whatever the language of the page, and as they are stored.
_KINDS: Final = {"目标": "goal", "类别": "category", "任务": "task", "措施": "measure"} | {
    k: k for k in TaskKind.values
}


def plain_number(value: Decimal | None) -> str:
    """A decimal without trailing zeros, '' for none."""
    return "" if value is None else format(value.normalize() if value else Decimal(0), "f")


def quantity_of(task: Task) -> str:
    """The quantity with its measure word, ``12场``; '' for none."""
    return f"{plain_number(task.quantity)}{task.measure_word}" if task.quantity is not None else ""


class Names:
    """The units of a programme as people call them: by name where it is the only one of that name, else by code."""

    def __init__(self, by: Account, programme: Programme) -> None:
        found = list(scoped(units(programme), by, path=""))
        self.by_code = {unit.code: unit for unit in found}
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        for unit in found:
            self.by_name[unit.name].append(unit)

    def told(self, unit: Organisation | None) -> str:
        """How the unit is written in a cell."""
        if unit is None:
            return ""
        return unit.code if len(self.by_name.get(unit.name, ())) > 1 else unit.name

    def choices(self) -> list[str]:
        """What a cell offers to choose from."""
        return [self.told(unit) for unit in self.by_code.values() if unit.ended_on is None]

    def find(self, text: str) -> Organisation:
        """The unit of that code or name. Refused: ``unknown-unit``, ``two-units``."""
        if (unit := self.by_code.get(text)) is not None:
            return unit
        named = self.by_name.get(text, [])
        if len(named) == 1:
            return named[0]
        if named:
            codes = "、".join(unit.code for unit in named)
            raise Refused(
                "two-units", _("叫“%(name)s”的单位不止一个，请写代码：%(codes)s。") % {"name": text, "codes": codes}
            )
        raise Refused("unknown-unit", _("参加单位里没有“%(name)s”。请改成名册上的名称或代码。") % {"name": text})


def texts_of(task: Task, names: Names) -> dict[str, str]:
    """A row as its cells show it. Helpers must be fetched."""
    return {
        "kind": str(TaskKind(task.kind).label),
        "title": task.title,
        "standard": task.standard,
        "host": names.told(task.host),
        "officer": task.officer,
        "helpers": "、".join(names.told(unit) for unit in task.helpers.all()),
        "starts_on": task.starts_on.isoformat() if task.starts_on else "",
        "due_on": task.due_on.isoformat() if task.due_on else "",
        "quantity": plain_number(task.quantity),
        "measure_word": task.measure_word,
        "proof": task.proof,
        "item": task.item,
        "optional": str(_("是")) if task.optional else "",
    }


def values_of(texts: Mapping[str, str], names: Names) -> dict[str, Any]:
    """Cells read back: field → value. Raises Refused with the field of the first cell that cannot be read."""
    found: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in COLUMNS:
            continue
        try:
            found[name] = _READ.get(name, _text)(text.strip(), names)
        except Refused as refused:
            refused.field = name
            raise
    return found


def _text(text: str, names: Names) -> str:
    return text


def _kind(text: str, names: Names) -> str:
    known = {str(label): value for value, label in TaskKind.choices} | _KINDS
    if text not in known:
        raise Refused("unknown-kind", _("层次只能是：%(kinds)s。") % {"kinds": "、".join(map(str, TaskKind.labels))})
    return known[text]


def _unit(text: str, names: Names) -> Organisation | None:
    return names.find(text) if text else None


def _several(text: str, names: Names) -> list[Organisation]:
    parts = [part.strip() for part in _BETWEEN.split(text)]
    return list(dict.fromkeys(names.find(part) for part in parts if part))


def _day(text: str, names: Names) -> date | None:
    if not text:
        return None
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Refused("wrong-day", _("“%(text)s”不是日期。请写成 2022-05-30 的样子。") % {"text": text})


def _quantity(text: str, names: Names) -> Decimal | None:
    if not text:
        return None
    written = text.replace("，", ",").replace(",", "")
    if not _NUMBER.fullmatch(written):
        raise Refused("wrong-number", _("“%(text)s”不是数。只写数字，量词写在旁边一栏。") % {"text": text})
    return Decimal(written)


def _optional(text: str, names: Names) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Refused("wrong-word", _("“%(text)s”看不懂。请写“是”，或者空着。") % {"text": text})


_READ: Final[dict[str, Callable[[str, Names], Any]]] = {
    "kind": _kind,
    "host": _unit,
    "helpers": _several,
    "starts_on": _day,
    "due_on": _day,
    "quantity": _quantity,
    "optional": _optional,
}
