"""Forms of seasons. What is valid stands in ``stages.scoring.checks``; here is only what a field looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account, Organisation
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


class RoundsWidget(forms.Widget):
    """Rows of id, first and last day; htmx adds and removes rows, so that the form needs no script of its own."""

    template_name = "scoring/rounds.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """The rows as they were sent; rows without anything in them are left out."""
        columns = [data.getlist(f"round_{part}") for part in ("id", "from", "to")]
        rows = [
            dict(zip(("id", "from", "to"), map(str.strip, row), strict=True)) for row in zip(*columns, strict=False)
        ]
        return [row for row in rows if any(row.values())]

    def format_value(self, value: Any) -> Any:
        """Rows for the template, one empty row where there is none."""
        return value or [{}]


class RoundsField(forms.Field):
    """Rounds in order, cleaned to the list that a season keeps."""

    widget = RoundsWidget

    def to_python(self, value: Any) -> Any:
        """Read the rows; one that is not an id and two days is named by its number."""
        rounds = []
        for number, row in enumerate(value or [], 1):
            try:
                first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            except ValueError:
                raise self._incomplete(number) from None
            if not row["id"]:
                raise self._incomplete(number)
            rounds.append({"id": row["id"], "from": first.isoformat(), "to": last.isoformat()})
        return rounds

    @staticmethod
    def _incomplete(number: int) -> forms.ValidationError:
        told = _("第%(number)s轮没有写全：编号、起始日期和结束日期都要填。")
        return forms.ValidationError(told, params={"number": number})


class RoundsForm(forms.Form):
    """The rounds of a season."""

    rounds = RoundsField(label=_("轮次"), required=False)
    revision = RevisionField()


class UnitsForm(forms.Form):
    """The units that take part."""

    def __init__(self, units: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(unit.pk), f"{unit.name}（{unit.code}）") for unit in units]
        self.fields["units"] = forms.MultipleChoiceField(
            label=_("参评单位"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


class AssessedForm(forms.Form):
    """A unit that counts as assessed in a period."""

    reason = forms.CharField(label=_("原因"), max_length=300, help_text=_("例如：本期检查无问题，没有分项记录。"))

    def __init__(self, season: Season, periods: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Organisation.objects.filter(pk__in=season.units.values("organisation")).order_by("code")
        self.fields["unit"] = forms.ModelChoiceField(members, label=_("单位"))
        self.fields["period"] = forms.ChoiceField(label=_("期间"), choices=periods)
        self.order_fields(("unit", "period", "reason"))


#: Whom a fact taken from another season is about, in words, where it is no further column of its units.
RECEIVERS = {"parent": _("上级单位"), "unit": _("本单位")}


class SourceForm(forms.Form):
    """A fact kind taken from another season."""

    items = forms.CharField(
        label=_("取哪些项"), initial="total", help_text=_("总分写 total，或写那套测评体系里的项目编号，用逗号分开。")
    )
    unit = forms.CharField(
        label=_("记给谁"), initial="parent", max_length=64, help_text=_("记给上级写 parent，记给本单位写 unit。")
    )
    revision = RevisionField()

    def __init__(self, kinds: list[tuple[str, str]], seasons: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("事实"), choices=kinds)
        self.fields["source"] = forms.ModelChoiceField(seasons, label=_("取自哪个年度"))
        self.order_fields(("kind", "source", "items", "unit"))

    def clean_items(self) -> list[str]:
        """The items as a list."""
        return re.split(r"[,，、\s]+", self.cleaned_data["items"].strip())


class SeasonForm(forms.Form):
    """Open a season."""

    rounds = RoundsField(label=_("轮次"), required=False, help_text=_("按轮次考核的测评体系才填。"))
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


class MemberForm(forms.Form):
    """A unit in the season: its ranking group, and whether it is out of the ranking, with a reason."""

    group = forms.CharField(label=_("排名组"), max_length=60, required=False, help_text=_("不填就按单位里写的组别。"))
    exempt = forms.BooleanField(label=_("本年度不参加排名"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=300, required=False)


def _only(rows: Any) -> Any:
    """The row when there is exactly one, else None."""
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
