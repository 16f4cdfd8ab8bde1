"""Programmes: list, page, begin, change, leading group."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock
from chuangcheng.people.policy import has_role, require
from chuangcheng.stages.plans import actions, policy, queries
from chuangcheng.stages.plans.models import ClosedPeriod, Programme
from chuangcheng.stages.plans.states import TaskState
from chuangcheng.web.plans import forms
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.timeline import timeline
from chuangcheng.web.plans.views.sight import ROOM, crumbs, programme_kept, programme_seen
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, State, Table

_AHEAD = State(gettext_lazy("未开始"), "info", "clock")
_RUNNING = State(gettext_lazy("进行中"), "good", "player-play")
_OVER = State(gettext_lazy("已结束"), "", "check")
CLOSED = State(gettext_lazy("已关账"), "accent", "lock")
REOPENED = State(gettext_lazy("已重开"), "warn", "lock-open")


def state_of(programme: Programme) -> State:
    """Whether it is ahead, running or over today."""
    today = clock.today()
    return _AHEAD if today < programme.first else _OVER if today > programme.last else _RUNNING


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The programmes in sight."""
    by = account_of(request)
    table = Table(
        request,
        queries.visible_programmes(by),
        columns=(
            Column("title", _("名称"), lambda p: p.title, sort=("title",), main=True, wide=True,
                   link=lambda p: reverse("programme", args=[p.pk])),
            Column("aim", _("创建目标"), lambda p: p.aim, sort=("aim",)),
            Column("level", _("层级"), lambda p: p.get_level_display(), sort=("level",)),
            Column("host", _("主办单位"), lambda p: p.host.name, sort=("host__code",)),
            Column("first", _("第一天"), lambda p: p.first, "day", sort=("first",)),
            Column("last", _("最后一天"), lambda p: p.last, "day", sort=("last",)),
            Column("state", _("状态"), state_of, "state"),
        ),
        filters=(Filter("q", _("搜索"), "search", ("title", "aim", "host__name")),),
        order="-first",
        exports=False,
        caption=_("创建活动列表"),
    )  # fmt: skip
    return render(request, "plans/list.html", {"table": table, "may_start": has_role(by, policy.OFFICE)})


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """A programme with all that it is made of."""
    by, programme = account_of(request), programme_seen(request, key)
    context = section(
        programme,
        "overview",
        state=state_of(programme),
        keeps=policy.may_keep_programme(by, programme.host),
        next_steps=programme.next_steps.all(),
        today=clock.today(),
        periods=[_period(period) for period in programme.closed_periods.all()],
        steps=steps(programme),
        tasks=_tasks(request, programme),
        **_along_the_year(programme),
    )
    return render(request, "plans/programme.html", context)


@login_required
@require_GET
def phases(request: HttpRequest, key: int) -> HttpResponse:
    """Phases and campaigns along the programme's days; overlaps and gaps named."""
    programme = programme_seen(request, key)
    keeps = policy.may_keep_programme(account_of(request), programme.host)
    return render(
        request, "plans/phase_list.html", section(programme, "phases", keeps=keeps, **_along_the_year(programme))
    )


@login_required
@require_GET
def group_page(request: HttpRequest, key: int) -> HttpResponse:
    """The leading group."""
    programme = programme_seen(request, key)
    keeps = policy.may_keep_programme(account_of(request), programme.host)
    members = programme.leading_group.all()
    return render(request, "plans/group_page.html", section(programme, "group", keeps=keeps, members=members))


def _tasks(request: HttpRequest, programme: Programme) -> list[tuple[Any, int, str]]:
    """The tasks in sight by state, each count with where it opens to; nothing where there is no table yet."""
    table = queries.visible_lines(account_of(request), programme)
    if not any(line.is_worked for line in table):
        return []
    at = reverse("task_list", args=[programme.pk])
    counts = queries.counts_by_state(table)
    return [(state.label, counts[state], f"{at}?state={state.value}") for state in TaskState]


def _along_the_year(programme: Programme) -> dict[str, Any]:
    bars = timeline(programme, clock.today())
    return {
        "bars": bars,
        "overlaps": queries.overlaps(programme),
        "gaps": queries.gaps(programme) if bars else [],
    }


def _period(period: ClosedPeriod) -> tuple[ClosedPeriod, State]:
    return period, CLOSED if period.reopened_at is None else REOPENED


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a programme."""
    by = account_of(request)
    require(has_role(by, policy.OFFICE))
    form = forms.NewProgrammeForm(by, request.POST or None, initial={"host": by.organisation_id})

    def act() -> HttpResponse:
        programme = actions.start_programme(by=by, **form.cleaned_data)
        messages.success(request, _("已建立创建活动。接下来写领导小组和阶段。"))
        return redirect("programme", key=programme.pk)

    back = reverse("programme_list")
    context = {"heading": _("建立创建活动"), "back": back, "crumbs": [(ROOM, back)], "draft": "programme"}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change title, aim, level or days."""
    by, programme = account_of(request), programme_kept(request, key)
    form = forms.ProgrammeForm(request.POST or None, initial=_initial(programme))

    def act() -> HttpResponse:
        actions.change_programme(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("programme", key=programme.pk)

    def fresh() -> forms.ProgrammeForm:
        return forms.ProgrammeForm(initial=_initial(programme_kept(request, key)))

    context = {"heading": _("修改创建活动"), "back": reverse("programme", args=[key]), "crumbs": crumbs(programme)}
    return form_page(request, form, act, context, fresh=fresh)


@login_required
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, key: int) -> HttpResponse:
    """Set the leading group: all entries at once, in order."""
    by, programme = account_of(request), programme_kept(request, key)
    form = forms.GroupForm(programme, request.POST or None)

    def act() -> HttpResponse:
        revision = form.cleaned_data["revision"]
        actions.set_leading_group(by=by, programme=programme, revision=revision, entries=form.entries)
        messages.success(request, _("已保存领导小组。"))
        return redirect("leading_group_page", key=programme.pk)

    context = {"heading": _("领导小组"), "back": reverse("leading_group_page", args=[key]), "crumbs": crumbs(programme)}
    return form_page(request, form, act, context, template="plans/group.html")


def _initial(programme: Programme) -> dict[str, Any]:
    return {name: getattr(programme, name) for name in ("title", "aim", "level", "first", "last", "revision")}
