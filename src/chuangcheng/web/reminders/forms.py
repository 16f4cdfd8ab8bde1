"""The form of a channel."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import visible_organisations
from chuangcheng.reminders.actions import Setting
from chuangcheng.reminders.models import Channel, ChannelKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.web.shell.forms import RevisionField


class TimeInput(forms.TimeInput):
    """A time control of the browser."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the organisations in sight."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and code, since names repeat."""
        return f"{obj.name}（{obj.code}）"


class ChannelForm(forms.Form):
    """Where a digest goes, of what, and when. What is secret is asked, never shown."""

    unit = UnitChoice(Organisation.objects.none(), label=_("单位"), help_text=_("提醒这个单位和它的下属单位的事。"))
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("创建活动"), required=False, empty_label=_("全部")
    )
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：创建办工作群。"))
    kind = forms.ChoiceField(label=_("方式"), choices=ChannelKind.choices)
    address = forms.CharField(
        label=_("地址"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("邮箱，或者群机器人的完整地址。保存以后不再显示。"),
    )
    secret = forms.CharField(
        label=_("签名密钥"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("钉钉“加签”、飞书“签名校验”里的密钥；企业微信和邮件不用填。"),
    )
    at = forms.TimeField(label=_("发送时间"), widget=TimeInput, initial=time(8, 30))
    quiet_from = forms.TimeField(label=_("免打扰开始"), widget=TimeInput, initial=time(20, 0))
    quiet_to = forms.TimeField(label=_("免打扰结束"), widget=TimeInput, initial=time(8, 0))
    working_days = forms.BooleanField(label=_("只在工作日发"), required=False, initial=True)
    revision = RevisionField()

    def __init__(self, by: Account, channel: Channel | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = visible_programmes(by)  # type: ignore[attr-defined]
        if channel is None:
            units = visible_organisations(by).filter(ended_on=None)
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
            for name in ("address", "secret"):
                self.fields[name].required = False
                self.fields[name].help_text = _("不填就保持不变。")

    @property
    def setting(self) -> Setting:
        """What the action is given; an empty secret field leaves what is kept."""
        given = self.cleaned_data
        names = ("name", "kind", "at", "quiet_from", "quiet_to", "working_days", "programme")
        kept = {name: given[name] for name in names}
        return Setting(**kept, address=given["address"] or None, secret=given["secret"] or None)


def initial_of(channel: Channel) -> dict[str, Any]:
    """A form's first values on a channel; nothing that is secret."""
    names = ("programme", "name", "kind", "at", "quiet_from", "quiet_to", "working_days", "revision")
    return {name: getattr(channel, name) for name in names}
