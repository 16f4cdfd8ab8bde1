"""Problems in an account's sight, and problems as courses that can be replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db import models

from chuangcheng.base.facts import of_units
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import beneath, current_roles, scoped
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import units
from chuangcheng.stages.rectification.models import Event, Problem
from chuangcheng.stages.rectification.states import OPEN, Standing
from chuangcheng.stages.rectification.states.replay import Course, Row, Step, rows


def visible_problems(by: Account, programme: Programme) -> models.QuerySet[Problem]:
    """Problems that the account sees, withdrawn and merged ones included, newest first."""
    found = Problem.objects.filter(programme=programme).select_related("unit", "programme", "merged_into")
    return scoped(found, by).order_by("-happened_on", "code")


def overdue(problems: models.QuerySet[Problem], day: date) -> models.QuerySet[Problem]:
    """Those whose deadline went by before ``day`` and that nobody has reported put right."""
    return problems.filter(withdrawn_on=None, standing__in=OPEN, deadline__lt=day)


def awaiting_check(problems: models.QuerySet[Problem]) -> models.QuerySet[Problem]:
    """Those reported put right and not yet re-checked."""
    return problems.filter(withdrawn_on=None, standing=Standing.RECTIFIED)


def units_for(by: Account, programme: Programme, roles: Iterable[str]) -> models.QuerySet[Organisation]:
    """The units of a programme, not ended, for which the account holds one of the roles, by code."""
    held = models.Q(pk__in=())
    for role in current_roles(by).filter(kind__in=list(roles)).select_related("organisation"):
        held |= models.Q(pk__in=beneath(role.organisation).values("pk"))
    return units(programme).filter(held, ended_on=None).order_by("code")


def course_of(problem: Problem, events: Iterable[Event]) -> Course:
    """A problem and its events in the shape that is replayed."""
    steps = tuple(Step(event.move, event.booked_on, event.deadline, event.miss_from) for event in events)
    return Course(problem.code, problem.source, problem.happened_on, problem.booked_on, steps)


def rows_of(problem: Problem, until: date, *, extra: Step | None = None) -> list[Row]:
    """The fact rows of a problem with those merged into it, up to ``until``; none when it was withdrawn or merged.
    ``extra``: one more step of its own, as if it had happened."""
    if problem.withdrawn_on is not None or problem.merged_into_id is not None:
        return []
    own = course_of(problem, problem.events.all())
    if extra is not None:
        own = replace(own, steps=(*own.steps, extra))
    absorbed = problem.absorbed.filter(withdrawn_on=None).prefetch_related("events") if problem.pk else ()
    return rows(own, [course_of(other, other.events.all()) for other in absorbed], until)


def rows_together(kept: Problem, absorbed: Iterable[Problem], until: date) -> list[Row]:
    """The fact rows of ``kept`` if exactly these, as they are at hand, were merged into it."""
    others = [course_of(other, other.events.all()) for other in absorbed]
    return rows(course_of(kept, kept.events.all()), others, until)


class Replayed(NamedTuple):
    """A standing problem by key and code, the code of its unit, and its fact rows."""

    key: int
    code: str
    unit: str
    rows: list[Row]


def all_rows(programme: Programme, until: date, units: Collection[int] | None = None) -> list[Replayed]:
    """Every standing problem of a programme (of ``units`` alone, where given) with its fact rows up to ``until``, in two
    queries that read columns and make no records: thousands are read for each score. Problems that were merged are of one
    unit."""
    steps: dict[int, list[Step]] = defaultdict(list)
    events = of_units(Event.objects.filter(problem__programme=programme), units, "problem__unit")
    wanted = events.order_by("problem_id", "number").values_list(
        "problem_id", "move", "booked_on", "deadline", "miss_from"
    )
    for key, move, booked_on, deadline, miss_from in wanted:
        steps[key].append(Step(move, booked_on, deadline, miss_from))
    standing = of_units(Problem.objects.filter(programme=programme, withdrawn_on=None), units)
    courses: list[tuple[int, str, Course]] = []
    absorbed: dict[int, list[Course]] = defaultdict(list)
    for key, code, source, happened_on, booked_on, into, unit in standing.values_list(
        "pk", "code", "source", "happened_on", "booked_on", "merged_into_id", "unit__code"
    ):
        course = Course(code, source, happened_on, booked_on, tuple(steps[key]))
        if into is None:
            courses.append((key, unit, course))
        else:
            absorbed[into].append(course)
    return [Replayed(key, one.code, unit, rows(one, absorbed[key], until)) for key, unit, one in courses]


def sources_of(problem: Problem) -> list[str]:
    """All sources of a problem, its own first, each once: those of the problems merged into it included."""
    others = problem.absorbed.filter(withdrawn_on=None).order_by("happened_on", "code").values_list("source", flat=True)
    return list(dict.fromkeys([problem.source, *others]))
