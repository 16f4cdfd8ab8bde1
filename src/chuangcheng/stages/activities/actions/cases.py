"""Writes of the registers of cases (O10). What is told about a person never enters the journal.

All raise NotSeen, NotAllowed, Refused, Conflict.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from chuangcheng.base import clock
from chuangcheng.base.errors import ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.activities import checks, policy
from chuangcheng.stages.activities.models import Case
from chuangcheng.stages.activities.queries import units_kept
from chuangcheng.stages.activities.states import CaseState
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.checks import check_reason
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk


class CaseValues(TypedDict, total=False):
    """Fields of a case. ``amount`` in fen."""

    register: str
    kind: str
    title: str
    person: str
    households: int
    persons: int
    amount: int | None
    handler: str
    due_on: date | None
    note: str


def take_case(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[CaseValues],
) -> Case:
    """Take up a case in a register that the account keeps itself."""
    case = Case(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        case, verb="activities.case.record", by=by, may=policy.keeps_register, check=checks.check_case, late=late
    )


def change_case(
    *,
    by: Account,
    case: Case,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[CaseValues],
) -> Case:
    """Correct a case; its state moves by ``move_case`` alone."""
    return records.change(
        case,
        verb="activities.case.change",
        by=by,
        may=policy.keeps_register,
        check=checks.check_case,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def move_case(*, by: Account, case: Case, revision: int | None = None, state: str, outcome: str = "") -> Case:
    """Say where a case stands now; a case that is settled, passed on or refused has its outcome."""
    require_sight(by, case.unit)
    require(policy.keeps_register(by, case.unit))
    with action("activities.case.move", by=by, on=case) as entry:
        current = records.locked(case)
        ensure_revision(current, revision)
        checks.ensure_case_move(current.state, state)
        closed_on = clock.today() if state in (CaseState.SETTLED, CaseState.REFUSED) else None
        values = {"state": state, "outcome": outcome.strip() or current.outcome, "closed_on": closed_on}
        entry.say(**records.amend(current, values, desk=Desk(current.programme), check=checks.check_case))
        current.save()
    return current


def withdraw_case(*, by: Account, case: Case, revision: int | None, reason: str) -> Case:
    """Leave a case out, with the reason."""
    return records.withdraw(
        case, verb="activities.case.withdraw", by=by, may=policy.keeps_register, revision=revision, reason=reason
    )


def note_export(*, by: Account, programme: Programme, register: str, count: int, purpose: str) -> frozenset[int]:
    """Note that cases leave as a file, for what, and give the units (keys) whose persons stand in it by name."""
    require(bool(kept := units_kept(by)))
    check_reason(purpose, field="purpose")
    with action("activities.case.export", by=by, on=programme) as entry:
        entry.say(register=register, cases=count, purpose=purpose.strip())
    return kept
