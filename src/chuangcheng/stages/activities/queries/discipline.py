"""The ladder of discipline (F20): which step an incident proposes. A person decides (guardrail 9)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Final

from django.db import models
from django.db.models import Q

from chuangcheng.people.models import Account
from chuangcheng.people.queries import beneath, current_roles
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.activities.models import Incident
from chuangcheng.stages.activities.states import DisciplineStep
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing

#: What the first, second and third incident propose; any further one proposes the last step.
LADDER: Final = (DisciplineStep.CRITICISM, DisciplineStep.WARNING, DisciplineStep.TALK)


def step_of(number: int) -> DisciplineStep:
    """The step that the n-th incident proposes (F20): 1 criticism, 2 warning, 3 talk, from the 4th discipline."""
    return LADDER[number - 1] if number <= len(LADDER) else DisciplineStep.DISCIPLINE


def number_in_year(incident: Incident, others: Iterable[Incident], *, every_year: bool = True) -> int:
    """The how-manieth incident of its person it is: of the calendar year (``every_year``), or of all time. Whatever kind
    they are counts together; withdrawn ones and those that were decided to be none do not count."""
    mine = (incident.happened_on, incident.code, incident.pk)
    before = [
        other
        for other in others
        if other.person_id == incident.person_id
        and other.withdrawn_on is None
        and other.step != DisciplineStep.NONE
        and (not every_year or other.happened_on.year == incident.happened_on.year)
        and (other.happened_on, other.code, other.pk) < mine
    ]
    return len(before) + 1


def proposal(incident: Incident) -> tuple[int, DisciplineStep]:
    """The number of an incident in its calendar year, in whatever programme the others were recorded, and its step."""
    same = standing(Incident.objects.filter(person=incident.person_id, happened_on__year=incident.happened_on.year))
    number = number_in_year(incident, same)
    return number, step_of(number)


def visible_incidents(by: Account, programme: Programme) -> models.QuerySet[Incident]:
    """Incidents of units whose office the account is, or which it leads itself. Nobody else sees any, administrators of
    the system included."""
    roles = current_roles(by).filter(kind__in=(RoleKind.OFFICE, RoleKind.LEADER)).select_related("organisation")
    reach = [
        Q(unit__in=beneath(role.organisation).values("pk"))
        if role.kind == RoleKind.OFFICE
        else Q(unit=role.organisation)
        for role in roles
    ]
    rows = Incident.objects.filter(programme=programme).select_related("unit", "programme", "person")
    found = rows.filter(reduce(or_, reach)) if reach and by.is_active else rows.none()
    return found.order_by("-happened_on", "code")
