"""What inspections tell the engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from chuangcheng.base.facts import FactRow, FactTable, Value, of_units
from chuangcheng.stages.inspections.models import BaseItem, BaseScore, Check, FigureKind, Judgement, VetoEvent
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "base_score": {"score": "decimal", "source": "text"},
    "base_item": {"item": "text", "score": "decimal", "source": "text"},
    "check": {"item": "text", "result": "text", "place": "text"},
    "veto_event": {"kind": "text", "force_majeure": "boolean"},
    "judgement": {
        "item": "text",
        "reason": "text",
        "document": "text",
        "decided_by": "text",
        "confirmed_by": "text",
        "points": "decimal",
    },
}


def base_score(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Base scores: one row for each, the sum of its items where it was given by items."""
    rows = of_units(standing(BaseScore.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values: dict[str, Value] = {"score": row.score, "source": row.source or None}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("inspections.basescore", row.pk))


def base_item(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """The items of base scores, for rulebooks that import them one by one. ``id`` is the score's code and the item."""
    rows = BaseItem.objects.filter(base_score__programme=programme, base_score__withdrawn_on=None)
    rows = (
        of_units(rows, units, "base_score__unit")
        .select_related("base_score__unit")
        .order_by("base_score__booked_on", "base_score__code", "id")
    )
    for row in rows.iterator(chunk_size=2000):
        score = row.base_score
        values: dict[str, Value] = {"item": row.item, "score": row.points, "source": score.source or None}
        record = ("inspections.basescore", score.pk)
        yield FactRow(f"{score.code}/{row.item}", score.unit.code, score.booked_on, values, record)


def check(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Results of checklist items at places."""
    rows = of_units(standing(Check.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values: dict[str, Value] = {"item": row.item, "result": row.result, "place": row.place or None}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("inspections.check", row.pk))


def veto_event(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Events that may veto."""
    rows = of_units(standing(VetoEvent.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values: dict[str, Value] = {"kind": row.kind, "force_majeure": row.force_majeure}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("inspections.vetoevent", row.pk))


def judgement(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Points given by a person, with reason, document and both persons."""
    rows = of_units(standing(Judgement.objects.filter(programme=programme)), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values: dict[str, Value] = {
            "item": row.item,
            "reason": row.reason,
            "document": row.document,
            "decided_by": row.decided_by,
            "confirmed_by": row.confirmed_by,
            "points": row.points,
        }
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("inspections.judgement", row.pk))


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {
    "base_score": base_score,
    "base_item": base_item,
    "check": check,
    "veto_event": veto_event,
    "judgement": judgement,
}


def outside_tables(programme: Programme, units: Collection[int] | None = None) -> dict[str, FactTable]:
    """The fact kinds that were declared for this programme and that no stage keeps, by name."""
    kinds = FigureKind.objects.filter(programme=programme)
    return {kind.kind: FactTable(kind.kind, dict(kind.columns), _figures(kind, units)) for kind in kinds}


def _figures(kind: FigureKind, units: Collection[int] | None) -> Iterator[FactRow]:
    rows = of_units(standing(kind.figures.all()), units).select_related("unit")
    for row in rows.iterator(chunk_size=2000):
        values = {name: _read(row.values.get(name), type_) for name, type_ in kind.columns.items()}
        yield FactRow(row.code, row.unit.code, row.booked_on, values, ("inspections.outsidefigure", row.pk))


def _read(text: str | None, type_: str) -> Value:
    """A stored text as a value of its declared type."""
    if text is None:
        return None
    if type_ == "integer":
        return int(text)
    if type_ == "decimal":
        return Decimal(text)
    if type_ == "boolean":
        return text == "true"
    return date.fromisoformat(text) if type_ == "date" else text
