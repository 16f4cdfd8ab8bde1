"""Forms of activities and articles. What is valid stands in ``stages.activities.checks``."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.activities.states import KINDS
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.register.forms import LongText, RecordForm, YesNoField
from chuangcheng.web.shell.forms import DateInput


class ActivityForm(RecordForm):
    """An activity, or an issue of a selection."""

    kind = forms.CharField(
        label=_("类别"),
        max_length=40,
        help_text=format_lazy(_("与考核细则里用的词一致，例如：{kinds}。"), kinds="、".join(KINDS)),
    )
    title = forms.CharField(label=_("名称"), max_length=160, required=False)
    level = forms.ChoiceField(
        label=_("层级"),
        choices=(("", "—"), *Level.choices),
        required=False,
        help_text=_("为哪一级承办；自办的可以不填。"),
    )
    important = YesNoField(label=_("重要活动"), required=False)
    hosted = YesNoField(label=_("承办"), required=False)
    completed = YesNoField(label=_("圆满完成"), required=False)
    nominees = LongText(
        label=_("候选名单"), required=False, help_text=_("评选类活动要有候选名单、公示日期和评选结果，才能算办完。")
    )
    shown_on = forms.DateField(label=_("公示日期"), widget=DateInput, required=False)
    result = LongText(label=_("评选结果"), required=False)
    copied = ("kind", "title", "level", "important", "hosted", "completed", "nominees", "shown_on", "result")


class ArticleForm(RecordForm):
    """An article that the county asked for."""

    title = forms.CharField(label=_("题目"), max_length=160)
    completed = YesNoField(label=_("完成"), required=False)
    adopted = YesNoField(label=_("采用"), required=False, help_text=_("上级采用以后再填。"))
    copied = ("title", "completed", "adopted")
