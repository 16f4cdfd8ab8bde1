"""The form that uploads a workbook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.people.policy import may_administer
from chuangcheng.web.intake.sight import programmes_to_import


class UploadForm(forms.Form):
    """The workbook, and the programme that its facts belong to."""

    workbook = forms.FileField(
        label=_("工作簿"), allow_empty_file=True, widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )
    late = forms.BooleanField(
        label=_("补录已关账期间的事"),
        required=False,
        help_text=_("日期落在已关账的期间时，按今天入账，计入当前期，原日期照样保留；公布过的得分不变。"),
    )

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = programmes_to_import(by)
        optional = may_administer(by, by.organisation)
        self.fields["programme"] = forms.ModelChoiceField(
            found,
            label=_("创建活动"),
            required=not optional,
            empty_label=_("不选：只导入“单位”和“人员”") if optional else None,
        )
        self.fields["programme"].initial = found[0].pk if found else None
        self.order_fields(("programme", "workbook", "late"))
