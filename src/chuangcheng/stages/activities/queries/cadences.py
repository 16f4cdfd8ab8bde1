"""What activities show of cadences: how many were held, by unit and day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import TOOK_PLACE
from chuangcheng.stages.plans.models import Cadence, Programme

#: (cadence, unit) → day → number of activities.
Found = dict[tuple[int, int], dict[date, int]]


def cadence_counts(programme: Programme, first: date, last: date) -> Found:
    """(cadence, unit) → day → activities that took place: those of the kind that the cadence names, and those that name
    the cadence themselves, each once. Three queries."""
    cadences = list(Cadence.objects.filter(programme=programme).order_by())
    return counts_since(cadences, dict.fromkeys((cadence.pk for cadence in cadences), first), last)


def counts_since(
    cadences: Iterable[Cadence], starts: Mapping[int, date], last: date, units: Collection[int] | None = None
) -> Found:
    """The same for cadences of any programmes, each from its own day on (``starts``: cadence → day; a cadence without one
    is left out), of all units or of these. Two queries."""
    asked = [cadence for cadence in cadences if cadence.pk in starts]
    rows = Activity.objects.filter(withdrawn_on=None, state__in=TOOK_PLACE, happened_on__lte=last).order_by()
    if units is not None:
        rows = rows.filter(unit__in=units)
    found: Found = {}
    _of_kinds(found, rows, asked, starts)
    _by_name(found, asked, starts, last, units)
    return found


def _of_kinds(found: Found, rows: QuerySet[Activity], cadences: Iterable[Cadence], starts: Mapping[int, date]) -> None:
    by_kind: dict[tuple[int, str], list[int]] = {}
    for cadence in cadences:
        if cadence.activity_kind:
            by_kind.setdefault((cadence.programme_id, cadence.activity_kind), []).append(cadence.pk)
    wanted = Q(pk__in=())
    for (programme, kind), keys in by_kind.items():
        wanted |= Q(programme=programme, kind=kind, happened_on__gte=min(starts[key] for key in keys))
    days = rows.filter(wanted).values_list("programme", "kind", "unit", "happened_on")
    for programme, kind, unit, day, number in days.annotate(number=Count("pk")):
        for key in by_kind[programme, kind]:
            if day >= starts[key]:
                _add(found, key, unit, day, number)


def _by_name(
    found: Found, cadences: Iterable[Cadence], starts: Mapping[int, date], last: date, units: Collection[int] | None
) -> None:
    """The cadences themselves are not joined: a database without statistics would begin with them and look through all
    activities."""
    known = {cadence.pk: cadence for cadence in cadences}
    named = Activity.cadences.through.objects.filter(
        cadence__in=known,
        activity__withdrawn_on=None,
        activity__state__in=TOOK_PLACE,
        activity__happened_on__range=(min(starts.values(), default=last), last),
    )
    if units is not None:
        named = named.filter(activity__unit__in=units)
    days = named.values_list(
        "cadence", "activity__programme", "activity__kind", "activity__unit", "activity__happened_on"
    )
    for key, programme, kind, unit, day, number in days.annotate(number=Count("pk")):
        cadence = known[key]
        if day >= starts[key] and programme == cadence.programme_id and kind != cadence.activity_kind:
            _add(found, key, unit, day, number)


def _add(found: Found, cadence: int, unit: int, day: date, number: int) -> None:
    days = found.setdefault((cadence, unit), {})
    days[day] = days.get(day, 0) + number
