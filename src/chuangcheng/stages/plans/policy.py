"""Who may do what with programmes and with the records of all stages.

The office keeps programmes and records; a unit reads its own and reports what it put right; an inspector records
what it saw; leaders and auditors read.
"""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role

OFFICE = ("office",)
OFFICE_OR_INSPECTOR = ("office", "inspector")


def may_keep_programme(by: Account, host: Organisation) -> bool:
    """Start, change, close and reopen: the office of the host or above it."""
    return has_role(by, OFFICE, host)


def may_keep_records(by: Account, unit: Organisation) -> bool:
    """Record, change and withdraw facts about a unit."""
    return has_role(by, OFFICE, unit)


def may_record_inspection(by: Account, unit: Organisation) -> bool:
    """Record what an inspection of a unit found."""
    return has_role(by, OFFICE_OR_INSPECTOR, unit)
