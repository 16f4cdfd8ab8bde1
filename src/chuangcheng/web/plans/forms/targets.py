"""Forms of targets and of their readings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.register.forms import UnitChoice
from chuangcheng.web.shell.forms import DateInput, RevisionField


class TargetForm(forms.Form):
    """A figure to reach by a day."""

    title = forms.CharField(label=_("指标"), max_length=120, help_text=_("例如：税费收入、志愿服务人次。"))
    planned = forms.DecimalField(label=_("计划数"), max_digits=18, decimal_places=4)
    measure_word = forms.CharField(label=_("计量单位"), max_length=16)
    due_on = forms.DateField(label=_("完成时限"), widget=DateInput)
    officer = forms.CharField(label=_("责任人"), max_length=60, required=False)
    revision = RevisionField()

    def __init__(self, by: Account, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(by, programme, label=_("责任单位"))
        self.order_fields(("title", "unit", "officer", "planned", "measure_word", "due_on"))


class ReadingForm(forms.Form):
    """What had been reached on a day."""

    on = forms.DateField(label=_("截至哪天"), widget=DateInput, initial=clock.today)
    reached = forms.DecimalField(
        label=_("累计完成数"), max_digits=18, decimal_places=4, help_text=_("从开始到这一天一共完成多少。")
    )
    note = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
