"""Single rows of the table by form: added, changed, moved, removed. All save through the one action of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chuangcheng.base.errors import NotSeen, Refused, SeveralRefused
from chuangcheng.people.policy import require
from chuangcheng.stages.plans import actions, policy, queries
from chuangcheng.stages.plans.actions import Saved, TableRefused, TableRow
from chuangcheng.stages.plans.models import Programme, Task
from chuangcheng.stages.plans.states import TASK_DEPTH, TaskKind
from chuangcheng.web.plans.forms.tasks import TaskForm
from chuangcheng.web.plans.views.sight import line_seen, programme_kept, task_crumbs
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Add a row: after the one that ``?after=`` names, else at the end."""
    by, programme = account_of(request), programme_kept(request, key)
    after = _after(request, programme)
    initial = {"kind": str(TaskKind(after.kind).label)} if after else {}
    form = TaskForm(queries.Names(by, programme), request.POST or None, initial=initial)
    del form.fields["revision"]

    def act() -> HttpResponse:
        rows = _with_new(programme, after, TableRow(None, None, form.texts))
        saved = _saved(lambda: actions.save_table(by=by, programme=programme, rows=rows))
        messages.success(request, _("已加一行。"))
        return redirect("task", key=saved.added[0].pk)

    back = reverse("task_list", args=[key])
    context = {"heading": _("加一行"), "back": back, "crumbs": task_crumbs(programme), "draft": f"task-{key}"}
    return form_page(request, form, act, {**context, "season": programme.title})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a row."""
    by = account_of(request)
    programme, task = _kept(request, key)

    def form(sent: Any = None) -> TaskForm:
        names, row = queries.Names(by, programme), line_seen(request, key)[1].task
        return TaskForm(names, sent, initial={**queries.texts_of(row, names), "revision": row.revision})

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        rows = [TableRow(task.pk, bound.cleaned_data["revision"], bound.texts)]
        _saved(lambda: actions.save_table(by=by, programme=programme, rows=rows))
        messages.success(request, _("已保存。"))
        return redirect("task", key=task.pk)

    back = reverse("task", args=[key])
    context = {"heading": _("修改一行"), "back": back, "crumbs": [*task_crumbs(programme), (task.title[:20], back)]}
    return form_page(request, bound, act, {**context, "season": programme.title}, fresh=form)


@login_required
@require_POST
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Move a row with all below it: ``to`` is up, down, in, out or gone (the row alone)."""
    by = account_of(request)
    programme, task = _kept(request, key)
    to, rows = request.POST.get("to", ""), queries.table_rows(programme)
    if to == "gone":
        actions.save_table(by=by, programme=programme, rows=[], removed=[(task.pk, _revision(request))])
        messages.success(request, _("已删去“%(title)s”。") % {"title": task.title[:30]})
        return redirect("task_list", key=programme.pk)
    moved = _moved(rows, task, to)
    if not moved:
        messages.info(request, _("已经到头了，没有移动。"))
    else:
        actions.save_table(by=by, programme=programme, rows=moved)
        messages.success(request, _("已移动。"))
    return redirect("task", key=task.pk)


def _moved(rows: Sequence[Task], task: Task, to: str) -> list[TableRow]:
    """The table with the row and all below it moved; nothing where it cannot move."""
    at = next(number for number, row in enumerate(rows) if row.pk == task.pk)
    end = _end(rows, at)
    if to in ("in", "out"):
        step = 1 if to == "in" else -1
        kinds = list(TaskKind)
        depths = [TASK_DEPTH[row.kind] + step for row in rows[at:end]]
        if min(depths) < 0 or max(depths) >= len(kinds):
            return []
        changed = zip(rows[at:end], depths, strict=True)
        return [TableRow(row.pk, row.revision, {"kind": kinds[depth].value}) for row, depth in changed]
    block = list(rows[at:end])
    before = [n for n in range(at) if _end(rows, n) == at and _depth(rows[n]) == _depth(task)]
    if to == "up" and before:
        ordered = [*rows[: before[0]], *block, *rows[before[0] : at], *rows[end:]]
    elif to == "down" and end < len(rows) and _depth(rows[end]) == _depth(task):
        stop = _end(rows, end)
        ordered = [*rows[:at], *rows[end:stop], *block, *rows[stop:]]
    else:
        return []
    return [TableRow(row.pk) for row in ordered]


def _depth(row: Task) -> int:
    return TASK_DEPTH[row.kind]


def _end(rows: Sequence[Task], at: int) -> int:
    """The number of the first row after ``at`` that does not stand below it."""
    deeper = (n for n in range(at + 1, len(rows)) if _depth(rows[n]) <= _depth(rows[at]))
    return next(deeper, len(rows))


def _kept(request: HttpRequest, key: int) -> tuple[Programme, Task]:
    programme, line = line_seen(request, key)
    require(policy.may_keep_programme(account_of(request), programme.host))
    return programme, line.task


def _after(request: HttpRequest, programme: Programme) -> Task | None:
    asked = request.GET.get("after", "")
    if not (asked.isascii() and asked.isdecimal()):
        return None
    found = programme.tasks.filter(pk=int(asked)).first()
    if found is None:
        raise NotSeen
    return found


def _with_new(programme: Programme, after: Task | None, row: TableRow) -> list[TableRow]:
    """All rows with the new one after another, and after all that stands below that."""
    rows = queries.table_rows(programme)
    at = len(rows) if after is None else _end(rows, next(n for n, one in enumerate(rows) if one.pk == after.pk))
    return [*(TableRow(one.pk) for one in rows[:at]), row, *(TableRow(one.pk) for one in rows[at:])]


def _saved(save: Callable[[], Saved]) -> Saved:
    """Save; cells that are refused stand beside their fields."""
    try:
        return save()
    except TableRefused as refused:
        faults = [Refused(refused.code, fault.message, field=fault.field) for fault in refused.faults]
        raise SeveralRefused(faults) from refused


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() else None
