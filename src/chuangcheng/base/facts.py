"""The shape in which a stage tells facts to the engine. Scores and report figures read only these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
Value = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: its stable id, the organisation's code, the day that the engine reads, its column values, and the
    record (``app.model``, primary key) that it opens down to."""

    id: str
    unit: str
    day: date
    values: Mapping[str, Value]
    record: tuple[str, int]


@dataclass(frozen=True, slots=True)
class FactTable:
    """All facts of one kind. ``columns``: name → type of the rulebook language (text, integer, decimal, boolean, date)."""

    kind: str
    columns: Mapping[str, str]
    rows: Iterable[FactRow] = field(default=())


def of_units(records: models.QuerySet[M], units: Collection[int] | None, path: str = "unit") -> models.QuerySet[M]:
    """The records of these organisations (keys), or all of them where ``units`` is None: the score of one unit is worked
    out from its own facts."""
    return records if units is None else records.filter(**{f"{path}__in": units})
