"""Events replayed into misses: the oracles of F3 and what may not change under any history."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chuangcheng.stages.rectification.states import Move
from chuangcheng.stages.rectification.states.replay import Course, Row, Step, row_id, rows

PUBLIC = "群众举报"
FAR = date(2022, 12, 31)


def day(month: int, number: int) -> date:
    return date(2022, month, number)


def course(found: date, *steps: Step, source: str = PUBLIC, code: str = "p", booked: date | None = None) -> Course:
    return Course(code, source, found, booked or found, steps)


def days(*courses: Course, until: date = FAR) -> list[tuple[date, int]]:
    return [(row.day, row.misses) for row in rows(courses[0], courses[1:], until)]


def order(on: date, deadline: date) -> Step:
    return Step(Move.ORDER, on, deadline)


def rectify(on: date) -> Step:
    return Step(Move.RECTIFY, on)


def test_two_deadlines_missed_then_fixed() -> None:
    """F3, oracle 3a."""
    steps = order(day(5, 2), day(5, 10)), order(day(5, 11), day(5, 20)), rectify(day(5, 25))
    assert days(course(day(5, 2), *steps)) == [(day(5, 2), 0), (day(5, 11), 1), (day(5, 21), 2)]


def test_the_deadline_day_is_in_time() -> None:
    """F3, oracle 3b."""
    assert days(course(day(6, 20), order(day(6, 20), day(6, 30)), rectify(day(6, 30)))) == [(day(6, 20), 0)]


def test_the_day_after_is_too_late() -> None:
    """F3, oracle 3c: the miss falls into the next quarter."""
    late = course(day(6, 20), order(day(6, 20), day(7, 5)), rectify(day(7, 8)))
    assert days(late) == [(day(6, 20), 0), (day(7, 6), 1)]


def test_a_miss_appears_the_day_after_and_not_before() -> None:
    open_problem = course(day(6, 20), order(day(6, 20), day(6, 30)))
    assert days(open_problem, until=day(6, 30)) == [(day(6, 20), 0)]
    assert days(open_problem, until=day(7, 1)) == [(day(6, 20), 0), (day(7, 1), 1)]


def test_without_a_new_deadline_k_stays() -> None:
    assert days(course(day(1, 5), order(day(1, 5), day(1, 10)))) == [(day(1, 5), 0), (day(1, 11), 1)]


def test_without_any_deadline_nothing_is_missed() -> None:
    assert days(course(day(1, 5))) == [(day(1, 5), 0)]


def test_an_extension_before_the_day_went_by_counts_no_miss() -> None:
    for on in (day(5, 9), day(5, 10)):
        steps = order(day(5, 2), day(5, 10)), Step(Move.EXTEND, on, day(5, 20)), rectify(day(5, 20))
        assert days(course(day(5, 2), *steps)) == [(day(5, 2), 0)]


def test_a_deadline_changed_after_it_went_by_does_not_undo_the_miss() -> None:
    steps = order(day(5, 2), day(5, 10)), order(day(5, 11), day(5, 20)), rectify(day(5, 12))
    assert days(course(day(5, 2), *steps)) == [(day(5, 2), 0), (day(5, 11), 1)]


def test_a_rectification_refused_at_the_recheck_was_not_done() -> None:
    refused = order(day(5, 2), day(5, 10)), rectify(day(5, 9)), Step(Move.REFUSE, day(5, 12))
    assert days(course(day(5, 2), *refused)) == [(day(5, 2), 0), (day(5, 11), 1)]
    again = rectify(day(5, 13)), Step(Move.REFUSE, day(5, 15))
    assert days(course(day(5, 2), *refused, *again)) == [(day(5, 2), 0), (day(5, 11), 1)]


def test_a_refusal_and_a_second_attempt_in_time() -> None:
    steps = order(day(5, 2), day(5, 20)), rectify(day(5, 5)), Step(Move.REFUSE, day(5, 8)), rectify(day(5, 18))
    assert days(course(day(5, 2), *steps)) == [(day(5, 2), 0)]


def test_a_miss_that_a_late_refusal_causes_is_booked_where_the_books_are_open() -> None:
    steps = order(day(6, 20), day(6, 29)), rectify(day(6, 29)), Step(Move.REFUSE, day(7, 5), miss_from=day(7, 5))
    assert days(course(day(6, 20), *steps)) == [(day(6, 20), 0), (day(7, 5), 1)]


def test_a_problem_booked_late_has_no_row_before_its_booking() -> None:
    late = course(day(6, 20), order(day(7, 10), day(6, 30)), booked=day(7, 10))
    assert days(late, until=day(7, 9)) == []
    assert days(late) == [(day(7, 10), 0), (day(7, 10), 1)]


def test_a_problem_closed_by_decision_misses_nothing_afterwards() -> None:
    assert days(course(day(5, 2), order(day(5, 2), day(5, 10)), Step(Move.CLOSE, day(5, 8)))) == [(day(5, 2), 0)]
    late = course(day(5, 2), order(day(5, 2), day(5, 10)), Step(Move.CLOSE, day(5, 18)))
    assert days(late) == [(day(5, 2), 0), (day(5, 11), 1)]


def test_merged_problems_are_dated_by_the_earliest_scored_one() -> None:
    own = course(day(4, 1), source="村自查")
    reported = course(day(4, 9), Step(Move.MERGE, day(4, 12)), code="q")
    earlier = course(day(4, 5), Step(Move.MERGE, day(4, 12)), code="r", source="媒体曝光")
    assert rows(own, [reported, earlier], FAR) == [Row("p-0", day(4, 5), "媒体曝光", 0)]


def test_a_deadline_that_merged_problems_share_is_missed_once() -> None:
    one = course(day(4, 1), order(day(4, 1), day(4, 10)))
    other = course(day(4, 2), order(day(4, 2), day(4, 10)), Step(Move.MERGE, day(4, 20)), code="q")
    assert days(one, other) == [(day(4, 1), 0), (day(4, 11), 1)]


def test_an_inner_deadline_before_the_scored_discovery_is_none_of_the_scores() -> None:
    own = course(day(4, 1), order(day(4, 1), day(4, 4)), source="村自查")
    reported = course(day(4, 9), Step(Move.MERGE, day(4, 12)), code="q")
    assert days(own, reported) == [(day(4, 9), 0)]


def test_deadlines_of_an_absorbed_problem_end_with_the_merge() -> None:
    one = course(day(4, 1))
    other = course(day(4, 2), order(day(4, 2), day(4, 30)), Step(Move.MERGE, day(4, 20)), code="q")
    assert days(one, other) == [(day(4, 1), 0)]


def test_ids_order_by_code_point_as_k_does() -> None:
    ids = [row_id("p", k) for k in range(61)]
    assert ids[:3] == ["p-0", "p-1", "p-2"]
    assert ids == sorted(ids)
    assert len(set(ids)) == 61


@st.composite
def histories(draw: st.DrawFn) -> Course:
    """A problem that moves as the table of moves allows, on days that never go back."""
    now = day(1, 1) + timedelta(days=draw(st.integers(0, 20)))
    found, steps, claimed = now, [], False
    deadline: date | None = None
    for _ in range(draw(st.integers(0, 8))):
        now += timedelta(days=draw(st.integers(0, 12)))
        ahead = now + timedelta(days=draw(st.integers(0, 15)))
        if claimed:
            if draw(st.booleans()):
                break
            steps.append(Step(Move.REFUSE, now))
            claimed = False
        elif draw(st.booleans()):
            steps.append(rectify(now))
            claimed = True
        elif deadline is not None and now <= deadline:
            if ahead > deadline:
                steps.append(Step(Move.EXTEND, now, ahead))
                deadline = ahead
        else:
            steps.append(order(now, ahead))
            deadline = ahead
    return course(found, *steps)


@given(histories(), st.integers(0, 150))
def test_time_only_adds_rows(history: Course, later: int) -> None:
    """What was booked up to a day is a prefix of what is booked up to a later day; k counts 0, 1, 2 …"""
    day_ = day(1, 1) + timedelta(days=later)
    early, full = rows(history, [], day_), rows(history, [], FAR)
    assert early == full[: len(early)]
    assert all(row.day > day_ for row in full[len(early) :])
    assert [row.misses for row in full] == list(range(len(full)))


@given(histories())
def test_each_miss_stands_the_day_after_a_deadline_that_nothing_met(history: Course) -> None:
    full = rows(history, [], FAR)[1:]
    deadlines = {step.deadline for step in history.steps if step.deadline}
    assert {row.day - timedelta(days=1) for row in full} <= deadlines
    accepted = [
        step.day
        for n, step in enumerate(history.steps)
        if step.move == Move.RECTIFY and not any(later.move == Move.REFUSE for later in history.steps[n + 1 :])
    ]
    for row in full:
        assert not any(done < row.day for done in accepted)


@given(histories(), st.integers(1, 40))
def test_what_happens_after_a_miss_does_not_undo_it(history: Course, gap: int) -> None:
    until = max([history.found, *(step.day for step in history.steps)]) + timedelta(days=gap)
    before = rows(history, [], until)
    if history.steps and history.steps[-1].move == Move.RECTIFY:
        return
    more = Course(
        history.code,
        history.source,
        history.found,
        history.booked,
        (*history.steps, order(until, until + timedelta(days=30)), rectify(until + timedelta(days=1))),
    )
    assert rows(more, [], until) == before
