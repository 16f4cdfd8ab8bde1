"""Measures of a programme with what their readings come to, and whom a quota asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from chuangcheng.people.models import Account, Person
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity, Measure, Measurement
from chuangcheng.stages.activities.queries.measuring import Reading
from chuangcheng.stages.activities.states import TOOK_PLACE, MeasureKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing, units


def visible_measurements(by: Account, programme: Programme) -> models.QuerySet[Measurement]:
    """Readings of a programme that the account sees, withdrawn ones included."""
    rows = Measurement.objects.filter(programme=programme).select_related("unit", "programme", "measure", "person")
    return scoped(rows, by).order_by("-happened_on", "code")


def readings_of(by: Account, measures: Collection[Measure], first: date, last: date) -> dict[int, list[Reading]]:
    """Standing readings in sight, by measure; one query.

    A streak runs across programmes: readings of the same host's measures of the same name count for it, from whatever
    day they are.
    """
    found: dict[int, list[Reading]] = {measure.pk: [] for measure in measures}
    running = {(one.programme.host_id, one.name): one.pk for one in measures if one.kind == MeasureKind.STREAK}
    condition = Q(measure__in=[one.pk for one in measures], happened_on__range=(first, last))
    for host, name in running:
        condition |= Q(measure__programme__host=host, measure__name=name, happened_on__lte=last)
    rows = standing(scoped(Measurement.objects.filter(condition), by)).select_related("measure__programme")
    for row in rows:
        key = running.get((row.measure.programme.host_id, row.measure.name), row.measure_id)
        reading = Reading(
            row.happened_on, row.number, row.out_of, row.excused or 0, row.person_id, row.unit_id, row.code
        )
        found[key].append(reading)
    return found


def persons_asked(by: Account, programme: Programme, measures: Collection[Measure]) -> dict[int, list[Person]]:
    """Whom each quota or exam of a programme asks, by the measure's key, as far as they are in sight: those named, else
    all who hold a post in a unit that takes part. A fixed number of queries where ``persons`` was read beforehand."""
    asking = [one for one in measures if one.kind in (MeasureKind.QUOTA, MeasureKind.EXAM)]
    named = {one.pk: {person.pk for person in one.persons.all()} for one in asking}
    rows = scoped(Person.objects.select_related("organisation"), by, path="organisation")
    ordered = rows.order_by("organisation__code", "pk")
    chosen, everybody = {key for keys in named.values() for key in keys}, []
    if not all(named.values()):
        held = Q(left_on=None) | Q(left_on__gt=programme.first)
        everybody = list(ordered.filter(held, organisation__in=units(programme)))
    known = list(ordered.filter(pk__in=chosen)) if chosen else []
    return {key: [one for one in known if one.pk in keys] if keys else everybody for key, keys in named.items()}


def meetings(by: Account, programme: Programme, first: date, last: date) -> dict[str, list[Reading]]:
    """Activities with an expected number of persons, by kind, as readings of attendance (F38)."""
    rows = standing(scoped(Activity.objects.filter(programme=programme, state__in=TOOK_PLACE), by))
    found: dict[str, list[Reading]] = {}
    for row in rows.filter(happened_on__range=(first, last)).exclude(expected=None).exclude(persons=None):
        reading = Reading(
            row.happened_on, _whole(row.persons), _whole(row.expected), row.excused or 0, unit=row.unit_id
        )
        found.setdefault(row.kind, []).append(reading)
    return dict(sorted(found.items()))


def _whole(number: int | None) -> Decimal:
    return Decimal(number or 0)
