"""Cadences: asked, done, late, waived; by whom; what activities show of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people.actions import create_organisation, except_day
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.activities.actions import record_activity, withdraw_activity
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import Asked
from chuangcheng.stages.plans.models import Cadence, Programme
from chuangcheng.stages.plans.queries import cadences as queries
from chuangcheng.stages.plans.queries.cadences import Cell
from tests.people import SINCE, People

pytestmark = pytest.mark.django_db
WEEK = {"kind": "each", "unit": "week"}
FRIDAY = {"kind": "weekdays", "weekdays": [5], "holidays": "skip"}
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


def asked(rhythm: dict[str, Any], **values: Any) -> Asked:
    return Asked(**{"title": "大扫除", "rhythm": rhythm, "first": FIRST, "last": LAST, "who": "each", **values})


def add(people: People, programme: Programme, rhythm: dict[str, Any], **values: Any) -> Cadence:
    return actions.add_cadence(by=people.office, programme=programme, asked=asked(rhythm, **values))


def cells(
    programme: Programme, first: date, last: date, by: Account | None = None, counts: queries.Counts | None = None
) -> list[Cell]:
    work = queries.open_work(programme, by=by, first=first, last=last)
    return list(work.cells(cadence_counts(programme, FIRST, LAST) if counts is None else counts))


def states(found: list[Cell]) -> dict[str, str]:
    return {f"{cell.unit.code} {cell.slot.due}": str(cell.state) for cell in found}


def refusal(code: str) -> Any:
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


def test_due_done_late(people: People, programme: Programme) -> None:
    """Friday 6 May 2022, and how it stands for two villages on the days around it."""
    friday = add(people, programme, FRIDAY, title="周五学习")
    may = (date(2022, 5, 2), date(2022, 5, 8))
    day = "2022-05-06"
    for today, expected in ((date(2022, 4, 30), "ahead"), (date(2022, 5, 6), "due"), (date(2022, 5, 7), "late")):
        with frozen(today):
            found = states(cells(programme, *may))
            assert found == {f"jia-1 {day}": expected, f"jia-2 {day}": expected}
    with frozen(date(2022, 5, 7)):
        actions.mark_done(
            by=people.colleague, cadence=friday, unit=people.village, slot=date(2022, 5, 6), done_on=date(2022, 5, 6)
        )
        actions.mark_done(by=people.office, cadence=friday, unit=people.village_2, slot=date(2022, 5, 6))
        found = cells(programme, *may)
    assert states(found) == {f"jia-1 {day}": "done", f"jia-2 {day}": "done_late"}
    assert [cell.days_late for cell in found] == [0, 1]


def test_days_of_grace(people: People, programme: Programme) -> None:
    add(people, programme, FRIDAY, grace_days=3)
    with frozen(date(2022, 5, 9)):
        assert set(states(cells(programme, date(2022, 5, 2), date(2022, 5, 8))).values()) == {"due"}
    with frozen(date(2022, 5, 10)):
        assert set(states(cells(programme, date(2022, 5, 2), date(2022, 5, 8))).values()) == {"late"}


def test_holidays_and_the_offices_own_days(people: People, programme: Programme) -> None:
    """Friday 10 June 2022 was worked; the office lets it be free. Friday 3 June was 端午."""
    add(people, programme, FRIDAY)
    june = (date(2022, 5, 30), date(2022, 6, 12))
    assert {cell.slot.due for cell in cells(programme, *june)} == {date(2022, 6, 10)}
    except_day(
        by=people.office, organisation=people.town, day=date(2022, 6, 10), working=False, name="防汛", basis="通知"
    )
    assert cells(programme, *june) == []


def test_what_falls_due_while_suspended_is_waived_and_no_miss(people: People, programme: Programme) -> None:
    """K10: free clinics and volunteering stopped by an epidemic."""
    weekly = add(people, programme, WEEK)
    month = (date(2022, 5, 2), date(2022, 5, 29))
    with frozen(date(2022, 6, 10)):
        pause = actions.suspend(
            by=people.office,
            programme=programme,
            cadence=weekly,
            unit=people.village,
            first=date(2022, 5, 9),
            last=date(2022, 5, 22),
            reason="疫情防控",
            basis="通告第3号",
        )
        found = [cell.state for cell in cells(programme, *month) if cell.unit == people.village]
        assert found == ["late", "waived", "waived", "late"]
        assert {cell.state for cell in cells(programme, *month) if cell.unit == people.village_2} == {"late"}
        assert {cell.reason for cell in cells(programme, *month) if cell.state == "waived"} == {"疫情防控"}
        actions.lift_suspension(by=people.office, suspension=pause, revision=pause.revision, on=date(2022, 5, 16))
        found = [cell.state for cell in cells(programme, *month) if cell.unit == people.village]
        assert found == ["late", "waived", "late", "late"]
        with refusal("lifted"):
            actions.lift_suspension(by=people.office, suspension=pause, revision=None, on=date(2022, 5, 16))
    assert JournalLine.objects.get(verb="plans.suspension.add").basis == "通告第3号"


def test_what_was_done_while_suspended_is_done(people: People, programme: Programme) -> None:
    weekly = add(people, programme, WEEK)
    actions.suspend(by=people.office, programme=programme, first=date(2022, 5, 2), last=date(2022, 5, 8), reason="防汛")
    with frozen(date(2022, 5, 6)):
        actions.mark_done(by=people.office, cadence=weekly, unit=people.village, slot=date(2022, 5, 2))
        found = states(cells(programme, date(2022, 5, 2), date(2022, 5, 8)))
    assert found == {"jia-1 2022-05-08": "done", "jia-2 2022-05-08": "waived"}


def _sections(people: People, count: int) -> list[Organisation]:
    return [
        create_organisation(by=people.root, code=f"ks-{n:02d}", name=f"科室{n}", kind="section", parent=people.town,
                            from_day=SINCE)
        for n in range(count)
    ]  # fmt: skip


def test_cleaning_quota_of_twenty_sections(people: People, programme: Programme) -> None:
    """F37: 20 sections, a working week: at least 20 big and 100 small cleanings; who did four of five small ones has one
    miss; three big ones are told and fine."""
    sections = _sections(people, 20)
    big = add(people, programme, WEEK, title="大扫除", unit_kind="section", activity_kind="大扫除", least=1, most=2)
    small = add(
        people,
        programme,
        {"kind": "daily", "days": "working"},
        title="小扫除",
        unit_kind="section",
        activity_kind="小扫除",
    )
    monday = date(2022, 5, 9)
    with frozen(date(2022, 5, 20)):
        for place, section in enumerate(sections):
            for number in range(3 if place == 0 else 0 if place == 1 else 1):
                _held(people, programme, section, "大扫除", monday + timedelta(days=number))
            for number in range(4 if place == 2 else 5):
                _held(people, programme, section, "小扫除", monday + timedelta(days=number))
        found = cells(programme, monday, date(2022, 5, 15))
    asked_for = queries.tally(found)
    assert (sum(asked_for[big.pk].values()), sum(asked_for[small.pk].values())) == (20, 100)
    assert asked_for[big.pk] == {"done": 19, "late": 1}
    assert asked_for[small.pk] == {"done": 99, "late": 1}
    assert [(c.unit.code, c.slot.due) for c in found if c.state == "late"] == [
        ("ks-01", date(2022, 5, 15)),
        ("ks-02", date(2022, 5, 13)),
    ]
    assert [(c.unit.code, c.count) for c in found if c.over] == [("ks-00", 3)]


def _held(people: People, programme: Programme, unit: Organisation, kind: str, day: date, **values: Any) -> Any:
    return record_activity(by=people.office, programme=programme, unit=unit, happened_on=day, kind=kind, **values)


def test_activities_count_by_kind_or_by_name_and_once(people: People, programme: Programme) -> None:
    weekly = add(people, programme, WEEK, activity_kind="宣传")
    other = add(people, programme, WEEK, title="别的", activity_kind="培训")
    day = date(2022, 5, 3)
    with frozen(date(2022, 5, 10)):
        both = _held(people, programme, people.village, "宣传", day, cadences=[weekly, other])
        _held(people, programme, people.village_2, "帮扶", day, cadences=[weekly])
        counts = cadence_counts(programme, FIRST, LAST)
        assert counts == {
            (weekly.pk, people.village.pk): {day: 1},
            (other.pk, people.village.pk): {day: 1},
            (weekly.pk, people.village_2.pk): {day: 1},
        }
        withdraw_activity(by=people.office, activity=both, revision=both.revision, reason="重复")
        assert set(cadence_counts(programme, FIRST, LAST)) == {(weekly.pk, people.village_2.pk)}


def test_whose_slots(people: People, programme: Programme) -> None:
    add(people, programme, WEEK, who="host", title="主办")
    add(people, programme, WEEK, who="listed", units=[people.village_2], title="指定")
    add(people, programme, WEEK, who="each", unit_kind="village", title="各村")
    week = (date(2022, 5, 2), date(2022, 5, 8))
    whose = [(cell.cadence.title, cell.unit.code) for cell in cells(programme, *week)]
    assert whose == [("主办", "jia-town"), ("各村", "jia-1"), ("各村", "jia-2"), ("指定", "jia-2")]
    seen = [(cell.cadence.title, cell.unit.code) for cell in cells(programme, *week, by=people.colleague)]
    assert seen == [("各村", "jia-1")]
    with refusal("no-units"):
        add(people, programme, WEEK, who="listed")
    with refusal("not-taking-part"):
        add(people, programme, WEEK, who="listed", units=[people.other_village])


def test_events_and_births_are_noted(people: People, programme: Programme) -> None:
    after = add(people, programme, {"kind": "event", "of": "检查结束", "days": 3}, who="host")
    grown = add(people, programme, {"kind": "age", "age": 18, "within": 30}, who="host", title="成人仪式")
    with frozen(date(2022, 6, 1)):
        event = actions.note_occasion(by=people.office, cadence=after, on=date(2022, 5, 6), name="五月检查")
        actions.note_occasion(by=people.office, cadence=grown, on=date(2004, 2, 29), name="2004年2月出生")
        found = {cell.slot.name: cell.slot.due for cell in cells(programme, FIRST, LAST)}
        assert found == {"五月检查": date(2022, 5, 10), "2004年2月出生": date(2022, 3, 30)}
        actions.withdraw_occasion(by=people.office, occasion=event)
        assert [cell.slot.name for cell in cells(programme, FIRST, LAST)] == ["2004年2月出生"]
        with refusal("withdrawn"):
            actions.withdraw_occasion(by=people.office, occasion=event)


def test_changing_and_stopping(people: People, programme: Programme) -> None:
    weekly = add(people, programme, WEEK)
    changed = actions.change_cadence(by=people.office, cadence=weekly, revision=weekly.revision, asked=asked(FRIDAY))
    assert changed.rhythm == {"kind": "weekdays", "weekdays": [5], "part": "", "holidays": "skip"}
    with pytest.raises(Conflict):
        actions.change_cadence(by=people.office, cadence=weekly, revision=weekly.revision, asked=asked(WEEK))
    actions.end_cadence(by=people.office, cadence=weekly, revision=changed.revision, on=date(2022, 5, 6), reason="并入")
    found = {cell.slot.due for cell in cells(programme, date(2022, 4, 25), date(2022, 5, 20))}
    assert found == {date(2022, 4, 29)}
    with refusal("ended"):
        actions.end_cadence(by=people.office, cadence=weekly, revision=None, on=date(2022, 5, 6), reason="并入")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"rhythm": {"kind": "hourly"}}, "bad-rhythm"),
        ({"last": date(2021, 1, 1)}, "days-reversed"),
        ({"last": date(2023, 1, 1)}, "outside-programme"),
        ({"least": 0}, "times-reversed"),
        ({"least": 3, "most": 2}, "times-reversed"),
        ({"title": ""}, "wrong-value"),
        ({"first": date(2022, 5, 3), "last": date(2022, 5, 4)}, "no-turns"),
    ],
)
def test_what_cannot_be_asked(people: People, programme: Programme, values: dict[str, Any], code: str) -> None:
    with refusal(code):
        add(people, programme, values.pop("rhythm", WEEK), **values)
    assert not Cadence.objects.exists()


def test_what_cannot_be_marked(people: People, programme: Programme) -> None:
    friday = add(people, programme, FRIDAY)
    hosted = add(people, programme, FRIDAY, who="host", title="主办")

    def mark(cadence: Cadence = friday, **values: Any) -> None:
        given = {"unit": people.village, "slot": date(2022, 5, 6), **values}
        actions.mark_done(by=people.office, cadence=cadence, **given)

    with frozen(date(2022, 5, 6)):
        for code, values in (
            ("no-such-turn", {"slot": date(2022, 1, 31)}),
            ("not-yet", {"slot": date(2022, 5, 13)}),
            ("in-the-future", {"done_on": date(2022, 5, 7)}),
            ("outside-turn", {"done_on": date(2022, 4, 29)}),
            ("not-asked", {"cadence": hosted}),
        ):
            with refusal(code):
                mark(**values)
        mark()
        with refusal("already-marked"):
            mark()


def test_a_mark_can_be_taken_back(people: People, programme: Programme) -> None:
    friday = add(people, programme, FRIDAY)
    with frozen(date(2022, 5, 6)):
        mark = actions.mark_done(by=people.colleague, cadence=friday, unit=people.village, slot=date(2022, 5, 6))
        with refusal("no-reason"):
            actions.withdraw_mark(by=people.colleague, mark=mark, reason=" ")
        actions.withdraw_mark(by=people.colleague, mark=mark, reason="记错了")
        assert states(cells(programme, date(2022, 5, 6), date(2022, 5, 6)))["jia-1 2022-05-06"] == "due"
        actions.mark_done(by=people.colleague, cadence=friday, unit=people.village, slot=date(2022, 5, 6))


def test_who_may(people: People, programme: Programme) -> None:
    friday = add(people, programme, FRIDAY)
    for by, refused in ((people.colleague, NotSeen), (people.leader, NotAllowed), (people.stranger, NotSeen)):
        with pytest.raises(refused):
            actions.add_cadence(by=by, programme=programme, asked=asked(WEEK))
        with pytest.raises(refused):
            actions.suspend(by=by, programme=programme, first=FIRST, last=LAST, reason="防汛")
    with frozen(date(2022, 5, 6)):
        for by, refused in ((people.neighbour, NotSeen), (people.auditor, NotAllowed), (people.stranger, NotSeen)):
            with pytest.raises(refused):
                actions.mark_done(by=by, cadence=friday, unit=people.village, slot=date(2022, 5, 6))


def test_queries_do_not_grow(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add(people, programme, FRIDAY)
    for _ in range(2):
        with django_assert_num_queries(10):
            assert cells(programme, FIRST, LAST, by=people.office)
        _sections(people, 1) if not Organisation.objects.filter(code="ks-00").exists() else None
        add(people, programme, {"kind": "daily"}, title="每天", who="listed", units=[people.village])
        add(people, programme, {"kind": "event", "of": "检查", "days": 3}, title="事后")
