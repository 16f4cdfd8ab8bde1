"""Writes of veto events. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.inspections import checks, policy
from chuangcheng.stages.inspections.models import VetoEvent
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme


class VetoEventValues(TypedDict, total=False):
    """Fields of a veto event that people fill in."""

    kind: str
    force_majeure: bool
    document: str
    note: str


def record_veto_event(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[VetoEventValues],
) -> VetoEvent:
    """Record an event that may veto; the rulebook says what it costs, and on which basis."""
    event = VetoEvent(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        event,
        verb="inspections.veto_event.record",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_veto_event,
        late=late,
    )


def change_veto_event(
    *,
    by: Account,
    event: VetoEvent,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[VetoEventValues],
) -> VetoEvent:
    """Change a veto event; what is not given stays."""
    return records.change(
        event,
        verb="inspections.veto_event.change",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_veto_event,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_veto_event(*, by: Account, event: VetoEvent, revision: int | None, reason: str) -> VetoEvent:
    """Leave a veto event out of the facts, with the reason."""
    return records.withdraw(
        event,
        verb="inspections.veto_event.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
    )
