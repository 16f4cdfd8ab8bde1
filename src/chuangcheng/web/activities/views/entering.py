"""Recording an activity: the kind first, then what that kind asks, filled in from the plan and from last time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.base.journal import together
from chuangcheng.evidence import actions as evidence
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.queries import grouped, kind_named, kinds_in_force, last_of_kind, recent_kinds
from chuangcheng.stages.activities.states import ActivityState
from chuangcheng.stages.plans.models import Cadence, Programme, Task
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.activities.forms.activities import ActivityForm
from chuangcheng.web.activities.kinds.records import ACTIVITY
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of

#: What is taken over from last time without asking: where and for what, never how many.
TAKEN_OVER = ("title", "where", "organiser", "theme")


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a kind, or record an activity of the kind that is asked for."""
    by, programme = account_of(request), programme_seen(request)
    require(ACTIVITY.begins(by, programme))
    named = request.POST.get("kind") or request.GET.get("kind") or _kind_of_cadence(request, programme)
    return _enter(request, by, programme, named) if named else _choose(request, by, programme)


def _choose(request: HttpRequest, by: Account, programme: Programme) -> HttpResponse:
    kinds = kinds_in_force(programme.host)
    known = {kind.name for kind in kinds}
    context = {
        "recent": [name for name in recent_kinds(by, programme) if name in known],
        "groups": grouped(kinds),
        "rest": _rest(request),
        "season": programme.title,
        "back": _list_url(programme),
        "programme": programme,
    }
    return render(request, "activities/choose.html", context)


def _enter(request: HttpRequest, by: Account, programme: Programme, named: str) -> HttpResponse:
    kind = kind_named(programme.host, named)
    unit = _unit(request, by, programme)
    last = last_of_kind(by, programme, unit, named) if request.method == "GET" else None
    initial = _initial(request, programme, kind.name, unit, last)
    form = ActivityForm(by, programme, request.POST or None, request.FILES or None, kind=kind, initial=initial)

    def act() -> HttpResponse:
        state = ActivityState.PLANNED if form.is_ahead else ActivityState.HELD
        with together():
            record = actions.record_activity(by=by, programme=programme, state=state, **form.cleaned_data)
            _attach(by, record, form.photo)
        said = _("已列入计划，编号%(code)s。") if form.is_ahead else _("已记录，编号%(code)s。")
        messages.success(request, said % {"code": record.code})
        return redirect("activity", key=record.pk)

    back = _list_url(programme)
    context = {
        "heading": _("记录活动：%(kind)s") % {"kind": kind.name},
        "back": back,
        "crumbs": [(ACTIVITY.title, back)],
        "draft": f"activity-{kind.name}",
        "season": programme.title,
        "last": last,
        "like_url": f"?{_rest(request, like=str(last.pk), kind=named)}" if last else "",
        "other_url": f"{reverse('activity_new')}?{_rest(request, kind=None, like=None)}",
    }
    return form_page(request, form, act, context, template="activities/enter.html")


def _initial(
    request: HttpRequest, programme: Programme, kind: str, unit: Organisation | None, last: Activity | None
) -> dict[str, Any]:
    """From last time (all of it where ``like`` is asked for), from the address, and from what comes round."""
    found: dict[str, Any] = {}
    if last is not None:
        found = {name: getattr(last, name) for name in TAKEN_OVER}
        found |= {"spot": last.spot_id, "tasks": list(last.tasks.all()), "unit": last.unit_id}
        if request.GET.get("like") == str(last.pk):
            found |= _all_of(last)
    if unit is not None:
        found["unit"] = unit.pk
    cadences = set(Cadence.objects.filter(programme=programme, activity_kind=kind, ended_on=None)) if kind else set()
    asked = request.GET
    if (task := _one(Task, programme, asked.get("task", ""))) is not None:
        found["tasks"] = [*found.get("tasks", []), task]
        found["title"] = found.get("title") or task.title[:160]
    if (cadence := _one(Cadence, programme, asked.get("cadence", ""))) is not None:
        cadences.add(cadence)
    found["cadences"] = sorted(cadences, key=lambda one: one.pk)
    for name, field in (("place", "spot"), ("day", "happened_on"), ("title", "title"), ("where", "where")):
        if asked.get(name):
            found[field] = asked[name]
    return found


def _all_of(last: Activity) -> dict[str, Any]:
    form = ActivityForm.__new__(ActivityForm)
    given = ActivityForm.initial_of(form, last)
    return {name: value for name, value in given.items() if name not in ("happened_on", "revision", "note", "items")}


def _attach(by: Account, record: Activity, photo: Any) -> None:
    """Keep the photograph as evidence of the record; it is never asked for."""
    if photo is None:
        return
    caption = {"subject": record.title or record.kind, "taken_on": record.happened_on, "place": record.where}
    piece = evidence.store(by=by, unit=record.unit, content=photo.file, name=photo.name, **caption)  # type: ignore[arg-type]
    evidence.cite(by=by, evidence=piece, record=record)


def _kind_of_cadence(request: HttpRequest, programme: Programme) -> str:
    cadence = _one(Cadence, programme, request.GET.get("cadence", ""))
    return cadence.activity_kind if cadence is not None else ""


def _unit(request: HttpRequest, by: Account, programme: Programme) -> Organisation | None:
    """The unit that the address names, or the account's only one."""
    seen = scoped(units(programme), by, path="")
    asked = request.GET.get("unit", "")
    if not asked and (place := request.GET.get("place", "")).isascii() and place.isdecimal():
        return seen.filter(places__pk=place).first()
    if asked.isascii() and asked.isdecimal():
        return seen.filter(pk=asked).first()
    few = list(seen[:2])
    return few[0] if len(few) == 1 else None


def _one(model: Any, programme: Programme, key: str) -> Any:
    """A row of the programme by its key, None for anything else."""
    return model.objects.filter(programme=programme, pk=key).first() if key.isascii() and key.isdecimal() else None


def _rest(request: HttpRequest, **changes: str | None) -> str:
    """The parameters of this address, some of them changed."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()


def _list_url(programme: Programme) -> str:
    return f"{reverse('activity_list')}?programme={programme.pk}"
