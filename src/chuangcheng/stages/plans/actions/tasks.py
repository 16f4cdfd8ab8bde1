"""The decomposition table is saved as one action, all or nothing; a task then moves from open to confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.states import TaskState


def report_done(*, by: Account, task: Task, revision: int | None, result: str) -> Task:
    """The host says that its task is done, with what came of it; the office for it. Raises NotSeen, NotAllowed, Conflict,
    Refused (``no-host``, ``no-result``, ``wrong-state``)."""
    _require_work(by, _host_of(task))
    if not result.strip():
        raise Refused("no-result", _("请写明完成情况。"), field="result")

    def write(current: Task) -> Mapping[str, object]:
        current.done_on, current.done_by, current.result, current.reason = clock.today(), by, result.strip(), ""
        return {"result": current.result}

    return _move(by, task, "done", revision, TaskState.DONE, write)


def confirm_task(*, by: Account, task: Task, revision: int | None) -> Task:
    """The office confirms. Whoever reported the task done never confirms it."""
    _require_office(by, task)

    def write(current: Task) -> Mapping[str, object]:
        if policy.did_it(by, current):
            raise NotAllowed(_("这项任务是由您报告完成的，要由别人来确认。"))
        current.confirmed_on = clock.today()
        return {}

    return _move(by, task, "confirm", revision, TaskState.CONFIRMED, write)


def send_task_back(*, by: Account, task: Task, revision: int | None, reason: str) -> Task:
    """The office sends a task back to its host, with the reason: it is open again. A confirmed task, too."""
    _require_office(by, task)
    return _move(
        by, task, "return", revision, TaskState.OPEN, _reopened(reason), only=(TaskState.DONE, TaskState.CONFIRMED)
    )


def drop_task(*, by: Account, task: Task, revision: int | None, reason: str) -> Task:
    """A task that nobody works on any more, with the reason. It stays in the table."""
    _require_office(by, task)
    checks.check_reason(reason)

    def write(current: Task) -> Mapping[str, object]:
        current.reason = reason.strip()
        return {"reason": current.reason}

    return _move(by, task, "drop", revision, TaskState.DROPPED, write)


def resume_task(*, by: Account, task: Task, revision: int | None, reason: str) -> Task:
    """Take a dropped task up again, with the reason."""
    _require_office(by, task)
    return _move(by, task, "resume", revision, TaskState.OPEN, _reopened(reason), only=(TaskState.DROPPED,))


def _reopened(reason: str) -> Callable[[Task], Mapping[str, object]]:
    checks.check_reason(reason)

    def write(current: Task) -> Mapping[str, object]:
        current.done_on = current.confirmed_on = None
        current.done_by, current.reason = None, reason.strip()
        return {"reason": current.reason}

    return write


def _move(
    by: Account,
    task: Task,
    verb: str,
    revision: int | None,
    to: TaskState,
    write: Callable[[Task], Mapping[str, object]],
    *,
    only: Sequence[TaskState] = (),
) -> Task:
    with action(f"plans.task.{verb}", by=by, on=task) as entry:
        rows = Task.objects.select_for_update(of=("self",)).select_related("programme__host", "host", "parent__host")
        current = rows.get(pk=task.pk)
        ensure_revision(current, revision)
        if only and current.state not in only:
            raise checks.wrong_state(current)
        checks.check_task_move(current, to)
        before = current.state
        told = write(current)
        current.state = to
        current.save()
        entry.say(before={"state": before}, after={"state": to}, **told)
    return current


def _host_of(task: Task) -> Organisation:
    """Whose task it is: a measure without a host of its own belongs to the host of its task."""
    host = policy.host_of(task)
    if host is None:
        raise Refused("no-host", _("这项任务还没有牵头单位。请先在分解表里定下来。"), field="host")
    return host


def _require_work(by: Account, host: Organisation) -> None:
    require_sight(by, host)
    require(policy.may_work(by, host))


def _require_office(by: Account, task: Task) -> None:
    require_sight(by, task.programme.host)
    require(policy.may_keep_programme(by, task.programme.host))
