"""The sheet 问题: a problem with up to three deadlines and the day it was put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.running import Row, Running, as_text
from chuangcheng.intake.sheets.inspections import CODE, NOTE, UNIT
from chuangcheng.intake.sheets.records import RecordSheet, Values, as_they_are
from chuangcheng.stages.plans.actions.records import locked
from chuangcheng.stages.rectification import checks
from chuangcheng.stages.rectification.actions.history import add_history, complete_history, missing_history
from chuangcheng.stages.rectification.actions.problems import check_changed
from chuangcheng.stages.rectification.models import Event, Problem
from chuangcheng.stages.rectification.states import Source

DEADLINES = ("deadline_1", "deadline_2", "deadline_3")


def problem_fields(running: Running, row: Row) -> Values:
    """A row's values; its deadlines in order and the day of rectification stand beside the record's own fields."""
    values = as_they_are(running, row)
    values["deadlines"] = [day for day in (values.pop(name, None) for name in DEADLINES) if day is not None]
    values.setdefault("rectified_on", None)
    return values


def check(problem: Problem) -> None:
    """New problems by themselves; known ones with what follows from their events."""
    if problem.pk is None:
        checks.check_problem(problem)
    else:
        check_changed(problem)


def keep_history(running: Running, problem: Problem, values: Values) -> None:
    """Check the deadlines of a new problem, and remember the events until it is saved."""
    problem.given_events = add_history(  # type: ignore[attr-defined]
        problem,
        by=running.by,
        deadlines=values["deadlines"],
        rectified_on=values["rectified_on"],
        periods=running.desk.periods,
        late=running.late,
    )


def write_history(_running: Running, problems: Iterable[Problem]) -> None:
    """Write the events of new problems."""
    events = []
    for problem in problems:
        for event in problem.given_events:  # type: ignore[attr-defined]
            event.problem = problem
            events.append(event)
    Event.objects.bulk_create(events, batch_size=500)


def compare_history(_running: Running, problem: Problem, values: Values) -> dict[str, tuple[str, str]]:
    """Deadlines and the rectification that the sheet has and the problem has not."""
    deadlines, rectified_on = missing_history(problem, values["deadlines"], values["rectified_on"])
    shown = {"整改期限": ("", "、".join(as_text(day) for day in deadlines))} if deadlines else {}
    if rectified_on is not None:
        shown["整改日期"] = ("", as_text(rectified_on))
    return shown


def update_history(running: Running, problem: Problem, values: Values) -> None:
    """Append what the problem has not."""
    deadlines, rectified_on = missing_history(problem, values["deadlines"], values["rectified_on"])
    days: tuple[list[date], date | None] = (deadlines, rectified_on)
    if any(days):
        complete_history(
            locked(problem),
            by=running.by,
            deadlines=deadlines,
            rectified_on=rectified_on,
            periods=running.desk.periods,
            late=running.late,
        )


PROBLEMS = RecordSheet(
    Problem,
    (
        CODE,
        UNIT,
        Column("发现日期", "happened_on", cells.day, needed=True, example="2022-05-02"),
        Column("问题", "title", cells.text, needed=True, example="沟塘有漂浮垃圾"),
        Column("来源", "source", cells.text, needed=True, choices=Source.values, example=Source.PATROL.value),
        Column("地点", "place", cells.text),
        Column("整改责任人", "officer", cells.text),
        Column("整改期限", "deadline_1", cells.day, example="2022-05-10"),
        Column("第二次期限", "deadline_2", cells.day),
        Column("第三次期限", "deadline_3", cells.day),
        Column("整改日期", "rectified_on", cells.day),
        NOTE,
    ),
    check,
    fields=problem_fields,
    beside=("deadlines", "rectified_on"),
    prepare=keep_history,
    children=write_history,
    compare=compare_history,
    update=update_history,
    read_along=("events",),
)
