"""Forms of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.people.queries import visible_organisations
from chuangcheng.stages.reports.states import Kind
from chuangcheng.web.shell.forms import DateInput, RevisionField


class SeriesForm(forms.Form):
    """How one kind of document is issued."""

    issuer = forms.CharField(
        label=_("发文机关标志"), max_length=60, required=False, help_text=_("例如：云溪镇人民政府文件。")
    )
    number = forms.CharField(
        label=_("发文字号"),
        max_length=60,
        required=False,
        help_text=_("例如：云政〔{year}〕{number}号。不填就印成没有红头的便函。"),
    )
    next_number = forms.IntegerField(label=_("下一个序号"), min_value=1, initial=1)
    recipients = forms.CharField(label=_("主送机关"), max_length=200, required=False)
    signed_by = forms.CharField(label=_("署名"), max_length=60, required=False)
    signer = forms.CharField(label=_("签发人"), max_length=60, required=False, help_text=_("上行文才填。"))
    copies_to = forms.CharField(label=_("抄送机关"), max_length=200, required=False)
    printed_by = forms.CharField(label=_("印发机关"), max_length=60, required=False)
    revision = RevisionField()


class IssueForm(forms.Form):
    """Issue a document."""

    dated = forms.DateField(label=_("成文日期"), widget=DateInput)
    leave_out = forms.BooleanField(
        label=_("不写缺数的句子"), required=False, help_text=_("勾选后，含有缺数的句子不印；不勾选，有缺数就不能印发。")
    )

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = clock.today
        if kind is Kind.SCORE_SHEET:  # has no sentences
            del self.fields["leave_out"]


class NilForm(forms.Form):
    """Confirm that there was nothing."""

    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("unit", "note")

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(visible_organisations(by), label=_("责任单位"))
        self.order_fields(self.field_order)
