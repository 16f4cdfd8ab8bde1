"""A whole rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

from chuangcheng.engine.model.expressions import Type
from chuangcheng.engine.model.facts import Basis, FactKind
from chuangcheng.engine.model.items import Item
from chuangcheng.engine.model.results import Decision, Ranking, Settlement, Totals

PeriodKind = OneOf["week", "month", "two_months", "quarter", "half_year", "year", "rounds"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook that has been read and checked on its own, without a season."""

    file: str
    name: str
    version: str
    title: str
    basis: tuple[Basis, ...]
    effective_from: date | None
    effective_to: date | None
    effective_line: int
    subject: str
    period: PeriodKind
    precision: int
    """The published precision in units of 0.0001 point (0.01 → 100)."""
    unit_columns: Mapping[str, Type]
    facts: Mapping[str, FactKind]
    items: tuple[Item, ...]
    totals: Totals
    ranking: Ranking | None
    decisions: tuple[Decision, ...]
    settlement: Settlement | None
    lines: Mapping[str, int]
    """Lines of top keys (``subject``, ``period``, ``unit.population`` …) for problems found with a season."""

    def walk(self) -> Iterator[Item]:
        """Yield every item in document order."""
        for item in self.items:
            yield from item.walk()

    def item(self, item_id: str) -> Item:
        return next(item for item in self.walk() if item.id == item_id)
