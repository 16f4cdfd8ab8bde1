"""The room and its lists."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.people.models import Account
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.register.kinds import Room

ROOM: Final = Room(
    pgettext_lazy("room", "活动"),
    (
        (_("活动"), "activity_list"),
        (_("约稿"), "article_list"),
    ),
)


def records_for_a_unit(by: Account, programme: Programme) -> bool:
    """Whether the account may record for any unit of the programme: the office, and the units themselves."""
    return has_role(by, (RoleKind.OFFICE, RoleKind.UNIT))
