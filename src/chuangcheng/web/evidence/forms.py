"""Forms of evidence. What is valid stands in ``evidence.checks``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence.actions.wants import MOST
from chuangcheng.evidence.models import Evidence
from chuangcheng.evidence.states import WantKind
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import visible_organisations
from chuangcheng.web.evidence import incoming
from chuangcheng.web.evidence.incoming import Incoming
from chuangcheng.web.shell.forms import DateInput, RevisionField

#: Files above this go up in parts where the browser runs scripts.
SENT_AT_ONCE = 4 << 20
CAPTION = ("subject", "taken_on", "place", "people", "background", "reason")


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the organisations in sight."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and code, since names repeat."""
        return f"{obj.name}（{obj.code}）"


class CaptionForm(forms.Form):
    """What a file shows."""

    subject = forms.CharField(label=_("主题"), max_length=200, help_text=_("一句话说清拍的、写的是什么事。"))
    taken_on = forms.DateField(label=_("时间"), widget=DateInput, required=False)
    place = forms.CharField(label=_("地点"), max_length=160, required=False)
    people = forms.CharField(
        label=_("人物"), max_length=200, required=False, help_text=_("只写工作需要的，不写身份证号和电话。")
    )
    background = forms.CharField(label=_("背景"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("事由"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()

    @property
    def caption(self) -> dict[str, Any]:
        """The caption that was typed."""
        return {name: self.cleaned_data[name] for name in CAPTION}


class UploadForm(CaptionForm):
    """A file with its caption: sent with the form, or, a large one, sent before in parts (``upload`` names it). ``unit``
    is given where the file is for a record."""

    file = forms.FileField(label=pgettext_lazy("upload", "文件"), required=False)
    upload = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, by: Account, *args: Any, unit: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        if unit is None:
            organisations = visible_organisations(by).filter(ended_on=None)
            self.fields["unit"] = OrganisationChoice(organisations, label=_("单位"), initial=by.organisation_id)
        self._by = by
        self.arrived: Incoming | None = None
        self.fields["upload"].widget.attrs.update(
            {
                "data-upload": reverse("upload_begin"),
                "data-above": SENT_AT_ONCE,
                "data-done": _("已传好，请填好说明后点“上传”"),
                "data-failed": _("没有传完。再选同一个文件，就从断开的地方接着传。"),
            }
        )
        self.order_fields(("file", "upload", "unit", *CAPTION))

    @property
    def largest(self) -> int:
        """Largest file in bytes."""
        return int(settings.LARGEST_EVIDENCE) * 1024 * 1024

    def clean(self) -> dict[str, Any]:
        """One file: the one that arrived in parts, or the one sent with the form, which must be small."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if given.get("upload"):
            try:
                self.arrived = incoming.found(self._by, given["upload"])
            except NotSeen:
                self.add_error("file", _("先前上传的文件已经不在了。请重新选择。"))
            else:
                if not self.arrived.is_whole:
                    self.arrived = None
                    self.add_error("file", _("文件还没有传完。再选同一个文件，就从断开的地方接着传。"))
        elif file is None and "file" not in self.errors:
            self.add_error("file", forms.Field.default_error_messages["required"])
        elif file is not None and file.size > settings.LARGEST_UPLOAD << 20:
            told = _("这样上传的文件不能超过 %(limit)s MB。更大的文件请在打开了脚本的浏览器里上传，会分段续传。")
            self.add_error("file", told % {"limit": settings.LARGEST_UPLOAD})
        return given


class CiteForm(forms.Form):
    """Evidence that is there already, for a record."""

    def __init__(self, pieces: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = EvidenceChoice(pieces, label=_("已有的材料"))


class EvidenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A piece of evidence by its subject."""

    def label_from_instance(self, obj: Any) -> str:
        """Subject and file name."""
        piece: Evidence = obj
        return f"{piece.subject}（{piece.name}）"


class WithdrawForm(forms.Form):
    """Why evidence is taken back."""

    reason = forms.CharField(
        label=_("撤回原因"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("文件和引用仍然留底，不再显示在记录里。"),
    )
    revision = RevisionField()


class WantForm(forms.Form):
    """Which evidence is wanted for an item or a task."""

    item = forms.CharField(label=_("测评项目"), max_length=64)
    kind = forms.ChoiceField(label=_("材料种类"), choices=WantKind.choices, initial=WantKind.ANY)
    least = forms.IntegerField(label=_("至少几份"), min_value=1, max_value=MOST, initial=1)
    unit_kind = forms.CharField(
        label=_("单位类型"), max_length=64, required=False, help_text=_("只对这一类单位有要求时填写，例如 village。")
    )
    note = forms.CharField(
        label=_("要求"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("说明上面应当看到什么。")
    )

    def __init__(self, items: Mapping[str, str], *args: Any, task: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            choices = [(key, f"{key} {title}") for key, title in items.items()]
            self.fields["item"] = forms.ChoiceField(label=_("测评项目"), choices=choices)
        if task:
            del self.fields["item"]
        self.order_fields(("item", "kind", "least", "unit_kind", "note"))
