"""Who manages, who does, who is pursued (F29): three people for each group's ground and for each task of the table."""

from __future__ import annotations

from typing import Final

from chuangcheng.cli.demo.systems.o8.village import Village
from chuangcheng.people.actions import add_grid, add_person
from chuangcheng.people.actions.places import GridGiven
from chuangcheng.people.states import GridKind
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import DutyKind
from chuangcheng.stages.plans.states import Concern, Counted

KINDS: Final = ("主管", "经办", "追责对象")
#: The group for whose ground nobody has been named who would be pursued.
UNNAMED: Final = "新屋组"
COMMITTEE: Final = ("样正", "样平", "样安")


def assign(village: Village) -> None:
    """Kinds, grounds and people in October, once the table stands."""
    village.diary.on(village.day(10, 12), lambda: _assign(village))


def _assign(village: Village) -> None:
    office, host, first = village.office, village.programme.host, village.day(10, 12)
    kinds = [
        DutyKind(name=name, concerns=concern, most=1, counted=Counted.THING, strict=True, wanted=True)
        for concern in (Concern.GRID, Concern.TASK)
        for name in KINDS
    ]
    actions.set_duty_kinds(by=office, organisation=host, kinds=kinds)
    committee = [add_person(by=office, organisation=host, name=name, post="支部委员") for name in COMMITTEE]
    heads = []
    for number, group in enumerate(village.groups):
        head = add_person(by=office, organisation=group, name=f"样{group.name[:2]}", post="村民小组组长")
        heads.append(head)
        given = GridGiven(f"Z{number + 1}", group.name, GridKind.GROUP.value, households=38 + 7 * number)
        ground = add_grid(by=office, organisation=group, given=given)
        manager = committee[number % 3]
        people = (manager, head, manager if group.name != UNNAMED else None)
        for kind, person in zip(KINDS, people, strict=True):
            if person is not None:
                actions.assign_duty(
                    by=office, thing=ground, kind=kind, person=person, unit=person.organisation, from_day=first
                )
    for number, task in enumerate(
        village.programme.tasks.filter(kind="task").select_related("programme__host", "host")
    ):
        named = next(person for person in committee if person.name == task.officer)
        for kind, person in zip(KINDS, (committee[0], named, heads[number % len(heads)]), strict=True):
            actions.assign_duty(
                by=office, thing=task, kind=kind, person=person, unit=person.organisation, from_day=first
            )
