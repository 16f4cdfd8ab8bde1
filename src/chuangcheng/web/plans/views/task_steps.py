"""What happens to a task: done, confirmed, sent back, dropped, taken up again; all drawn from one table of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from chuangcheng.people.models import Account
from chuangcheng.people.policy import require
from chuangcheng.stages.plans import actions, policy
from chuangcheng.stages.plans.checks import WORKED
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.states import TaskState
from chuangcheng.web.plans.forms.tasks import NoteForm
from chuangcheng.web.plans.views.sight import line_seen, task_crumbs
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the pages offer it: from which states, who may, the field that it asks for ('' for none)."""

    word: str
    label: Any
    icon: str
    lead: Any
    done: Any
    act: Callable[..., Task]
    since: tuple[TaskState, ...]
    field: str = ""
    asked: Any = ""
    of_host: bool = False

    def may(self, by: Account, task: Task) -> bool:
        """Whether this person takes such steps with the task."""
        host = policy.host_of(task)
        if self.of_host:
            return host is not None and policy.may_work(by, host)
        return policy.may_keep_programme(by, task.programme.host)

    def offered(self, by: Account, task: Task) -> bool:
        """Whether it can follow now and this person may take it."""
        if task.kind not in WORKED or TaskState(task.state) not in self.since or not self.may(by, task):
            return False
        return self.word != "confirm" or not policy.did_it(by, task)


STEPS: Final = (
    Step(
        "done", _("报告完成"), "check", _("写清办成了什么。文明办确认以后才算完成。"), _("已报告完成，等待确认。"),
        actions.report_done, (TaskState.OPEN,), "result", _("完成情况"), of_host=True,
    ),
    Step(
        "confirm", _("确认完成"), "circle-check", _("看过完成情况和佐证以后确认。报告完成的人不能确认。"), _("已确认。"),
        actions.confirm_task, (TaskState.DONE,),
    ),
    Step(
        "return", _("退回"), "arrow-back-up", _("任务回到“进行中”，牵头单位会看到原因。"), _("已退回。"),
        actions.send_task_back, (TaskState.DONE, TaskState.CONFIRMED), "reason", _("退回原因"),
    ),
    Step(
        "drop", _("不再办理"), "ban", _("任务留在表里，写明为什么不办了。"), _("已改为不再办理。"),
        actions.drop_task, (TaskState.OPEN,), "reason", _("原因"),
    ),
    Step(
        "resume", _("恢复办理"), "refresh", _("任务重新进行。"), _("已恢复办理。"),
        actions.resume_task, (TaskState.DROPPED,), "reason", _("原因"),
    ),
)  # fmt: skip


def offered(by: Account, task: Task) -> list[Step]:
    """The steps that this person may take now."""
    return [one for one in STEPS if one.offered(by, task)]


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: int, word: str) -> HttpResponse:
    """Take a step with a task."""
    chosen, by = next(one for one in STEPS if one.word == word), account_of(request)
    programme, line = line_seen(request, key)
    task = line.task
    task.programme = programme
    require(chosen.may(by, task))
    form = _form(chosen, task, request.POST or None)

    def act() -> HttpResponse:
        chosen.act(by=by, task=task, **form.cleaned_data)
        messages.success(request, chosen.done)
        return redirect("task", key=task.pk)

    back = reverse("task", args=[task.pk])
    context = {
        "heading": chosen.label,
        "lead": chosen.lead,
        "back": back,
        "crumbs": [*task_crumbs(programme), (f"{line.number} {task.title[:20]}", back)],
        "submit": chosen.label,
        "draft": f"task-{task.pk}-{word}",
        "season": programme.title,
    }
    return form_page(request, form, act, context, fresh=lambda: _form(chosen, line_seen(request, key)[1].task, None))


def _form(chosen: Step, task: Task, sent: Any) -> NoteForm:
    return NoteForm(sent, field=chosen.field, label=chosen.asked, initial={"revision": task.revision})
