"""A problem's history from papers: deadlines in a row and the day it was put right, written inside an open action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Account
from chuangcheng.stages.plans import checks as plan_checks
from chuangcheng.stages.plans.models import ClosedPeriod
from chuangcheng.stages.rectification import checks, queries
from chuangcheng.stages.rectification.actions.writing import append
from chuangcheng.stages.rectification.models import Event, Problem
from chuangcheng.stages.rectification.states import Move
from chuangcheng.stages.rectification.states.replay import rows


def add_history(
    problem: Problem,
    *,
    by: Account,
    deadlines: Sequence[date],
    rectified_on: date | None,
    periods: list[ClosedPeriod],
    late: bool = False,
) -> list[Event]:
    """The events of a new, unsaved problem, which is moved with them; the caller saves both.

    The first deadline was set on the day of discovery, each further one the day after the one before had gone by.
    """
    events: list[Event] = []
    day = problem.happened_on
    for deadline in deadlines:
        day = _order_day(problem, deadline, day, first=not events)
        events.append(_event(problem, Move.ORDER, by, day, periods, len(events) + 1, late, deadline))
        problem.deadline = deadline
    if rectified_on is not None:
        checks.check_order(problem, rectified_on, day)
        events.append(_event(problem, Move.RECTIFY, by, rectified_on, periods, len(events) + 1, late))
    for event in events:
        problem.standing = checks.next_standing(problem, event.move)
    checks.check_rows((), rows(queries.course_of(problem, events), (), clock.today()), periods)
    return events


def missing_history(
    problem: Problem, deadlines: Sequence[date], rectified_on: date | None
) -> tuple[list[date], date | None]:
    """Which of these deadlines, and whether the rectification, the problem does not have yet.

    Refused where it has others (``deadline-recorded``, ``rectified-recorded``): those are changed by their own actions.
    """
    events = list(problem.events.all())
    stored = [event.deadline for event in events if event.deadline is not None]
    both = min(len(stored), len(deadlines))
    if stored[:both] != list(deadlines[:both]):
        raise Refused(
            "deadline-recorded",
            _("系统中登记的期限是 %(days)s。延期或下达新的期限请在系统中办理。")
            % {"days": "、".join(map(str, stored))},
            field="deadline_1",
        )
    done = [event.happened_on for event in events if event.move == Move.RECTIFY]
    if rectified_on is not None and done and rectified_on not in done:
        raise Refused(
            "rectified-recorded",
            _("系统中登记的整改日期是 %(days)s。请核对。") % {"days": "、".join(map(str, done))},
            field="rectified_on",
        )
    return list(deadlines[both:]), None if rectified_on in done else rectified_on


def complete_history(
    problem: Problem,
    *,
    by: Account,
    deadlines: Sequence[date],
    rectified_on: date | None,
    periods: list[ClosedPeriod],
    late: bool = False,
) -> None:
    """Append to a saved problem what ``missing_history`` found, and save it."""
    for deadline in deadlines:
        last = problem.events.last()
        day = _order_day(problem, deadline, last.happened_on if last else problem.happened_on, first=last is None)
        append(problem, Move.ORDER, by=by, happened_on=day, periods=periods, deadline=deadline, late=late)
    if rectified_on is not None:
        append(problem, Move.RECTIFY, by=by, happened_on=rectified_on, periods=periods, late=late)
    problem.save()


def _order_day(problem: Problem, deadline: date, before: date, *, first: bool) -> date:
    """When a deadline of the papers was set; refuses one that lies before that day."""
    after = problem.deadline + timedelta(days=1) if problem.deadline is not None else problem.happened_on
    day = problem.happened_on if first else max(before, after)
    checks.check_new_deadline(problem, deadline, day)
    return day


def _event(
    problem: Problem,
    move: Move,
    by: Account,
    day: date,
    periods: list[ClosedPeriod],
    number: int,
    late: bool,
    deadline: date | None = None,
) -> Event:
    return Event(
        problem=problem,
        number=number,
        move=move,
        happened_on=day,
        booked_on=plan_checks.book(problem.programme, day, periods, late=late),
        deadline=deadline,
        at=clock.now(),
        by=by,
        organisation=by.organisation,
    )
