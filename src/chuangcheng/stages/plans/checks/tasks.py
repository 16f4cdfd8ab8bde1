"""What is valid in a row of the decomposition table, what a row still lacks, and which moves a task may make."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.checks.records import check_days, check_fields
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.states import TASK_MOVES, TaskKind, TaskState

#: Rows that are worked on; goals and categories only hold them together.
WORKED: Final = (TaskKind.TASK, TaskKind.MEASURE)


class Lack(Enum):
    """What a task must state and does not: person and host (A46, A70), the four things of C53 (focus is its title),
    and a quantity (C30)."""

    HOST = gettext_lazy("牵头单位")
    OFFICER = gettext_lazy("责任人")
    STANDARD = gettext_lazy("工作标准")
    MEASURE = gettext_lazy("推进措施")
    LIMIT = gettext_lazy("完成时限")
    QUANTITY = gettext_lazy("数量")

    @property
    def word(self) -> str:
        """How an address names it."""
        return self.name.lower()


def lacks_of(task: Task, *, host: object, officer: str, due_on: date | None, has_measures: bool) -> tuple[Lack, ...]:
    """What a task or a measure lacks. ``host``, ``officer`` and ``due_on`` are its own or, for a measure, those of the
    task above it; a measure needs neither standard nor measures of its own. Optional actions lack nothing."""
    if task.kind not in WORKED or task.optional or task.state == TaskState.DROPPED:
        return ()
    whole = task.kind == TaskKind.TASK
    found = (
        (Lack.HOST, host is None),
        (Lack.OFFICER, not officer),
        (Lack.STANDARD, whole and not task.standard.strip()),
        (Lack.MEASURE, whole and not has_measures),
        (Lack.LIMIT, due_on is None),
        (Lack.QUANTITY, whole and task.quantity is None),
    )
    return tuple(lack for lack, missing in found if missing)


def check_task(task: Task) -> None:
    """A row says something, its days are in order, and a quantity has its measure word."""
    if not task.title.strip():
        raise Refused("no-title", _("请写明内容。"), field="title")
    if task.starts_on and task.due_on:
        check_days(task.starts_on, task.due_on)
    if task.quantity is not None and task.quantity <= 0:
        raise Refused("wrong-quantity", _("数量要大于 0。没有数量就空着。"), field="quantity")
    if task.quantity is not None and not task.measure_word:
        raise Refused("no-measure-word", _("写了数量，请写量词，例如“场”“人次”。"), field="measure_word")
    check_fields(task)


def check_task_move(task: Task, to: TaskState) -> None:
    """Refuse a move that the table of moves does not know (code ``wrong-state``), or of a row that only holds others
    (``not-a-task``)."""
    if task.kind not in WORKED:
        raise Refused("not-a-task", _("目标和类别不单独办理，请办理它下面的任务或措施。"))
    if to not in TASK_MOVES[task.state]:
        raise wrong_state(task)


def wrong_state(task: Task) -> Refused:
    """The refusal of a move that cannot follow on the task's state."""
    told = _("这一条现在是“%(state)s”，不能这样办理。请刷新页面，按最新的情况办理。")
    return Refused("wrong-state", told % {"state": TaskState(task.state).label})
