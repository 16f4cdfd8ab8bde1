"""Forms of rulebooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.people.queries import visible_organisations
from chuangcheng.rulebooks.adjust import Setting
from chuangcheng.rulebooks.checks import LARGEST_TEXT
from chuangcheng.rulebooks.shipped import shipped_rulebooks
from chuangcheng.stages.scoring.models import Season
from chuangcheng.web.shell.forms import DateInput, RevisionField

#: What a setting is, by its stable word.
LABELS: dict[str, str | Promise] = {
    "full": _("满分"),
    "start": _("起始分"),
    "floor": _("最低分"),
    "cap": _("最高分（封顶）"),
    "weight": _("权重"),
    "escalate": _("依次加倍的读法"),
    "points": _("分值"),
    "limit": _("加倍次数上限"),
    "step": _("每档的量"),
    "then": _("名次再往后每位"),
    "least": _("最少"),
    "ties": _("并列怎么办"),
    "on": _("按哪个分排名"),
    "amount": _("金额（元）"),
    "persons_at_least": _("个人所占比例不低于"),
    "least_size": _("至少几个单位才执行"),
}
OWNERS: dict[str, str | Promise] = {
    "totals": _("期间总分"),
    "ranking": _("排名"),
    "settlement": _("兑现"),
    "deposits": _("保证金"),
    "awards": _("奖励"),
    "fines": _("处罚"),
}
CHOICES: dict[str, str | Promise] = {
    "double": _("每错过一次翻一番：0.1、0.2、0.4"),
    "add_double": _("每错过一次再扣一次并加倍：0.1、0.3、0.7"),
    "linear": _("每错过一次多扣一份：0.1、0.2、0.3"),
    "add_linear": _("每错过一次再扣一次、逐次多一份：0.1、0.3、0.6"),
    "once": _("只加倍一次：0.1、0.2、0.2"),
    "min": _("并列占同一名次，后面空出（1、2、2、4）"),
    "dense": _("并列占同一名次，后面不空（1、2、2、3）"),
    "max": _("并列取后面的名次（1、3、3、4）"),
    "mean": _("并列取名次的平均（1、2.5、2.5、4）"),
    "published": _("公布的得分"),
    "exact": _("未四舍五入的得分"),
    "share": _("并列的平分各名次金额之和"),
    "each": _("并列的都得较好名次的金额"),
}


class YamlField(forms.FileField):
    """A rulebook's file, cleaned to its text."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read the text; what is no UTF-8 or too large is told."""
        file = super().clean(data, initial)
        if file.size > LARGEST_TEXT:
            raise forms.ValidationError(_("文件超过 1 MB，不像是测评体系。请检查是否选错了文件。"))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("文件不是 UTF-8 编码的文本。请用文本编辑器另存为 UTF-8。")) from None


class OwnerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """An organisation that is to own a rulebook."""

    def __init__(self, by: Account) -> None:
        super().__init__(visible_organisations(by).filter(ended_on=None), label=_("所属单位"))


class CopyForm(forms.Form):
    """Copy a shipped rulebook."""

    title = forms.CharField(label=_("名称"), max_length=120, required=False, help_text=_("不填就沿用原名。"))
    field_order = ("name", "organisation", "title")

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.name, one.title) for one in shipped_rulebooks()]
        self.fields["name"] = forms.ChoiceField(label=_("自带的测评体系"), choices=choices)
        self.fields["organisation"] = OwnerChoice(by)
        self.order_fields(self.field_order)


class UploadForm(forms.Form):
    """A rulebook of one's own."""

    name = forms.SlugField(
        label=_("标识"), max_length=60, help_text=_("系统内部用的短名，不能与已有的重复：英文字母、数字和短横线。")
    )
    title = forms.CharField(label=_("名称"), max_length=120)
    text = YamlField(label=_("YAML 文件"))
    field_order = ("organisation", "name", "title", "text")

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OwnerChoice(by)
        self.order_fields(self.field_order)


class ReplaceForm(forms.Form):
    """Another text for a draft."""

    text = YamlField(label=_("YAML 文件"))
    changes = forms.CharField(label=_("修改说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()


class SettingsForm(forms.Form):
    """The common settings of a rulebook: one field for each, in the order of its text."""

    revision = RevisionField()

    def __init__(self, settings: list[Setting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[tuple[str, list[str]]] = []
        for setting in settings:
            self.fields[setting.path] = _field(setting)
            owner = str(OWNERS.get(setting.owner, setting.owner))
            if not self.groups or self.groups[-1][0] != owner:
                self.groups.append((owner, []))
            self.groups[-1][1].append(setting.path)

    @property
    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The bound fields under the items that they belong to."""
        return [(owner, [self[path] for path in paths]) for owner, paths in self.groups]


class PublishForm(forms.Form):
    """The basis and the days of force."""

    document = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("制定这套办法的文件名称和文号。"))
    clause = forms.CharField(label=_("依据条款"), max_length=200, required=False)
    first = forms.DateField(label=_("生效日期"), widget=DateInput)
    last = forms.DateField(label=_("失效日期"), widget=DateInput, required=False, help_text=_("不填就一直有效。"))
    revision = RevisionField()


class RetireForm(forms.Form):
    """Why a version goes out of use."""

    reason = forms.CharField(label=_("停用原因"), max_length=300)


class CompareForm(forms.Form):
    """Compare with another version, on a season's facts."""

    def __init__(self, others: Any, seasons: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.ModelChoiceField(others, label=_("与哪个版本比"))
        self.fields["season"] = forms.ModelChoiceField(seasons, label=_("用哪个年度的事实"))

    @property
    def chosen(self) -> Season:
        """The season."""
        season: Season = self.cleaned_data["season"]
        return season


def _field(setting: Setting) -> forms.Field:
    label = LABELS.get(setting.label, setting.label)
    shown = f"{label}（{setting.detail}）" if setting.detail else str(label)
    if setting.choices:
        choices = [(choice, CHOICES.get(choice, choice)) for choice in setting.choices]
        return forms.ChoiceField(label=shown, choices=choices, initial=setting.value)
    return forms.CharField(label=shown, initial=setting.value, max_length=200)
