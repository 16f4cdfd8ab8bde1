"""The form of a supervised matter."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.web.register.forms import LongText, RecordForm
from chuangcheng.web.shell.forms import DateInput


class MatterForm(RecordForm):
    """What is to be done, by when, and who raised it."""

    title = forms.CharField(label=_("督办事项"), max_length=200)
    source = forms.CharField(
        label=_("来源"), max_length=200, required=False, help_text=_("例如：书记批示、人大建议、群众来信。")
    )
    wanted = LongText(label=_("要求"), required=False)
    due_on = forms.DateField(label=_("办结时限"), widget=DateInput)
    copied: ClassVar[tuple[str, ...]] = ("title", "source", "wanted", "due_on")
