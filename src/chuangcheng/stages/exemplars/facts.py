"""What exemplars tell the engine. A person is a code here, never a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from django.db.models import Q

from chuangcheng.base.facts import FactRow
from chuangcheng.stages.exemplars.models import Exemplar, Honour, Material
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "good_person": {
        "person": "text",
        "title": "text",
        "level": "text",
        "stage": "text",
        "compliant": "boolean",
        "forceful": "boolean",
    },
    "material": {"person": "text", "compliant": "boolean"},
}


def good_person(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Honours that were not withdrawn, on the day they are booked on."""
    rows = standing(Honour.objects.filter(programme=programme, **_about(programme, units)))
    rows = rows.select_related("unit", "exemplar")
    for row in rows.iterator(chunk_size=2000):
        values = {
            "person": row.exemplar.code,
            "title": row.title,
            "level": row.level,
            "stage": row.stage,
            "compliant": row.compliant,
            "forceful": row.forceful,
        }
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("exemplars.honour", row.pk))


def material(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Materials that were not withdrawn, on the day they are booked on."""
    rows = standing(Material.objects.filter(programme=programme, **_about(programme, units)))
    rows = rows.select_related("unit", "exemplar")
    for row in rows.iterator(chunk_size=2000):
        values = {"person": row.exemplar.code, "compliant": row.compliant}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("exemplars.material", row.pk))


def persons_of(programme: Programme, units: Collection[int]) -> set[int]:
    """The exemplars (keys) of whom these units (keys) tell an honour or a material, withdrawn ones included."""
    told = Q(honours__unit__in=units) | Q(materials__unit__in=units)
    return set(Exemplar.objects.filter(told, programme=programme).values_list("pk", flat=True))


def _about(programme: Programme, units: Collection[int] | None) -> dict[str, set[int]]:
    """With ``units``: what these tell, and what others tell of the same persons, because a person counts once."""
    return {} if units is None else {"exemplar__in": persons_of(programme, units)}


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {"good_person": good_person, "material": material}
