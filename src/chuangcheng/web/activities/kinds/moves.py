"""The moves of an activity as the pages offer them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.stages.activities import actions, policy
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import ACTIVITY_MOVES, ActivityState
from chuangcheng.web.register.kinds import Act


@dataclass(frozen=True, slots=True)
class Move:
    """A move: what it asks (``reason``; ``day``: '' none, ``may`` or ``must``) and from which states it is offered."""

    word: str
    to: ActivityState
    label: Any
    icon: str
    lead: Any
    done: Any
    act: Callable[..., Activity]
    reason: bool = False
    day: str = ""

    @property
    def url_name(self) -> str:
        """Name of its address."""
        return f"activity_{self.word}"

    def offered(self, activity: Activity, by: Account) -> bool:
        """Whether it can follow now and this person may make it."""
        if activity.withdrawn_on is not None or self.to not in ACTIVITY_MOVES[activity.state]:
            return False
        if (self.word == "reopen") != (activity.state == ActivityState.CONFIRMED):
            return False
        if self.word == "confirm":
            return policy.may_confirm(by, activity)
        if self.word == "reopen":
            return policy.may_keep_records(by, activity.unit)
        return policy.may_change(by, activity)


MOVES: Final = (
    Move(
        "hold", ActivityState.HELD, _("已开展"), "check",
        _("写明实际开展的日期；人数等在下一页补上。"), _("已记为开展。请补上人数等数字。"),
        actions.hold_activity, day="must",
    ),
    Move(
        "confirm", ActivityState.CONFIRMED, _("确认"), "circle-check",
        _("确认活动按所记内容开展。谁报告的，不能由谁确认。"), _("已确认。"), actions.confirm_activity,
    ),
    Move(
        "postpone", ActivityState.POSTPONED, _("推迟"), "clock",
        _("写明原因。延期的不算缺漏，也不计入数字。"), _("已记为延期。"), actions.postpone_activity, reason=True, day="may",
    ),
    Move(
        "cancel", ActivityState.CANCELLED, _("取消活动"), "ban",
        _("写明原因。取消的仍看得到，不计入数字。"), _("已记为取消。"), actions.cancel_activity, reason=True,
    ),
    Move(
        "replan", ActivityState.PLANNED, _("重新安排"), "calendar",
        _("定一个新的日期。"), _("已重新安排。"), actions.plan_activity_again, day="must",
    ),
    Move(
        "reopen", ActivityState.HELD, _("退回"), "rotate-clockwise",
        _("退回以后可以改正，再由别人确认。"), _("已退回。"), actions.reopen_activity, reason=True,
    ),
)  # fmt: skip


def acts_for(record: Activity, by: Account) -> tuple[Act, ...]:
    """The moves that are offered on an activity now."""
    return tuple(Act(move.label, move.url_name, move.icon) for move in MOVES if move.offered(record, by))
