"""Writes of incidents of discipline. The system proposes a step, a person decides it with a reason (guardrail 9).

All raise NotSeen, NotAllowed, Refused, Conflict.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation, Person
from chuangcheng.people.policy import require_sight
from chuangcheng.stages.activities import checks, policy, queries
from chuangcheng.stages.activities.models import Incident
from chuangcheng.stages.activities.states import DisciplineStep
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.checks import check_reason
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk


class IncidentValues(TypedDict, total=False):
    """Fields of an incident."""

    person: Person
    kind: str
    found_by: str
    note: str


def record_incident(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[IncidentValues],
) -> Incident:
    """Record a confirmed breach of discipline. Nothing follows from it until somebody decides."""
    incident = Incident(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        incident,
        verb="activities.incident.record",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_incident,
        late=late,
    )


def change_incident(
    *,
    by: Account,
    incident: Incident,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[IncidentValues],
) -> Incident:
    """Correct an incident that was not decided yet."""
    return records.change(
        incident,
        verb="activities.incident.change",
        by=by,
        may=policy.may_keep_records,
        check=_undecided,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_incident(*, by: Account, incident: Incident, revision: int | None, reason: str) -> Incident:
    """Leave an incident out, with the reason; it no longer counts for later ones."""
    return records.withdraw(
        incident,
        verb="activities.incident.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
    )


def decide_incident(
    *, by: Account, incident: Incident, revision: int | None = None, step: str, reason: str, decided_by: str = ""
) -> Incident:
    """Decide the step: the one proposed or another, always with the reason. The line keeps what was proposed."""
    require_sight(by, incident.unit)
    if not policy.may_decide(by, incident.unit):
        raise NotSeen
    if step not in DisciplineStep.values:
        raise Refused("wrong-step", _("请选择处理。"), field="step")
    check_reason(reason, field="decision")
    with action("activities.incident.decide", by=by, on=incident) as entry:
        current = records.locked(incident)
        ensure_revision(current, revision)
        number, proposed = queries.proposal(current)
        values = {
            "step": step,
            "decision": reason.strip(),
            "decided_by": decided_by.strip() or by.name,
            "decided_on": clock.today(),
        }
        desk = Desk(current.programme)
        entry.say(**records.amend(current, values, desk=desk, check=checks.check_incident))
        entry.say(number=number, proposed=proposed)
        current.save()
    return current


def _undecided(incident: Incident) -> None:
    checks.check_incident(incident)
    if incident.step:
        raise Refused("decided", _("已经作出决定，不能修改。记错了的请撤回，写明原因。"))
