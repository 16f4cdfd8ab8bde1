"""Duties: who answers today and did on a date, gaps, doubles, hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.people.actions import GridGiven, PlaceGiven, add_grid, add_person, add_place, end_post
from chuangcheng.people.models import Grid, Person, Place
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Duty, DutyKind, Programme, Task
from chuangcheng.stages.plans.queries.duties import (
    Who,
    answers_for,
    duties_of,
    duties_of_account,
    duties_on,
    duty_doubles,
    duty_gaps,
    grids_of,
    kinds_of,
    places_of,
    visible_duties,
)
from tests.people import People

pytestmark = pytest.mark.django_db
FIRST, DAY, LATER = date(2022, 1, 1), date(2022, 5, 1), date(2022, 8, 1)


@dataclass
class Ground:
    """A village's ground: an area, a hamlet within it, a shop in the hamlet; three persons."""

    area: Grid
    hamlet: Grid
    shop: Place
    head: Person
    cadre: Person
    cleaner: Person


@pytest.fixture
def ground(people: People) -> Ground:
    def person(name: str) -> Person:
        return add_person(by=people.office, organisation=people.village, name=name, post="样", phone="13900000012")

    area = add_grid(by=people.office, organisation=people.village, given=GridGiven("a", "东片", "area"))
    hamlet = add_grid(by=people.office, organisation=people.village, given=GridGiven("h", "样庄", "hamlet", area))
    shop = add_place(by=people.office, organisation=people.village, given=PlaceGiven("s", "样店", "住宿场所", hamlet))
    return Ground(area, hamlet, shop, person("样甲"), person("样乙"), person("样丙"))


def _refused(code: str) -> Any:
    """The action refuses with this code."""
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


def _assign(people: People, thing: Any, kind: str, person: Person | None = None, **more: Any) -> Duty:
    more.setdefault("from_day", FIRST)
    unit = None if person else people.village
    return actions.assign_duty(by=people.office, thing=thing, kind=kind, person=person, unit=unit, **more)


def _said(thing: Any, day: date = DAY) -> list[tuple[str, str, bool]]:
    return [
        (one.kind, "、".join(str(duty.who) for duty in one.duties), one.inherited) for one in answers_for(thing, day)
    ]


def test_a_place_is_answered_for_by_the_grids_around_it(people: People, ground: Ground) -> None:
    _assign(people, ground.area, "总负责", ground.head)
    _assign(people, ground.area, "保洁", ground.cadre)
    _assign(people, ground.hamlet, "保洁", ground.cleaner)
    _assign(people, ground.shop, "责任人")
    assert _said(ground.shop) == [("总负责", "样甲", True), ("保洁", "样丙", True), ("责任人", "甲一村", False)]
    assert _said(ground.area) == [("总负责", "样甲", False), ("保洁", "样乙", False)]
    assert _said(ground.shop, date(2021, 12, 31)) == []


def test_who_did_on_a_date(people: People, ground: Ground) -> None:
    duty = _assign(people, ground.area, "总负责", ground.head)
    actions.hand_over(by=people.office, duty=duty, person=ground.cadre, on=DAY, reason="换届")
    assert _said(ground.area, date(2022, 4, 30)) == [("总负责", "样甲", False)]
    assert _said(ground.area, DAY) == [("总负责", "样乙", False)]
    with _refused("not-held"):
        actions.hand_over(by=people.office, duty=duty, person=ground.cleaner, on=DAY, reason="晚了")


def test_at_most_one(people: People, ground: Ground) -> None:
    _assign(people, ground.area, "总负责", ground.head, to_day=date(2022, 6, 30))
    with _refused("too-many"):
        _assign(people, ground.area, "总负责", ground.cadre, from_day=DAY)
    with _refused("too-many"):
        _assign(people, ground.area, "总负责", ground.cadre, from_day=date(2021, 1, 1))
    _assign(people, ground.area, "总负责", ground.cadre, from_day=date(2022, 7, 1))
    _assign(people, ground.hamlet, "总负责", ground.cadre)


def test_at_most_one_in_a_unit(people: People, ground: Ground) -> None:
    """村分管人员限一名 (A55): one person may hold it for several grids, a second person for none."""
    _assign(people, ground.area, "分管", ground.head)
    _assign(people, ground.hamlet, "分管", ground.head)
    with _refused("too-many"):
        _assign(people, ground.hamlet, "分管", ground.cadre)
    with _refused("too-many"):
        _assign(people, ground.hamlet, "分管")


def test_a_limit_of_two_is_counted_day_by_day(people: People, ground: Ground) -> None:
    kind = DutyKind(name="巡查", concerns="grid", most=2, strict=True)
    actions.set_duty_kinds(by=people.office, organisation=people.town, kinds=[kind])
    _assign(people, ground.area, "巡查", ground.head, to_day=date(2022, 3, 31))
    _assign(people, ground.area, "巡查", ground.cadre, from_day=date(2022, 4, 1))
    _assign(people, ground.area, "巡查", ground.cleaner)
    with _refused("too-many"):
        _assign(people, ground.area, "巡查", from_day=DAY)


def test_gaps_and_doubles(people: People, ground: Ground, programme: Programme) -> None:
    _assign(people, ground.area, "总负责", ground.head)
    _assign(people, ground.hamlet, "包片", ground.head)
    _assign(people, ground.hamlet, "包片", ground.cadre)
    kinds = kinds_of(programme.host)
    things = [*grids_of(programme, DAY), *places_of(programme, DAY)]
    found = duty_gaps(Who(DAY, things, kinds), things, kinds)
    assert [(one.kind.name, str(one.thing)) for one in found] == [
        ("包片", "东片"),
        ("保洁", "东片"),
        ("保洁", "样庄"),
        ("责任人", "样店"),
    ]
    doubles = duty_doubles(duties_of(programme) & duties_on(DAY), kinds)
    assert [(one.kind.name, str(one.at), len(one.duties)) for one in doubles] == [("包片", "样庄", 2)]


def test_many_grids_cost_no_more_queries(
    people: People, ground: Ground, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kinds = kinds_of(programme.host)
    for number in range(30):
        given = GridGiven(f"n{number}", f"第{number}网格", within=ground.area)
        grid = add_grid(by=people.office, organisation=people.village, given=given)
        _assign(people, grid, "保洁", ground.cleaner)
    with django_assert_num_queries(4):
        things = [*grids_of(programme, DAY), *places_of(programme, DAY)]
        who = Who(DAY, things, kinds)
        for thing in things:
            [(str(duty.who), str(duty.who), str(answer.at)) for answer in who.of(thing) for duty in answer.duties]


def test_when_a_person_leaves(people: People, ground: Ground) -> None:
    first, second = (
        _assign(people, ground.area, "总负责", ground.head),
        _assign(people, ground.area, "保洁", ground.head),
    )
    with _refused("same-person"):
        actions.hand_over_all(by=people.office, duties=[first, second], person=ground.head, on=DAY, reason="离任")
    with _refused("nothing-chosen"):
        actions.hand_over_all(by=people.office, duties=[], person=ground.cadre, on=DAY, reason="离任")
    made = actions.hand_over_all(by=people.office, duties=[first, second], person=ground.cadre, on=DAY, reason="离任")
    assert [str(duty.who) for duty in made] == ["样乙", "样乙"]
    end_post(by=people.office, person=ground.head, on=date(2022, 4, 30))
    ground.head.refresh_from_db()
    with _refused("person-left"):
        _assign(people, ground.hamlet, "保洁", ground.head, from_day=DAY)


def test_one_that_cannot_be_handed_over_keeps_all(people: People, ground: Ground) -> None:
    first, second = (
        _assign(people, ground.area, "总负责", ground.head),
        _assign(people, ground.hamlet, "分管", ground.head),
    )
    _assign(people, ground.hamlet, "总负责", ground.cadre)
    third = _assign(people, ground.area, "分管", ground.head)
    with pytest.raises(Refused) as refused:
        actions.hand_over_all(by=people.office, duties=[first, second], person=ground.cadre, on=DAY, reason="离任")
    assert refused.value.code == "too-many"
    assert "样庄" in str(refused.value)
    assert Duty.objects.filter(to_day=None).count() == 4
    actions.hand_over_all(by=people.office, duties=[first], person=ground.cadre, on=DAY, reason="离任")
    assert third.kind == "分管"


def test_end_and_remove(people: People, ground: Ground) -> None:
    duty = _assign(people, ground.area, "总负责", ground.head)
    with _refused("no-reason"):
        actions.end_duty(by=people.office, duty=duty, on=DAY, reason=" ")
    with _refused("days-reversed"):
        actions.end_duty(by=people.office, duty=duty, on=date(2021, 1, 1), reason="停")
    actions.end_duty(by=people.office, duty=duty, revision=1, on=DAY, reason="合并网格")
    with pytest.raises(Conflict):
        actions.end_duty(by=people.office, duty=duty, revision=1, on=LATER, reason="又停")
    actions.remove_duty(by=people.office, duty=duty, reason="记错了")
    assert not Duty.objects.exists()


def test_what_a_duty_cannot_be(people: People, ground: Ground) -> None:
    for more, code in (
        ({"kind": "烧水"}, "unknown-kind"),
        ({"kind": "责任人"}, "unknown-kind"),
        ({"kind": "保洁", "to_day": date(2021, 1, 1)}, "days-reversed"),
    ):
        with _refused(code):
            _assign(people, ground.area, person=ground.head, **more)
    with _refused("nobody"):
        actions.assign_duty(by=people.office, thing=ground.area, kind="保洁", from_day=DAY)
    with _refused("other-unit"):
        actions.assign_duty(
            by=people.office, thing=ground.area, kind="保洁", from_day=DAY, unit=people.town, person=ground.head
        )


def test_who_may(people: People, ground: Ground) -> None:
    duty = actions.assign_duty(
        by=people.colleague, thing=ground.area, kind="保洁", person=ground.cleaner, from_day=FIRST
    )
    for by, refusal in ((people.leader, NotAllowed), (people.neighbour, NotSeen), (people.stranger, NotSeen)):
        with pytest.raises(refusal):
            actions.assign_duty(by=by, thing=ground.area, kind="保洁", unit=people.village, from_day=FIRST)
        with pytest.raises(refusal):
            actions.hand_over(by=by, duty=duty, person=ground.head, on=DAY, reason="换")
        with pytest.raises(refusal):
            actions.end_duty(by=by, duty=duty, on=DAY, reason="换")
    with pytest.raises(NotSeen):  # a village names none but its own
        actions.assign_duty(by=people.colleague, thing=ground.area, kind="保洁", unit=people.town, from_day=FIRST)
    with pytest.raises(NotAllowed):
        actions.set_duty_kinds(by=people.colleague, organisation=people.village, kinds=[])
    assert [visible_duties(by).count() for by in (people.office, people.colleague, people.stranger)] == [1, 1, 0]


def test_the_nearest_list_of_kinds_counts(people: People) -> None:
    assert "总负责" in [kind.name for kind in kinds_of(people.village)]
    for organisation, name in ((people.county, "甲"), (people.town, "乙")):
        kind = DutyKind(name=name, concerns="grid")
        actions.set_duty_kinds(by=people.office, organisation=organisation, kinds=[kind])
    assert [kind.name for kind in kinds_of(people.village)] == ["乙"]
    assert [kind.name for kind in kinds_of(people.county)] == ["甲"]
    for kinds, code in (
        ([DutyKind(name="甲", concerns="grid"), DutyKind(name="甲", concerns="grid")], "kind-twice"),
        ([DutyKind(name=" ", concerns="grid")], "wrong-value"),
        ([DutyKind(name="甲", concerns="grid", most=0)], "wrong-value"),
        ([DutyKind(name="甲", concerns="moon")], "wrong-value"),
    ):
        with _refused(code):
            actions.set_duty_kinds(by=people.office, organisation=people.town, kinds=kinds)


def test_duties_for_tasks_and_ones_own(people: People, ground: Ground, table: list[Task]) -> None:
    task = table[2]
    duty = actions.assign_duty(by=people.office, thing=task, kind="主办", unit=people.village, from_day=FIRST)
    assert _said(task) == [("主办", "甲一村", False)]
    assert list(duties_of_account(people.colleague, DAY)) == [duty]
    own = add_person(by=people.office, organisation=people.village, name=people.colleague.name)
    mine = _assign(people, ground.area, "保洁", own)
    assert list(duties_of_account(people.colleague, DAY)) == [mine]
