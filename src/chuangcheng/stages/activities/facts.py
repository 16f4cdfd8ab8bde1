"""What activities tell the engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from typing import Final

from chuangcheng.base.facts import FactRow, Value, of_units
from chuangcheng.stages.activities.models import Activity, Article, Case, Facility, Measurement, Service
from chuangcheng.stages.activities.states import COUNTS, TOOK_PLACE, ActivityState
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "activity": {
        "kind": "text",
        "level": "text",
        "important": "boolean",
        "hosted": "boolean",
        "completed": "boolean",
        "confirmed": "boolean",
        "festival": "text",
        "place": "text",
        **dict.fromkeys(COUNTS, "integer"),
    },
    "article": {"title": "text", "completed": "boolean", "adopted": "boolean"},
    "measurement": {
        "measure": "text",
        "way": "text",
        "number": "decimal",
        "out_of": "decimal",
        "excused": "integer",
        "person": "integer",
    },
    "facility": {"kind": "text", "state": "text", "quantity": "integer", "place": "text"},
    "service": {"volunteer": "text", "minutes": "integer"},
    "case": {
        "register": "text",
        "kind": "text",
        "state": "text",
        "persons": "integer",
        "households": "integer",
        "amount": "integer",
        "closed_on": "date",
    },
}


def activity(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Activities that took place and were not withdrawn, on the day they are booked on.

    ``money`` is in fen, ``minutes`` the time of all persons together, ``place`` the code of the place with its unit's. The
    further columns of a kind stand beside them under their own names, for figures; decimals among them as ``Decimal``.
    """
    rows = of_units(standing(Activity.objects.filter(programme=programme, state__in=TOOK_PLACE)), units)
    for row in rows.select_related("unit", "spot__organisation").iterator(chunk_size=2000):
        values: dict[str, Value] = {
            **_further(row.numbers),
            "kind": row.kind,
            "level": row.level or None,
            "important": row.important,
            "hosted": row.hosted,
            "completed": row.completed,
            "confirmed": row.state == ActivityState.CONFIRMED,
            "festival": row.festival or None,
            "place": f"{row.spot.organisation.code}/{row.spot.code}" if row.spot else None,
            **{name: getattr(row, name) for name in COUNTS},
        }
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.activity", row.pk))


def _further(numbers: dict[str, Value]) -> dict[str, Value]:
    """Decimals are kept as text; a text that is a number is one."""
    return {name: _number(value) if isinstance(value, str) else value for name, value in numbers.items()}


def _number(text: str) -> Value:
    whole, _point, part = text.partition(".")
    plain = (whole + part).isascii() and whole.isdecimal() and (part.isdecimal() or not part)
    return Decimal(text) if plain else text


def article(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Articles that were not withdrawn, on the day they are booked on."""
    rows = of_units(standing(Article.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values = {"title": row.title, "completed": row.completed, "adopted": row.adopted}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.article", row.pk))


def measurement(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Readings of measures; ``way`` is how the measure is worked out, ``person`` a key that no name stands behind here."""
    rows = of_units(standing(Measurement.objects.filter(programme=programme)), units)
    for row in rows.select_related("unit", "measure").iterator(chunk_size=2000):
        values: dict[str, Value] = {
            "measure": row.measure.name,
            "way": row.measure.kind,
            "number": row.number,
            "out_of": row.out_of,
            "excused": row.excused,
            "person": row.person_id,
        }
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.measurement", row.pk))


def facility(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Words about facilities, each on its day; which is the latest is for the reader to say."""
    rows = of_units(standing(Facility.objects.filter(programme=programme)), units)
    for row in rows.select_related("unit", "spot").iterator(chunk_size=2000):
        place = f"{row.unit.code}/{row.spot.code}" if row.spot else None
        values: dict[str, Value] = {"kind": row.kind, "state": row.state, "quantity": row.quantity, "place": place}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.facility", row.pk))


def service(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Confirmed services of volunteers, who are told by their number."""
    rows = standing(Service.objects.filter(programme=programme, confirmed_on__isnull=False))
    for row in of_units(rows, units).select_related("unit", "volunteer").iterator(chunk_size=2000):
        values: dict[str, Value] = {"volunteer": row.volunteer.number, "minutes": row.minutes}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.service", row.pk))


def case(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Cases of the registers without anything about whom they concern; ``amount`` in fen."""
    rows = of_units(standing(Case.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values: dict[str, Value] = {
            "register": row.register,
            "kind": row.kind or None,
            "state": row.state,
            "persons": row.persons,
            "households": row.households,
            "amount": row.amount,
            "closed_on": row.closed_on,
        }
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.case", row.pk))


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {
    "activity": activity,
    "article": article,
    "measurement": measurement,
    "facility": facility,
    "service": service,
    "case": case,
}
