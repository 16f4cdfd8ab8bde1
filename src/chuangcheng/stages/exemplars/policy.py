"""Who may write about exemplars, and who reads their names."""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.stages.plans.policy import may_keep_records

__all__ = ["KNOW_NAMES", "may_keep_records", "may_know_names"]

#: Roles whose work needs the names of citizens: the office, and the unit that recommended them.
KNOW_NAMES = ("office", "unit")


def may_know_names(by: Account, unit: Organisation) -> bool:
    """See the personal data of the unit's exemplars; everyone else sees them masked."""
    return has_role(by, KNOW_NAMES, unit)
