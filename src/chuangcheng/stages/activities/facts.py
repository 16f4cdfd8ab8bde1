"""What activities tell the engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from typing import Final

from chuangcheng.base.facts import FactRow, Value, of_units
from chuangcheng.stages.activities.models import Activity, Article
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


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {"activity": activity, "article": article}
