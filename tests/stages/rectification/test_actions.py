"""Problems at the level of actions: the ladder of access, the order of events, closed periods, merging."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.actions import close_period
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import actions, queries
from chuangcheng.stages.rectification.facts import problem_state
from chuangcheng.stages.rectification.models import Event, Problem
from tests.people import People

MAY = date(2022, 5, 2)


def record(people: People, programme: Programme, by: Account | None = None, on: date = MAY, **more: object) -> Problem:
    given = {
        "title": "沟塘漂浮垃圾",
        "source": "群众举报",
        "unit": people.village,
        "deadline": date(2022, 5, 10),
        **more,
    }
    with frozen(on):
        return actions.record_problem(by=by or people.office, programme=programme, happened_on=on, **given)


@pytest.fixture
def problem(people: People, programme: Programme) -> Problem:
    return record(people, programme, code="p03")


def facts(programme: Programme, on: date) -> list[tuple[str, date, str, int]]:
    with frozen(on):
        return [(row.id, row.day, row.values["source"], row.values["misses"]) for row in problem_state(programme)]


def code(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.code


def test_the_life_of_a_problem(people: People, programme: Programme, problem: Problem) -> None:
    """F3, oracle 3a, through the actions: two deadlines missed, put right, verified, closed."""
    with frozen(date(2022, 5, 11)):
        problem = actions.set_deadline(
            by=people.office, problem=problem, revision=problem.revision, deadline=date(2022, 5, 20)
        )
    with frozen(date(2022, 5, 25)):
        problem = actions.report_rectified(by=people.colleague, problem=problem, revision=problem.revision, note="已清")
        problem = actions.verify_rectification(by=people.inspector, problem=problem, revision=problem.revision)
        problem = actions.close_problem(by=people.office, problem=problem, revision=problem.revision)
    assert (problem.standing, problem.deadline) == ("closed", date(2022, 5, 20))
    assert facts(programme, date(2022, 12, 31)) == [
        ("p03-0", date(2022, 5, 2), "群众举报", 0),
        ("p03-1", date(2022, 5, 11), "群众举报", 1),
        ("p03-2", date(2022, 5, 21), "群众举报", 2),
    ]


def test_who_may_record(people: People, programme: Programme) -> None:
    assert record(people, programme, by=people.inspector).created_by == people.inspector
    for reader in (people.colleague, people.leader, people.auditor, people.administrator):
        with pytest.raises(NotAllowed):
            record(people, programme, by=reader)
    for outsider in (people.stranger, people.neighbour):
        with pytest.raises(NotSeen):
            record(people, programme, by=outsider)


def test_who_sees(people: People, programme: Programme, problem: Problem) -> None:
    for reader in (people.office, people.colleague, people.leader, people.inspector):
        assert list(queries.visible_problems(reader, programme)) == [problem]
    for outsider in (people.stranger, people.neighbour):
        assert list(queries.visible_problems(outsider, programme)) == []


def test_a_unit_reports_its_own_and_for_today(people: People, problem: Problem) -> None:
    with frozen(date(2022, 5, 9)):
        with pytest.raises(NotSeen):
            actions.report_rectified(by=people.neighbour, problem=problem, revision=problem.revision, note="已清")
        for reader in (people.leader, people.inspector):
            with pytest.raises(NotAllowed):
                actions.report_rectified(by=reader, problem=problem, revision=problem.revision, note="已清")
        with pytest.raises(Refused) as error:
            actions.report_rectified(
                by=people.colleague,
                problem=problem,
                revision=problem.revision,
                note="已清",
                happened_on=date(2022, 5, 8),
            )
        assert code(error) == "not-today"
        done = actions.report_rectified(by=people.colleague, problem=problem, revision=problem.revision, note="已清")
    assert done.standing == "rectified"


def test_who_rectifies_never_verifies(people: People, problem: Problem) -> None:
    with frozen(date(2022, 5, 9)):
        done = actions.report_rectified(by=people.office, problem=problem, revision=problem.revision, note="村里报来")
        for act in (actions.verify_rectification, actions.refuse_rectification):
            with pytest.raises(NotAllowed):
                act(by=people.office, problem=done, revision=done.revision, note="看过")
            with pytest.raises(NotAllowed):
                act(by=people.colleague, problem=done, revision=done.revision, note="看过")
        refused = actions.refuse_rectification(by=people.inspector, problem=done, revision=done.revision, note="还有")
        again = actions.report_rectified(by=people.colleague, problem=refused, revision=refused.revision, note="再清")
        with pytest.raises(NotAllowed):  # reported it once: never verifies this problem
            actions.verify_rectification(by=people.office, problem=again, revision=again.revision)
        verified = actions.verify_rectification(by=people.inspector, problem=again, revision=again.revision)
    assert verified.standing == "verified"


def test_moves_that_cannot_follow(people: People, problem: Problem) -> None:
    with frozen(date(2022, 5, 9)):
        with pytest.raises(Refused) as error:
            actions.verify_rectification(by=people.inspector, problem=problem, revision=problem.revision)
        assert code(error) == "wrong-move"
        with pytest.raises(Refused) as error:
            actions.set_deadline(
                by=people.office, problem=problem, revision=problem.revision, deadline=date(2022, 5, 20)
            )
        assert code(error) == "deadline-runs"
        with pytest.raises(Refused) as error:
            actions.close_problem(by=people.office, problem=problem, revision=problem.revision)
        assert code(error) == "no-reason"
    assert Event.objects.count() == 1


def test_a_deadline_before_the_discovery(people: People, programme: Programme) -> None:
    with pytest.raises(Refused) as error:
        record(people, programme, deadline=date(2022, 5, 1))
    assert code(error) == "deadline-before-discovery"
    assert not Problem.objects.exists()


def test_only_the_office_that_set_it_extends(people: People, programme: Programme) -> None:
    from chuangcheng.people.actions import grant_role, make_account
    from chuangcheng.people.states import RoleKind
    from tests.people import SINCE

    town = make_account(by=people.root, username="town", name="镇文明办", organisation=people.town).account
    grant_role(by=people.root, account=town, kind=RoleKind.OFFICE, organisation=people.town, from_day=SINCE)
    problem = record(people, programme)
    given = {"problem": problem, "revision": problem.revision, "deadline": date(2022, 5, 20), "note": "雨天"}
    with frozen(date(2022, 5, 10)):
        with pytest.raises(NotAllowed):
            actions.extend_deadline(by=town, **given)
        with pytest.raises(Refused) as error:
            actions.extend_deadline(by=people.office, **{**given, "deadline": date(2022, 5, 10)})
        assert code(error) == "not-later"
        actions.extend_deadline(by=people.office, **given)
    assert [row[3] for row in facts(programme, date(2022, 5, 20))] == [0]
    assert [row[3] for row in facts(programme, date(2022, 5, 21))] == [0, 1]


def test_an_extension_after_the_day_is_refused(people: People, problem: Problem) -> None:
    with frozen(date(2022, 5, 11)), pytest.raises(Refused) as error:
        actions.extend_deadline(
            by=people.office, problem=problem, revision=problem.revision, deadline=date(2022, 5, 20), note="雨天"
        )
    assert code(error) == "deadline-gone"


def test_two_people_at_once(people: People, problem: Problem) -> None:
    with frozen(date(2022, 5, 9)):
        actions.report_rectified(by=people.colleague, problem=problem, revision=problem.revision, note="已清")
        with pytest.raises(Conflict):
            actions.report_rectified(by=people.office, problem=problem, revision=problem.revision, note="已清")


def test_an_event_that_would_change_a_closed_period(people: People, programme: Programme) -> None:
    """A deadline of Q2 was missed in Q2 and published; papers that turn up later cannot undo it silently."""
    problem = record(people, programme, on=date(2022, 6, 1), deadline=date(2022, 6, 10))
    with frozen(date(2022, 7, 5)):
        close_period(
            by=people.office, programme=programme, basis="通报", first=date(2022, 4, 1), last=date(2022, 6, 30)
        )
        papers = {
            "problem": problem,
            "revision": problem.revision,
            "note": "凭材料补录",
            "happened_on": date(2022, 6, 9),
        }
        with pytest.raises(Refused) as error:
            actions.report_rectified(by=people.office, **papers)
        assert code(error) == "period-closed"
        done = actions.report_rectified(by=people.office, **papers, late=True)
    assert done.events.last().booked_on == date(2022, 7, 5)
    assert [row[1] for row in facts(programme, date(2022, 12, 31))] == [date(2022, 6, 1), date(2022, 6, 11)]


def test_a_refusal_after_closing_books_the_miss_where_the_books_are_open(people: People, programme: Programme) -> None:
    problem = record(people, programme, on=date(2022, 6, 1), deadline=date(2022, 6, 20))
    with frozen(date(2022, 6, 20)):
        problem = actions.report_rectified(by=people.colleague, problem=problem, revision=problem.revision, note="已清")
    with frozen(date(2022, 7, 5)):
        close_period(
            by=people.office, programme=programme, basis="通报", first=date(2022, 4, 1), last=date(2022, 6, 30)
        )
        actions.refuse_rectification(by=people.inspector, problem=problem, revision=problem.revision, note="没有清")
    assert [row[1] for row in facts(programme, date(2022, 12, 31))] == [date(2022, 6, 1), date(2022, 7, 5)]


def test_withdrawn_stays_visible_and_leaves_the_facts(people: People, programme: Programme, problem: Problem) -> None:
    with frozen(date(2022, 6, 1)):
        with pytest.raises(NotAllowed):
            actions.withdraw_problem(by=people.inspector, problem=problem, revision=problem.revision, reason="误报")
        gone = actions.withdraw_problem(by=people.office, problem=problem, revision=problem.revision, reason="误报")
        with pytest.raises(Refused) as error:
            actions.change_problem(by=people.office, problem=gone, revision=gone.revision, title="别的")
    assert code(error) == "withdrawn"
    assert facts(programme, date(2022, 12, 31)) == []
    assert [p.withdrawn_reason for p in queries.visible_problems(people.colleague, programme)] == ["误报"]


def test_merging_keeps_all_sources_and_the_earliest_scored_day(people: People, programme: Programme) -> None:
    own = record(people, programme, on=date(2022, 4, 1), source="村自查", code="a", deadline=None)
    media = record(people, programme, on=date(2022, 4, 5), source="媒体曝光", code="b", deadline=date(2022, 4, 10))
    public = record(people, programme, on=date(2022, 4, 8), source="群众举报", code="c", deadline=date(2022, 4, 10))
    with frozen(date(2022, 4, 9)):
        for other in (media, public):
            own.refresh_from_db()
            actions.merge_problems(
                by=people.office,
                kept=own,
                absorbed=other,
                revision=own.revision,
                absorbed_revision=other.revision,
                note="同一处",
            )
    own.refresh_from_db()
    assert queries.sources_of(own) == ["村自查", "媒体曝光", "群众举报"]
    assert own.deadline == date(2022, 4, 10)
    assert facts(programme, date(2022, 12, 31)) == [
        ("a-0", date(2022, 4, 5), "媒体曝光", 0),
        ("a-1", date(2022, 4, 11), "媒体曝光", 1),
    ]


def test_what_cannot_be_merged(people: People, programme: Programme, problem: Problem) -> None:
    elsewhere = record(people, programme, unit=people.village_2)
    with frozen(date(2022, 5, 3)):
        for other, expected in ((elsewhere, "other-unit"), (problem, "same-problem")):
            with pytest.raises(Refused) as error:
                actions.merge_problems(
                    by=people.office,
                    kept=problem,
                    absorbed=other,
                    revision=problem.revision,
                    absorbed_revision=other.revision,
                    note="同一处",
                )
            assert code(error) == expected


def test_overdue_and_awaiting(people: People, programme: Programme, problem: Problem) -> None:
    seen = queries.visible_problems(people.office, programme)
    assert list(queries.overdue(seen, date(2022, 5, 10))) == []
    assert list(queries.overdue(seen, date(2022, 5, 11))) == [problem]
    with frozen(date(2022, 5, 11)):
        actions.report_rectified(by=people.colleague, problem=problem, revision=problem.revision, note="已清")
    assert list(queries.overdue(seen, date(2022, 5, 12))) == []
    assert list(queries.awaiting_check(seen)) == [problem]
