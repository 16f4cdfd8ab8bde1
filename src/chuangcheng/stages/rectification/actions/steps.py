"""What happens to a problem. All raise NotSeen, NotAllowed, Conflict, Refused (``wrong-move``, ``wrong-order``, …)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks as plan_checks
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.queries import Desk
from chuangcheng.stages.rectification import checks, policy
from chuangcheng.stages.rectification.actions.writing import append
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Move, Standing


def set_deadline(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    deadline: date,
    happened_on: date | None = None,
    note: str = "",
    late: bool = False,
) -> Problem:
    """Order the rectification by a day. Set again after it went by, the miss stands and the new one counts, too."""

    def check(current: Problem, day: date) -> None:
        checks.check_new_deadline(current, deadline, day)
        if current.standing == Standing.ORDERED and current.deadline is not None and day <= current.deadline:
            raise Refused("deadline-runs", _("现有期限还没有过，请办理延期，由下达期限的单位决定。"), field="deadline")

    return _step(
        Move.ORDER,
        by,
        problem,
        revision,
        policy.may_record,
        check,
        happened_on,
        note=note,
        late=late,
        deadline=deadline,
    )


def extend_deadline(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    deadline: date,
    note: str,
    happened_on: date | None = None,
    late: bool = False,
) -> Problem:
    """Give more time before the deadline has gone by; only the office that set it may. No miss is counted."""
    plan_checks.check_reason(note, field="note")

    def check(current: Problem, day: date) -> None:
        setter = current.events.filter(move__in=(Move.ORDER, Move.EXTEND)).last()
        if setter is not None and setter.organisation_id != by.organisation_id:
            raise NotAllowed(_("期限由“%(office)s”下达，只有它能延期。") % {"office": setter.organisation or setter.by})
        if current.deadline is not None:
            checks.check_extension(current, deadline, day)

    return _step(
        Move.EXTEND,
        by,
        problem,
        revision,
        policy.may_record,
        check,
        happened_on,
        note=note,
        late=late,
        deadline=deadline,
    )


def report_rectified(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    note: str,
    happened_on: date | None = None,
    late: bool = False,
) -> Problem:
    """Report that a problem was put right. A unit reports for today; the office may enter an earlier day from papers."""
    plan_checks.check_reason(note, field="note")

    def check(current: Problem, day: date) -> None:
        if day != clock.today() and policy.is_units_own(by, current.unit):
            raise Refused(
                "not-today", _("报告整改只能填今天的日期。更早的完成日期请凭材料报文明办补录。"), field="happened_on"
            )

    return _step(
        Move.RECTIFY, by, problem, revision, policy.may_report_rectified, check, happened_on, note=note, late=late
    )


def verify_rectification(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    note: str = "",
    happened_on: date | None = None,
    late: bool = False,
) -> Problem:
    """Accept a rectification at the re-check. Whoever reported it cannot."""
    return _step(
        Move.VERIFY, by, problem, revision, policy.may_verify, _by_another(by), happened_on, note=note, late=late
    )


def refuse_rectification(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    note: str,
    happened_on: date | None = None,
    late: bool = False,
) -> Problem:
    """Refuse a rectification at the re-check: it counts as not done. Whoever reported it cannot."""
    plan_checks.check_reason(note, field="note")
    return _step(
        Move.REFUSE, by, problem, revision, policy.may_verify, _by_another(by), happened_on, note=note, late=late
    )


def close_problem(
    *,
    by: Account,
    problem: Problem,
    revision: int | None,
    note: str = "",
    happened_on: date | None = None,
    late: bool = False,
) -> Problem:
    """Strike a problem off the list (销号): after a passed re-check, or before with a reason."""

    def check(current: Problem, _day: date) -> None:
        if current.standing != Standing.VERIFIED:
            plan_checks.check_reason(note, field="note")

    return _step(Move.CLOSE, by, problem, revision, policy.may_keep_records, check, happened_on, note=note, late=late)


def _by_another(by: Account) -> Callable[[Problem, date], None]:
    """Who rectifies never verifies."""

    def check(current: Problem, _day: date) -> None:
        if policy.rectified_by(by, current):
            raise NotAllowed(_("整改是由您报告的，复查要由别人来做。"))

    return check


def _step(
    move: Move,
    by: Account,
    problem: Problem,
    revision: int | None,
    may: Callable[[Account, Organisation], bool],
    check: Callable[[Problem, date], None],
    happened_on: date | None,
    *,
    note: str,
    late: bool,
    deadline: date | None = None,
) -> Problem:
    """One event in one action: sight, permission, revision, the check of this very move, the event, the problem."""
    require_sight(by, problem.unit)
    require(may(by, problem.unit))
    day = happened_on or clock.today()
    with action(f"rectification.problem.{move.value}", by=by, on=problem) as entry:
        current = records.locked(problem)
        ensure_revision(current, revision)
        records.ensure_stands(current)
        checks.next_standing(current, move)
        check(current, day)
        periods = Desk(current.programme).periods
        event = append(current, move, by=by, happened_on=day, periods=periods, deadline=deadline, note=note, late=late)
        current.save()
        entry.say(code=current.code, happened_on=day, booked_on=event.booked_on, deadline=deadline, note=event.note)
    return current
