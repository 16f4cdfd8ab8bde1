"""The heat map: units × kinds of work. Each cell says in words how it stands and opens the list behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Programme, Task
from chuangcheng.stages.plans.states import TaskKind
from chuangcheng.web.overview.around import Around
from chuangcheng.web.overview.backlog import ACTIVITY, MATTER, PROBLEM, TASK, TURN, Backlog, Sum
from chuangcheng.web.overview.things import NAMES, Choice

#: Rows of one map; more units than this are put together under the organisations between them and the top.
MOST_ROWS: Final = 40
#: Columns of one map; the further ones are on the next page.
MOST_COLUMNS: Final = 30
#: From how many late things on a cell is a shade darker.
_SHADES: Final = ((10, 3), (4, 2), (1, 1))


@dataclass(frozen=True, slots=True)
class Column:
    """A kind of work; of tasks one category, or those that stand under none (``above`` 0)."""

    word: str
    above: int
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How a unit stands with a column. ``shade``: late1 to late3, left, said, done, or '' where nothing is asked."""

    column: Column
    sum: Sum
    url: str

    @property
    def shade(self) -> str:
        """The class of its colour; its words say the same."""
        for least, shade in _SHADES:
            if self.sum.late >= least:
                return f"late{shade}"
        return "left" if self.sum.left else "said" if self.sum.said else "done" if self.sum.done else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, or all beneath an organisation (``together`` of them)."""

    unit: Organisation
    together: int
    url: str
    cells: tuple[Cell, ...]

    @property
    def late(self) -> int:
        """How much is late in all columns shown."""
        return sum(cell.sum.late for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Heat:
    """The map of a programme under an organisation, with where its further columns are."""

    programme: Programme
    under: Organisation
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    page: int
    pages: int

    @property
    def numbers(self) -> range:
        """The numbers of its pages."""
        return range(1, self.pages + 1)

    @property
    def is_grouped(self) -> bool:
        """Whether a row stands for more than one unit."""
        return any(row.together > 1 for row in self.rows)

    @property
    def late_rows(self) -> int:
        """How many rows have anything late."""
        return sum(bool(row.late) for row in self.rows)


def categories(programme: Programme) -> dict[int, str]:
    """The goals and categories of a programme in the order of its table. One query."""
    rows = Task.objects.filter(programme=programme, kind__in=(TaskKind.GOAL, TaskKind.CATEGORY))
    return dict(rows.order_by("place", "pk").values_list("pk", "title"))


def heat(around: Around, programme: Programme, log: Backlog, *, under: int | None = None, page: int = 1) -> Heat | None:
    """The map of a programme: of all its units in sight, or of those beneath ``under``. None for a single unit, and where
    nothing is asked of any. One query."""
    base = programme.host_id if under is None else under
    beneath = around.beneath(base)
    units = [unit.pk for unit in around.units_of(programme) if unit.pk in beneath]
    if len(units) < 2:
        return None
    titles = categories(programme)
    members = _members(around, base, units)
    places = {unit: row for row, gathered in members.items() for unit in gathered}
    sums: dict[tuple[int, str, int], Sum] = {}
    for place, one in log.sums.items():
        row = places.get(place.unit)
        if row is not None and place.programme == programme.pk:
            sums.setdefault((row, place.word, place.above if place.above in titles else 0), Sum()).add(one)
    columns = _columns(titles, {(word, above) for _row, word, above in sums})
    if not columns:
        return None
    pages = -(-len(columns) // MOST_COLUMNS)
    page = min(max(page, 1), pages)
    shown = columns[(page - 1) * MOST_COLUMNS : page * MOST_COLUMNS]
    rows = tuple(_row(around, programme, row, gathered, shown, sums) for row, gathered in members.items())
    return Heat(programme, around.organisations[base], tuple(shown), rows, page, pages)


def _members(around: Around, base: int, units: Sequence[int]) -> dict[int, list[int]]:
    """Row → the units that it stands for: each its own, or, of many, all beneath an organisation directly under
    ``base``."""
    if len(units) <= MOST_ROWS:
        return {unit: [unit] for unit in units}
    found: dict[int, list[int]] = {}
    for unit in units:
        found.setdefault(_child_of(around, base, unit), []).append(unit)
    named = {gathered[0] if len(gathered) == 1 else row: gathered for row, gathered in found.items()}
    return dict(sorted(named.items(), key=lambda pair: around.organisations[pair[0]].code))


def _child_of(around: Around, base: int, unit: int) -> int:
    """The organisation directly under ``base`` beneath which the unit stands; ``base`` itself for itself."""
    place, passed = unit, {unit}
    while place != base:
        above = around.parents.get(place, ())
        following = next((key for key in above if key not in passed), None)
        if base in above or following is None:
            return place
        passed.add(following)
        place = following
    return place


def _columns(titles: Mapping[int, str], present: set[tuple[str, int]]) -> list[Column]:
    found = [Column(TASK, key, title) for key, title in titles.items() if (TASK, key) in present]
    if (TASK, 0) in present:
        found.append(Column(TASK, 0, str(_("其他任务") if found else NAMES[TASK])))
    return found + [
        Column(word, 0, str(NAMES[word])) for word in (TURN, MATTER, ACTIVITY, PROBLEM) if (word, 0) in present
    ]


def _row(
    around: Around,
    programme: Programme,
    unit: int,
    gathered: Sequence[int],
    columns: Sequence[Column],
    sums: Mapping[tuple[int, str, int], Sum],
) -> Row:
    together = len(gathered)
    place: dict[str, Any] = {"unit": unit} if together == 1 else {"under": unit}
    cells = []
    for column in columns:
        one = sums.get((unit, column.word, column.above), Sum())
        above = column.above if column.word == TASK else None
        stands = "late" if one.late else "left" if one.left else "said" if one.said else "done"
        url = Choice(column.word, stands, programme=programme.pk, above=above, **place).url
        cells.append(Cell(column, one, url))
    url = f"{reverse('heat')}?programme={programme.pk}&under={unit}" if together > 1 else Choice(
        programme=programme.pk, unit=unit
    ).url  # fmt: skip
    return Row(around.organisations[unit], together, url, tuple(cells))
