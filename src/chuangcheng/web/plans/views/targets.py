"""Targets down their tree, readings and corrections."""

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
from chuangcheng.people.policy import require
from chuangcheng.stages.plans import actions, policy, queries
from chuangcheng.stages.plans.models import Programme, Target, TargetReading
from chuangcheng.web.plans.forms.targets import ReadingForm, TargetForm
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.views.sight import crumbs, programme_kept, programme_seen
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The targets in sight from the top down, with what was reached and where the parts do not add up."""
    by, programme = account_of(request), programme_seen(request, key)
    keeps = policy.may_keep_programme(by, programme.host)
    nodes = [_shown(node) for node in queries.target_tree(by, programme)]
    return render(request, "plans/targets.html", section(programme, "targets", nodes=nodes, keeps=keeps))


def _shown(node: queries.Node) -> dict[str, Any]:
    """A node as people read it."""
    number = queries.plain_number
    return {
        "node": node,
        "target": node.target,
        "planned": f"{number(node.target.planned)}{node.target.measure_word}",
        "reached": f"{number(node.latest.reached)}{node.target.measure_word}" if node.latest else "",
        "rate": f"{node.rate}%" if node.rate is not None else "",
        "difference": number(abs(node.difference)) if node.difference else "",
    }


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One target: its parts, its readings with those that were corrected, its history."""
    by, target = account_of(request), _seen(request, key)
    context = {
        **_shown(queries.node_of(target)),
        "season": target.programme.title,
        "crumbs": _crumbs(target.programme),
        "keeps": policy.may_keep_programme(by, target.programme.host),
        "works": policy.may_work(by, target.unit),
        "readings": [
            (reading, queries.plain_number(reading.reached))
            for reading in target.readings.select_related("made_by").order_by("-on", "-pk")
        ],
        "parts": [_shown(queries.node_of(child)) for child in target.children.select_related("unit")],
        "steps": steps(target),
    }
    return render(request, "plans/target.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Set a target; ``?parent=`` makes it a part of another."""
    by, programme = account_of(request), programme_kept(request, key)
    parent = _parent(request, programme)
    names = ("title", "measure_word", "due_on")
    initial = {name: getattr(parent, name) for name in names} if parent else {"due_on": programme.last}
    form = TargetForm(by, programme, request.POST or None, initial=initial)
    del form.fields["revision"]

    def act() -> HttpResponse:
        target = actions.set_target(by=by, programme=programme, parent=parent, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("target", key=(parent or target).pk)

    heading = _("分解“%(title)s”") % {"title": parent.title} if parent else _("新增目标")
    return form_page(request, form, act, _context(programme, heading, parent))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a target."""
    by, target = account_of(request), _kept(request, key)

    def form(sent: Any = None) -> TargetForm:
        now = _seen(request, key)
        names = ("title", "unit", "officer", "planned", "measure_word", "due_on", "revision")
        initial = {name: getattr(now, name) for name in names}
        return TargetForm(by, target.programme, sent, initial={**initial, "planned": queries.plain_number(now.planned)})

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        actions.change_target(by=by, target=target, **bound.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("target", key=key)

    return form_page(request, bound, act, _context(target.programme, _("修改目标"), target), fresh=form)


@login_required
@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Take out a target that has neither parts nor readings."""
    target = _kept(request, key)
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdecimal() else None
    actions.remove_target(by=account_of(request), target=target, revision=revision)
    messages.success(request, _("已移除。"))
    return redirect("target_list", key=target.programme_id)


@login_required
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, key: int) -> HttpResponse:
    """Write down what had been reached on a day."""
    by, target = account_of(request), _seen(request, key)
    require(policy.may_work(by, target.unit))
    form = ReadingForm(request.POST or None)

    def act() -> HttpResponse:
        actions.read_target(by=by, target=target, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("target", key=key)

    return form_page(request, form, act, _context(target.programme, _("填报完成数"), target))


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, key: int) -> HttpResponse:
    """Correct a reading by a new one."""
    by = account_of(request)
    reading = TargetReading.objects.filter(pk=key).first()
    if reading is None:
        raise NotSeen
    target = reading.target = _seen(request, reading.target_id)
    require(policy.may_work(by, target.unit))
    form = ReadingForm(request.POST or None, initial={"on": reading.on})
    form.fields["note"].required = True
    form.fields["note"].label = _("更正原因")

    def act() -> HttpResponse:
        actions.correct_reading(by=by, reading=reading, **form.cleaned_data)
        messages.success(request, _("已更正；原来的数仍然看得到。"))
        return redirect("target", key=target.pk)

    return form_page(request, form, act, _context(target.programme, _("更正完成数"), target))


def _seen(request: HttpRequest, key: int) -> Target:
    found = Target.objects.filter(pk=key).first()
    if found is None:
        raise NotSeen
    rows = queries.visible_targets(account_of(request), programme_seen(request, found.programme_id))
    target = rows.select_related("unit", "parent", "programme__host").filter(pk=key).first()
    if target is None:
        raise NotSeen
    return target


def _kept(request: HttpRequest, key: int) -> Target:
    target = _seen(request, key)
    require(policy.may_keep_programme(account_of(request), target.programme.host))
    return target


def _parent(request: HttpRequest, programme: Programme) -> Target | None:
    asked = request.GET.get("parent", "")
    if not asked:
        return None
    target = _seen(request, int(asked)) if asked.isascii() and asked.isdecimal() else None
    if target is None or target.programme_id != programme.pk:
        raise NotSeen
    return target


def _crumbs(programme: Programme) -> list[tuple[str, str]]:
    return [*crumbs(programme), (_("目标"), reverse("target_list", args=[programme.pk]))]


def _context(programme: Programme, heading: str, target: Target | None) -> dict[str, Any]:
    back = reverse("target", args=[target.pk]) if target else reverse("target_list", args=[programme.pk])
    own = [(str(target), back)] if target else []
    return {"heading": heading, "back": back, "crumbs": [*_crumbs(programme), *own], "season": programme.title}
