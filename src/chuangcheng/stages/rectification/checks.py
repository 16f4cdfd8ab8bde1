"""What is valid in problems and in what happens to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.checks import ensure_open_among
from chuangcheng.stages.plans.models import ClosedPeriod
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import MOVES, Move, Standing
from chuangcheng.stages.rectification.states.replay import Row


def check_problem(problem: Problem) -> None:
    """A deadline, once set, is not before the discovery (code ``deadline-before-discovery``)."""
    if problem.pk is not None and problem.deadline is not None:
        check_deadline(problem, problem.deadline)


def check_deadline(problem: Problem, deadline: date) -> None:
    """A deadline lies on or after the day of discovery."""
    if deadline < problem.happened_on:
        raise Refused(
            "deadline-before-discovery",
            _("整改期限 %(deadline)s 早于发现日期 %(found)s。请检查两个日期。")
            % {"deadline": deadline, "found": problem.happened_on},
            field="deadline",
        )


def next_standing(problem: Problem, move: str) -> str:
    """How the problem stands after the move; refuses one that cannot follow (code ``wrong-move``)."""
    after = MOVES.get((problem.standing, move))
    if after is None:
        raise Refused(
            "wrong-move",
            _("问题现在是“%(standing)s”，不能办理“%(move)s”。")
            % {"standing": Standing(problem.standing).label, "move": Move(move).label},
        )
    return after


def check_order(problem: Problem, happened_on: date, before: date | None) -> None:
    """An event is not before the discovery nor before the event before it (code ``wrong-order``)."""
    if happened_on < max(problem.happened_on, before or problem.happened_on):
        raise Refused("wrong-order", _("日期早于发现日期或上一个事项的日期。请检查日期。"), field="happened_on")


def check_new_deadline(problem: Problem, deadline: date, happened_on: date) -> None:
    """A deadline is neither before the discovery nor before the day on which it is set."""
    check_deadline(problem, deadline)
    if deadline < happened_on:
        raise Refused("deadline-past", _("整改期限早于下达日期。请检查两个日期。"), field="deadline")


def check_extension(problem: Problem, deadline: date, happened_on: date) -> None:
    """An extension is later than the deadline and is given before that has gone by: later only a new deadline helps,
    and the miss stands (F3)."""
    assert problem.deadline is not None  # only an ordered problem is extended
    if happened_on > problem.deadline:
        raise Refused("deadline-gone", _("期限已过，不能延期；错过期限已经记录。请下达新的期限。"), field="deadline")
    if deadline <= problem.deadline:
        raise Refused("not-later", _("延期后的期限应当晚于 %(day)s。") % {"day": problem.deadline}, field="deadline")


def check_merge(kept: Problem, absorbed: Problem) -> None:
    """Two different standing problems of one village and one programme."""
    if kept.pk == absorbed.pk:
        raise Refused("same-problem", _("不能把一个问题并入它自己。"))
    if (kept.unit_id, kept.programme_id) != (absorbed.unit_id, absorbed.programme_id):
        raise Refused("other-unit", _("只有同一个村的问题才能并案。"))
    if kept.merged_into_id is not None or kept.standing == Standing.CLOSED:
        raise Refused("wrong-move", _("“%(code)s”已销号或已并案，不能再并入别的问题。") % {"code": kept.code})


def check_rows(before: Iterable[Row], after: Iterable[Row], periods: Iterable[ClosedPeriod]) -> None:
    """Whatever a write does to a problem's fact rows, it leaves those of closed periods alone."""
    periods = list(periods)
    for row in sorted(set(before) ^ set(after), key=lambda row: (row.day, row.id)):
        ensure_open_among(periods, row.day)
