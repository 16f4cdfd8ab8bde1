"""Forms of what inspections write down. What is valid stands in ``stages.inspections.checks``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.stages.inspections.models import BaseScore, FigureKind, OutsideFigure
from chuangcheng.stages.plans.models import Programme, Record
from chuangcheng.web.inspections.fields import PairsField, PointsField
from chuangcheng.web.register.forms import LongText, RecordForm, YesNoField
from chuangcheng.web.register.kinds import plain

#: type of the rulebook language → what may be typed
WRITTEN = {
    "text": _("文字"),
    "integer": _("整数"),
    "decimal": _("数字，最多六位小数"),
    "boolean": _("是或否"),
    "date": _("日期，例如 2026-03-05"),
}


class BaseScoreForm(RecordForm):
    """A base score as a total, or by items whose sum is the total."""

    score = forms.DecimalField(
        label=_("得分"),
        max_digits=18,
        decimal_places=6,
        required=False,
        help_text=_("分项目填写的，这里不填，由系统合计。"),
    )
    items = PointsField(
        label=_("分项目得分"),
        required=False,
        names_most=80,
        help_text=_("每行一项，写成“项目：得分”。只有总分的不填。"),
    )
    source = forms.CharField(label=_("来源"), max_length=80, required=False, help_text=_("依据哪次考评、哪份文件。"))
    copied = ("source",)

    def initial_of(self, record: Record) -> dict[str, Any]:
        """Items where it was given by items, else the total."""
        score: BaseScore = record  # type: ignore[assignment]
        items = {item.item: plain(item.points) for item in score.items.all()}
        return {**super().initial_of(record), "items": items, "score": None if items else plain(score.score)}

    def clean(self) -> dict[str, Any]:
        """A total or items, not both and not neither."""
        values: dict[str, Any] = super().clean() or {}
        items, score = values.get("items"), values.get("score")
        if items and score is not None:
            self.add_error("score", _("分项目填了得分，总分由系统合计。请把“得分”留空，或去掉分项目。"))
        elif not items and score is None and not self.errors:
            self.add_error("score", _("请填写得分，或分项目填写。"))
        values["items"] = items or None
        return values


class CheckForm(RecordForm):
    """The result of one item at one place."""

    item = forms.CharField(label=_("检查项"), max_length=64, help_text=_("与考核细则里的项目一致。"))
    result = forms.CharField(
        label=_("结果"), max_length=40, help_text=_("与考核细则里的等级一致，例如：合格、不合格。")
    )
    place = forms.CharField(label=_("点位"), max_length=120, required=False)
    copied = ("item", "result", "place")


class VisitForm(RecordForm):
    """All results of a visit to one place."""

    place = forms.CharField(label=_("点位"), max_length=120, required=False)
    results = PairsField(label=_("检查结果"), rows=8, help_text=_("每行一项，写成“检查项：结果”。用词与考核细则一致。"))

    def __init__(self, by: Account, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, programme, *args, **kwargs)
        del self.fields["code"]


class VetoEventForm(RecordForm):
    """An event that may veto."""

    kind = forms.CharField(label=_("事件"), max_length=80, help_text=_("与考核细则里的否决情形一致。"))
    force_majeure = forms.BooleanField(label=_("不可抗力"), required=False)
    document = forms.CharField(
        label=_("认定文件"), max_length=200, required=False, help_text=_("认定为不可抗力的，必须写明。")
    )
    copied = ("kind", "force_majeure", "document")


class JudgementForm(RecordForm):
    """Points that a person gave."""

    item = forms.CharField(label=_("项目"), max_length=64, help_text=_("与考核细则里的项目编号一致。"))
    points = forms.DecimalField(label=_("分值"), max_digits=18, decimal_places=6, help_text=_("扣分写负数。"))
    reason = LongText(label=_("理由"))
    document = forms.CharField(label=_("文件"), max_length=200, help_text=_("文件名称和文号。"))
    decided_by = forms.CharField(label=_("评定人"), max_length=60)
    confirmed_by = forms.CharField(label=_("复核人"), max_length=60, help_text=_("不能与评定人是同一个人。"))
    copied = ("item", "points", "reason", "document", "decided_by", "confirmed_by")

    def initial_of(self, record: Record) -> dict[str, Any]:
        """Points without trailing zeros."""
        return {**super().initial_of(record), "points": plain(record.points)}  # type: ignore[attr-defined]


class FigureForm(RecordForm):
    """A row of a declared kind: one field for each of its columns."""

    note_is_kept = False

    def __init__(
        self,
        by: Account,
        programme: Programme,
        *args: Any,
        kind: FigureKind | None = None,
        record: OutsideFigure | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        self.kind = record.kind if record is not None else kind
        self.columns: dict[str, str] = dict(self.kind.columns) if self.kind is not None else {}
        held = record.values if record is not None else {}
        for name, type_ in self.columns.items():
            self.fields[f"value-{name}"] = _column_field(name, type_, held.get(name))
        own = [f"value-{name}" for name in self.columns]
        self.order_fields(["unit", "happened_on", "late", *own, "note", "code"])

    def clean(self) -> dict[str, Any]:
        """``values``: column → text in the written form of its type, None where nothing was typed."""
        values: dict[str, Any] = super().clean() or {}
        values["values"] = {name: _written(values.pop(f"value-{name}", None)) for name in self.columns}
        return values


def _column_field(name: str, type_: str, held: str | None) -> forms.Field:
    if type_ == "boolean":
        known = {"true": "yes", "false": "no"}.get(held or "")
        return YesNoField(label=name, required=False, initial=known)
    return forms.CharField(label=name, required=False, max_length=400, help_text=WRITTEN[type_], initial=held)


def _written(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() or None if value is not None else None


class FigureKindForm(forms.Form):
    """A kind of figure that a rulebook asks for."""

    kind = forms.CharField(label=_("事实类别"), max_length=64, help_text=_("与考核细则 facts 里的名称一致。"))
    title = forms.CharField(label=_("名称"), max_length=120, required=False, help_text=_("页面上怎样称呼它。"))
    columns = PairsField(
        label=_("列"), help_text=_("每行一列，写成“列名：类型”。类型有 text、integer、decimal、boolean、date。")
    )


class MatrixForm(RecordForm):
    """The day and source of a matrix of base scores; its cells are read beside it."""

    source = forms.CharField(label=_("来源"), max_length=80, required=False, help_text=_("依据哪次考评、哪份文件。"))

    def __init__(self, by: Account, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, programme, *args, **kwargs)
        for name in ("unit", "note", "code"):
            del self.fields[name]
