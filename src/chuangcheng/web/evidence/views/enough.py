"""Whether the evidence is enough: units × items, the list of what is missing, one unit."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence import policy
from chuangcheng.evidence.queries import visible_evidence
from chuangcheng.evidence.states import LightState
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.web.evidence.lights import Lights, Spot, tally
from chuangcheng.web.register.views import Tab
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, State, Table

#: How a light is shown: words and a sign beside the colour.
SHOWN: Final = {
    LightState.ENOUGH: State(LightState.ENOUGH.label, "good", "check"),
    LightState.PARTLY: State(LightState.PARTLY.label, "warn", "progress"),
    LightState.EMPTY: State(LightState.EMPTY.label, "warn", "circle-dashed"),
    LightState.UNASKED: State(LightState.UNASKED.label),
}
_ROWS: Final = 50


def programme_seen(request: HttpRequest, key: int) -> Programme:
    """The programme, or NotSeen."""
    found = visible_programmes(account_of(request)).filter(pk=key).first()
    if found is None:
        raise NotSeen
    return found


def lacking(spot: Spot) -> str:
    """What lacks, in words; '' when it is enough."""
    return _("、").join(f"{kind.label} {count}" for kind, count in spot.light.lacks)


def wanted(spot: Spot) -> str:
    """What is wanted, in words."""
    return _("、").join(f"{one.kind.label} {one.least}" for one in spot.light.wanted)


def name_of(spot: Spot) -> str:
    """The subject as people call it: the item's id with its title, or the task."""
    return f"{spot.subject.item} {spot.subject.title}".strip() if spot.subject.task is None else spot.subject.title


def frame(request: HttpRequest, programme: Programme, current: str) -> dict[str, Any]:
    """What all pages of a programme's lights share."""
    names = [(_("单位 × 项目"), "evidence_enough"), (_("缺什么"), "evidence_missing"), (_("材料要求"), "want_list")]
    return {
        "programme": programme,
        "tabs": [Tab(label, reverse(name, args=[programme.pk]), name == current) for label, name in names],
        "keeps": policy.may_keep_wants(account_of(request), programme.host),
    }


@login_required
@require_GET
def grid(request: HttpRequest, key: int) -> HttpResponse:
    """Units × items, a light in each cell."""
    by, programme = account_of(request), programme_seen(request, key)
    lights = Lights(by, programme)
    items = lights.items
    page = Paginator(lights.units, _ROWS).get_page(request.GET.get("page"))
    rows = []
    for unit in page:
        spots = [lights.spot(unit, item) for item in items]
        rows.append((unit, [(spot, SHOWN[spot.light.state], lacking(spot)) for spot in spots], tally(spots)))
    context = {
        **frame(request, programme, "evidence_enough"),
        "items": items,
        "rows": rows,
        "page": page,
        "counts": [(SHOWN[state], count) for state, count in tally(lights.spots()).items()],
    }
    return render(request, "evidence/grid.html", context)


@login_required
@require_GET
def missing(request: HttpRequest, key: int) -> HttpResponse:
    """Each unit and item or task for which evidence is wanted: what is wanted, what is there, what lacks."""
    by, programme = account_of(request), programme_seen(request, key)
    lights = Lights(by, programme)
    spots = list(lights.spots())

    def link(spot: Spot) -> str:
        return f"{reverse('evidence_unit', args=[programme.pk, spot.unit.pk])}#{spot.subject.key}"

    table = Table(
        request,
        spots,
        columns=(
            Column("subject", _("项目或任务"), name_of, sort=("subject",), main=True, wide=True, link=link),
            Column("unit", _("单位"), lambda s: s.unit.name, sort=("unit",)),
            Column("wanted", _("要什么"), wanted),
            Column("there", _("已有"), lambda s: s.light.there, "integer", sort=("there",)),
            Column("lacks", _("还缺"), lacking),
            Column("state", _("状态"), lambda s: SHOWN[s.light.state], "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", keep=lambda s, text: text in name_of(s) or text in s.unit.name),
            Filter(
                "unit", _("单位"), choices=lambda: ((str(u.pk), u.name) for u in lights.units),
                keep=lambda s, value: str(s.unit.pk) == value,
            ),
            Filter(
                "item", _("测评项目"), choices=lambda: ((i.item, f"{i.item} {i.title}") for i in lights.items),
                keep=lambda s, value: s.subject.item == value,
            ),
            Filter(
                "state", _("状态"), choices=lambda: ((s.value, s.label) for s in SHOWN if s != LightState.UNASKED),
                keep=lambda s, value: s.light.state == value,
            ),
        ),
        order="unit",
        caption=_("材料是否够"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, _("缺材料清单"))
    return render(request, "evidence/missing.html", {**frame(request, programme, "evidence_missing"), "table": table})


@login_required
@require_GET
def unit(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    """One unit: each item and task for which evidence is wanted, with what is there and what lacks."""
    by, programme = account_of(request), programme_seen(request, key)
    lights = Lights(by, programme)
    place = next((one for one in lights.units if one.pk == unit), None)
    if place is None:
        raise NotSeen
    spots = list(lights.spots([place]))
    shown = visible_evidence(by).in_bulk({piece for spot in spots for piece in spot.pieces})
    context = {
        **frame(request, programme, ""),
        "unit": place,
        "counts": [(SHOWN[state], count) for state, count in tally(spots).items()],
        "spots": [
            (spot, name_of(spot), SHOWN[spot.light.state], wanted(spot), lacking(spot), _attach(programme, place, spot),
             [shown[piece] for piece in spot.pieces])
            for spot in spots
        ],
        "may_store": policy.may_store(by, place),
    }  # fmt: skip
    return render(request, "evidence/unit.html", context)


def _attach(programme: Programme, unit: Organisation, spot: Spot) -> str:
    """How the pages of handing in name what a file is for."""
    if spot.subject.task is not None:
        return f"plans.task:{spot.subject.task.pk}"
    return f"plans.programme:{programme.pk}:{spot.subject.item}&unit={unit.pk}"
