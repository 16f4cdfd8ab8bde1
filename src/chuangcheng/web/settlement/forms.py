"""Forms of settlement. What is valid stands in ``stages.settlement.checks``; here is only what a field looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Organisation
from chuangcheng.stages.scoring.models import Season
from chuangcheng.stages.settlement.states import PARTIES, LineKind
from chuangcheng.web.shell.forms import DateInput, RevisionField, YuanField

#: Money that moved and is recorded by hand; a hand-over has a form of its own.
BY_HAND = (LineKind.RECEIPT, LineKind.PAYMENT, LineKind.REFUND)


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A unit of the season."""

    def __init__(self, season: Season, **kwargs: Any) -> None:
        members = season.units.values("organisation")
        super().__init__(Organisation.objects.filter(pk__in=members).order_by("code"), label=_("单位"), **kwargs)


class MoneyForm(forms.Form):
    """Money that was really received, paid or given back."""

    kind = forms.ChoiceField(label=_("类别"), choices=[(kind.value, kind.label) for kind in BY_HAND])
    party = forms.ChoiceField(label=_("对象"), choices=PARTIES)
    person = forms.CharField(label=_("交款人或收款人"), max_length=60, required=False)
    amount = YuanField(label=_("金额（元）"))
    happened_on = forms.DateField(label=_("日期"), widget=DateInput)
    document = forms.CharField(label=_("凭证"), max_length=200, help_text=_("收据、付款单的编号。"))
    field_order = ("kind", "unit", "party", "person", "amount", "happened_on", "document")

    def __init__(self, season: Season, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(season)
        self.fields["happened_on"].initial = clock.today
        self.order_fields(self.field_order)


class HandOverForm(forms.Form):
    """A person leaves and the deposit passes to the next one."""

    party = forms.ChoiceField(label=_("对象"), choices=PARTIES[1:3])
    before = forms.CharField(label=_("原来的人"), max_length=60)
    after = forms.CharField(label=_("接手的人"), max_length=60)
    happened_on = forms.DateField(label=_("日期"), widget=DateInput)
    document = forms.CharField(label=_("凭证"), max_length=200)
    field_order = ("unit", "party", "before", "after", "happened_on", "document")

    def __init__(self, season: Season, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(season)
        self.fields["happened_on"].initial = clock.today
        self.order_fields(self.field_order)


class ReverseForm(forms.Form):
    """Why a line is taken back."""

    reason = forms.CharField(label=_("冲销原因"), max_length=200)
    document = forms.CharField(label=_("凭证"), max_length=200)
    happened_on = forms.DateField(label=_("日期"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = clock.today


class ConfirmForm(forms.Form):
    """The document by which a batch is confirmed."""

    document = forms.CharField(label=_("确认文件"), max_length=200, help_text=_("兑现通知或会议纪要的名称、文号。"))
    document_date = forms.DateField(label=_("文件日期"), widget=DateInput)
    revision = RevisionField()
