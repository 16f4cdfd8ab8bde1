"""Outside figures: which kinds there are, and a row of one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.people.policy import require
from chuangcheng.stages.inspections import actions, policy
from chuangcheng.stages.inspections.models import FigureKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.inspections.forms import FigureForm, FigureKindForm
from chuangcheng.web.inspections.kinds import OUTSIDE_FIGURE
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


def _kinds(programme: Programme) -> Any:
    return FigureKind.objects.filter(programme=programme)


def _chosen(request: HttpRequest, programme: Programme) -> FigureKind | None:
    """The kind that ``?kind=`` names; the only one when nothing is asked."""
    asked = request.GET.get("kind", "")
    kinds = list(_kinds(programme))
    if not asked:
        return kinds[0] if len(kinds) == 1 else None
    return next((kind for kind in kinds if str(kind.pk) == asked), None)


def _context(programme: Programme, heading: str) -> dict[str, Any]:
    back = f"{reverse('outside_figure_list')}?programme={programme.pk}"
    crumbs = [(OUTSIDE_FIGURE.title, back)]
    return {"heading": heading, "back": back, "crumbs": crumbs, "season": programme.title, "programme": programme}


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a row of a declared kind; where several are declared, the kind is chosen first."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_record_inspection(by, programme.host))
    kind = _chosen(request, programme)
    context = _context(programme, OUTSIDE_FIGURE.record_word)
    if kind is None:
        keeps = policy.may_keep_programme(by, programme.host)
        return render(request, "inspections/choose.html", {**context, "kinds": _kinds(programme), "keeps": keeps})
    form = FigureForm(by, programme, request.POST or None, kind=kind)

    def act() -> HttpResponse:
        figure = actions.record_figure(by=by, kind=kind, **form.cleaned_data)
        messages.success(request, _("已记录，编号%(code)s。") % {"code": figure.code})
        return redirect("outside_figure", key=figure.pk)

    return form_page(request, form, act, {**context, "heading": str(kind)})


@login_required
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """The declared kinds of a programme with their columns."""
    by, programme = account_of(request), programme_seen(request)
    keeps = policy.may_keep_programme(by, programme.host)
    context = {**_context(programme, _("数据类别")), "kinds": _kinds(programme), "keeps": keeps}
    return render(request, "inspections/kinds.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Declare a kind, or change the columns of one (``?kind=``)."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_keep_programme(by, programme.host))
    known = _kinds(programme).filter(kind=request.GET.get("name", "")).first()
    initial = {name: getattr(known, name) for name in ("kind", "title", "columns")} if known else None
    form = FigureKindForm(request.POST or None, initial=initial)

    def act() -> HttpResponse:
        declared = actions.declare_kind(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已登记“%(kind)s”。") % {"kind": declared})
        return redirect(back)

    back = f"{reverse('figure_kind_list')}?programme={programme.pk}"
    return form_page(request, form, act, {**_context(programme, _("登记数据类别")), "back": back})
