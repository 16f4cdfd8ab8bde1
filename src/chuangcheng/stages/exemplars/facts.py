"""What exemplars tell the engine. A person is a code here, never a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from chuangcheng.base.facts import FactRow
from chuangcheng.stages.exemplars.models import Honour, Material
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


def good_person(programme: Programme) -> Iterator[FactRow]:
    """Honours that were not withdrawn, on the day they are booked on."""
    rows = standing(Honour.objects.filter(programme=programme)).select_related("unit", "exemplar")
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


def material(programme: Programme) -> Iterator[FactRow]:
    """Materials that were not withdrawn, on the day they are booked on."""
    rows = standing(Material.objects.filter(programme=programme)).select_related("unit", "exemplar")
    for row in rows.iterator(chunk_size=2000):
        values = {"person": row.exemplar.code, "compliant": row.compliant}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("exemplars.material", row.pk))


TABLES: Final[dict[str, Callable[[Programme], Iterable[FactRow]]]] = {"good_person": good_person, "material": material}
