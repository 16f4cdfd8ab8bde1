"""Readings, facilities, services, cases and incidents as their pages know them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.stages.activities import actions, policy, queries
from chuangcheng.stages.activities.models import Case, Facility, Incident, Measurement, Service
from chuangcheng.stages.activities.states import CaseState, DisciplineStep, FacilityState, RegisterKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.activities.forms.registers import (
    CaseForm,
    FacilityForm,
    IncidentForm,
    MeasurementForm,
    ServiceForm,
)
from chuangcheng.web.activities.kinds.room import ROOM, keeps_any_register, records_for_a_unit
from chuangcheng.web.register.kinds import Act, Kind, Told, plain, told_fields
from chuangcheng.web.shell import formats
from chuangcheng.web.shell.tables import Column, Filter, State

FACILITY_STATES: dict[str, State] = {
    FacilityState.IN_USE: State(FacilityState.IN_USE.label, "good", "check"),
    FacilityState.FAULTY: State(FacilityState.FAULTY.label, "bad", "tool"),
    FacilityState.BUILDING: State(FacilityState.BUILDING.label, "info", "progress"),
    FacilityState.SITING: State(FacilityState.SITING.label, "warn", "map-pin"),
    FacilityState.MISSING: State(FacilityState.MISSING.label, "", "x"),
    "": State(_("没有报告"), "", "question-mark"),
}
CASE_STATES: dict[str, State] = {
    CaseState.TAKEN: State(CaseState.TAKEN.label, "info", "mail"),
    CaseState.UNDER_WAY: State(CaseState.UNDER_WAY.label, "warn", "progress"),
    CaseState.SETTLED: State(CaseState.SETTLED.label, "good", "circle-check"),
    CaseState.PASSED_ON: State(CaseState.PASSED_ON.label, "info", "send"),
    CaseState.REFUSED: State(CaseState.REFUSED.label, "", "x"),
}
OVERDUE = State(_("已过期限"), "bad", "alert-triangle")
WAITS, CONFIRMED = State(_("待确认"), "warn", "clock"), State(_("已确认"), "good", "check")


def _record(act: Any, by: Account, programme: Programme, values: dict[str, Any]) -> Any:
    return act(by=by, programme=programme, **values)


def _change(act: Any, name: str, by: Account, record: Any, values: dict[str, Any]) -> Any:
    return act(by=by, **{name: record}, **values)


def _withdraw(act: Any, name: str, by: Account, record: Any, revision: int | None, reason: str) -> Any:
    return act(by=by, **{name: record}, revision=revision, reason=reason)


MEASUREMENT = Kind(
    word="measurement",
    room=ROOM,
    title=_("计量数据"),
    lead=_("每条是一个指标在一天的数。率由两个数算出，不用自己算。"),
    icon="ruler-2",
    start=_("先建立计量指标，再记数。"),
    model=Measurement,
    rows=queries.visible_measurements,
    form=MeasurementForm,
    record=partial(_record, actions.record_measurement),
    change=partial(_change, actions.change_measurement, "measurement"),
    withdraw=partial(_withdraw, actions.withdraw_measurement, "measurement"),
    may=policy.may_record,
    may_begin=records_for_a_unit,
    columns=lambda by, exporting: (
        Column("measure", _("计量指标"), lambda r: r.measure.name, sort=("measure__name",)),
        Column("person", _("人员"), lambda r: (r.person_id and (r.person_id if exporting else r.person.name)) or ""),
        Column("number", _("数值"), lambda r: plain(r.number), sort=("number",)),
        Column("out_of", _("总数"), lambda r: "" if r.out_of is None else plain(r.out_of), sort=("out_of",)),
    ),
    name=lambda r: r.measure.name,
    fields=("number", "out_of", "excused", "text"),
    related=("measure", "person"),
    more=lambda r, by: [
        Told(_("计量指标"), r.measure.name, reverse("measure_list") + f"?programme={r.programme_id}#m{r.measure_id}"),
        *([Told(_("人员"), r.person.name)] if r.person else []),
    ],
    searched=("measure__name", "text"),
)

FACILITY = Kind(
    word="facility",
    room=ROOM,
    title=_("设施"),
    lead=_("每条是一句话：哪个单位的哪种设施，现在怎样。以最近的一条为准。"),
    icon="building",
    start=_("逐个单位记：有没有、几处、用得怎样。"),
    model=Facility,
    rows=queries.visible_facilities,
    form=FacilityForm,
    record=partial(_record, actions.record_facility),
    change=partial(_change, actions.change_facility, "facility"),
    withdraw=partial(_withdraw, actions.withdraw_facility, "facility"),
    may=policy.may_record,
    may_begin=records_for_a_unit,
    columns=lambda by, exporting: (
        Column("kind", _("设施"), lambda r: r.kind, sort=("kind",)),
        Column("stage", _("状况"), lambda r: FACILITY_STATES[r.state], "state", sort=("state",)),
        Column("quantity", _("数量"), lambda r: r.quantity, "integer", sort=("quantity",)),
    ),
    name=lambda r: r.kind,
    fields=("kind", "state", "quantity", "spot"),
    related=("spot",),
    searched=("kind",),
    filters=(Filter("stage", _("状况"), fields=("state",), choices=lambda: FacilityState.choices),),
)

SERVICE = Kind(
    word="service",
    room=ROOM,
    title=_("服务记录"),
    lead=_("志愿者服务的时间，单位确认以后才计入。"),
    icon="clock",
    start=_("志愿者服务了一次，就记一条。"),
    model=Service,
    rows=queries.visible_services,
    form=ServiceForm,
    record=partial(_record, actions.record_service),
    change=partial(_change, actions.change_service, "service"),
    withdraw=partial(_withdraw, actions.withdraw_service, "service"),
    may=policy.may_record,
    may_begin=records_for_a_unit,
    columns=lambda by, exporting: (
        Column("volunteer", _("志愿者编号"), lambda r: r.volunteer.number, sort=("volunteer__number",)),
        Column("minutes", _("时长（分钟）"), lambda r: r.minutes, "integer", sort=("minutes",)),
        Column(
            "content", _("服务内容"), lambda r: r.content or (str(r.activity.kind) if r.activity else ""), wide=True
        ),
        Column(
            "confirmed", _("确认"), lambda r: CONFIRMED if r.confirmed_on else WAITS, "state", sort=("confirmed_on",)
        ),
    ),
    name=lambda r: r.content or r.code,
    fields=("minutes", "content", "confirmed_on"),
    related=("volunteer__unit", "activity"),
    more=lambda r, by: [
        Told(
            _("志愿者"),
            f"{queries.name_for(r.volunteer, queries.units_with_names(by))}（{r.volunteer.number}）",
            reverse("volunteer", args=[r.volunteer_id]),
        ),
        *(
            [Told(_("活动"), r.activity.title or r.activity.kind, reverse("activity", args=[r.activity_id]))]
            if r.activity
            else []
        ),
    ],
    searched=("volunteer__number", "content"),
    new_acts=(Act(_("待确认的"), "service_confirm", "circle-check"),),
)


def _about_case(record: Case, by: Account) -> list[Told]:
    """Whom it is about, as the account may read it, and the money."""
    kept = queries.units_kept(by)
    told = [Told(_("当事人"), queries.person_for(record, kept) or "—")]
    if record.unit_id in kept:
        told += [Told(_("事项"), record.title), Told(_("结果"), record.outcome)]
    if record.amount is not None:
        told.append(Told(_("金额"), formats.money(record.amount)))
    return told


def _case_columns(by: Account, exporting: bool) -> tuple[Column, ...]:
    kept, today = queries.units_kept(by), clock.today()
    return (
        Column("register", _("登记簿"), lambda r: r.get_register_display(), sort=("register",)),
        Column("title", _("事项"), lambda r: r.title if r.unit_id in kept else "", wide=True),
        Column("person", _("当事人"), lambda r: queries.person_for(r, kept)),
        Column("due", _("办理期限"), lambda r: r.due_on, "day", sort=("due_on",)),
        Column(
            "stage",
            _("进展"),
            lambda r: OVERDUE if queries.is_overdue(r, today) else CASE_STATES[r.state],
            "state",
            sort=("state",),
        ),
    )


CASE = Kind(
    word="case",
    room=ROOM,
    title=_("登记簿"),
    lead=_("困难帮扶、再就业、低保、住房补贴、矛盾纠纷、来信来访。当事人只有经办单位看得到全名。"),
    icon="notes",
    start=_("受理一件就登记一件，写明期限。"),
    model=Case,
    rows=queries.visible_cases,
    form=CaseForm,
    record=partial(_record, actions.take_case),
    change=partial(_change, actions.change_case, "case"),
    withdraw=partial(_withdraw, actions.withdraw_case, "case"),
    may=policy.keeps_register,
    may_begin=lambda by, programme: keeps_any_register(by),
    columns=_case_columns,
    name=lambda r: r.get_register_display(),
    fields=("register", "kind", "state", "persons", "households", "handler", "due_on", "closed_on"),
    more=_about_case,
    filters=(
        Filter("register", _("登记簿"), fields=("register",), choices=lambda: RegisterKind.choices),
        Filter("stage", _("进展"), fields=("state",), choices=lambda: CaseState.choices),
    ),
    acts=(Act(_("办理"), "case_move", "progress"),),
    looks=(Act(_("各簿合计"), "case_counts", "sum"),),
    new_acts=(Act(_("导出"), "case_export", "download"),),
    exports=False,
)


def _about_incident(record: Incident, by: Account) -> list[Told]:
    """The person, what is proposed and from which count."""
    number, step = queries.proposal(record)
    told = [Told(_("人员"), record.person.name)]
    if not record.step:
        said = _("本年第 %(number)d 次，建议：%(step)s") % {"number": number, "step": DisciplineStep(step).label}
        return [*told, Told(_("系统建议"), said)]
    decided = ("step", "decided_on", "decided_by", "decision")
    return [*told, *told_fields(record, decided)]


INCIDENT = Kind(
    word="incident",
    room=ROOM,
    title=_("违纪情形"),
    lead=_("按当年次数建议处理，由人决定。只有文明办和本人所在单位负责人看得到。"),
    icon="gavel",
    start=_("经核实的，记一条；处理由人决定，写明理由。"),
    model=Incident,
    rows=queries.visible_incidents,
    form=IncidentForm,
    record=partial(_record, actions.record_incident),
    change=partial(_change, actions.change_incident, "incident"),
    withdraw=partial(_withdraw, actions.withdraw_incident, "incident"),
    may=policy.may_keep_records,
    may_see=lambda by, record: policy.may_see_incidents(by, record.unit),
    may_change=lambda by, record: not record.step and policy.may_keep_records(by, record.unit),
    acts_for=lambda record, by: (Act(_("决定处理"), "incident_decide", "gavel"),) if not record.step else (),
    columns=lambda by, exporting: (
        Column("person", _("人员"), lambda r: r.person.name),
        Column("kind", _("情形"), lambda r: r.kind, sort=("kind",)),
        Column("step", _("处理"), lambda r: r.get_step_display() or _("待决定"), sort=("step",)),
    ),
    name=lambda r: r.kind,
    fields=("kind", "found_by"),
    related=("person",),
    more=_about_incident,
    searched=("kind",),
    exports=False,
)
