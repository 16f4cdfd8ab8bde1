"""Who may make documents, and who confirms a zero."""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.scoring.policy import may_see_drafts


def may_issue(by: Account, host: Organisation) -> bool:
    """May keep series and issue documents: the office of the host."""
    return has_role(by, [RoleKind.OFFICE], host)


def may_read(by: Account, host: Organisation) -> bool:
    """May read circulars and reports before and after they are issued: those who see drafts."""
    return may_see_drafts(by, host)


def may_confirm_nil(by: Account, unit: Organisation) -> bool:
    """May confirm that there was nothing: the unit that answers for the figure, or its office."""
    return has_role(by, [RoleKind.UNIT, RoleKind.OFFICE], unit)
