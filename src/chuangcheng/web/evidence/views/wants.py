"""Pages where the office says which evidence is wanted, and how much is enough."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence import actions, policy
from chuangcheng.evidence.models import Want
from chuangcheng.people.policy import require
from chuangcheng.stages.plans.models import Programme, Task
from chuangcheng.web.evidence import forms
from chuangcheng.web.evidence.lights import PROGRAMME, TASK, item_titles
from chuangcheng.web.evidence.views.enough import frame, programme_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """What is wanted in a programme, by item and task."""
    programme = programme_seen(request, key)
    titles, tasks = item_titles(programme), {task.pk: task for task in programme.tasks.all()}
    rows = []
    for want in _wants(programme, tasks):
        task = tasks.get(want.record_id) if want.record == TASK else None
        name = task.title if task else f"{want.item} {titles.get(want.item, '')}".strip()
        rows.append((want, name, reverse("task", args=[task.pk]) if task else ""))
    return render(request, "evidence/wants.html", {**frame(request, programme, "want_list"), "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Say what is wanted for an item (or, with ``?task=``, for a task)."""
    by, programme = account_of(request), programme_seen(request, key)
    require(policy.may_keep_wants(by, programme.host))
    task = _task(programme, request.GET.get("task", ""))
    form = forms.WantForm({} if task else item_titles(programme), request.POST or None, task=task is not None)

    def act() -> HttpResponse:
        actions.set_want(by=by, host=programme.host, record=task or programme, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("want_list", key=programme.pk)

    lead = task.title if task else _("够了就不必再传；少了会在“缺什么”里列出来。")
    context = {"heading": _("添加材料要求"), "lead": lead, **_back(programme)}
    return form_page(request, form, act, context)


@login_required
@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for it no longer."""
    want = seen(Want.objects.select_related("host"), request, key, path="host")
    actions.drop_want(by=account_of(request), want=want)
    messages.success(request, _("已移除。"))
    programme = want.record_id
    if want.record == TASK:
        programme = Task.objects.values_list("programme_id", flat=True).get(pk=want.record_id)
    return redirect("want_list", key=programme)


def _wants(programme: Programme, tasks: dict[int, Task]) -> list[Want]:
    of_items = Want.objects.filter(record=PROGRAMME, record_id=programme.pk)
    return [*of_items, *Want.objects.filter(record=TASK, record_id__in=tasks)]


def _task(programme: Programme, key: str) -> Task | None:
    if not key:
        return None
    task = programme.tasks.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() else None
    if task is None:
        raise NotSeen
    return task


def _back(programme: Programme) -> dict[str, Any]:
    here = reverse("want_list", args=[programme.pk])
    return {
        "back": here,
        "crumbs": [(programme.title, reverse("programme", args=[programme.pk])), (_("材料要求"), here)],
    }
