"""Recording, changing, withdrawing and merging problems. All raise NotSeen, NotAllowed, Refused, and Conflict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks as plan_checks
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk
from chuangcheng.stages.rectification import checks, policy, queries
from chuangcheng.stages.rectification.actions.writing import append
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Move


class ProblemValues(TypedDict, total=False):
    """Fields of a problem that people fill in."""

    title: str
    place: str
    source: str
    officer: str
    note: str


def record_problem(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    deadline: date | None = None,
    late: bool = False,
    **values: Unpack[ProblemValues],
) -> Problem:
    """Record a problem on the day it was found, with its first deadline where one was set at once."""
    problem = Problem(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)

    def order(saved: Problem) -> Mapping[str, object]:
        if deadline is not None:
            checks.check_new_deadline(saved, deadline, happened_on)
            periods = plan_checks.closed_periods(programme)
            append(saved, Move.ORDER, by=by, happened_on=happened_on, periods=periods, deadline=deadline, late=late)
            saved.save()
        return {"deadline": deadline}

    return records.add(
        problem,
        verb="rectification.problem.record",
        by=by,
        may=policy.may_record,
        check=checks.check_problem,
        late=late,
        along=order,
    )


def change_problem(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[ProblemValues],
) -> Problem:
    """Change what a problem says; its deadlines and its standing move by their own actions."""
    return records.change(
        problem,
        verb="rectification.problem.change",
        by=by,
        may=policy.may_keep_records,
        check=check_changed,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def check_changed(problem: Problem) -> None:
    """A change of a saved problem: not before its discovery, no event before its day, no row of a closed period."""
    checks.check_problem(problem)
    stored = Problem.objects.select_related("unit", "programme").get(pk=problem.pk)
    first = problem.events.first()
    if first is not None and first.happened_on < problem.happened_on:
        raise Refused("wrong-order", _("发现日期晚于已有事项的日期。请检查日期。"), field="happened_on")
    if problem.unit_id != stored.unit_id and (stored.merged_into_id or stored.absorbed.exists()):
        raise Refused("merged", _("并案的问题不能改到另一个村。"), field="unit")
    today, periods = clock.today(), plan_checks.closed_periods(problem.programme)
    checks.check_rows(queries.rows_of(stored, today), queries.rows_of(problem, today), periods)
    if stored.merged_into is not None:  # its day or source may move the row of the problem that it was merged into
        _check_kept(stored.merged_into, problem)


def _check_kept(kept: Problem, changed: Problem) -> None:
    today, periods = clock.today(), plan_checks.closed_periods(kept.programme)
    others = [p for p in kept.absorbed.filter(withdrawn_on=None) if p.pk != changed.pk]
    after = queries.rows_together(kept, [*others, changed], today)
    checks.check_rows(queries.rows_of(kept, today), after, periods)


def withdraw_problem(*, by: Account, problem: Problem, revision: int | None, reason: str) -> Problem:
    """Leave a problem out of the facts by decision, with the reason; those merged into it leave with it."""

    def check(current: Problem) -> None:
        if current.merged_into_id is not None:
            raise Refused("merged", _("这个问题已并入“%(code)s”，请对那个问题办理。") % {"code": current.merged_into})
        periods = plan_checks.closed_periods(current.programme)
        checks.check_rows(queries.rows_of(current, clock.today()), (), periods)

    return records.withdraw(
        problem,
        verb="rectification.problem.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
        check=check,
    )


def merge_problems(
    *,
    by: Account,
    kept: Problem,
    absorbed: Problem,
    revision: int | None,
    absorbed_revision: int | None,
    note: str,
) -> Problem:
    """Two problems of one village become one. ``kept`` keeps all sources and is dated by the earliest scored one;
    a deadline that both had is missed once. Gives ``kept``."""
    for problem in (kept, absorbed):
        require_sight(by, problem.unit)
        require(policy.may_keep_records(by, problem.unit))
    plan_checks.check_reason(note, field="note")
    with action("rectification.problem.merge", by=by, on=kept) as entry:
        kept, absorbed = records.locked(kept), records.locked(absorbed)
        ensure_revision(kept, revision)
        ensure_revision(absorbed, absorbed_revision)
        records.ensure_stands(kept)
        records.ensure_stands(absorbed)
        checks.check_merge(kept, absorbed)
        today, periods = clock.today(), Desk(kept.programme).periods
        before = [*queries.rows_of(kept, today), *queries.rows_of(absorbed, today)]
        append(absorbed, Move.MERGE, by=by, happened_on=today, periods=periods, note=note)
        absorbed.merged_into = kept
        absorbed.save()
        for further in absorbed.absorbed.all():
            further.merged_into = kept
            further.save()
        checks.check_rows(before, queries.rows_of(kept, today), periods)
        if kept.deadline is None and absorbed.deadline is not None and absorbed.deadline >= today:
            append(kept, Move.ORDER, by=by, happened_on=today, periods=periods, deadline=absorbed.deadline, note=note)
        kept.save()
        entry.say(kept=kept.code, absorbed=absorbed.code, sources=queries.sources_of(kept), note=note.strip())
    return kept
