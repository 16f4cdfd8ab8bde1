"""Who answers for what: on a day, for a grid, a place or a task; what nobody answers for; what too many answer for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from chuangcheng.people.models import Account, Grid, Organisation, Person, Place
from chuangcheng.people.queries import above, scoped
from chuangcheng.stages.plans.checks.duties import Thing, concern_of
from chuangcheng.stages.plans.models import Duty, DutyKind, Programme, Task
from chuangcheng.stages.plans.queries.programmes import units
from chuangcheng.stages.plans.states import Concern, Counted, TaskKind, TaskState

#: What an office begins with (A46, A48, A53–A55, A103): name, concern, most, counted, strict, wanted.
OFFERED: Final = (
    ("总负责", Concern.GRID, 1, Counted.THING, True, True),
    ("包片", Concern.GRID, 1, Counted.THING, False, True),
    ("分管", Concern.GRID, 1, Counted.UNIT, True, False),
    ("包户", Concern.GRID, None, Counted.THING, False, False),
    ("保洁", Concern.GRID, None, Counted.THING, False, True),
    ("巡查", Concern.GRID, None, Counted.THING, False, False),
    ("劝导", Concern.GRID, None, Counted.THING, False, False),
    ("责任人", Concern.PLACE, 1, Counted.THING, False, True),
    ("巡查", Concern.PLACE, None, Counted.THING, False, False),
    ("劝导", Concern.PLACE, None, Counted.THING, False, False),
    ("主办", Concern.TASK, 1, Counted.THING, False, False),
    ("协办", Concern.TASK, None, Counted.THING, False, False),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers in one way for a thing: the duties, and the thing that they are held for (``inherited``: a grid around
    it, since nobody nearer holds one)."""

    kind: str
    duties: tuple[Duty, ...]
    at: Thing
    inherited: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A grid or place for which nobody answers in a way that is wanted."""

    kind: DutyKind
    thing: Grid | Place


@dataclass(frozen=True, slots=True)
class Double:
    """More duties of a kind at one time than it allows: on a thing, or (``counted`` by unit) in a unit."""

    kind: DutyKind
    at: Thing | Organisation
    duties: tuple[Duty, ...]


def duties_on(day: date) -> QuerySet[Duty]:
    """The duties that are held on a day, with who and what."""
    return with_names(Duty.objects.filter(Q(to_day=None) | Q(to_day__gte=day), from_day__lte=day))


def with_names(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Duties with all that a line tells of them, in one query."""
    return rows.select_related(
        *("unit", "person__organisation", "place__organisation", "grid__organisation", "task__programme__host"),
        "task__host",
    )


def visible_duties(by: Account) -> QuerySet[Duty]:
    """Duties that the account sees: of units in sight, and for grids, places and tasks of organisations in sight."""
    rows = Duty.objects.all()
    seen = scoped(rows, by, path="unit")
    for path in ("grid__organisation", "place__organisation", "task__host", "task__programme__host"):
        seen = seen | scoped(rows, by, path=path)
    return with_names(Duty.objects.filter(pk__in=seen.values("pk")))


def organisation_of(thing: Thing) -> Organisation:
    """Whose thing it is: who may say who answers for it."""
    if isinstance(thing, Task):
        return thing.host or thing.programme.host
    return thing.organisation


def kinds_of(organisation: Organisation) -> list[DutyKind]:
    """The kinds of duty in use: those set by the organisation or the nearest one above it, else what is offered."""
    found: dict[int, list[DutyKind]] = defaultdict(list)
    for kind in DutyKind.objects.filter(organisation__in=above(organisation).values("pk")).select_related(
        "organisation"
    ):
        found[kind.organisation_id].append(kind)
    if not found:
        return [
            DutyKind(name=name, concerns=of, most=most, counted=counted, strict=strict, wanted=wanted, number=number)
            for number, (name, of, most, counted, strict, wanted) in enumerate(OFFERED)
        ]
    if len(found) == 1:
        return next(iter(found.values()))
    return max(found.values(), key=lambda kinds: above(kinds[0].organisation).count())


class Who:
    """Who answers on a day for any of many things, in two queries however many there are."""

    def __init__(self, day: date, things: Iterable[Thing], kinds: Sequence[DutyKind] = ()) -> None:
        self._order = {kind.name: number for number, kind in reversed(list(enumerate(kinds)))}
        self._up = dict(Grid.objects.exclude(within=None).values_list("pk", "within_id"))
        wanted: dict[Concern, set[int]] = {concern: set() for concern in Concern}
        for thing in things:
            wanted[concern_of(thing)].add(thing.pk)
            wanted[Concern.GRID].update(self._chain(thing))
        rows = duties_on(day).filter(
            Q(grid__in=wanted[Concern.GRID]) | Q(place__in=wanted[Concern.PLACE]) | Q(task__in=wanted[Concern.TASK])
        )
        self._at: dict[tuple[Concern, int], list[Duty]] = defaultdict(list)
        for duty in rows:
            self._at[concern_of(duty.thing), duty.thing.pk].append(duty)

    def of(self, thing: Thing) -> list[Answer]:
        """For each kind the nearest who hold it: for the thing itself, else its grid, else the grids around that."""
        found: dict[str, Answer] = {}
        steps = [(concern_of(thing), thing.pk), *((Concern.GRID, key) for key in self._chain(thing))]
        for depth, step in enumerate(steps):
            here: dict[str, list[Duty]] = defaultdict(list)
            for duty in self._at.get(step, ()):
                here[duty.kind].append(duty)
            for kind, duties in here.items():
                found.setdefault(kind, Answer(kind, tuple(duties), duties[0].thing, depth > 0))
        return sorted(found.values(), key=lambda answer: (self._order.get(answer.kind, len(self._order)), answer.kind))

    def _chain(self, thing: Thing) -> list[int]:
        """The grids around a thing, the nearest first."""
        key = thing.grid_id if isinstance(thing, Place) else self._up.get(thing.pk) if isinstance(thing, Grid) else None
        chain: list[int] = []
        while key is not None and key not in chain:
            chain.append(key)
            key = self._up.get(key)
        return chain


def answers_for(thing: Thing, day: date) -> list[Answer]:
    """Who answers for one place, grid or task on a day, by kind; of a place or grid the grids around it answer too."""
    return Who(day, [thing], kinds_of(organisation_of(thing))).of(thing)


def grids_of(programme: Programme, day: date) -> QuerySet[Grid]:
    """The grids that a programme works in: those of its host and of the units beneath it, not ended on the day."""
    rows = Grid.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), organisation__in=units(programme))
    return rows.select_related("organisation")


def places_of(programme: Programme, day: date) -> QuerySet[Place]:
    """The places that a programme works in, not ended on the day."""
    rows = Place.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), organisation__in=units(programme))
    return rows.select_related("organisation", "grid")


def tasks_with_duties(programme: Programme) -> QuerySet[Task]:
    """The tasks and measures of a programme that somebody can answer for."""
    rows = programme.tasks.filter(kind__in=(TaskKind.TASK, TaskKind.MEASURE)).exclude(state=TaskState.DROPPED)
    return rows.select_related("host", "programme__host").order_by("place", "id")


def duties_of(programme: Programme) -> QuerySet[Duty]:
    """All duties for the grids, places and tasks of a programme, past ones too."""
    ground = units(programme)
    rows = Duty.objects.filter(
        Q(grid__organisation__in=ground) | Q(place__organisation__in=ground) | Q(task__programme=programme)
    )
    return with_names(rows)


def duty_gaps(who: Who, things: Iterable[Grid | Place], kinds: Sequence[DutyKind]) -> list[Gap]:
    """What nobody answers for although the office wants it, in the order of the things."""
    wanted = [kind for kind in kinds if kind.wanted]
    found: list[Gap] = []
    for thing in things:
        concern = concern_of(thing)
        held = {answer.kind for answer in who.of(thing)}
        found += [Gap(kind, thing) for kind in wanted if kind.concerns == concern and kind.name not in held]
    return found


def duty_doubles(duties: Iterable[Duty], kinds: Sequence[DutyKind]) -> list[Double]:
    """Where more hold a kind at one time than it allows; ``duties`` are those of one day."""
    allowed = {(kind.concerns, kind.name): kind for kind in kinds if kind.most is not None}
    at: dict[tuple[str, str, int], list[Duty]] = defaultdict(list)
    for duty in duties:
        concern = concern_of(duty.thing)
        kind = allowed.get((concern, duty.kind))
        if kind is not None:
            key = duty.unit_id if kind.counted == Counted.UNIT else duty.thing.pk
            at[concern, duty.kind, key].append(duty)
    found = []
    for (of, name, _key), held in at.items():
        kind = allowed[of, name]
        by_unit = kind.counted == Counted.UNIT
        many = len({duty.person_id for duty in held}) if by_unit else len(held)
        if kind.most is not None and many > kind.most:
            found.append(Double(kind, held[0].unit if by_unit else held[0].thing, tuple(held)))
    return found


def duties_of_person(person: Person, day: date) -> QuerySet[Duty]:
    """What a person answers for on a day or later."""
    return with_names(Duty.objects.filter(Q(to_day=None) | Q(to_day__gte=day), person=person))


def duties_of_account(by: Account, day: date) -> QuerySet[Duty]:
    """What the account's own people answer for on a day: the persons of its unit who bear its name, else the unit."""
    rows = duties_on(day).filter(unit=by.organisation) if by.organisation_id else Duty.objects.none()
    own = rows.filter(person__name=by.name)
    return own if by.name and own.exists() else rows
