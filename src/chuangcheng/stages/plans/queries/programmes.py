"""Reads of programmes: who sees them, who takes part, how their phases lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import beneath, scoped
from chuangcheng.stages.plans.models import Phase, Programme
from chuangcheng.stages.plans.states import PhaseKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` to ``last``, both included, and the phases concerned."""

    first: date
    last: date
    phases: tuple[Phase, ...] = ()

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def visible_programmes(by: Account) -> models.QuerySet[Programme]:
    """Programmes in which something in the account's sight takes part, newest first."""
    hosts = Programme.objects.select_related("host")
    seen = {programme.pk for programme in hosts if scoped(beneath(programme.host), by, path="").exists()}
    return hosts.filter(pk__in=seen)


def takes_part(programme: Programme, unit: Organisation) -> bool:
    """Whether the unit is the host or stands below it."""
    return beneath(programme.host).filter(pk=unit.pk).exists()


def units(programme: Programme) -> models.QuerySet[Organisation]:
    """All organisations that take part: the host and what stands below it."""
    return beneath(programme.host)


def overlaps(programme: Programme) -> list[Stretch]:
    """Days that lie in two phases, for each pair of phases that overlap (allowed, C5). Campaigns run across phases and
    overlap none."""
    phases = _phases(programme)
    found = []
    for place, one in enumerate(phases):
        for other in phases[place + 1 :]:
            first, last = max(one.first, other.first), min(one.last, other.last)
            if first <= last:
                found.append(Stretch(first, last, (one, other)))
    return sorted(found, key=lambda stretch: (stretch.first, stretch.last))


def gaps(programme: Programme) -> list[Stretch]:
    """Days of the programme that lie in no phase (allowed, C9); a campaign fills none."""
    found, day = [], programme.first
    for phase in _phases(programme):
        if phase.first > day:
            found.append(Stretch(day, min(phase.first - timedelta(days=1), programme.last)))
        day = max(day, phase.last + timedelta(days=1))
    if day <= programme.last:
        found.append(Stretch(day, programme.last))
    return found


def _phases(programme: Programme) -> list[Phase]:
    return list(programme.phases.filter(kind=PhaseKind.PHASE))
