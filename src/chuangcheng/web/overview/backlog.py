"""What is open, due, late and waiting for the office, by unit and kind of work: the sums from which tiles and heat map come.

One query for each kind of work, whatever the number of units and programmes. The rows behind a sum: ``things``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from chuangcheng.evidence.models import Citation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.queries.cadences import counts_since
from chuangcheng.stages.activities.states import ActivityState
from chuangcheng.stages.plans.models import Matter, Programme, Task
from chuangcheng.stages.plans.queries.cadences import Counts, Work
from chuangcheng.stages.plans.queries.standings import Asked, Said, due_and_late, earliest, said, works
from chuangcheng.stages.plans.states import TaskKind, TaskState
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import OPEN, Standing
from chuangcheng.web.overview.around import Around

#: Days ahead that count as soon, and days back in which a turn that was left out still counts as late.
SOON: Final = 7
BACK: Final = 31
#: Kinds of work. A task's column in the heat map is that of its category (``column_of``).
TASK, TURN, MATTER, ACTIVITY, PROBLEM = "task", "turn", "matter", "activity", "problem"
WORDS: Final = (TASK, TURN, MATTER, ACTIVITY, PROBLEM)
_TASK_NAME: Final = Task._meta.label_lower
#: Rows of the decomposition table that somebody works on.
WORKED: Final = (TaskKind.TASK, TaskKind.MEASURE)


@dataclass(slots=True)
class Sum:
    """How many are still to be done, of these due within ``SOON`` days and late, how many wait for the office's word
    (``mine``: of these, those that this account did not report itself), how many are done, and how many lack what they
    want: a problem its deadline, a task that is done its evidence (``bare``)."""

    left: int = 0
    soon: int = 0
    late: int = 0
    said: int = 0
    mine: int = 0
    done: int = 0
    bare: int = 0

    def add(self, other: Sum) -> None:
        """Add another sum to this one."""
        self.left += other.left
        self.soon += other.soon
        self.late += other.late
        self.said += other.said
        self.mine += other.mine
        self.done += other.done
        self.bare += other.bare


@dataclass(frozen=True, slots=True)
class Place:
    """What a sum is of: programme, unit, kind of work, and for a task the row above it (0: none)."""

    programme: int
    unit: int
    word: str
    above: int = 0


@dataclass(frozen=True, slots=True)
class Backlog:
    """The sums of some programmes in sight, and the cadences that they were counted from."""

    sums: Mapping[Place, Sum]
    works: tuple[Work, ...] = field(repr=False)
    counts: Counts = field(repr=False)
    marked: Said = field(repr=False)

    def total(self, word: str) -> Sum:
        """All sums of a kind of work together."""
        found = Sum()
        for place, one in self.sums.items():
            if place.word == word:
                found.add(one)
        return found


def tasks_seen(around: Around, programmes: Sequence[Programme]) -> QuerySet[Task]:
    """Tasks and measures in sight, with ``answers`` (the unit that answers for it) and ``until`` (its last day), which a
    measure takes from the task above it."""
    above = Q(kind=TaskKind.MEASURE)
    rows = Task.objects.filter(programme__in=programmes, kind__in=WORKED).annotate(
        answers=Case(When(above, then=Coalesce("host", "parent__host")), default=F("host")),
        until=Case(When(above, then=Coalesce("due_on", "parent__due_on")), default=F("due_on")),
        above=Case(When(above, then=F("parent__parent")), default=F("parent")),
    )
    return scoped(rows, around.by, path="answers").order_by()


def matters_seen(around: Around, programmes: Sequence[Programme]) -> QuerySet[Matter]:
    """Supervised matters in sight that were not withdrawn."""
    return scoped(Matter.objects.filter(programme__in=programmes, withdrawn_on=None), around.by).order_by()


def activities_seen(around: Around, programmes: Sequence[Programme]) -> QuerySet[Activity]:
    """Activities in sight that wait: planned, or held and not confirmed. What is confirmed is most of them, and no
    figure of these pages."""
    waiting = (ActivityState.PLANNED, ActivityState.HELD)
    rows = Activity.objects.filter(programme__in=programmes, state__in=waiting, withdrawn_on=None)
    return scoped(rows, around.by).order_by()


def problems_seen(around: Around) -> QuerySet[Problem]:
    """Problems in sight that were not withdrawn, of any programme."""
    return scoped(Problem.objects.filter(withdrawn_on=None), around.by).order_by()


def conditions(word: str, by: Any, day: date) -> dict[str, Q]:
    """What a row of a kind of work fulfils to be counted: by the names of ``Sum``. Turns are not rows."""
    soon = day + timedelta(days=SOON)
    if word == TASK:
        left, said, done = Q(state=TaskState.OPEN), Q(state=TaskState.DONE), Q(state=TaskState.CONFIRMED)
        cited = Exists(Citation.objects.filter(record=_TASK_NAME, record_id=OuterRef("pk")))
        bare = said & ~Q(proof="") & ~Q(cited)
        return {**_by_day("until", day, soon, left, said, said & ~Q(done_by=by), done), "bare": bare}
    if word == MATTER:
        said = Q(closed_on=None) & ~Q(result="") & ~Q(reply="")
        left = Q(closed_on=None) & (Q(result="") | Q(reply=""))
        return _by_day("due_on", day, soon, left, said, said & ~Q(result_by=by), Q(closed_on__isnull=False))
    if word == ACTIVITY:
        left, said = Q(state=ActivityState.PLANNED), Q(state=ActivityState.HELD)
        mine = said & ~Q(held_by=by) & ~Q(held_by=None, created_by=by)
        return _by_day("happened_on", day, soon, left, said, mine, Q(state=ActivityState.CONFIRMED))
    left, said = Q(standing__in=OPEN), Q(standing=Standing.RECTIFIED)
    found = _by_day("deadline", day, soon, left, said, said, ~Q(standing__in=(*OPEN, Standing.RECTIFIED)))
    return {**found, "bare": Q(standing=Standing.FOUND)}


def _by_day(due: str, day: date, soon: date, left: Q, said: Q, mine: Q, done: Q) -> dict[str, Q]:
    return {
        "left": left,
        "soon": left & Q(**{f"{due}__gte": day, f"{due}__lte": soon}),
        "late": left & Q(**{f"{due}__lt": day}),
        "said": said,
        "mine": mine,
        "done": done,
    }


def backlog(around: Around, programmes: Sequence[Programme], day: date) -> Backlog:
    """Count everything of these programmes that is in sight. Eleven queries for any number of anything."""
    open_ = open_works(around, programmes, day)
    counts = turn_counts(around, open_, day)
    marked = said(open_, few(around))
    rows = [
        *_sums(TASK, tasks_seen(around, programmes), around, day, "programme", "answers", "above"),
        *_sums(MATTER, matters_seen(around, programmes), around, day, "programme", "unit"),
        *_sums(ACTIVITY, activities_seen(around, programmes), around, day, "programme", "unit"),
        *_sums(PROBLEM, problems_seen(around), around, day, "programme", "unit"),
        *_turns(open_, counts, marked),
    ]
    return Backlog(dict(rows), open_, counts, marked)


def open_works(around: Around, programmes: Sequence[Programme], day: date) -> tuple[Work, ...]:
    """The cadences of these programmes with their turns due from ``BACK`` days ago to ``SOON`` days ahead."""
    asked = [Asked(one, around.units_of(one), around.calendar_of(one)) for one in programmes]
    return tuple(works(asked, first=day - timedelta(days=BACK), last=day + timedelta(days=SOON)))


def turn_counts(around: Around, open_: Iterable[Work], day: date) -> Counts:
    """What activities show of the turns of these cadences."""
    cadences = [cadence for work in open_ for cadence in work.cadences]
    return counts_since(cadences, earliest(open_), day, few(around))


def few(around: Around) -> frozenset[int] | None:
    """The units in sight where they are few enough to be named in a query."""
    return around.seen if len(around.seen) <= 100 else None


def _sums(word: str, rows: QuerySet[Any], around: Around, day: date, *names: str) -> Iterator[tuple[Place, Sum]]:
    counted = {name: Count("pk", filter=wanted) for name, wanted in conditions(word, around.by, day).items()}
    for row in rows.values_list(*names).annotate(**counted):
        keys, numbers = row[: len(names)], row[len(names) :]
        yield (
            Place(keys[0], keys[1], word, *(key or 0 for key in keys[2:])),
            Sum(**dict(zip(counted, numbers, strict=True))),
        )


def _turns(open_: Iterable[Work], counts: Counts, marked: Said) -> Iterator[tuple[Place, Sum]]:
    for work in open_:
        for unit, (due, late) in due_and_late(work, counts, marked).items():
            yield Place(work.programme.pk, unit, TURN), Sum(left=due + late, soon=due, late=late)
