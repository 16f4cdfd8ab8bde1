"""Forms of the decomposition table: one row, a pasted block, a workbook, and what is said at each step of a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.plans.queries import COLUMNS, Names
from chuangcheng.stages.plans.states import TaskKind
from chuangcheng.web.shell.forms import DateInput, RevisionField

_LONG = {"title": 2, "standard": 3, "proof": 2}
_HELP = {
    "helpers": _("几个单位用顿号隔开。"),
    "quantity": _("只写数字；没有数量的任务不能列入责任书。"),
    "measure_word": _("例如：场、人次、份。"),
    "item": _("测评项目的代号，例如 2.1。"),
}


class TaskForm(forms.Form):
    """One row of the table: its cells as texts, read by the same code as the grid's."""

    revision = RevisionField()

    def __init__(self, names: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [("", _("还没有定")), *((name, name) for name in names.choices())]
        for name, label in COLUMNS.items():
            self.fields[name] = self._field(name, label, units)
        self.fields["title"].required = True

    @staticmethod
    def _field(name: str, label: Any, units: list[tuple[str, Any]]) -> forms.Field:
        shared: dict[str, Any] = {"label": label, "required": False, "help_text": _HELP.get(name, "")}
        if name == "kind":
            labels = [(str(word), word) for word in TaskKind.labels]
            return forms.ChoiceField(**shared, choices=labels, initial=str(TaskKind.TASK.label))
        if name == "host":
            return forms.ChoiceField(**shared, choices=units)
        if name == "optional":
            return forms.ChoiceField(**shared, choices=(("", _("规定动作")), ("是", _("自选动作"))))
        if name in ("starts_on", "due_on"):
            return forms.CharField(**shared, widget=DateInput)
        if name in _LONG:
            return forms.CharField(**shared, widget=forms.Textarea(attrs={"rows": _LONG[name]}))
        return forms.CharField(**shared)

    @property
    def texts(self) -> dict[str, str]:
        """The cells as they were typed."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


class PasteForm(forms.Form):
    """A block copied from a spreadsheet."""

    block = forms.CharField(
        label=_("从表格里复制的内容"),
        widget=forms.Textarea(attrs={"rows": 12, "class": "paste-area"}),
        strip=False,
        help_text=_(
            "第一行可以是栏目名称；没有的话，按“层次、内容、工作标准、牵头单位、责任人、配合单位……”的次序，或从“内容”起。"
        ),
    )


class TaskImportForm(forms.Form):
    """A workbook of the table."""

    workbook = forms.FileField(
        label=_("Excel 工作簿"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("第一张表要有栏目名称。"),
    )


class NoteForm(forms.Form):
    """What is said at a step: a result, a reason, or nothing."""

    revision = RevisionField()

    def __init__(self, *args: Any, field: str = "", label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field:
            self.fields[field] = forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}))
