"""Grids: list, page, form, boundaries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.people import actions, policy
from chuangcheng.people.models import Grid
from chuangcheng.people.queries import visible_grids
from chuangcheng.people.states import GridKind
from chuangcheng.web.people import ground_forms as forms
from chuangcheng.web.people.boundaries import read_boundaries
from chuangcheng.web.people.duties import answers_panel
from chuangcheng.web.people.forms import EndForm
from chuangcheng.web.people.views.sight import account_of, seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.tables import Column, Filter, State, Table

ROOM = gettext_lazy("单位与人员")


def may_keep_any(request: HttpRequest) -> bool:
    """Whether the account keeps grids and places somewhere."""
    by = account_of(request)
    return by.is_administrator or policy.has_role(by, ["administrator", "office"])


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The grids in sight."""
    table = Table(
        request,
        visible_grids(account_of(request)),
        columns=(
            Column("name", _("名称"), lambda g: g.name, sort=("name",), main=True, link=lambda g: reverse("grid", args=[g.pk])),
            Column("unit", _("单位"), lambda g: g.organisation.name, sort=("organisation__code", "code")),
            Column("code", _("编号"), lambda g: g.code, sort=("code",)),
            Column("kind", _("类型"), lambda g: g.get_kind_display(), sort=("kind", "code")),
            Column("within", _("所在网格"), lambda g: g.within.name if g.within else "", sort=("within__name",), spare=True),
            Column("households", _("户数"), lambda g: g.households, "integer", sort=("households",)),
            Column("state", _("状态"), _state, "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("name", "code", "organisation__name")),
            Filter("kind", _("类型"), fields=("kind",), choices=lambda: GridKind.choices),
        ),
        order="unit",
        caption=_("网格列表"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, _("网格"))
    return render(request, "people/grids.html", {"table": table, "keeps": may_keep_any(request)})


def _state(grid: Grid) -> State:
    if grid.ended_on:
        return State(_("已撤销"), "warn")
    return State(_("有边界"), "good", "map-2") if grid.boundary else State(_("没有边界"), "")


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One grid: what it is, who answers for it on a day, what lies in it."""
    by, grid = account_of(request), _seen(request, key)
    context = {
        "grid": grid,
        "inner": grid.inner.filter(ended_on=None).select_related("organisation"),
        "places": grid.places.filter(ended_on=None).select_related("organisation"),
        "keeps": policy.may_keep_places(by, grid.organisation),
        "duties": answers_panel(request, grid),
    }
    return render(request, "people/grid.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a grid."""
    by = account_of(request)
    policy.require(may_keep_any(request))
    form = forms.GridForm(by, request.POST or None, initial={"organisation": request.GET.get("unit")})
    del form.fields["revision"]

    def act() -> HttpResponse:
        grid = actions.add_grid(by=by, organisation=form.cleaned_data["organisation"], given=form.given)
        messages.success(request, _("已保存。"))
        return redirect("grid", key=grid.pk)

    return form_page(request, form, act, {**_context(_("新建网格")), "draft": "grid"})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is written about a grid."""
    by, grid = account_of(request), _kept(request, key)

    def form(sent: Any = None) -> forms.GridForm:
        now = _seen(request, key)
        initial = {name: getattr(now, name) for name in ("code", "name", "kind", "within", "households", "revision")}
        return forms.GridForm(by, sent, organisation=now.organisation, initial=initial)

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        actions.change_grid(by=by, grid=grid, revision=bound.cleaned_data["revision"], given=bound.given)
        messages.success(request, _("已保存。"))
        return redirect("grid", key=key)

    return form_page(request, bound, act, _context(_("修改网格"), grid), fresh=form)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Note that a grid has ended."""
    by, grid = account_of(request), _kept(request, key)
    form = EndForm(request.POST or None)

    def act() -> HttpResponse:
        actions.end_grid(by=by, grid=grid, on=form.cleaned_data["on"])
        messages.success(request, _("已记录撤销。原有记录保留。"))
        return redirect("grid", key=key)

    return form_page(request, form, act, _context(_("撤销网格"), grid))


@login_required
@require_http_methods(["GET", "POST"])
def boundaries(request: HttpRequest) -> HttpResponse:
    """Take the boundaries of grids from a GeoJSON file, all or none."""
    by = account_of(request)
    policy.require(may_keep_any(request))
    form = forms.BoundariesForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        sent, values = form.cleaned_data["file"], form.cleaned_data
        grids = visible_grids(by).filter(ended_on=None)
        found = read_boundaries(sent.read(), values["property"], grids)
        count = actions.set_boundaries(by=by, boundaries=found, system=values["system"], source=sent.name)
        told = ngettext("已更新%(n)d个网格的边界。", "已更新%(n)d个网格的边界。", count)
        messages.success(request, told % {"n": count})
        return redirect("ground_map")

    lead = _("全部正确才写入；有一处不对，一个也不改，并告诉您是第几个面。")
    return form_page(request, form, act, {**_context(_("导入边界")), "lead": lead, "submit": _("导入")})


def _seen(request: HttpRequest, key: int) -> Grid:
    return seen(Grid.objects.select_related("organisation", "within__organisation"), request, key, path="organisation")


def _kept(request: HttpRequest, key: int) -> Grid:
    grid = _seen(request, key)
    policy.require(policy.may_keep_places(account_of(request), grid.organisation))
    return grid


def _context(heading: str, grid: Grid | None = None) -> dict[str, Any]:
    listed = reverse("grid_list")
    back = reverse("grid", args=[grid.pk]) if grid else listed
    own = [(grid.name, back)] if grid else []
    return {
        "heading": heading,
        "back": back,
        "crumbs": [(ROOM, reverse("organisation_tree")), (_("网格"), listed), *own],
    }
