"""Supervised matters as their pages know them."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans import actions, policy
from chuangcheng.stages.plans.models import Matter, Programme
from chuangcheng.web.plans.forms.matters import MatterForm
from chuangcheng.web.register.kinds import Act, Kind, Room
from chuangcheng.web.shell.tables import Column, Filter, State

ROOM: Final = Room(_("督办"), ((_("督办"), "matter_list"),))
_CLOSED = State(_("已办结"), "good", "circle-check")
_READY = State(_("待办结"), "accent", "eye")
_LATE = State(_("已过时限"), "bad", "clock")
_OPEN = State(_("办理中"), "info", "player-play")


def state_of_matter(matter: Matter) -> State:
    """How a matter stands, as a badge."""
    if matter.closed_on is not None:
        return _CLOSED
    if matter.result and matter.reply:
        return _READY
    return _LATE if matter.due_on < clock.today() else _OPEN


def visible_matters(by: Account, programme: Programme) -> Any:
    """The matters of units in sight."""
    return scoped(Matter.objects.filter(programme=programme).select_related("unit"), by)


def offered(matter: Matter, by: Account) -> tuple[Act, ...]:
    """What this person may do with a matter now: whoever gave the result never closes it."""
    if matter.closed_on is not None:
        return ()
    acts: list[Act] = []
    if policy.may_work(by, matter.unit):
        acts += [Act(_("填报结果"), "matter_result", "check"), Act(_("记下回复"), "matter_reply", "send")]
    done = matter.result and matter.reply and matter.result_by_id != by.pk
    if done and policy.may_keep_records(by, matter.unit):
        acts.append(Act(_("办结"), "matter_finish", "circle-check"))
    return tuple(acts)


MATTER: Final = Kind(
    word="matter",
    room=ROOM,
    title=_("督办事项"),
    lead=_("交办的事要件件有结果、事事有回音：有结果、有回复才能办结。"),
    icon="flag",
    start=_("把要督办的事交给一个单位，写明时限。"),
    model=Matter,
    rows=visible_matters,
    form=MatterForm,
    record=lambda by, programme, values: actions.hand_out_matter(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_matter(by=by, matter=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_matter(
        by=by, matter=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        Column("title", _("督办事项"), lambda r: r.title, sort=("title",), wide=True),
        Column("due", _("办结时限"), lambda r: r.due_on, "day", sort=("due_on",)),
        Column("result", _("有结果日期"), lambda r: r.result_on, "day", sort=("result_on",)),
        Column("reply", _("回复日期"), lambda r: r.replied_on, "day", sort=("replied_on",)),
        Column("stands", _("状态"), state_of_matter, "state"),
    ),
    name=lambda r: r.title,
    fields=("title", "source", "wanted", "due_on", "result", "result_on", "reply", "replied_on", "closed_on"),
    searched=("title", "source"),
    filters=(Filter("due", _("时限止"), "until", ("due_on",)),),
    acts_for=offered,
)
