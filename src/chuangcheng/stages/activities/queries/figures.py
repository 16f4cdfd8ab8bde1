"""Figures of activities: how many of each kind in a span of days, with sums, each exact and opening to its records.

Only the fact table ``activity`` is read. How a sum is printed is a matter of the reader: ``about`` writes lower bounds as
reports do (section G), the exact number stays beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.db import transaction

from chuangcheng.base.facts import FactRow
from chuangcheng.stages.activities import facts
from chuangcheng.stages.activities.states import COUNTS
from chuangcheng.stages.plans.models import Programme

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class KindSum:
    """Activities of one kind: how many took place, the sums of their columns (those that anything stands in), at how
    many different places, and their records (``app.model``, primary key). ``parts``: by a further column that holds one of
    several words, and by that word, the same of those records alone (donations by whom they are given to, G86)."""

    kind: str
    times: int
    sums: Mapping[str, Number]
    places: int
    records: tuple[tuple[str, int], ...] = field(repr=False)
    parts: Mapping[str, Mapping[str, KindSum]] = field(default_factory=dict, repr=False)


def about(number: Number, *, exact: bool = False) -> str:
    """A figure as reports print it: cut to its two leading digits with 余 where that loses anything, or exact.

    >>> about(1237), about(1200), about(37), about(1237, exact=True)
    ('1200余', '1200', '37', '1237')
    """
    if number != int(number):
        return format(number, "f")
    digits = str(int(number))
    if exact:
        return digits
    cut = digits[:2] + "0" * (len(digits) - 2)
    return digits if cut == digits else f"{cut}余"


def sums_by_kind(
    programme: Programme,
    first: date,
    last: date,
    units: Collection[int] | None = None,
    choices: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> dict[str, KindSum]:
    """Sums of the days from ``first`` to ``last`` (both included) by kind, the most frequent first; of all units or of
    these organisations (keys). ``choices``: by kind, the further columns by whose words it is told in parts."""
    with transaction.atomic():
        rows = [row for row in facts.activity(programme, units) if first <= row.day <= last]
    kinds: dict[str, list[FactRow]] = {}
    for row in rows:
        kinds.setdefault(str(row.values["kind"]), []).append(row)
    found = {kind: _sum(kind, of, choices.get(kind, ())) for kind, of in kinds.items()}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].times, pair[0])))


def total(sums: Iterable[KindSum], column: str) -> Number:
    """The sum of a column over several kinds."""
    return sum((one.sums.get(column, 0) for one in sums), start=0)


def _sum(kind: str, rows: list[FactRow], columns: Collection[str] = ()) -> KindSum:
    sums: dict[str, Number] = {}
    for row in rows:
        for name, value in row.values.items():
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                sums[name] = sums.get(name, 0) + value
    ordered = {name: sums[name] for name in (*COUNTS, *sorted(sums.keys() - set(COUNTS))) if name in sums}
    places = {row.values["place"] for row in rows} - {None}
    parts = {name: told for name in columns if (told := _parts(kind, rows, name))}
    return KindSum(kind, len(rows), ordered, len(places), tuple(row.record for row in rows), parts)


def _parts(kind: str, rows: list[FactRow], column: str) -> dict[str, KindSum]:
    """By the words that a column holds, in their order; what holds none is left out."""
    found: dict[str, list[FactRow]] = {}
    for row in rows:
        if isinstance(word := row.values.get(column), str):
            found.setdefault(word, []).append(row)
    return {word: _sum(kind, of) for word, of in sorted(found.items())}
