"""The form of an article that the county asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.web.register.forms import RecordForm, YesNoField


class ArticleForm(RecordForm):
    """An article that the county asked for."""

    title = forms.CharField(label=_("题目"), max_length=160)
    completed = YesNoField(label=_("完成"), required=False)
    adopted = YesNoField(label=_("采用"), required=False, help_text=_("上级采用以后再填。"))
    copied = ("title", "completed", "adopted")
