"""Who may do what with problems. Who rectifies never verifies."""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.stages.plans.policy import OFFICE_OR_INSPECTOR, may_keep_records
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Move

__all__ = [
    "is_units_own",
    "may_keep_records",
    "may_record",
    "may_report_rectified",
    "may_verify",
    "rectified_by",
]


def may_record(by: Account, unit: Organisation) -> bool:
    """Record a problem of a unit: the office, and inspectors."""
    return has_role(by, OFFICE_OR_INSPECTOR, unit)


def may_report_rectified(by: Account, unit: Organisation) -> bool:
    """Report that a problem was put right: the unit itself, or the office for it."""
    return has_role(by, ("unit", "office"), unit)


def is_units_own(by: Account, unit: Organisation) -> bool:
    """Acts for the unit only: dates what it reports by the day on which it reports."""
    return not has_role(by, ("office",), unit)


def may_verify(by: Account, unit: Organisation) -> bool:
    """Re-check: the office and inspectors. That it is not whoever rectified is ``rectified_by``'s to say."""
    return has_role(by, OFFICE_OR_INSPECTOR, unit)


def rectified_by(by: Account, problem: Problem) -> bool:
    """Whether this account ever reported the problem put right."""
    return problem.events.filter(move=Move.RECTIFY, by=by).exists()
