"""Places: list (the register of premises, by kind), page, form; the ground as a map and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.people import actions, policy
from chuangcheng.people.models import Place
from chuangcheng.people.queries import visible_grids, visible_places
from chuangcheng.people.states import PositionSystem
from chuangcheng.web.people import ground_forms as forms
from chuangcheng.web.people.duties import answers_panel
from chuangcheng.web.people.forms import EndForm
from chuangcheng.web.people.views.grids import ROOM, may_keep_any
from chuangcheng.web.people.views.sight import account_of, seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.maps import Map, feature, features, point
from chuangcheng.web.shell.tables import Column, Filter, State, Table

#: Most columns of further attributes that a list of one kind shows.
_MOST_ATTRIBUTES = 6


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The places in sight; narrowed to one kind, their further attributes are columns: the register of such premises."""
    rows = visible_places(account_of(request))
    kind = request.GET.get("kind", "")
    columns = [
        Column("name", _("名称"), lambda p: p.name, sort=("name",), main=True, link=lambda p: reverse("place", args=[p.pk])),
        Column("unit", _("责任单位"), lambda p: p.organisation.name, sort=("organisation__code", "code")),
        Column("code", _("编号"), lambda p: p.code, sort=("code",)),
        Column("kind", _("类型"), lambda p: p.kind, sort=("kind", "code")),
        Column("grid", _("所在网格"), lambda p: p.grid.name if p.grid else "", sort=("grid__name",)),
        Column("address", _("地址"), lambda p: p.address, sort=("address",), wide=True, spare=True),
        *(Column(f"a{n}", name, _attribute(name), spare=True) for n, name in enumerate(_names(rows, kind))),
        Column("state", _("状态"), _state, "state"),
    ]  # fmt: skip
    table = Table(
        request,
        rows,
        columns=columns,
        filters=(
            Filter("q", _("搜索"), "search", ("name", "code", "address", "organisation__name")),
            Filter("kind", _("类型"), fields=("kind",), choices=lambda: [(word, word) for word in _kinds(request)]),
        ),
        order="unit",
        caption=_("点位列表"),
    )
    if table.wants_export:
        return export(table, _("点位"))
    return render(request, "people/places.html", {"table": table, "keeps": may_keep_any(request)})


def _kinds(request: HttpRequest) -> list[str]:
    return list(visible_places(account_of(request)).order_by("kind").values_list("kind", flat=True).distinct())


def _names(rows: Any, kind: str) -> list[str]:
    """Names of the attributes that places of a kind have, the commonest first."""
    if not kind:
        return []
    counted: dict[str, int] = {}
    for attributes in rows.filter(kind=kind).values_list("attributes", flat=True):
        for name in attributes:
            counted[name] = counted.get(name, 0) + 1
    return sorted(counted, key=lambda name: (-counted[name], name))[:_MOST_ATTRIBUTES]


def _attribute(name: str) -> Any:
    return lambda place: place.attributes.get(name, "")


def _state(place: Place) -> State:
    if place.ended_on:
        return State(_("已撤销"), "warn")
    return State(_("有位置"), "good", "map-pin") if place.longitude is not None else State(_("没有位置"), "")


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One place: what it is, where, who answers for it on a day."""
    place = _seen(request, key)
    context = {
        "place": place,
        "keeps": policy.may_keep_places(account_of(request), place.organisation),
        "duties": answers_panel(request, place),
    }
    return render(request, "people/place.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a place."""
    by = account_of(request)
    policy.require(may_keep_any(request))
    initial = {"organisation": request.GET.get("unit"), "grid": request.GET.get("grid")}
    form = forms.PlaceForm(by, request.POST or None, initial=initial)
    del form.fields["revision"]

    def act() -> HttpResponse:
        place = actions.add_place(by=by, organisation=form.cleaned_data["organisation"], given=form.given)
        messages.success(request, _("已保存。"))
        return redirect("place", key=place.pk)

    return form_page(request, form, act, {**_context(_("新建点位")), "draft": "place"})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is written about a place."""
    by, place = account_of(request), _kept(request, key)

    def form(sent: Any = None) -> forms.PlaceForm:
        now = _seen(request, key)
        names = ("code", "name", "kind", "grid", "address", "longitude", "latitude", "attributes", "revision")
        initial = {name: getattr(now, name) for name in names} | {"system": PositionSystem.WGS84}
        return forms.PlaceForm(by, sent, organisation=now.organisation, initial=initial)

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        actions.change_place(by=by, place=place, revision=bound.cleaned_data["revision"], given=bound.given)
        messages.success(request, _("已保存。"))
        return redirect("place", key=key)

    return form_page(request, bound, act, _context(_("修改点位"), place), fresh=form)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Note that a place is no longer used."""
    by, place = account_of(request), _kept(request, key)
    form = EndForm(request.POST or None)

    def act() -> HttpResponse:
        actions.end_place(by=by, place=place, on=form.cleaned_data["on"])
        messages.success(request, _("已记录撤销。原有记录保留。"))
        return redirect("place", key=key)

    return form_page(request, form, act, _context(_("撤销点位"), place))


@login_required
@require_GET
def ground_map(request: HttpRequest) -> HttpResponse:
    """Grids and places in sight on a map, with the list that says the same."""
    by = account_of(request)
    context = {
        "map": Map(reverse("ground_features"), _("网格和点位的地图")),
        "grids": visible_grids(by).filter(ended_on=None),
        "places": visible_places(by).filter(ended_on=None),
        "keeps": may_keep_any(request),
    }
    return render(request, "people/ground.html", context)


@login_required
@require_GET
def ground_features(request: HttpRequest) -> HttpResponse:
    """Boundaries and positions in sight as GeoJSON (WGS-84); ``?export=geojson`` to keep."""
    return features(request, _drawn(request), "ground")


def _drawn(request: HttpRequest) -> Iterator[dict[str, Any]]:
    by = account_of(request)
    for grid in visible_grids(by).filter(ended_on=None).exclude(boundary=None):
        if grid.boundary is not None:
            yield feature(f"grid-{grid.pk}", grid.boundary, grid.name, code=grid.code, unit=grid.organisation.code)
    for place in visible_places(by).filter(ended_on=None).exclude(longitude=None):
        geometry = point(place.longitude, place.latitude)
        yield feature(f"place-{place.pk}", geometry, place.name, code=place.code, unit=place.organisation.code)


def _seen(request: HttpRequest, key: int) -> Place:
    return seen(Place.objects.select_related("organisation", "grid__organisation"), request, key, path="organisation")


def _kept(request: HttpRequest, key: int) -> Place:
    place = _seen(request, key)
    policy.require(policy.may_keep_places(account_of(request), place.organisation))
    return place


def _context(heading: str, place: Place | None = None) -> dict[str, Any]:
    listed = reverse("place_list")
    back = reverse("place", args=[place.pk]) if place else listed
    own = [(place.name, back)] if place else []
    return {
        "heading": heading,
        "back": back,
        "crumbs": [(ROOM, reverse("organisation_tree")), (_("点位"), listed), *own],
    }
