"""Activities and articles as their pages know them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.stages.activities import actions, policy
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.activities.queries import kind_named, visible_activities, visible_articles
from chuangcheng.stages.activities.states import COUNTS, ActivityState
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.activities.forms.activities import ActivityForm
from chuangcheng.web.activities.forms.fields import label_of
from chuangcheng.web.activities.forms.records import ArticleForm
from chuangcheng.web.activities.kinds.moves import acts_for
from chuangcheng.web.activities.kinds.room import ROOM, records_for_a_unit
from chuangcheng.web.register.kinds import Act, Kind, Told, shown
from chuangcheng.web.shell import formats
from chuangcheng.web.shell.tables import Column, Filter, State

STATES: dict[str, State] = {
    ActivityState.PLANNED: State(ActivityState.PLANNED.label, "info", "calendar"),
    ActivityState.HELD: State(ActivityState.HELD.label, "good", "check"),
    ActivityState.CONFIRMED: State(ActivityState.CONFIRMED.label, "good", "circle-check"),
    ActivityState.POSTPONED: State(ActivityState.POSTPONED.label, "warn", "clock"),
    ActivityState.CANCELLED: State(ActivityState.CANCELLED.label, "", "ban"),
}
#: What a page tells of an activity where it holds something; the rest of the fields would only say nothing.
TOLD = ("title", "theme", "starts_at", "where", "organiser", "festival", "level", *COUNTS, "important", "hosted",
        "completed", "nominees", "shown_on", "result", "confirmed_on")  # fmt: skip


def _more(record: Activity, by: Account) -> list[Told]:
    """What is there: further columns, the place, what it serves, who said so and who confirmed."""
    labels = {told["name"]: told for told in kind_named(record.programme.host, record.kind).fields}
    found = [Told(label_of(name), _told(record, name)) for name in TOLD if getattr(record, name) not in (None, "")]
    if record.reason:
        found.append(Told(_("原因"), record.reason))
    for name, value in record.numbers.items():
        told = labels.get(name, {"label": name})
        found.append(Told(told["label"], f"{value}{told.get('unit', '')}"))
    if record.spot is not None:
        found.append(Told(_("点位"), str(record.spot)))
    found += [Told(_("任务"), str(task)) for task in record.tasks.all()]
    found += [Told(_("周期任务"), str(cadence)) for cadence in record.cadences.all()]
    if record.items:
        found.append(Told(_("对应测评项目"), "、".join(record.items)))
    if record.held_by is not None:
        found.append(Told(_("报告人"), str(record.held_by)))
    if record.confirmed_by is not None:
        found.append(Told(_("确认人"), str(record.confirmed_by)))
    return found


def _told(record: Activity, name: str) -> Any:
    if name == "money":
        return formats.money(record.money)
    if name == "starts_at" and record.starts_at is not None:
        return f"{record.starts_at:%H:%M}"
    return shown(record, name)


def _value(record: Activity, name: str) -> Any:
    return getattr(record, name)


def _columns(by: Account, exporting: bool) -> tuple[Column, ...]:
    """Few on a page; everything in a file."""
    short = (
        Column("kind", _("类别"), lambda r: r.kind, sort=("kind",)),
        Column("title", _("名称"), lambda r: r.title, sort=("title",), wide=True),
        Column("stage", _("进展"), lambda r: STATES[r.state], "state", sort=("state",)),
        Column("completed", _("圆满完成"), lambda r: shown(r, "completed"), sort=("completed",), spare=True),
    )
    if not exporting:
        return short
    counts = tuple(
        Column(name, label_of(name), partial(_value, name=name), "integer") for name in COUNTS if name != "money"
    )
    words = (
        "theme",
        "where",
        "organiser",
        "festival",
        "level",
        "important",
        "hosted",
        "nominees",
        "shown_on",
        "result",
    )
    told = tuple(Column(name, label_of(name), partial(shown, name=name)) for name in words)
    money = Column("money", _("经费（元）"), lambda r: r.money, "money")
    further = Column("numbers", _("其他数字"), lambda r: "；".join(f"{k}={v}" for k, v in r.numbers.items()))
    return (*short, *counts, money, further, *told, Column("note", _("备注"), lambda r: r.note))


def _change(by: Account, record: Activity, values: dict[str, Any]) -> Activity:
    return actions.change_activity(by=by, activity=record, **values)


def _kind_choices(by: Account, programme: Programme) -> list[tuple[str, str]]:
    """The kinds that were recorded in sight, in the order of their names."""
    names = visible_activities(by, programme).order_by("kind").values_list("kind", flat=True).distinct()
    return [(name, name) for name in names]


ACTIVITY = Kind(
    word="activity",
    room=ROOM,
    title=_("活动"),
    lead=_("开展的、计划的各类活动。一次活动只记一遍，可以同时算作几项任务和指标的佐证。"),
    icon="calendar-event",
    start=_("办了一次活动，就记一条：什么类别、哪一天、多少人。手机上一分钟记完。"),
    model=Activity,
    rows=visible_activities,
    form=ActivityForm,
    form_template="activities/enter.html",
    record=lambda by, programme, values: actions.record_activity(by=by, programme=programme, **values),
    change=_change,
    withdraw=lambda by, record, revision, reason: actions.withdraw_activity(
        by=by, activity=record, revision=revision, reason=reason
    ),
    may=policy.may_record,
    may_begin=records_for_a_unit,
    may_change=lambda by, record: record.state != ActivityState.CONFIRMED and policy.may_change(by, record),
    acts_for=acts_for,
    columns=_columns,
    name=lambda r: r.title or r.kind,
    fields=("kind", "state"),
    related=("spot", "held_by", "confirmed_by"),
    more=_more,
    searched=("kind", "title", "theme", "where"),
    filters_for=lambda by, programme: (
        Filter("kind", _("类别"), fields=("kind",), choices=lambda: _kind_choices(by, programme)),
    ),
    filters=(
        Filter("stage", _("进展"), fields=("state",), choices=lambda: ActivityState.choices),
        Filter("level", _("层级"), fields=("level",), choices=lambda: Level.choices),
    ),
    looks=(Act(_("月历"), "activity_month", "calendar"), Act(_("汇总"), "activity_figures", "sum")),
)


ARTICLE = Kind(
    word="article",
    room=ROOM,
    title=_("约稿"),
    lead=_("上级约的稿件：完成没有，采用没有。"),
    icon="file-text",
    start=_("上级约了稿，就记一条：哪个单位写、题目、哪一天。"),
    model=Article,
    rows=visible_articles,
    form=ArticleForm,
    record=lambda by, programme, values: actions.record_article(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_article(by=by, article=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_article(
        by=by, article=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        Column("title", _("题目"), lambda r: r.title, sort=("title",), wide=True),
        Column("completed", _("完成"), lambda r: shown(r, "completed"), sort=("completed",)),
        Column("adopted", _("采用"), lambda r: shown(r, "adopted"), sort=("adopted",)),
    ),
    name=lambda r: r.title,
    fields=("title", "completed", "adopted"),
    searched=("title",),
)
