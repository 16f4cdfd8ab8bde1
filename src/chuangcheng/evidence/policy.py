"""Who may do what with evidence."""

from __future__ import annotations

from chuangcheng.evidence.models import Evidence
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role


def may_store(by: Account, unit: Organisation) -> bool:
    """Hand in evidence about a unit: the unit itself, the office, inspectors."""
    return has_role(by, ("unit", "office", "inspector"), unit)


def may_withdraw(by: Account, evidence: Evidence) -> bool:
    """Take evidence back: whoever handed it in, and the office."""
    return evidence.created_by_id == by.pk or has_role(by, ("office",), evidence.unit)


def may_see_original(by: Account, evidence: Evidence) -> bool:
    """Read a picture with its position and device: whoever handed it in, and the office. Others get it without."""
    return evidence.created_by_id == by.pk or has_role(by, ("office",), evidence.unit)


def may_review(by: Account, evidence: Evidence) -> bool:
    """Be told what a picture's time and likeness say: whoever handed it in, the office, inspectors."""
    return evidence.created_by_id == by.pk or has_role(by, ("office", "inspector"), evidence.unit)


def may_keep_wants(by: Account, host: Organisation) -> bool:
    """Say what evidence is wanted: the office of the host or above it."""
    return has_role(by, ("office",), host)
