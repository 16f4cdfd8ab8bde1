"""Coverage: which institutions have which facilities (O5, G3, E207). The latest word of a unit, kind and place counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Facility
from chuangcheng.stages.activities.queries.rates import Rate
from chuangcheng.stages.activities.states import FacilityState
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing, units

#: From the best state to the worst: what a unit with several places is shown as.
BEST_FIRST = (
    FacilityState.IN_USE,
    FacilityState.FAULTY,
    FacilityState.BUILDING,
    FacilityState.SITING,
    FacilityState.MISSING,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said last of a facility at a unit: its state ('' where nobody has said), how many are in use, the record."""

    state: str
    quantity: int
    record: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One institution with its cells, in the order of the grid's kinds."""

    unit: Organisation
    cells: tuple[Cell, ...]
    rate: Rate


@dataclass(frozen=True, slots=True)
class Grid:
    """Institutions × facilities. ``rates``: for each kind, institutions with it in use of all; ``places`` how many are in
    use altogether; ``unsaid`` cells of which nobody has said anything."""

    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    rates: tuple[Rate, ...]
    places: tuple[int, ...]
    unsaid: int


def visible_facilities(by: Account, programme: Programme) -> models.QuerySet[Facility]:
    """Words about facilities that the account sees, withdrawn ones included."""
    rows = Facility.objects.filter(programme=programme).select_related("unit", "programme", "spot")
    return scoped(rows, by).order_by("-happened_on", "code")


def latest(words: Iterable[Facility]) -> list[Facility]:
    """Of each unit, kind and place the word of the latest day, and of that day the one entered last."""
    found: dict[tuple[int, str, int | None], Facility] = {}
    for word in sorted(words, key=lambda word: (word.happened_on, word.created_at, word.pk)):
        found[word.unit_id, word.kind, word.spot_id] = word
    return list(found.values())


def grid(institutions: Sequence[Organisation], kinds: Sequence[str], words: Iterable[Facility]) -> Grid:
    """The grid of these institutions and kinds. An institution that nobody spoke of stands in every denominator."""
    told: dict[tuple[int, str], list[Facility]] = {}
    for word in latest(words):
        told.setdefault((word.unit_id, word.kind), []).append(word)
    rows = tuple(_row(unit, kinds, told) for unit in institutions)
    columns = [[row.cells[at] for row in rows] for at in range(len(kinds))]
    return Grid(
        tuple(kinds),
        rows,
        tuple(Rate(sum(cell.state == FacilityState.IN_USE for cell in cells), len(rows)) for cells in columns),
        tuple(sum(cell.quantity for cell in cells) for cells in columns),
        sum(not cell.state for row in rows for cell in row.cells),
    )


def _row(unit: Organisation, kinds: Sequence[str], told: dict[tuple[int, str], list[Facility]]) -> Row:
    cells = tuple(_cell(told.get((unit.pk, kind), [])) for kind in kinds)
    return Row(unit, cells, Rate(sum(cell.state == FacilityState.IN_USE for cell in cells), len(cells)))


def _cell(words: list[Facility]) -> Cell:
    if not words:
        return Cell("", 0, None)
    best = min(words, key=lambda word: BEST_FIRST.index(FacilityState(word.state)))
    in_use = sum(word.quantity for word in words if word.state == FacilityState.IN_USE)
    return Cell(best.state, in_use, best.pk)


def coverage(by: Account, programme: Programme, kind_of_unit: str = "", until: date | None = None) -> Grid:
    """The grid of a programme's institutions in sight (of one kind of organisation where it is given): all below the
    host, and the kinds of facilities that anybody spoke of at one of them."""
    seen = scoped(units(programme).filter(ended_on=None).exclude(pk=programme.host_id), by, path="")
    institutions = list(seen.filter(kind=kind_of_unit) if kind_of_unit else seen)
    words = standing(Facility.objects.filter(programme=programme, unit__in=[unit.pk for unit in institutions]))
    if until is not None:
        words = words.filter(happened_on__lte=until)
    kinds = list(words.order_by("kind").values_list("kind", flat=True).distinct())
    return grid(institutions, kinds, words)
