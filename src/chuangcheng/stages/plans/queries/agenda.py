"""What a person, a unit or a programme has before it: tasks, cadences, phases and supervised matters by their days.

Feeds and reminders tell it; both ask again each time, so that nobody is told more than they may see on that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import current_roles, scoped
from chuangcheng.stages.plans.models import Cadence, Matter, Phase, Programme, Task
from chuangcheng.stages.plans.queries.cadences import NO_COUNTS, OPEN, Cell, Counts, open_work
from chuangcheng.stages.plans.queries.programmes import units, visible_programmes
from chuangcheng.stages.plans.states import SlotState, TaskKind, TaskState

#: Gives what activities show of a programme's cadences between two days.
CountsOf = Callable[[Programme, date, date], Counts]
#: Rows of the decomposition table that somebody works on.
_WORKED: Final = (TaskKind.TASK, TaskKind.MEASURE)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on somebody's agenda. ``record`` is the task, cadence, phase or matter; ``first`` to ``last`` its days
    (``last`` is when it is due); ``states`` how many units stand where; ``unit`` whose it is, when it is one unit's."""

    record: Task | Cadence | Phase | Matter
    programme: Programme
    title: str
    first: date
    last: date
    unit: Organisation | None
    states: Counter[str]
    key: str

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to be done."""
        return any(self.states[state] for state in (*OPEN, SlotState.AHEAD))

    @property
    def late(self) -> int:
        """Of how many units it is late."""
        return self.states[SlotState.LATE]


def own_units(by: Account) -> list[Organisation]:
    """The organisations that an account works for: those of its roles themselves, not all beneath them."""
    held = Organisation.objects.filter(pk__in=current_roles(by).values("organisation"))
    return list(held) or ([by.organisation] if by.organisation else [])


def agenda(
    by: Account,
    *,
    first: date,
    last: date,
    counts_of: CountsOf | None = None,
    programme: Programme | None = None,
    among: Sequence[Organisation] | None = None,
) -> list[Item]:
    """What falls due between two days, in sight of ``by``, in one programme or all that run then, for ``among`` (None:
    all units in sight). A handful of queries for each programme, none for a unit or a cadence."""
    programmes = visible_programmes(by).filter(first__lte=last, last__gte=first)
    if programme is not None:
        programmes = programmes.filter(pk=programme.pk)
    found: list[Item] = []
    chosen = None if among is None else {unit.pk for unit in among}
    for one in programmes:
        seen = {unit.pk: unit for unit in scoped(units(one), by, path="") if chosen is None or unit.pk in chosen}
        found += _phases(one, first, last)
        found += _tasks(one, seen, first, last)
        found += _matters(one, seen, first, last)
        found += _turns(by, one, seen, first, last, counts_of)
    return sorted(found, key=lambda item: (item.last, item.title, item.key))


def _phases(programme: Programme, first: date, last: date) -> Iterable[Item]:
    for phase in programme.phases.filter(first__lte=last, last__gte=first):
        yield Item(phase, programme, phase.title, phase.first, phase.last, None, Counter(), f"phase-{phase.pk}")


def _tasks(programme: Programme, seen: dict[int, Organisation], first: date, last: date) -> Iterable[Item]:
    rows = Task.objects.filter(
        Q(host__in=seen) | Q(host=None, parent__host__in=seen),
        programme=programme,
        kind__in=_WORKED,
        state=TaskState.OPEN,
        due_on__gte=first,
        due_on__lte=last,
    )
    for task in rows.select_related("host", "parent__host"):
        host = task.host or (task.parent.host if task.parent else None)
        due: date = task.due_on or last  # asked for by day: it has one
        yield Item(task, programme, task.title, due, due, host, Counter({_standing(due): 1}), f"task-{task.pk}")


def _matters(programme: Programme, seen: dict[int, Organisation], first: date, last: date) -> Iterable[Item]:
    rows = Matter.objects.filter(programme=programme, unit__in=seen, withdrawn_on=None, closed_on=None)
    for matter in rows.filter(due_on__gte=first, due_on__lte=last).select_related("unit"):
        states = Counter({_standing(matter.due_on): 1})
        yield Item(
            matter, programme, matter.title, matter.due_on, matter.due_on, matter.unit, states, f"matter-{matter.pk}"
        )


def _standing(due: date) -> str:
    """An open task or matter is late from the day after it was due."""
    return SlotState.LATE if due < clock.today() else SlotState.DUE


def _turns(
    by: Account,
    programme: Programme,
    seen: dict[int, Organisation],
    first: date,
    last: date,
    counts_of: CountsOf | None,
) -> Iterable[Item]:
    """Each turn once, with how its units stand; of a single unit, with its name."""
    work = open_work(programme, by=by, first=first, last=last)
    counts = counts_of(programme, *work.window) if counts_of else NO_COUNTS
    groups: dict[tuple[int, date], list[Cell]] = {}
    for cell in work.cells(counts):
        if cell.unit.pk in seen:
            groups.setdefault((cell.cadence.pk, cell.slot.first), []).append(cell)
    for (key, start), cells in groups.items():
        cell = cells[0]
        title = f"{cell.cadence.title} {cell.slot.name}".strip()
        unit = cell.unit if len(cells) == 1 else None
        states = Counter(str(one.state) for one in cells)
        due = cell.slot.due
        yield Item(cell.cadence, programme, title, due, due, unit, states, f"cadence-{key}-{start}")
