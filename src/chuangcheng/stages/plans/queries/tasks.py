"""The decomposition table as it is read: its rows in order, numbered, with what each inherits and lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import visible_organisations
from chuangcheng.stages.plans.checks import Lack, lacks_of
from chuangcheng.stages.plans.models import Programme, Task
from chuangcheng.stages.plans.queries.task_texts import quantity_of
from chuangcheng.stages.plans.states import TASK_DEPTH, TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. ``number`` counts through the tree (``2.1.3``); ``host``, ``officer`` and ``due_on`` are its
    own or those of the task above it."""

    task: Task
    number: str
    depth: int
    helpers: tuple[Organisation, ...]
    host: Organisation | None
    officer: str
    due_on: date | None
    lacks: tuple[Lack, ...]

    @property
    def is_worked(self) -> bool:
        """Whether somebody has to see to it: not a goal or a category."""
        return self.task.kind in (TaskKind.TASK, TaskKind.MEASURE)

    @property
    def lacking(self) -> str:
        """What it lacks, as a sentence names it; '' for nothing."""
        return gettext("、").join(str(lack.value) for lack in self.lacks)

    @property
    def quantity(self) -> str:
        """Its quantity with the measure word, ``12场``; '' for none."""
        return quantity_of(self.task)

    @property
    def is_late(self) -> bool:
        """Open after its last day."""
        return self.task.state == TaskState.OPEN and self.due_on is not None and self.due_on < clock.today()


def table_rows(programme: Programme) -> list[Task]:
    """The tasks of a programme in the order of the table, with hosts and helpers: two queries for any number of rows."""
    rows = programme.tasks.select_related("host").prefetch_related("helpers")
    return list(rows.order_by("place", "id"))


def lines(programme: Programme) -> list[Line]:
    """The whole table."""
    return lines_of(table_rows(programme))


def lines_of(rows: Sequence[Task]) -> list[Line]:
    """Rows in order as lines; all of a table, or a part that holds every row's parents."""
    measured = {row.parent_id for row in rows if row.kind == TaskKind.MEASURE}
    known: dict[int, Line] = {}
    counts: Counter[int | None] = Counter()
    found = []
    for row in rows:
        above = known.get(row.parent_id) if row.parent_id else None
        counts[row.parent_id] += 1
        number = f"{above.number}.{counts[row.parent_id]}" if above else str(counts[row.parent_id])
        line = _line(row, number, above, has_measures=row.pk in measured)
        known[row.pk] = line
        found.append(line)
    return found


def _line(row: Task, number: str, above: Line | None, *, has_measures: bool) -> Line:
    takes = above if row.kind == TaskKind.MEASURE else None
    host = row.host or (takes.host if takes else None)
    officer = row.officer or (takes.officer if takes else "")
    due_on = row.due_on or (takes.due_on if takes else None)
    lacks = lacks_of(row, host=host, officer=officer, due_on=due_on, has_measures=has_measures)
    helpers = tuple(row.helpers.all())
    return Line(row, number, TASK_DEPTH[row.kind], helpers, host, officer, due_on, lacks)


def visible_lines(by: Account, programme: Programme) -> list[Line]:
    """The lines that the account sees: those whose host or one of whose helpers is in its sight, what stands above
    them, and, for whoever sees the host of the programme, all."""
    seen = set(visible_organisations(by).values_list("pk", flat=True))
    return _in_sight(lines(programme), seen, all_of_it=programme.host_id in seen)


def _in_sight(table: list[Line], seen: Collection[int], *, all_of_it: bool) -> list[Line]:
    if all_of_it:
        return table
    parents = {line.task.pk: line.task.parent_id for line in table}
    kept: set[int] = set()
    for line in table:
        concerned = {line.host.pk if line.host else None, *(helper.pk for helper in line.helpers)}
        if concerned & set(seen):
            key: int | None = line.task.pk
            while key is not None and key not in kept:
                kept.add(key)
                key = parents[key]
    return [line for line in table if line.task.pk in kept]


def lacking(table: Iterable[Line]) -> dict[Lack, list[Line]]:
    """What is missing, and where: the coverage check (A70, C30, C53)."""
    found: dict[Lack, list[Line]] = {lack: [] for lack in Lack}
    for line in table:
        for lack in line.lacks:
            found[lack].append(line)
    return found


def counts_by_state(table: Iterable[Line]) -> dict[TaskState, int]:
    """How many tasks and measures stand in each state."""
    counted = Counter(line.task.state for line in table if line.is_worked)
    return {state: counted[state.value] for state in TaskState}


def tasks_of(programme: Programme, unit: Organisation) -> models.QuerySet[Task]:
    """The tasks that a unit hosts and that were not dropped."""
    rows = programme.tasks.filter(host=unit, kind=TaskKind.TASK).exclude(state=TaskState.DROPPED)
    return rows.select_related("host").order_by("place", "id")
