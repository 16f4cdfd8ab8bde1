"""What a cadence, a mark and a suspension must be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chuangcheng.almanac import Age, AsSet, BadRhythm, Calendar, Event, Phases, Rhythm, Slot, read, slots
from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.checks.records import check_days, check_fields
from chuangcheng.stages.plans.models import Cadence, Programme, Suspension
from chuangcheng.stages.plans.states import CadenceWho

_SENTENCES: Final = {
    "unknown-kind": gettext_lazy("请选择多久办一次。"),
    "unknown-field": gettext_lazy("周期里有不认识的内容“%(field)s”。"),
    "wrong-value": gettext_lazy("周期里“%(field)s”没有填对。"),
    "empty": gettext_lazy("周期里“%(field)s”还没有填。"),
    "days-reversed": gettext_lazy("周期里的最后一天早于第一天。"),
}
_FIELDS: Final = {
    "kind": gettext_lazy("多久一次"),
    "unit": gettext_lazy("每多久"),
    "after": gettext_lazy("结束后几天内"),
    "weekdays": gettext_lazy("星期几"),
    "part": gettext_lazy("时段"),
    "holidays": gettext_lazy("逢节假日"),
    "count": gettext_lazy("间隔"),
    "anchor": gettext_lazy("起算日期"),
    "day": gettext_lazy("几日"),
    "nth": gettext_lazy("第几个"),
    "weekday": gettext_lazy("星期几"),
    "spans": gettext_lazy("时间段"),
    "first": gettext_lazy("第一天"),
    "last": gettext_lazy("最后一天"),
    "names": gettext_lazy("节日"),
    "own": gettext_lazy("自定节日"),
    "name": gettext_lazy("名称"),
    "month": gettext_lazy("月份"),
    "before": gettext_lazy("提前天数"),
    "of": gettext_lazy("起因"),
    "days": gettext_lazy("天数"),
    "age": gettext_lazy("年龄"),
    "within": gettext_lazy("几天内"),
    "word": gettext_lazy("原文用词"),
}


def read_rhythm(data: object) -> Rhythm:
    """The rhythm that a cadence keeps or a form gives; Refused (``bad-rhythm``) says which part of it is wrong."""
    try:
        return read(data)
    except BadRhythm as bad:
        told = _SENTENCES[bad.code] % {"field": _FIELDS.get(bad.field, bad.field)}
        raise Refused("bad-rhythm", told, field="rhythm") from bad


def check_cadence(cadence: Cadence, units: Sequence[object], calendar: Calendar) -> None:
    """Days in the programme, times in order, somebody to do it, and at least one turn in its days.

    Refused: ``wrong-value``, ``days-reversed``, ``outside-programme``, ``times-reversed``, ``no-units``, ``bad-rhythm``,
    ``no-turns``.
    """
    check_fields(cadence)
    check_days(cadence.first, cadence.last)
    if cadence.first < cadence.programme.first or cadence.last > cadence.programme.last:
        raise Refused("outside-programme", _("起止日期超出了创建活动的起止日期。"), field="first")
    if cadence.least < 1:
        raise Refused("times-reversed", _("至少要有1次。"), field="least")
    if cadence.most is not None and cadence.most < cadence.least:
        raise Refused("times-reversed", _("至多次数少于至少次数。"), field="most")
    if cadence.who == CadenceWho.LISTED and not units:
        raise Refused("no-units", _("请选择由哪些单位办。"), field="units")
    rhythm = read_rhythm(cadence.rhythm)
    if not _may_be_empty(rhythm) and not slots(rhythm, cadence.first, cadence.last, calendar):
        told = _("这些日期里一次也轮不到。请改周期，或者改起止日期。")
        raise Refused("no-turns", told, field="last")


def _may_be_empty(rhythm: Rhythm) -> bool:
    """What hangs on days that are noted later has no turns yet."""
    inner = rhythm.rhythm if isinstance(rhythm, AsSet) else rhythm
    return inner is None or isinstance(inner, Event | Age | Phases)


def check_mark(slot: Slot | None, done_on: date) -> Slot:
    """The slot exists and has begun, the day lies in it and not after today. Refused: ``no-such-turn``, ``not-yet``,
    ``in-the-future``, ``outside-turn``."""
    if slot is None:
        raise Refused("no-such-turn", _("这项周期任务没有这一期。"))
    today = clock.today()
    if today < slot.first:
        raise Refused("not-yet", _("这一期从 %(day)s 起才能办理。") % {"day": slot.first})
    if done_on > today:
        raise Refused(
            "in-the-future", _("%(day)s 还没有到。请填写已经发生的日期。") % {"day": done_on}, field="done_on"
        )
    if done_on < slot.first:
        told = _("%(day)s 不在这一期（%(first)s 起）之内。") % {"day": done_on, "first": slot.first}
        raise Refused("outside-turn", told, field="done_on")
    return slot


def check_suspension(suspension: Suspension) -> None:
    """Days in order, a reason, and a cadence of the same programme."""
    check_fields(suspension)
    check_days(suspension.first, suspension.last)
    if not suspension.reason.strip():
        raise Refused("no-reason", _("请写明原因。"), field="reason")
    cadence: Cadence | None = suspension.cadence
    if cadence is not None and cadence.programme_id != suspension.programme_id:
        raise Refused("outside-programme", _("这项周期任务不属于这个创建活动。"), field="cadence")


def ensure_under_way(programme: Programme, cadence: Cadence) -> None:
    """Refuse (``ended``) what was stopped already."""
    if cadence.ended_on is not None and cadence.ended_on <= clock.today():
        raise Refused("ended", _("“%(title)s”已于 %(day)s 停止。") % {"title": cadence.title, "day": cadence.ended_on})
