"""Forms of seasons. What is valid stands in ``stages.scoring.checks``; here is only what a field looks like."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.rulebooks.models import Version
from chuangcheng.rulebooks.queries import published_versions
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.stages.scoring.models import Season
from chuangcheng.web.shell.forms import DateInput, RevisionField


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A published version of a rulebook in sight."""

    def label_from_instance(self, obj: Any) -> str:
        """Title and number."""
        version: Version = obj
        return f"{version.rulebook.title} · {version.number}"


class RoundsField(forms.CharField):
    """Rounds, one on each line: id, first day, last day. Cleaned to the list that a season keeps."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        """Read the lines; one that is not an id and two days is named."""
        rounds = []
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            parts = line.split()
            try:
                name, first, last = parts[0], date.fromisoformat(parts[1]), date.fromisoformat(parts[2])
            except (IndexError, ValueError):
                told = _("“%(line)s”读不出来。请写成：编号 起始日期 结束日期，例如：春季 2026-03-01 2026-05-31。")
                raise forms.ValidationError(told, params={"line": line[:60]}) from None
            rounds.append({"id": name, "from": first.isoformat(), "to": last.isoformat()})
        return rounds


class SeasonForm(forms.Form):
    """Open a season."""

    rounds = RoundsField(
        label=_("轮次"), required=False, help_text=_("按轮次考核的测评体系才填，每行一轮：编号 起始日期 结束日期。")
    )
    first = forms.DateField(label=_("第一天"), widget=DateInput)
    last = forms.DateField(label=_("最后一天"), widget=DateInput)
    objection_days = forms.IntegerField(label=_("异议期（工作日）"), min_value=1, max_value=60, initial=5)
    field_order = ("programme", "version", "first", "last", "rounds", "objection_days")

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        """What can be chosen; where there is one choice only, it is made, and the days are those of the programme."""
        super().__init__(*args, **kwargs)
        taken = Season.objects.values("programme")
        programmes: Any = visible_programmes(by).exclude(pk__in=taken)
        versions = published_versions(by)
        self.fields["programme"] = forms.ModelChoiceField(programmes, label=_("创建活动"))
        self.fields["version"] = VersionChoice(versions, label=_("测评体系版本"))
        if (programme := _only(programmes)) is not None:
            days = {"first": programme.first, "last": programme.last}
            self.initial = {"programme": programme.pk, **days, **self.initial}
        if (version := _only(versions)) is not None:
            self.initial = {"version": version.pk, **self.initial}
        self.order_fields(self.field_order)


class SeasonEditForm(forms.Form):
    """Change version and window."""

    objection_days = forms.IntegerField(label=_("异议期（工作日）"), min_value=1, max_value=60)
    revision = RevisionField()
    field_order = ("version", "objection_days")

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = VersionChoice(published_versions(by), label=_("测评体系版本"))
        self.order_fields(self.field_order)


class BasisForm(forms.Form):
    """A basis that switches something on; both empty switches it off."""

    document = forms.CharField(label=_("依据文件"), max_length=200, required=False, help_text=_("文件名称和文号。"))
    clause = forms.CharField(label=_("依据条款"), max_length=200, required=False)
    revision = RevisionField()


class ExemptForm(forms.Form):
    """Out of the ranking, with a reason."""

    exempt = forms.BooleanField(label=_("本年度不参加排名"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=300, required=False)


def _only(rows: Any) -> Any:
    """The row when there is exactly one, else None."""
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
