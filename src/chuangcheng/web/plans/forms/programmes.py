"""Forms of programmes. What is valid stands in ``stages.plans.checks``."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.people.queries import visible_organisations
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.models import LeadingMember, Programme
from chuangcheng.stages.plans.states import Duty, Level, PhaseKind
from chuangcheng.web.shell.forms import DateInput, RevisionField

#: Empty rows that a leading group's form offers.
SPARE_ROWS: Final = 4


class HostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the organisations in sight."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and code, since names repeat."""
        return f"{obj.name}（{obj.code}）"


class ProgrammeForm(forms.Form):
    """A title aimed at, with the days it runs."""

    title = forms.CharField(label=_("名称"), max_length=120)
    aim = forms.CharField(label=_("创建目标"), max_length=120, required=False, help_text=_("例如：县级文明村镇。"))
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)
    first = forms.DateField(label=_("第一天"), widget=DateInput)
    last = forms.DateField(label=_("最后一天"), widget=DateInput)
    revision = RevisionField()


class NewProgrammeForm(ProgrammeForm):
    """A new programme with its host."""

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        hosts = visible_organisations(by).filter(ended_on=None)
        told = _("牵头的单位；它的下属单位都参加。")
        self.fields["host"] = HostChoice(hosts, label=_("主办单位"), help_text=told)
        self.order_fields(("title", "aim", "level", "host", "first", "last"))


class PhaseForm(forms.Form):
    """A stretch of the plan."""

    title = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.ChoiceField(
        label=_("类型"),
        choices=PhaseKind.choices,
        initial=PhaseKind.PHASE,
        required=False,
        help_text=_("战役画在阶段旁边，不算交叉也不填空档。"),
    )
    first = forms.DateField(label=_("第一天"), widget=DateInput)
    last = forms.DateField(label=_("最后一天"), widget=DateInput, help_text=_("可以与别的阶段交叉，也可以留空档。"))
    content = forms.CharField(label=_("内容"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    revision = RevisionField()

    def clean_kind(self) -> str:
        """A phase where nothing was chosen."""
        return self.cleaned_data["kind"] or PhaseKind.PHASE.value


class NextStepForm(forms.Form):
    """What is to be done next."""

    text = forms.CharField(
        label=_("下步打算"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("会原样写进工作情况汇报。")
    )
    due_on = forms.DateField(label=_("完成时限"), widget=DateInput, required=False)
    officer = forms.CharField(label=_("责任人"), max_length=60, required=False)
    revision = RevisionField()


class MemberForm(forms.Form):
    """One entry of a leading group; without a name it is left out."""

    name = forms.CharField(label=_("姓名"), max_length=60, required=False)
    post = forms.CharField(label=_("职务"), max_length=120, required=False)
    duty = forms.ChoiceField(label=_("分工"), choices=Duty.choices, initial=Duty.MEMBER)


class GroupForm(forms.Form):
    """The whole leading group, in its order."""

    revision = RevisionField()

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = programme.revision
        members = list(programme.leading_group.all())
        data = self.data if self.is_bound else None
        count = _count(data.get("rows", "")) if data is not None else len(members) + SPARE_ROWS
        shown: list[LeadingMember | None] = [*members, *[None] * SPARE_ROWS]
        self.rows = [
            MemberForm(data, prefix=f"m{place}", initial=_initial(shown[place] if place < len(shown) else None))
            for place in range(count)
        ]

    def clean(self) -> dict[str, Any]:
        """The rows are good, too."""
        faulty = [row for row in self.rows if not row.is_valid()]  # each row is checked, so that each tells its faults
        if faulty:
            raise forms.ValidationError(_("有一行没有填对，请看那一行的说明。"))
        return super().clean() or {}

    @property
    def entries(self) -> list[LeadingEntry]:
        """The entries that have a name, in order."""
        given = [row.cleaned_data for row in self.rows]
        return [LeadingEntry(one["name"], one["post"], one["duty"]) for one in given if one["name"].strip()]


def _count(text: str) -> int:
    return min(int(text), 200) if text.isascii() and text.isdecimal() else 0


def _initial(member: LeadingMember | None) -> dict[str, Any]:
    if member is None:
        return {}
    return {"name": member.name, "post": member.post, "duty": member.duty}
