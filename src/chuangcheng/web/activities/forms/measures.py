"""The forms of a measure and of a volunteer."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Person
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Measure, Volunteer
from chuangcheng.stages.activities.states import MeasureKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.register.forms import UnitChoice
from chuangcheng.web.shell.forms import DateInput, RevisionField

PERIODS = (
    ("", pgettext_lazy("period", "全程")),
    ("week", pgettext_lazy("period", "每周")),
    ("month", pgettext_lazy("period", "每月")),
    ("quarter", pgettext_lazy("period", "每季度")),
    ("half", pgettext_lazy("period", "每半年")),
    ("year", pgettext_lazy("period", "每年")),
)


class PersonsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Some of the persons in sight."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, post and unit."""
        return f"{obj.name} {obj.post}（{obj.organisation.name}）"


class MeasureForm(forms.Form):
    """What is measured, and what is asked."""

    kind = forms.ChoiceField(label=_("方式"), choices=MeasureKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80)
    measure_word = forms.CharField(label=_("计量单位"), max_length=16, required=False)
    period = forms.ChoiceField(label=_("周期"), choices=PERIODS, required=False)
    least = forms.DecimalField(label=_("至少"), max_digits=12, decimal_places=2, min_value=0, required=False)
    most = forms.DecimalField(label=_("至多"), max_digits=12, decimal_places=2, min_value=0, required=False)
    pass_mark = forms.DecimalField(
        label=_("及格分"), max_digits=6, decimal_places=2, min_value=0, required=False, help_text=_("不填按 60 分。")
    )
    awards = forms.CharField(label=_("达标次数"), required=False, help_text=_("连续无错多少班达标，例如：100 250。"))

    def __init__(
        self, by: Account, programme: Programme, *args: Any, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        if measure is not None:
            names = ("name", "measure_word", "period", "least", "most", "pass_mark", "ended_on", "revision")
            kwargs["initial"] = {name: getattr(measure, name) for name in names}
            kwargs["initial"] |= {"awards": " ".join(map(str, measure.awards)), "persons": list(measure.persons.all())}
        super().__init__(*args, **kwargs)
        rows = Person.objects.filter(organisation__in=units(programme), left_on=None).select_related("organisation")
        self.fields["persons"] = PersonsChoice(
            scoped(rows, by, path="organisation"),
            label=_("对象"),
            required=False,
            help_text=_("定额和考试要哪些人；不选就是所有在任的人。"),
        )
        if measure is not None:
            del self.fields["kind"]
            self.fields["ended_on"] = forms.DateField(label=_("停用日期"), widget=DateInput, required=False)
            self.fields["revision"] = RevisionField()

    def clean_awards(self) -> list[int]:
        """Whole numbers."""
        parts = [part for part in re.split(r"[\s,，、]+", self.cleaned_data["awards"]) if part]
        if any(not part.isascii() or not part.isdecimal() or len(part) > 6 for part in parts):
            raise forms.ValidationError(_t("请写整数，几个之间用空格隔开。"))
        return sorted({int(part) for part in parts})


class VolunteerForm(forms.Form):
    """A volunteer, with the consent to be registered."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    birth_year = forms.IntegerField(label=_("出生年份"), required=False, help_text=_("只记年份。"))
    squad = forms.CharField(label=_("服务队"), max_length=80, required=False)
    skills = forms.CharField(label=_("特长"), max_length=200, required=False)
    consent_on = forms.DateField(label=_("同意登记日期"), widget=DateInput)
    consent_by = forms.CharField(
        label=_("同意方式"), max_length=120, help_text=_("例如：签了登记表；未成年人由监护人签字。")
    )

    def __init__(
        self,
        *args: Any,
        by: Account | None = None,
        programme: Programme | None = None,
        volunteer: Volunteer | None = None,
        **kwargs: Any,
    ) -> None:
        if volunteer is not None:
            kwargs["initial"] = {name: getattr(volunteer, name) for name in (*self.base_fields, "revision")}
        super().__init__(*args, **kwargs)
        if volunteer is not None:
            self.fields["revision"] = RevisionField()
        elif by is not None and programme is not None:
            self.fields["unit"] = UnitChoice(by, programme, label=_("单位"), initial=by.organisation_id)
            self.fields["consent_on"].initial = clock.today
            self.order_fields(["unit"])


class LeaveForm(forms.Form):
    """A volunteer leaves."""

    on = forms.DateField(label=_("退出日期"), widget=DateInput, initial=clock.today)
    erase = forms.BooleanField(
        label=_("按本人要求删除个人信息"),
        required=False,
        help_text=_("姓名、电话等删去，不能恢复；编号和服务时长留下，合计不变。"),
    )
    revision = RevisionField()
