"""Planned, held, confirmed; put off and called off; who may do which (guardrails 6, 9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people import actions as people_actions
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.activities import actions, facts, policy
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import ActivityState
from chuangcheng.stages.plans.actions import close_period
from chuangcheng.stages.plans.models import Cadence, Programme, Task
from tests.people import SINCE, People

MAY, JUNE = date(2022, 5, 8), date(2022, 6, 20)


@pytest.fixture
def second_office(people: People) -> Account:
    made = people_actions.make_account(
        by=people.root, username="office2", name="文明办乙", organisation=people.county
    ).account
    people_actions.grant_role(
        by=people.root, account=made, kind=RoleKind.OFFICE, organisation=people.county, from_day=SINCE
    )
    return made


def planned(people: People, programme: Programme, **more: object) -> Activity:
    given = {"by": people.colleague, "programme": programme, "unit": people.village, "kind": "义诊", **more}
    return actions.record_activity(**{"happened_on": JUNE, "state": ActivityState.PLANNED, **given})  # type: ignore[arg-type]


def test_what_is_planned_lies_in_the_future_and_is_no_fact(people: People, programme: Programme) -> None:
    with frozen(MAY):
        activity = planned(people, programme)
        assert (activity.booked_on, activity.held_by) == (JUNE, None)
        with pytest.raises(Refused) as error:
            planned(people, programme, state=ActivityState.HELD)
        assert (error.value.code, error.value.field) == ("in-the-future", "happened_on")
        with pytest.raises(Refused) as error:
            planned(people, programme, happened_on=date(2023, 1, 1))
        assert error.value.code == "outside-programme"
        with pytest.raises(Refused) as error:
            actions.hold_activity(by=people.colleague, activity=activity)
        assert error.value.code == "in-the-future"
    assert list(facts.activity(programme)) == []


def test_held_then_confirmed_by_somebody_else(people: People, programme: Programme, second_office: Account) -> None:
    with frozen(MAY):
        activity = planned(people, programme)
    with frozen(JUNE):
        held = actions.hold_activity(by=people.office, activity=activity, volunteers=12, person_times=340)
        assert (held.state, held.held_by, held.volunteers) == (ActivityState.HELD, people.office, 12)
        with pytest.raises(NotAllowed):
            actions.confirm_activity(by=people.office, activity=held)
        with pytest.raises(NotAllowed):
            actions.confirm_activity(by=people.colleague, activity=held)
        with pytest.raises(NotSeen):
            actions.confirm_activity(by=people.stranger, activity=held)
        confirmed = actions.confirm_activity(by=second_office, activity=held, revision=held.revision)
        assert (confirmed.confirmed_by, confirmed.confirmed_on) == (second_office, JUNE)
        with pytest.raises(Refused) as error:
            actions.change_activity(by=people.office, activity=confirmed, revision=None, volunteers=13)
        assert error.value.code == "confirmed"
        with pytest.raises(NotAllowed):
            actions.change_activity(by=people.colleague, activity=confirmed, revision=None, volunteers=13)
        back = actions.reopen_activity(by=people.office, activity=confirmed, reason="人次有误")
        assert (back.state, back.confirmed_by) == (ActivityState.HELD, None)
        with pytest.raises(Conflict):
            actions.confirm_activity(by=second_office, activity=back, revision=held.revision)
    (row,) = facts.activity(programme)
    assert (row.values["volunteers"], row.values["person_times"], row.values["confirmed"]) == (12, 340, False)


def test_put_off_called_off_planned_again(people: People, programme: Programme) -> None:
    with frozen(MAY):
        activity = planned(people, programme)
        with pytest.raises(Refused) as error:
            actions.postpone_activity(by=people.colleague, activity=activity, reason=" ")
        assert (error.value.code, error.value.field) == ("no-reason", "reason")
        off = actions.postpone_activity(
            by=people.colleague, activity=activity, reason="疫情防控", happened_on=date(2022, 9, 1)
        )
        assert (off.state, off.happened_on) == (ActivityState.POSTPONED, date(2022, 9, 1))
        gone = actions.cancel_activity(by=people.colleague, activity=off, reason="场地停用")
        with pytest.raises(Refused) as error:
            actions.postpone_activity(by=people.colleague, activity=gone, reason="再等等")
        assert error.value.code == "wrong-state"
        again = actions.plan_activity_again(by=people.colleague, activity=gone, happened_on=JUNE)
        assert (again.state, again.reason) == (ActivityState.PLANNED, "")
    assert list(facts.activity(programme)) == []


def test_a_closed_period_holds_facts_and_not_plans(people: People, programme: Programme) -> None:
    with frozen(MAY):
        activity = planned(people, programme)
        late = planned(people, programme)
    with frozen(date(2022, 7, 5)):
        close_period(
            by=people.office, programme=programme, first=date(2022, 4, 1), last=date(2022, 6, 30), basis="通报第2期"
        )
        moved = actions.postpone_activity(
            by=people.colleague, activity=activity, reason="高温", happened_on=date(2022, 9, 1)
        )
        assert moved.booked_on == date(2022, 9, 1)
        with pytest.raises(Refused) as error:
            actions.hold_activity(by=people.colleague, activity=late)
        assert error.value.code == "period-closed"
        held = actions.hold_activity(by=people.colleague, activity=late, late=True)
    assert (held.happened_on, held.booked_on) == (JUNE, date(2022, 7, 5))


def test_a_unit_records_its_own_but_not_what_earns_points(people: People, programme: Programme) -> None:
    given = {"programme": programme, "happened_on": MAY, "kind": "宣传", "copies": 200}
    with frozen(MAY):
        made = actions.record_activity(by=people.colleague, unit=people.village, **given)
        with pytest.raises(NotSeen):
            actions.record_activity(by=people.colleague, unit=people.village_2, **given)
        with pytest.raises(NotAllowed):
            actions.record_activity(by=people.inspector, unit=people.village, **given)
        for word in ("important", "hosted", "completed"):
            with pytest.raises(Refused) as error:
                actions.record_activity(by=people.colleague, unit=people.village, **given, **{word: True})
            assert (error.value.code, error.value.field) == ("office-word", word)
        assert actions.change_activity(by=people.colleague, activity=made, revision=None, copies=210).copies == 210
        said = actions.change_activity(by=people.office, activity=made, revision=None, completed=True)
        assert not policy.may_change(people.colleague, said)
        with pytest.raises(NotAllowed):
            actions.withdraw_activity(by=people.colleague, activity=said, revision=None, reason="重复")


def test_one_activity_serves_many(people: People, programme: Programme) -> None:
    from tests.stages.activities.plans import cadence, task

    tasks, cadences = [task(programme, "入户宣传"), task(programme, "清洁家园")], [cadence(programme)]
    with frozen(MAY):
        made = actions.record_activity(
            by=people.office, programme=programme, unit=people.village, happened_on=MAY, kind="宣传",
            tasks=tasks, cadences=cadences, items=["A.1", "B.2"],
        )  # fmt: skip
    assert set(made.tasks.all()) == set(tasks)
    assert list(made.cadences.all()) == cadences
    line = JournalLine.objects.order_by("-number").first()
    assert line is not None
    assert line.details["tasks"] == [one.pk for one in tasks]
    with frozen(MAY):
        kept = actions.change_activity(by=people.office, activity=made, revision=None, tasks=tasks[:1])
    assert list(kept.tasks.all()) == tasks[:1]
    assert list(kept.cadences.all()) == cadences
    assert Task.objects.count() == 2
    assert Cadence.objects.count() == 1


def test_columns_of_the_kind(people: People, programme: Programme) -> None:
    given = {"by": people.office, "programme": programme, "unit": people.village, "happened_on": MAY}
    with frozen(MAY):
        made = actions.record_activity(**given, kind="清洁行动", numbers={"tonnes": Decimal("3.50")})
        dissuaded = actions.record_activity(**given, kind="交通劝导", numbers={"dissuaded": 31})
        for kind, numbers, code, field in (
            ("交通劝导", {"dissuaded": -1}, "wrong-number", "numbers-dissuaded"),
            ("交通劝导", {"dissuaded": "1.5"}, "wrong-number", "numbers-dissuaded"),
            ("交通劝导", {"tonnes": 1}, "unknown-column", ""),
            ("传统节日活动", {"form": "赛龙舟"}, "wrong-choice", "numbers-form"),
        ):
            with pytest.raises(Refused) as error:
                actions.record_activity(**given, kind=kind, numbers=numbers)
            assert (error.value.code, error.value.field) == (code, field)
    assert made.numbers == {"tonnes": "3.50"}
    told = {row.id: row.values for row in facts.activity(programme)}
    assert told[made.code]["tonnes"] == Decimal("3.50")
    assert told[dissuaded.code]["dissuaded"] == 31


def test_no_more_excused_than_expected(people: People, programme: Programme) -> None:
    given = {
        "by": people.office,
        "programme": programme,
        "unit": people.village,
        "happened_on": MAY,
        "kind": "集中学习",
    }
    with frozen(MAY), pytest.raises(Refused) as error:
        actions.record_activity(**given, expected=3, excused=4)
    assert error.value.field == "excused"
