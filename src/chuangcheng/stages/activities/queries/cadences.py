"""What activities show of cadences: how many were held, by unit and day."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F

from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import TOOK_PLACE
from chuangcheng.stages.plans.models import Cadence, Programme


def cadence_counts(programme: Programme, first: date, last: date) -> dict[tuple[int, int], dict[date, int]]:
    """(cadence, unit) → day → activities that took place: those of the kind that the cadence names, and those that name
    the cadence themselves, each once. Three queries."""
    rows = Activity.objects.filter(
        programme=programme, withdrawn_on=None, state__in=TOOK_PLACE, happened_on__gte=first, happened_on__lte=last
    ).order_by()
    found: dict[tuple[int, int], dict[date, int]] = {}

    def add(cadence: int, unit: int, day: date, number: int) -> None:
        days = found.setdefault((cadence, unit), {})
        days[day] = days.get(day, 0) + number

    by_kind: dict[str, list[int]] = {}
    asked = Cadence.objects.filter(programme=programme).exclude(activity_kind="").order_by()
    for key, kind in asked.values_list("pk", "activity_kind"):
        by_kind.setdefault(kind, []).append(key)
    of_kinds = rows.filter(kind__in=by_kind).values_list("kind", "unit", "happened_on")
    for kind, unit, day, number in of_kinds.annotate(number=Count("pk")):
        for key in by_kind[kind]:
            add(key, unit, day, number)
    named = Activity.cadences.through.objects.filter(activity__in=rows.values("pk"), cadence__programme=programme)
    named = named.exclude(cadence__activity_kind=F("activity__kind"))
    days = named.values_list("cadence", "activity__unit", "activity__happened_on")
    for key, unit, day, number in days.annotate(number=Count("pk")):
        add(key, unit, day, number)
    return found
