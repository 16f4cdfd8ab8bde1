"""How an event is written: checked, booked, appended, and the problem moved with it. Inside an open action."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.stages.plans import checks as plan_checks
from chuangcheng.stages.plans.models import ClosedPeriod
from chuangcheng.stages.rectification import checks, queries
from chuangcheng.stages.rectification.models import Event, Problem
from chuangcheng.stages.rectification.states import Move
from chuangcheng.stages.rectification.states.replay import Step


def append(
    problem: Problem,
    move: str,
    *,
    by: Account,
    happened_on: date,
    periods: list[ClosedPeriod],
    deadline: date | None = None,
    note: str = "",
    late: bool = False,
) -> Event:
    """Append an event to a saved problem and move its standing and deadline; the caller saves the problem.

    Refuses what cannot follow, a wrong order of days, and what would touch a fact of a closed period.
    """
    after = checks.next_standing(problem, move)
    last = problem.events.aggregate(day=Max("happened_on"), number=Max("number"))
    checks.check_order(problem, happened_on, last["day"])
    booked_on = plan_checks.book(problem.programme, happened_on, periods, late=late)
    event = Event(
        problem=problem,
        number=(last["number"] or 0) + 1,
        move=move,
        happened_on=happened_on,
        booked_on=booked_on,
        deadline=deadline,
        miss_from=_miss_from(problem, move, booked_on, periods),
        note=note.strip(),
        at=clock.now(),
        by=by,
        organisation=by.organisation,
    )
    if move != Move.MERGE:  # what a merge does to the rows is seen on both problems together
        today, step = clock.today(), Step(move, booked_on, deadline, event.miss_from)
        before, then = queries.rows_of(problem, today), queries.rows_of(problem, today, extra=step)
        checks.check_rows(before, then, periods)
    event.save(force_insert=True)
    problem.standing = after
    problem.deadline = deadline or problem.deadline
    return event


def _miss_from(problem: Problem, move: str, booked_on: date, periods: list[ClosedPeriod]) -> date | None:
    """For a refusal: the day on which a miss is booked whose own day lies in a closed period."""
    if move != Move.REFUSE or problem.deadline is None:
        return None
    natural = problem.deadline + timedelta(days=1)
    return booked_on if plan_checks.closing_of(natural, periods) else None
