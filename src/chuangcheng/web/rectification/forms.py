"""Forms of rectification. What is valid stands in ``stages.rectification.checks``; here is only what a field looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import ClosedPeriod
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Source
from chuangcheng.web.register.forms import late_field
from chuangcheng.web.shell.forms import DateInput, RevisionField


class ProblemForm(forms.Form):
    """What is wrong, where, who found it when; ``periods``: those of the programme that are closed."""

    title = forms.CharField(label=_("问题"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    source = forms.ChoiceField(label=_("来源"), choices=Source.choices)
    happened_on = forms.DateField(label=_("发现日期"), widget=DateInput)
    place = forms.CharField(label=_("地点"), max_length=160, required=False)
    officer = forms.CharField(label=_("整改责任人"), max_length=60, required=False)
    note = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, units: QuerySet[Organisation], periods: list[ClosedPeriod], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(units, label=_("责任单位"))
        self.fields["happened_on"].initial = clock.today
        if periods:
            self.fields["late"] = late_field(periods)
        self.order_fields(self.field_order or ())


class NewProblemForm(ProblemForm):
    """A problem to record, with its first deadline where one is set at once."""

    deadline = forms.DateField(
        label=_("整改期限"), widget=DateInput, required=False, help_text=_("这一天完成算按期；可以以后再下达。")
    )
    code = forms.CharField(
        label=_("编号"), max_length=64, required=False, help_text=_("纸质台账已有编号时填写；空着由系统编号。")
    )
    field_order = ("unit", "title", "source", "happened_on", "late", "deadline", "place", "officer", "note", "code")


class ChangeProblemForm(ProblemForm):
    """What a problem says, to be corrected."""

    revision = RevisionField()
    field_order = ("unit", "title", "source", "happened_on", "late", "place", "officer", "note")


class StepForm(forms.Form):
    """One step with a problem. The unit reports for today and needs neither a day nor the question of closed periods."""

    deadline = forms.DateField(label=_("整改期限"), widget=DateInput, help_text=_("这一天完成算按期。"))
    happened_on = forms.DateField(label=_("日期"), widget=DateInput)
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    revision = RevisionField()

    def __init__(
        self, periods: list[ClosedPeriod], *args: Any, note: Any, note_needed: bool, deadline: bool, today_only: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].required = note, note_needed
        self.fields["happened_on"].initial = clock.today
        if not deadline:
            del self.fields["deadline"]
        if today_only:
            del self.fields["happened_on"]
        elif periods:
            self.fields["late"] = late_field(periods)


class MergeForm(forms.Form):
    """Which other problem of the unit is the same one, and why. The choice bears the revision that was seen."""

    note = forms.CharField(label=_("并案理由"), widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()

    def __init__(self, others: list[Problem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absorbed"] = forms.ChoiceField(
            label=_("与它相同的问题"),
            choices=[(f"{one.pk}-{one.revision}", f"{one.code} {one.happened_on} {one.title}") for one in others],
            help_text=_("选中的问题并入本问题；来源都保留，共有的期限只算一次错过。"),
            error_messages={
                "invalid_choice": _("您打开之后，这个问题有过变化，或已经并案、销号、撤回。请核对后再选。")
            },
        )
        self.order_fields(("absorbed", "note"))

    def clean_absorbed(self) -> tuple[int, int]:
        """The primary key and the revision."""
        key, revision = str(self.cleaned_data["absorbed"]).split("-")
        return int(key), int(revision)


class WithdrawForm(forms.Form):
    """Why a problem does not count."""

    reason = forms.CharField(label=_("撤回原因"), widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()
