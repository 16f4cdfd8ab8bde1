"""Whether the evidence is enough: for each unit and each item of a programme's rulebook, and for each task of a unit.

What is wanted stands in ``evidence`` (Want) and in the tasks (``proof``); what is there is cited for the item itself, or
for a task, a cadence or an activity that serves it: nobody hands a file in twice (guardrail 6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q

from chuangcheng.evidence.enough import Light, Wanted, kind_of, light
from chuangcheng.evidence.models import Citation, Want
from chuangcheng.evidence.states import LightState, WantKind
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans.models import Cadence, Programme, Task
from chuangcheng.stages.plans.queries import units as units_of
from chuangcheng.stages.plans.states import TaskKind, TaskState
from chuangcheng.stages.scoring.models import Season, SeasonUnit
from chuangcheng.stages.scoring.queries.seeing import rulebook_of_version

PROGRAMME: Final = Programme._meta.label_lower
TASK: Final = Task._meta.label_lower
CADENCE: Final = Cadence._meta.label_lower
ACTIVITY: Final = Activity._meta.label_lower


@dataclass(frozen=True, slots=True)
class Subject:
    """What a light is about: an item of the rulebook by its id, or a task."""

    item: str
    title: str
    task: Task | None = None

    @property
    def key(self) -> str:
        """Names it in an address."""
        return f"task-{self.task.pk}" if self.task else f"item-{self.item}"


@dataclass(frozen=True, slots=True)
class Spot:
    """One light: of a subject for a unit, and the numbers of the pieces that are there."""

    unit: Organisation
    subject: Subject
    light: Light
    pieces: tuple[int, ...]


@dataclass
class _There:
    """What is there for one unit and subject: file → (kind, piece)."""

    files: dict[int, tuple[WantKind, int]] = field(default_factory=dict)


class Lights:
    """The lights of a programme as far as an account sees its units. A constant number of queries."""

    def __init__(self, by: Account, programme: Programme) -> None:
        self.programme = programme
        self._tasks = _tasks(programme)
        self.units = _units(by, programme, self._tasks)
        self._seen = {unit.pk for unit in self.units}
        self._serving: dict[tuple[int | None, str], list[Task]] = {}
        for task in self._tasks.values():
            self._serving.setdefault((task.host_id, task.item), []).append(task)
        self._wants = _wants(programme, self._tasks)
        self._there = _there(programme, self._tasks, self._seen)
        self.titles = item_titles(programme)

    @property
    def items(self) -> list[Subject]:
        """The items for which evidence is wanted, in the order of the rulebook."""
        asked = {item for _task, item in self._wants if item}
        asked |= {task.item for task in self._tasks.values() if task.item and task.proof}
        order = {item: place for place, item in enumerate(self.titles)}
        return [
            Subject(item, self.titles.get(item, "")) for item in sorted(asked, key=lambda i: (order.get(i, 10**6), i))
        ]

    def spots(self, units: Iterable[Organisation] | None = None) -> Iterator[Spot]:
        """All lights of the units (all in sight when None), unit by unit: its items, then its tasks."""
        items, tasks = self.items, defaultdict(list)
        for task in self._tasks.values():
            if task.proof or (task.pk, "") in self._wants:
                tasks[task.host_id].append(Subject(task.item, task.title, task))
        for unit in self.units if units is None else units:
            for subject in (*items, *tasks[unit.pk]):
                spot = self.spot(unit, subject)
                if subject.task is not None or spot.light.wanted:
                    yield spot

    def spot(self, unit: Organisation, subject: Subject) -> Spot:
        """One light."""
        if subject.task is not None:
            wanted: Sequence[Wanted] = self._wanted_of_task(unit, subject.task)
        else:
            wanted = self._fitting(unit, (0, subject.item)) or [
                one
                for task in self._serving.get((unit.pk, subject.item), ())
                for one in self._wanted_of_task(unit, task)
            ]
        there = self._there.get((unit.pk, subject.key), _There()).files.values()
        told = light(wanted, (kind for kind, _piece in there))
        return Spot(unit, subject, told, tuple(sorted(piece for _kind, piece in there)))

    def _wanted_of_task(self, unit: Organisation, task: Task) -> list[Wanted]:
        """What was said for the task, else one piece of any kind where its row asks for proof."""
        said = self._fitting(unit, (task.pk, ""))
        return said or ([Wanted(WantKind.ANY, 1, task.proof)] if task.proof else [])

    def _fitting(self, unit: Organisation, key: tuple[int, str]) -> list[Wanted]:
        return [
            Wanted(WantKind(want.kind), want.least, want.note)
            for want in self._wants.get(key, ())
            if want.unit_kind in ("", unit.kind)
        ]


def item_titles(programme: Programme) -> dict[str, str]:
    """Id → title of the items of the rulebook that the programme is scored by, in its order; none without a season."""
    season = Season.objects.filter(programme=programme).select_related("version__rulebook").first()
    if season is None:
        return {}
    rulebook = rulebook_of_version(season.version)
    return {item.id: item.title for root in rulebook.items for item in root.walk() if not item.children}


def tally(spots: Iterable[Spot]) -> dict[LightState, int]:
    """How many lights are in each state, in the order of the states; those that ask for nothing are left out."""
    counts = dict.fromkeys((LightState.ENOUGH, LightState.PARTLY, LightState.EMPTY), 0)
    for spot in spots:
        if spot.light.state in counts:
            counts[spot.light.state] += 1
    return counts


def _units(by: Account, programme: Programme, tasks: dict[int, Task]) -> list[Organisation]:
    """The units of the programme's season (without one, all below its host) and those that answer for a task; in sight,
    by code."""
    members = set(SeasonUnit.objects.filter(season__programme=programme).values_list("organisation", flat=True))
    if not members:
        members = set(units_of(programme).exclude(pk=programme.host_id).values_list("pk", flat=True))
    members |= {task.host_id for task in tasks.values() if task.host_id}
    return list(scoped(Organisation.objects.filter(pk__in=members), by, path="").order_by("code"))


def _tasks(programme: Programme) -> dict[int, Task]:
    """The rows that somebody works on, by key."""
    worked = programme.tasks.filter(kind__in=(TaskKind.TASK, TaskKind.MEASURE)).exclude(state=TaskState.DROPPED)
    return {task.pk: task for task in worked.order_by("place", "id")}


def _wants(programme: Programme, tasks: dict[int, Task]) -> dict[tuple[int, str], list[Want]]:
    """(task or 0, item or '') → what is wanted."""
    of = Q(record=PROGRAMME, record_id=programme.pk) | Q(record=TASK, record_id__in=tasks)
    found: dict[tuple[int, str], list[Want]] = {}
    for want in Want.objects.filter(of):
        key = (0, want.item) if want.record == PROGRAMME else (want.record_id, "")
        found.setdefault(key, []).append(want)
    return found


def _there(programme: Programme, tasks: dict[int, Task], units: set[int]) -> dict[tuple[int, str], _There]:
    """(unit, subject) → the different files that are cited for it, directly or through what serves it."""
    serves = _Serving(programme, tasks)
    found: dict[tuple[int, str], _There] = {}
    rows = Citation.objects.filter(serves.condition, evidence__withdrawn_on=None).values_list(
        "evidence_id",
        "evidence__unit_id",
        "evidence__file_id",
        "evidence__file__media_type",
        "record",
        "record_id",
        "item",
    )
    for piece, unit, file, media_type, record, key, item in rows:
        if unit in units:
            for subject in serves.subjects(record, key, item):
                found.setdefault((unit, subject), _There()).files[file] = (kind_of(media_type), piece)
    return found


class _Serving:
    """Which items and tasks a record serves."""

    def __init__(self, programme: Programme, tasks: dict[int, Task]) -> None:
        self._programme = programme
        self._tasks = tasks
        self._cadences = dict(programme.cadences.exclude(task=None).values_list("pk", "task_id"))
        held = Activity.objects.filter(programme=programme, withdrawn_on=None)
        cited = Citation.objects.filter(record=ACTIVITY).values("record_id")
        self._activities = dict(held.filter(pk__in=cited).values_list("pk", "items"))
        self._activity_tasks: dict[int, list[int]] = {}
        for activity, task in Activity.tasks.through.objects.filter(activity__in=self._activities).values_list(
            "activity_id", "task_id"
        ):
            self._activity_tasks.setdefault(activity, []).append(task)

    @property
    def condition(self) -> Any:
        """Which citations matter."""
        return (
            Q(record=PROGRAMME, record_id=self._programme.pk)
            | Q(record=TASK, record_id__in=self._tasks)
            | Q(record=CADENCE, record_id__in=self._cadences)
            | Q(record=ACTIVITY, record_id__in=Activity.objects.filter(programme=self._programme).values("pk"))
        )

    def subjects(self, record: str, key: int, item: str) -> set[str]:
        """The keys of the subjects that one citation serves."""
        if record == PROGRAMME:
            return {f"item-{item}"}
        if record == TASK:
            return self._of_task(key)
        if record == CADENCE:
            return self._of_task(self._cadences.get(key, 0))
        found = {f"item-{item}" for item in self._activities.get(key, ())}
        return found.union(*(self._of_task(task) for task in self._activity_tasks.get(key, ())))

    def _of_task(self, key: int) -> set[str]:
        task = self._tasks.get(key)
        if task is None:
            return set()
        return {f"task-{key}", f"item-{task.item}"} if task.item else {f"task-{key}"}
