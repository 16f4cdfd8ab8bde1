"""Who may propose, confirm and book money."""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind


def may_keep_money(by: Account, host: Organisation) -> bool:
    """May propose batches and record receipts, payments, refunds and hand-overs: the office of the host."""
    return has_role(by, [RoleKind.OFFICE], host)


def may_confirm(by: Account, host: Organisation) -> bool:
    """May confirm a batch: the office or a leader; that it is another person than who proposed is checked beside."""
    return has_role(by, [RoleKind.OFFICE, RoleKind.LEADER], host)


def may_see_all(by: Account, host: Organisation) -> bool:
    """May see everyone's money: office, leaders, auditors."""
    return by.is_administrator or has_role(by, [RoleKind.OFFICE, RoleKind.LEADER, RoleKind.AUDITOR], host)
