"""Who may do what with programmes and with the records of all stages.

The office keeps programmes and records; a unit reads its own and reports what it put right; an inspector records
what it saw; leaders and auditors read.
"""

from __future__ import annotations

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.states import TaskKind

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


def may_work(by: Account, host: Organisation) -> bool:
    """Say what came of a task, a target or a matter: the unit that answers for it, or the office for it."""
    return has_role(by, ("unit", "office"), host)


def may_keep_duties(by: Account, organisation: Organisation) -> bool:
    """Say who answers for the grids, places and tasks of an organisation: its office, or the organisation itself."""
    return has_role(by, ("office", "unit"), organisation)


def host_of(task: Task) -> Organisation | None:
    """Whose task it is: its own host, or, for a measure without one, the host of the task above it."""
    return task.host or (task.parent.host if task.kind == TaskKind.MEASURE and task.parent else None)


def did_it(by: Account, task: Task) -> bool:
    """Whether this account reported the task done: it never confirms it."""
    return task.done_by_id == by.pk
