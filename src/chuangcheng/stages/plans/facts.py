"""What plans tell reports: supervised matters. No score counts them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from chuangcheng.base.facts import FactRow, of_units
from chuangcheng.stages.plans.models import Matter, Programme

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "matter": {"title": "text", "result_on": "date", "replied_on": "date", "closed_on": "date"},
}


def matter(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Supervised matters that were not withdrawn, on the day by which each is due."""
    standing = Matter.objects.filter(programme=programme, withdrawn_on=None)
    rows = of_units(standing, units).select_related("unit")
    for row in rows.order_by("due_on", "code").iterator(chunk_size=2000):
        values = {
            "title": row.title,
            "result_on": row.result_on,
            "replied_on": row.replied_on,
            "closed_on": row.closed_on,
        }
        yield FactRow(row.code, row.unit.code, row.due_on, values, ("plans.matter", row.pk))


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """Supervised matters due in a span of days, and how many of them had a result and a reply by its last day (F42)."""

    due: int
    with_result: int
    replied: int

    @property
    def result_rate(self) -> Decimal | None:
        """With result ÷ due in per cent, one decimal, half up, but never 100.0 while one is missing; None: none due."""
        return _rate(self.with_result, self.due)

    @property
    def reply_rate(self) -> Decimal | None:
        """Replied ÷ due, as ``result_rate``."""
        return _rate(self.replied, self.due)

    @property
    def all_with_result(self) -> bool:
        """Whether 件件有结果 may be said: matters were due, and each has its result."""
        return self.due > 0 and self.with_result == self.due

    @property
    def all_replied(self) -> bool:
        """Whether 事事有回音 may be said: matters were due, and each has its reply."""
        return self.due > 0 and self.replied == self.due


def matter_figures(
    programme: Programme, first: date, last: date, units: Collection[int] | None = None
) -> MatterFigures:
    """The figures of a span of days, both included. What came after ``last`` does not count: a report printed later
    says the same."""
    rows = [row.values for row in matter(programme, units) if first <= row.day <= last]
    return MatterFigures(
        len(rows), sum(_by(row["result_on"], last) for row in rows), sum(_by(row["replied_on"], last) for row in rows)
    )


def _by(day: object, last: date) -> bool:
    return isinstance(day, date) and day <= last


def _rate(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    rate = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return min(rate, Decimal("99.9")) if part < whole else rate


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {"matter": matter}
