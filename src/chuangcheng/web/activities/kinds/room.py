"""The room and its lists."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.people.models import Account
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.activities.queries import units_kept
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.register.kinds import Room

ROOM: Final = Room(
    pgettext_lazy("room", "活动"),
    (
        (_("活动"), "activity_list"),
        (_("约稿"), "article_list"),
        (_("计量"), "measure_list"),
        (_("设施覆盖"), "coverage"),
        (_("志愿者"), "volunteer_list"),
        (_("服务记录"), "service_list"),
        (_("登记簿"), "case_list"),
    ),
)


def keeps_any_register(by: Account) -> bool:
    """Whether the account works for a unit, so that it keeps that unit's registers."""
    return bool(units_kept(by))


def records_for_a_unit(by: Account, programme: Programme) -> bool:
    """Whether the account may record for any unit of the programme: the office, and the units themselves."""
    return has_role(by, (RoleKind.OFFICE, RoleKind.UNIT))
