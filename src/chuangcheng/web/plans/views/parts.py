"""Phases and next steps of a programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import NextStep, Phase, Programme
from chuangcheng.web.plans import forms
from chuangcheng.web.plans.views.sight import crumbs, part_kept, programme_kept
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def phase_new(request: HttpRequest, key: int) -> HttpResponse:
    """Add a phase."""
    programme = programme_kept(request, key)
    form = forms.PhaseForm(request.POST or None)
    return _page(
        request,
        programme,
        form,
        _("新增阶段"),
        lambda values: actions.add_phase(programme=programme, **values),
        at="phase_list",
    )


@login_required
@require_http_methods(["GET", "POST"])
def phase_edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a phase."""
    phase = part_kept(Phase, request, key)

    def form(data: Any = None) -> forms.PhaseForm:
        return forms.PhaseForm(data, initial=_initial(part_kept(Phase, request, key), forms.PhaseForm))

    def act(values: dict[str, Any]) -> object:
        return actions.change_phase(phase=phase, **values)

    return _page(request, phase.programme, form(request.POST or None), _("修改阶段"), act, form, at="phase_list")


@login_required
@require_POST
def phase_remove(request: HttpRequest, key: int) -> HttpResponse:
    """Take a phase out of the plan."""
    phase = part_kept(Phase, request, key)
    actions.remove_phase(by=account_of(request), phase=phase, revision=_revision(request))
    messages.success(request, _("已移除阶段“%(title)s”。") % {"title": phase.title})
    return redirect("phase_list", key=phase.programme_id)


@login_required
@require_http_methods(["GET", "POST"])
def step_new(request: HttpRequest, key: int) -> HttpResponse:
    """Add a next step."""
    programme = programme_kept(request, key)

    def act(values: dict[str, Any]) -> object:
        return actions.add_next_step(programme=programme, **values)

    return _page(request, programme, forms.NextStepForm(request.POST or None), _("新增下步打算"), act)


@login_required
@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a next step."""
    step = part_kept(NextStep, request, key)

    def form(data: Any = None) -> forms.NextStepForm:
        return forms.NextStepForm(data, initial=_initial(part_kept(NextStep, request, key), forms.NextStepForm))

    def act(values: dict[str, Any]) -> object:
        return actions.change_next_step(step=step, **values)

    return _page(request, step.programme, form(request.POST or None), _("修改下步打算"), act, form)


@login_required
@require_POST
def step_finish(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a next step was done today."""
    step = part_kept(NextStep, request, key)
    actions.finish_next_step(by=account_of(request), step=step, revision=_revision(request))
    messages.success(request, _("已记为完成。"))
    return redirect("programme", key=step.programme_id)


@login_required
@require_POST
def step_remove(request: HttpRequest, key: int) -> HttpResponse:
    """Take a next step out of the list."""
    step = part_kept(NextStep, request, key)
    actions.remove_next_step(by=account_of(request), step=step, revision=_revision(request))
    messages.success(request, _("已移除。"))
    return redirect("programme", key=step.programme_id)


def _page(
    request: HttpRequest,
    programme: Programme,
    form: django_forms.Form,
    heading: str,
    write: Callable[[dict[str, Any]], object],
    fresh: Callable[[], django_forms.Form] | None = None,
    *,
    at: str = "programme",
) -> HttpResponse:
    def act() -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if fresh is not None or name != "revision"}
        write({"by": account_of(request), **values})
        messages.success(request, _("已保存。"))
        return redirect(at, key=programme.pk)

    back = reverse(at, args=[programme.pk])
    return form_page(request, form, act, {"heading": heading, "back": back, "crumbs": crumbs(programme)}, fresh=fresh)


def _initial(part: Phase | NextStep, form: type[django_forms.Form]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in form.base_fields}


def _revision(request: HttpRequest) -> int | None:
    """The revision that the page showed, when the button sent it."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() else None
