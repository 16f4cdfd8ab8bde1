"""Forms of plan texts: which file, what an entry says, what the texts become."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.almanac import read
from chuangcheng.almanac.reading import BadRhythm
from chuangcheng.people.models import Account
from chuangcheng.people.queries import visible_organisations
from chuangcheng.stages.plans import policy, queries
from chuangcheng.stages.plans.checks import ENTRY_LABELS
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Level
from chuangcheng.texts.sources.lines import MOST_BYTES
from chuangcheng.texts.taking.entries import shape_of
from chuangcheng.web.plans.forms.programmes import HostChoice
from chuangcheng.web.plans.forms.rhythms import FIELDS, KINDS, START, WORD_CHOICES, filled, rhythm_fields, told
from chuangcheng.web.shell.forms import DateInput, RevisionField

_LONG: Final = ("members", "standard", "content", "condition")
_DAYS: Final = ("first", "last", "due_on")
_CHOICES: Final[dict[str, Any]] = {
    "level": Level.choices,
    "act": (("deduct", _("扣分")), ("add", _("加分")), ("full", _("满分")), ("other", _("只作说明"))),
}


class ReadForm(forms.Form):
    """The document, and who leads what it plans."""

    file = forms.FileField(
        label=_("方案文件"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.md,.pdf"}),
    )

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_organisations(by).filter(ended_on=None)
        kept = [one.pk for one in seen if policy.may_keep_programme(by, one)]
        self.fields["host"] = HostChoice(
            seen.filter(pk__in=kept), label=_("主办单位"), help_text=_("这份方案由谁牵头；只有它和它的上级看得到草稿。")
        )
        self.fields["host"].initial = by.organisation_id
        self.order_fields(("file", "host"))

    def clean_file(self) -> Any:
        """A file that is too large is told before any of it is read into memory."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            told_so = _("文件有 %(size)s MB，超过 %(most)s MB。方案文件通常不到 1 MB：请去掉图片或只存正文再试。")
            values = {"size": -(-sent.size // 1_000_000), "most": MOST_BYTES // 1_000_000}
            raise forms.ValidationError(told_so % values, code="file_too_large")
        return sent


class EntryForm(forms.Form):
    """The texts of one entry. A cadence asks how often by the fields of the chosen kind of rhythm."""

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.how = ""
        for each, needed in shape_of(name).items():
            if each == "rhythm":
                self._ask_rhythm()
            else:
                self.fields[each] = _field(name, each, needed=needed)

    def _ask_rhythm(self) -> None:
        source = self.data if self.is_bound else self.initial
        given = str(source.get("kind", ""))
        self.how = given if given in FIELDS else KINDS[0][0]
        self.fields["kind"] = forms.ChoiceField(label=_("多久一次"), choices=KINDS, initial=self.how)
        self.fields["word"] = forms.ChoiceField(label=_("原文用词"), choices=WORD_CHOICES, required=False)
        every = rhythm_fields()
        for each in FIELDS[self.how]:
            self.fields[each] = every[each]
            self.fields[each].initial = START.get(each)

    @property
    def rhythm_rows(self) -> list[Any]:
        """The fields that the chosen kind of rhythm asks for."""
        return [self[each] for each in FIELDS.get(self.how, ())]

    @property
    def texts(self) -> dict[str, str]:
        """The entry as it was typed; what is right in it is the action's to say."""
        given = self.cleaned_data
        texts = {each: _text(given.get(each)) for each in shape_of(self.name) if each != "rhythm"}
        if self.how:
            word = given.get("word") or ("适时" if self.how == "none" else "")
            inner = told(self.how, given)
            rhythm = {"kind": "as_set", "word": word, "rhythm": inner} if word else inner
            texts["rhythm"] = json.dumps(rhythm, ensure_ascii=False)
        return texts


def _field(name: str, each: str, *, needed: bool) -> forms.Field:
    label = ENTRY_LABELS[each]
    if each in _CHOICES:
        choices = [*([] if needed else [("", _("没有写"))]), *_CHOICES[each]]
        return forms.ChoiceField(label=label, choices=choices, required=needed)
    if each in _DAYS:
        return forms.DateField(label=label, widget=DateInput, required=needed)
    if each in _LONG or (each == "title" and name == "measure"):
        rows = 6 if each == "members" else 3
        told_so = _("每行一条，例如：副组长：张三、李四。") if each == "members" else ""
        area = forms.Textarea(attrs={"rows": rows})
        return forms.CharField(label=label, required=needed, widget=area, help_text=told_so)
    return forms.CharField(label=label, required=needed)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def initial_of(name: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The first values of an entry's form."""
    given: dict[str, Any] = dict(texts)
    if name == "scoring" and given.get("act") not in ("deduct", "add", "full"):
        given["act"] = "other"
    if texts.get("rhythm"):
        try:
            given |= filled(read(json.loads(texts["rhythm"])))
        except (BadRhythm, ValueError):
            given.pop("rhythm")
    return given


class YearForm(forms.Form):
    """In which year the days lie that state none."""

    year = forms.IntegerField(
        label=_("年份"),
        min_value=1949,
        max_value=2099,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    revision = RevisionField()


class TakeForm(forms.Form):
    """What a text is taken over into: a programme that stands, or a new one."""

    into = forms.ModelChoiceField(
        Programme.objects.none(), label=_("用进哪个创建活动"), required=False, empty_label=_("新建一个")
    )
    title = forms.CharField(label=_("名称"), max_length=120, required=False)
    aim = forms.CharField(label=_("创建目标"), max_length=120, required=False)
    level = forms.ChoiceField(label=_("层级"), choices=[("", _("请选择")), *Level.choices], required=False)
    host = HostChoice(Programme.objects.none(), label=_("主办单位"), required=False)
    first = forms.DateField(label=_("第一天"), widget=DateInput, required=False)
    last = forms.DateField(label=_("最后一天"), widget=DateInput, required=False)
    rulebook_name = forms.SlugField(
        label=_("测评体系标识"),
        max_length=64,
        required=False,
        help_text=_("计分的句子写进这套测评体系的草稿；只用小写字母、数字和连字符，例如 clean-villages。"),
    )
    leave = forms.BooleanField(label=_("没有决定的这次不采用"), required=False)
    revision = RevisionField()

    def __init__(self, by: Account, undecided: int, scored: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_organisations(by).filter(ended_on=None)
        hosts = [one.pk for one in seen if policy.may_keep_programme(by, one)]
        self.fields["host"].queryset = seen.filter(pk__in=hosts)  # type: ignore[attr-defined]
        self.fields["into"].queryset = queries.visible_programmes(by).filter(host__in=hosts)  # type: ignore[attr-defined]
        if not scored:
            del self.fields["rulebook_name"]
        else:
            self.fields["rulebook_name"].required = True
        if not undecided:
            del self.fields["leave"]
        else:
            self.fields["leave"].required = True
            self.fields["leave"].error_messages["required"] = _("还有没决定的：请回去决定，或在这里打勾不采用它们。")

    def clean(self) -> dict[str, Any]:
        """A new programme needs everything that a programme needs."""
        cleaned = super().clean() or {}
        if cleaned.get("into") is None and "into" not in self.errors:
            for name in ("title", "level", "host", "first", "last"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, forms.ValidationError(_("新建创建活动要填这一项。"), code="required"))
        return cleaned
