"""Forms of letters of responsibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme, Task
from chuangcheng.stages.plans.queries import quantity_of
from chuangcheng.stages.plans.states import PartyKind, TaskKind, TaskState
from chuangcheng.web.register.forms import UnitChoice
from chuangcheng.web.shell.forms import DateInput, RevisionField

if TYPE_CHECKING:
    _Tasks = forms.ModelMultipleChoiceField[Task]
else:
    _Tasks = forms.ModelMultipleChoiceField

_BASIS = _("文件名称和条款；没有依据不能发责任书。")


class TaskChoices(_Tasks):
    """Tasks of a programme that may stand in a letter."""

    def label_from_instance(self, obj: Any) -> str:
        """The task with its unit and quantity."""
        return "　".join(part for part in (obj.title, obj.host.name if obj.host else "", quantity_of(obj)) if part)


class LetterForm(forms.Form):
    """One letter."""

    title = forms.CharField(label=_("名称"), max_length=120, initial=_("目标责任书"))
    basis = forms.CharField(label=_("依据"), max_length=300, help_text=_BASIS)
    party_kind = forms.ChoiceField(label=_("签订方类别"), choices=PartyKind.choices)
    party_name = forms.CharField(
        label=_("签订人"),
        max_length=120,
        required=False,
        help_text=_("不是名册上的单位时填写：科室、商户、居民、建筑企业。"),
    )
    text = forms.CharField(label=_("责任内容"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    revision = RevisionField()

    def __init__(self, by: Account, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = UnitChoice(
            by, programme, label=_("签订单位"), required=False, help_text=_("类别是“单位”时选择。")
        )
        rows = programme.tasks.filter(kind=TaskKind.TASK).exclude(state=TaskState.DROPPED).select_related("host")
        self.fields["tasks"] = TaskChoices(
            rows.order_by("place", "id"),
            label=_("任务"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("没有数量的任务不能列入。"),
        )
        self.order_fields(("title", "basis", "party_kind", "party", "party_name", "tasks", "text"))


class LettersForm(forms.Form):
    """A letter for each unit that hosts tasks."""

    title = forms.CharField(label=_("名称"), max_length=120, initial=_("目标责任书"))
    basis = forms.CharField(label=_("依据"), max_length=300, help_text=_BASIS)


class SignForm(forms.Form):
    """Who signed, when, and the scan."""

    signer = forms.CharField(label=_("签字人"), max_length=60)
    signed_on = forms.DateField(label=_("签订日期"), widget=DateInput, initial=clock.today)
    scan = forms.FileField(label=_("扫描件"), required=False, help_text=_("签好的责任书照片或扫描件，存为佐证材料。"))
    revision = RevisionField()
