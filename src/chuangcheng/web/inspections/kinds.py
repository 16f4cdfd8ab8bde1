"""What inspections write down, as its pages know it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.stages.inspections import actions, policy, queries
from chuangcheng.stages.inspections.models import BaseScore, Check, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.inspections import forms
from chuangcheng.web.register.kinds import Act, Kind, Room, Told, plain, shown, yes_no
from chuangcheng.web.shell.tables import Column

ROOM = Room(
    _("检查"),
    (
        (_("基础分"), "base_score_list"),
        (_("检查结果"), "check_list"),
        (_("否决事件"), "veto_event_list"),
        (_("评定"), "judgement_list"),
        (_("其他数据"), "outside_figure_list"),
    ),
)


def _points(value: Decimal) -> int:
    """Points as lists show them, in 0.0001; the record's page shows every digit."""
    return int((value * 10_000).to_integral_value(ROUND_HALF_UP))


def _items(record: BaseScore, by: Account) -> list[Told]:
    return [Told(item.item, plain(item.points)) for item in record.items.all()]


def _values(record: OutsideFigure, by: Account) -> list[Told]:
    """The columns with what they hold."""
    return [Told(_("类别"), record.kind), *(Told(name, value) for name, value in _pairs(record))]


def _pairs(record: OutsideFigure) -> list[tuple[str, Any]]:
    truth = {"true": yes_no(True), "false": yes_no(False)}
    columns = record.kind.columns.items()
    return [
        (name, truth.get(record.values.get(name) or "", "") if type_ == "boolean" else record.values.get(name))
        for name, type_ in columns
    ]


def _record_figure(by: Account, programme: Programme, values: dict[str, Any]) -> OutsideFigure:
    return actions.record_figure(by=by, **values)


BASE_SCORE = Kind(
    word="base_score",
    room=ROOM,
    title=_("基础分"),
    lead=_("每次考评给各单位打的分：一个总分，或者分项目打分、由系统合计。"),
    icon="sum",
    start=_("考评完一个单位就记一条；一天考评多个单位的，用“整表录入”。"),
    model=BaseScore,
    rows=queries.visible_base_scores,
    form=forms.BaseScoreForm,
    record=lambda by, programme, values: actions.record_base_score(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_base_score(by=by, base_score=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_base_score(
        by=by, base_score=record, revision=revision, reason=reason
    ),
    may=policy.may_record_inspection,
    columns=lambda by, exporting: (
        Column("score", _("得分"), lambda r: _points(r.score), "points", sort=("score",)),
        Column("items", _("分项目"), lambda r: len(r.items.all()) or None, "integer", spare=True),
        Column("source", _("来源"), lambda r: r.source, sort=("source",)),
    ),
    name=lambda r: f"{r.unit.name} {plain(r.score)}",
    fields=("score", "source"),
    more=_items,
    searched=("source",),
    new_acts=(Act(_("整表录入"), "base_matrix", "columns"),),
)

CHECK = Kind(
    word="check",
    room=ROOM,
    title=_("检查结果"),
    lead=_("在一个点位上，按清单一项一项看的结果。"),
    icon="checklist",
    start=_("到一个点位检查，用“记录一次检查”把各项结果一起写下。"),
    model=Check,
    rows=queries.visible_checks,
    form=forms.CheckForm,
    record=lambda by, programme, values: actions.record_check(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_check(by=by, check=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_check(
        by=by, check=record, revision=revision, reason=reason
    ),
    may=policy.may_record_inspection,
    columns=lambda by, exporting: (
        Column("item", _("检查项"), lambda r: r.item, sort=("item",)),
        Column("result", _("结果"), lambda r: r.result, sort=("result",)),
        Column("place", _("点位"), lambda r: r.place, sort=("place",)),
    ),
    name=lambda r: f"{r.item}：{r.result}",
    fields=("item", "result", "place"),
    searched=("item", "result", "place"),
    new_acts=(Act(_("记录一次检查"), "visit_new", "map-pin"),),
)

VETO_EVENT = Kind(
    word="veto_event",
    room=ROOM,
    title=_("否决事件"),
    lead=_("可能一票否决的事；怎样处理、依据哪一条，由考核细则定。"),
    icon="ban",
    start=_("发生了考核细则里列明的否决情形，由文明办记录。"),
    model=VetoEvent,
    rows=queries.visible_veto_events,
    form=forms.VetoEventForm,
    record=lambda by, programme, values: actions.record_veto_event(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_veto_event(by=by, event=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_veto_event(
        by=by, event=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        Column("kind", _("事件"), lambda r: r.kind, sort=("kind",)),
        Column("force_majeure", _("不可抗力"), lambda r: shown(r, "force_majeure"), sort=("force_majeure",)),
        Column("document", _("认定文件"), lambda r: r.document, sort=("document",), spare=True),
    ),
    name=lambda r: str(r.kind),
    fields=("kind", "force_majeure", "document"),
    searched=("kind", "document"),
)

JUDGEMENT = Kind(
    word="judgement",
    room=ROOM,
    title=_("评定"),
    lead=_("由人评定的加分、扣分：有理由、有文件，另一个人复核。"),
    icon="gavel",
    start=_("考核细则里由人评定的项目，评定并复核以后记在这里。"),
    model=Judgement,
    rows=queries.visible_judgements,
    form=forms.JudgementForm,
    record=lambda by, programme, values: actions.record_judgement(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_judgement(by=by, judgement=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_judgement(
        by=by, judgement=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        Column("item", _("项目"), lambda r: r.item, sort=("item",)),
        Column("points", _("分值"), lambda r: _points(r.points), "gain", sort=("points",)),
        Column("reason", _("理由"), lambda r: r.reason, wide=True),
    ),
    name=lambda r: f"{r.item} {plain(r.points)}",
    fields=("item", "points", "reason", "document", "decided_by", "confirmed_by"),
    searched=("item", "reason", "document"),
)

OUTSIDE_FIGURE = Kind(
    word="outside_figure",
    room=ROOM,
    title=_("其他数据"),
    lead=_("考核细则要用、又不在别处产生的数据，例如统计部门的数字。"),
    icon="ruler-2",
    start=_("先照考核细则登记数据类别和列，再逐条记录，或用 Excel 导入。"),
    model=OutsideFigure,
    rows=queries.visible_figures,
    form=forms.FigureForm,
    record=_record_figure,
    change=lambda by, record, values: actions.change_figure(by=by, figure=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_figure(
        by=by, figure=record, revision=revision, reason=reason
    ),
    may=policy.may_record_inspection,
    columns=lambda by, exporting: (
        Column("kind", _("类别"), lambda r: str(r.kind), sort=("kind__kind",)),
        Column("values", _("数据"), lambda r: "；".join(f"{n} {v}" for n, v in _pairs(r) if v), wide=True),
    ),
    name=lambda r: str(r.kind),
    related=("kind",),
    more=_values,
    searched=("kind__kind", "kind__title"),
    new_acts=(Act(_("数据类别"), "figure_kind_list", "columns"),),
)
