"""Where the programmes stand today, and what was published last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, QuerySet

from chuangcheng.people.models import Account
from chuangcheng.people.queries import current_roles
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Phase, Programme
from chuangcheng.stages.scoring.models import Publication, Season, Standing
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.states import RunState

#: Publications that the page lists, and own units at most.
RESULTS: Final = 4
OWN: Final = 12


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """A phase and whether it is over, under way or to come."""

    phase: Phase
    is_over: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A programme's line of phases; ``done`` of ``days`` days have passed, today included."""

    programme: Programme
    phases: tuple[PhaseStanding, ...]
    done: int
    days: int


@dataclass(frozen=True, slots=True)
class Result:
    """A publication, the name of its period, and the own units' standings in it (empty for who acts for no unit)."""

    publication: Publication
    name: str
    own: tuple[Standing, ...]


def lines(programmes: list[Programme], day: date) -> list[Line]:
    """The line of each programme, whose phases were prefetched."""
    return [_line(one, day) for one in programmes]


def _line(programme: Programme, day: date) -> Line:
    days = (programme.last - programme.first).days + 1
    phases = tuple(PhaseStanding(one, one.last < day, one.first <= day <= one.last) for one in programme.phases.all())
    return Line(programme, phases, max(0, min(days, (day - programme.first).days + 1)), days)


def results(by: Account, seasons: QuerySet[Season]) -> list[Result]:
    """What was published last, newest first. Two queries. A unit's own standing only: never another's (guardrail 4)."""
    found = Publication.objects.filter(run__season__in=seasons.values("pk"), run__state=RunState.PUBLISHED)
    publications = list(found.select_related("run__season__programme").order_by("-published_at")[:RESULTS])
    units = current_roles(by).filter(kind=RoleKind.UNIT).values("organisation")
    standings = Standing.objects.filter(
        run__in=[one.run_id for one in publications], period=F("run__period"), unit__in=units
    )
    own = list(standings.select_related("unit").order_by("unit__code")[: OWN * RESULTS])
    return [
        Result(one, period_name(one.run.period), tuple(each for each in own if each.run_id == one.run_id))
        for one in publications
    ]
