"""Forms of scoring. What is valid stands in ``stages.scoring.checks``; here is only what a field looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.forms import DateInput, RevisionField


class RunForm(forms.Form):
    """Which period to score, and up to which day."""

    as_of = forms.DateField(
        label=_("计分截至"), widget=DateInput, required=False, help_text=_("不填就算到这一期的最后一天。")
    )
    field_order = ("period", "as_of")

    def __init__(self, periods: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"] = forms.ChoiceField(label=_("期间"), choices=periods)
        self.order_fields(self.field_order)


class PublishForm(forms.Form):
    """The basis of a publication."""

    document = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("公布考核结果所依据的文件名称和文号。"))
    clause = forms.CharField(label=_("依据条款"), max_length=200)


class ReopenForm(forms.Form):
    """Why a period is opened again."""

    reason = forms.CharField(label=_("重开原因"), widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.CharField(label=_("重开依据"), max_length=300)


class ObjectionForm(forms.Form):
    """A unit's objection."""

    text = forms.CharField(label=_("异议内容"), widget=forms.Textarea(attrs={"rows": 5}))
    field_order = ("item", "text")

    def __init__(self, items: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("（整体得分）")), *items]
        self.fields["item"] = forms.ChoiceField(label=_("测评项目"), choices=choices, required=False)
        self.order_fields(self.field_order)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    upheld = forms.TypedChoiceField(
        label=_("处理结果"),
        choices=[("", "—"), ("yes", _("成立，将更正")), ("no", _("不成立"))],
        coerce=lambda value: value == "yes",
    )
    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 4}))
    revision = RevisionField()
