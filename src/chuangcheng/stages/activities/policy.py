"""Who may do what with activities, measures, volunteers, registers and discipline.

The office records everything. A unit records what it did itself; what earns points (``OFFICE_WORDS``) and the
confirmation stay with the office, and whoever said that it was held never confirms it.
"""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.people.queries import current_roles
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import TOOK_PLACE, ActivityState
from chuangcheng.stages.plans.policy import may_keep_records

__all__ = [
    "keeps_register",
    "may_change",
    "may_confirm",
    "may_decide",
    "may_keep_records",
    "may_know_names",
    "may_record",
    "may_see_incidents",
]


def may_record(by: Account, unit: Organisation) -> bool:
    """Record what a unit did, measured or has: the unit itself and the office."""
    return has_role(by, (RoleKind.OFFICE, RoleKind.UNIT), unit)


def may_change(by: Account, activity: Activity) -> bool:
    """Change or withdraw an activity: the office; the unit until the office has said its word about it."""
    if activity.state == ActivityState.CONFIRMED or activity.completed is not None:
        return may_keep_records(by, activity.unit)
    return may_record(by, activity.unit)


def may_confirm(by: Account, activity: Activity) -> bool:
    """Confirm that it was held as recorded: the office, but never who said so."""
    said = activity.held_by_id or activity.created_by_id
    return activity.state in TOOK_PLACE and by.pk != said and may_keep_records(by, activity.unit)


def may_know_names(by: Account, unit: Organisation) -> bool:
    """Read names and telephones of volunteers: the unit and its office."""
    return has_role(by, (RoleKind.OFFICE, RoleKind.UNIT), unit)


def keeps_register(by: Account, unit: Organisation) -> bool:
    """Read who a case is about: whoever works for the unit that keeps the register, at that unit itself."""
    kinds = (RoleKind.OFFICE, RoleKind.UNIT)
    return by.is_active and current_roles(by).filter(kind__in=kinds, organisation=unit).exists()


def may_see_incidents(by: Account, unit: Organisation) -> bool:
    """Read incidents of discipline: the office, and who leads the person's own unit. Nobody else, whatever they see."""
    heads = current_roles(by).filter(kind=RoleKind.LEADER, organisation=unit)
    return may_keep_records(by, unit) or (by.is_active and heads.exists())


def may_decide(by: Account, unit: Organisation) -> bool:
    """Decide the step of an incident: the office, and who leads the person's own unit."""
    return may_see_incidents(by, unit)
