"""Who may keep rulebooks: the office of the organisation that owns them, and system administrators."""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind


def may_keep_rulebooks(by: Account, organisation: Organisation) -> bool:
    """May copy, change, publish and retire rulebooks of this organisation."""
    return by.is_administrator or has_role(by, [RoleKind.OFFICE], organisation)


def may_publish(by: Account, organisation: Organisation) -> bool:
    """May put a version into force."""
    return may_keep_rulebooks(by, organisation)
