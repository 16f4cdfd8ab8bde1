"""The decomposition table as it is read, and a task's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from chuangcheng.evidence import policy as evidence_policy
from chuangcheng.evidence.queries import evidence_for
from chuangcheng.people.models import Account
from chuangcheng.stages.plans import policy, queries
from chuangcheng.stages.plans.checks import Lack
from chuangcheng.stages.plans.queries import Line
from chuangcheng.stages.plans.states import TaskState
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.states import state_of_line
from chuangcheng.web.plans.views.sight import line_seen, programme_seen, task_crumbs
from chuangcheng.web.plans.views.task_steps import offered
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.sight import account_of


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The table, with what is missing and how far it is; ``?lacks=``, ``?state=`` and ``?host=`` narrow it."""
    by, programme = account_of(request), programme_seen(request, key)
    table = queries.visible_lines(by, programme)
    shown = [line for line in table if all(keep(line) for keep in _asked(request))]
    missing = [(lack, len(rows), f"?lacks={lack.word}") for lack, rows in queries.lacking(table).items()]
    hosts = {line.host.pk: line.host for line in table if line.host is not None and line.is_worked}
    context = section(
        programme,
        "tasks",
        keeps=policy.may_keep_programme(by, programme.host),
        rows=[(line, state_of_line(line)) for line in shown],
        total=sum(line.is_worked for line in table),
        missing=missing,
        lacking=any(count for _lack, count, _url in missing),
        states=[(state, count, f"?state={state.value}") for state, count in queries.counts_by_state(table).items()],
        hosts=sorted(hosts.values(), key=lambda unit: unit.code),
        asked=request.GET.get("host", ""),
        narrowed=len(shown) < len(table),
    )
    return render(request, "plans/tasks.html", context)


def _asked(request: HttpRequest) -> list[Callable[[Line], bool]]:
    """What the address asks a row to fulfil; words that mean nothing are left aside."""
    lacks, state, host = (request.GET.get(word, "") for word in ("lacks", "state", "host"))
    found: list[Callable[[Line], bool]] = []
    if lacks in {lack.word for lack in Lack}:
        found.append(lambda line: any(lack.word == lacks for lack in line.lacks))
    if state in TaskState.values:
        found.append(lambda line: line.is_worked and line.task.state == state)
    if host.isascii() and host.isdecimal():
        found.append(lambda line: line.is_worked and line.host is not None and line.host.pk == int(host))
    return found


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One row: what it asks, how it stands, its evidence, what stands below it."""
    by = account_of(request)
    programme, line = line_seen(request, key)
    task = line.task
    task.programme = programme
    context = {
        "programme": programme,
        "season": programme.title,
        "crumbs": task_crumbs(programme),
        "line": line,
        "task": task,
        "state": state_of_line(line) if line.is_worked else None,
        "told": _told(line),
        "below": [
            (one, state_of_line(one)) for one in queries.visible_lines(by, programme) if one.task.parent_id == task.pk
        ],
        "letters": task.letters.order_by("number"),
        "keeps": policy.may_keep_programme(by, programme.host),
        "steps_offered": offered(by, task),
        "evidence": evidence_for(by, task),
        "may_cite": _may_cite(by, line),
        "attach": f"{task._meta.label_lower}:{task.pk}",
        "record": task,
        "steps": steps(task),
    }
    return render(request, "plans/task.html", context)


def _may_cite(by: Account, line: Line) -> bool:
    return line.is_worked and line.task.host is not None and evidence_policy.may_store(by, line.task.host)


def _told(line: Line) -> list[tuple[Any, Any]]:
    task = line.task
    told = (
        (_("层次"), task.get_kind_display()),
        (_("工作标准"), task.standard),
        (_("牵头单位"), line.host),
        (_("责任人"), line.officer),
        (_("配合单位"), "、".join(unit.name for unit in line.helpers)),
        (_("数量"), queries.quantity_of(task)),
        (_("佐证要求"), task.proof),
        (_("对应测评项目"), task.item),
    )
    return [(label, value) for label, value in told if value or line.is_worked]
