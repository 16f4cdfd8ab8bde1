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


def persons_asked(by: Account, measure: Measure) -> list[Person]:
    """Whom a quota or an exam asks, as far as they are in sight: those named, else all who hold a post in a unit that
    takes part."""
    rows = measure.persons.all() if measure.persons.exists() else Person.objects.filter(
        organisation__in=units(measure.programme)
    )  # fmt: skip
    posts = rows.filter(Q(left_on=None) | Q(left_on__gt=measure.programme.first))
    return list(
        scoped(posts, by, path="organisation").select_related("organisation").order_by("organisation__code", "pk")
    )


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
