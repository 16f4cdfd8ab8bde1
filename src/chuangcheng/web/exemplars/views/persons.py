"""Exemplars: registered once, with what they were given and what was written about them."""

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
from chuangcheng.people.states import masked
from chuangcheng.stages.exemplars import actions, policy, queries
from chuangcheng.stages.exemplars.models import Exemplar
from chuangcheng.web.exemplars import forms
from chuangcheng.web.exemplars.kinds import ROOM
from chuangcheng.web.register.history import steps
from chuangcheng.web.register.sight import programme_among, programme_seen, programmes_seen
from chuangcheng.web.register.views import state_of, tabs
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import Column, Filter, Table


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The exemplars in sight. Personal data: no export."""
    by, programmes = account_of(request), programmes_seen(request)
    programme = programme_among(request, programmes)
    context: dict[str, Any] = {"tabs": tabs(ROOM, "exemplar_list", programme), "programmes": programmes}
    if programme is None:
        return render(request, "exemplars/list.html", context)
    known = queries.units_with_names(by)
    table = Table(
        request,
        queries.visible_exemplars(by, programme),
        columns=(
            Column("code", _("编号"), lambda e: e.code, sort=("code",), main=True,
                   link=lambda e: reverse("exemplar", args=[e.pk])),
            Column("name", _("姓名"), lambda e: queries.name_for(e, known)),
            Column("unit", _("推荐单位"), lambda e: e.unit.name, sort=("unit__code",)),
            Column("at", _("登记时间"), lambda e: e.created_at, "moment", sort=("created_at",)),
        ),
        filters=(Filter("q", _("搜索"), "search", ("code", "unit__name")),),
        order="-at",
        exports=False,
        caption=_("好人列表"),
    )  # fmt: skip
    context |= {"table": table, "programme": programme, "season": programme.title}
    context["may_register"] = policy.may_keep_records(by, programme.host)
    context["new_url"] = f"{reverse('exemplar_new')}?programme={programme.pk}"
    return render(request, "exemplars/list.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One exemplar, with honours and materials."""
    by, exemplar = account_of(request), _seen(request, key)
    knows = policy.may_know_names(by, exemplar.unit)
    context = {
        "exemplar": exemplar,
        "season": exemplar.programme.title,
        "name": exemplar.name if knows else masked(exemplar.name),
        "knows": knows,
        "may_change": policy.may_keep_records(by, exemplar.unit),
        "list_url": f"{reverse('exemplar_list')}?programme={exemplar.programme_id}",
        "about": f"?programme={exemplar.programme_id}&exemplar={exemplar.pk}",
        "honours": [(one, state_of(one)) for one in exemplar.honours.all()],
        "materials": [(one, state_of(one)) for one in exemplar.materials.all()],
        "steps": steps(exemplar),
    }
    return render(request, "exemplars/exemplar.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a person whom a unit recommends."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_keep_records(by, programme.host))
    form = forms.NewExemplarForm(by, programme, request.POST or None)

    def act() -> HttpResponse:
        exemplar = actions.register_exemplar(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已登记，编号%(code)s。") % {"code": exemplar.code})
        return redirect("exemplar", key=exemplar.pk)

    back = f"{reverse('exemplar_list')}?programme={programme.pk}"
    context = {"heading": _("登记好人"), "back": back, "crumbs": [(ROOM.title, back)], "season": programme.title}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct a person's data."""
    by, exemplar = account_of(request), _seen(request, key)
    require(policy.may_keep_records(by, exemplar.unit))
    form = forms.ExemplarForm(request.POST or None, initial=_initial(exemplar))

    def act() -> HttpResponse:
        actions.change_exemplar(by=by, exemplar=exemplar, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("exemplar", key=exemplar.pk)

    def fresh() -> forms.ExemplarForm:
        return forms.ExemplarForm(initial=_initial(_seen(request, key)))

    back = reverse("exemplar", args=[exemplar.pk])
    context = {"heading": _("修改好人"), "back": back, "crumbs": [(exemplar.code, back)]}
    return form_page(request, form, act, context, fresh=fresh)


def _seen(request: HttpRequest, key: int) -> Exemplar:
    return seen(Exemplar.objects.select_related("unit", "programme__host"), request, key, path="unit")


def _initial(exemplar: Exemplar) -> dict[str, Any]:
    return {name: getattr(exemplar, name) for name in ("name", "phone", "story", "revision")}
