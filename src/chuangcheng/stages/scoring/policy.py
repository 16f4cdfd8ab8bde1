"""Who may score, publish, see and object."""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind

#: Roles that see drafts, rankings and everyone's lines.
INSIDERS = (RoleKind.OFFICE, RoleKind.LEADER, RoleKind.AUDITOR)


def may_score(by: Account, host: Organisation) -> bool:
    """May keep the season, run and publish: the office of the host or above."""
    return has_role(by, [RoleKind.OFFICE], host)


def may_see_drafts(by: Account, host: Organisation) -> bool:
    """May see runs before they are published, and the whole ranking."""
    return by.is_administrator or has_role(by, INSIDERS, host)


def may_see_live(by: Account, host: Organisation, unit: Organisation) -> bool:
    """May see what a unit's score comes to before anything is scored: who sees drafts, and who acts for the unit."""
    return may_see_drafts(by, host) or has_role(by, [RoleKind.UNIT], unit)


def may_object(by: Account, unit: Organisation) -> bool:
    """May object for a unit: who acts for it."""
    return has_role(by, [RoleKind.UNIT], unit)


def may_answer(by: Account, host: Organisation) -> bool:
    """May answer objections: the office or a leader; that it is not who scored is checked beside (``checks``)."""
    return has_role(by, [RoleKind.OFFICE, RoleKind.LEADER], host)
