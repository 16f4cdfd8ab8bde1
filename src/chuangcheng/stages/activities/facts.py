"""What activities tell the engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from chuangcheng.base.facts import FactRow, of_units
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.activities.states import TOOK_PLACE
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "activity": {
        "kind": "text",
        "level": "text",
        "important": "boolean",
        "hosted": "boolean",
        "completed": "boolean",
    },
    "article": {"title": "text", "completed": "boolean", "adopted": "boolean"},
}


def activity(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Activities that took place and were not withdrawn, on the day they are booked on."""
    rows = of_units(standing(Activity.objects.filter(programme=programme, state__in=TOOK_PLACE)), units).select_related(
        "unit"
    )
    for row in rows.iterator(chunk_size=2000):
        values = {
            "kind": row.kind,
            "level": row.level or None,
            "important": row.important,
            "hosted": row.hosted,
            "completed": row.completed,
        }
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.activity", row.pk))


def article(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Articles that were not withdrawn, on the day they are booked on."""
    rows = of_units(standing(Article.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values = {"title": row.title, "completed": row.completed, "adopted": row.adopted}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("activities.article", row.pk))


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {"activity": activity, "article": article}
