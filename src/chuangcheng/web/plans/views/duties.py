"""Duties: who answers for what today, one's own, gaps and doubles, the map, assigning, handing over, ending, kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Grid, Place
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans import policy
from chuangcheng.stages.plans.checks.duties import Thing
from chuangcheng.stages.plans.models import DutyKind, Programme
from chuangcheng.stages.plans.queries import duties as queries
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.views.sight import programme_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.maps import Map, feature, features, point
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table

SECTION = gettext_lazy("责任分工")


def asked_day(request: HttpRequest) -> date:
    """The day asked for (``?on=``), else today."""
    try:
        return parse_date(request.GET.get("on", "")) or clock.today()
    except ValueError:
        return clock.today()


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The duties of a programme held on a day (``?on=``), how many gaps and doubles there are."""
    by, programme, day = account_of(request), programme_seen(request, key), asked_day(request)
    rows = queries.visible_duties(by).filter(pk__in=queries.duties_of(programme).values("pk"))
    held = rows.filter(pk__in=queries.duties_on(day).values("pk"))
    kinds = queries.kinds_of(programme.host)
    table = _table(request, held, [kind.name for kind in kinds])
    if table.wants_export:
        return export(table, f"{programme.title}{SECTION}")
    gaps, doubles = _lacks(by, programme, day, kinds)
    context = section(
        programme, "duties", table=table, day=day, gaps=len(gaps), doubles=len(doubles), **rights(by, programme)
    )
    return render(request, "plans/duties.html", context)


def rights(by: Account, programme: Programme) -> dict[str, bool]:
    """What the account may do with the duties of a programme."""
    keeps = policy.may_keep_programme(by, programme.host)
    return {"keeps": keeps, "may_assign": keeps or policy.may_keep_duties(by, by.organisation or programme.host)}


def _lacks(
    by: Account, programme: Programme, day: date, kinds: Sequence[DutyKind]
) -> tuple[list[queries.Gap], list[queries.Double]]:
    """Gaps and doubles among what the account sees."""
    things = _ground(by, programme, day)
    gaps = queries.duty_gaps(queries.Who(day, things, kinds), things, kinds)
    own = queries.visible_duties(by).filter(pk__in=queries.duties_of(programme).values("pk"))
    return gaps, queries.duty_doubles(own & queries.duties_on(day), kinds)


def _ground(by: Account, programme: Programme, day: date) -> list[Grid | Place]:
    grids = scoped(queries.grids_of(programme, day), by, path="organisation")
    return [*grids, *scoped(queries.places_of(programme, day), by, path="organisation")]


def _table(request: HttpRequest, rows: Any, kinds: Sequence[str]) -> Table:
    return Table(
        request,
        rows,
        columns=(
            Column("thing", _("对什么负责"), lambda d: str(d.thing), main=True, link=lambda d: reverse("duty", args=[d.pk])),
            Column("of", _("单位"), lambda d: queries.organisation_of(d.thing).name),
            Column("kind", _("责任类别"), lambda d: d.kind, sort=("kind", "id")),
            Column("person", _("责任人"), lambda d: d.person.name if d.person else "", sort=("person__name",)),
            Column("unit", _("责任单位"), lambda d: d.unit.name, sort=("unit__code", "kind")),
            Column("from", _("起"), lambda d: d.from_day, "day", sort=("from_day",)),
            Column("to", _("止"), lambda d: d.to_day, "day", sort=("to_day",), spare=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search",
                   ("person__name", "unit__name", "grid__name", "place__name", "task__title")),
            Filter("kind", _("责任类别"), fields=("kind",), choices=lambda: [(name, name) for name in dict.fromkeys(kinds)]),
        ),
        order="unit",
        caption=_("责任分工列表"),
    )  # fmt: skip


@login_required
@require_GET
def lacks(request: HttpRequest, key: int) -> HttpResponse:
    """What nobody answers for, and what too many answer for, on a day."""
    by, programme, day = account_of(request), programme_seen(request, key), asked_day(request)
    gaps, doubles = _lacks(by, programme, day, queries.kinds_of(programme.host))
    context = section(programme, "duties", gaps=gaps, doubles=doubles, day=day, **rights(by, programme))
    return render(request, "plans/duty_lacks.html", context)


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the account's own people answer for."""
    by, day = account_of(request), asked_day(request)
    held = queries.duties_of_account(by, day)
    if not held.exists():
        held = queries.duties_on(day).none()
    table = _table(request, held, [])
    return render(request, "plans/duties_mine.html", {"table": table, "day": day})


@dataclass(frozen=True, slots=True)
class Spot:
    """A grid or place on the map: who answers, and what is lacking."""

    key: str
    thing: Grid | Place
    answers: list[queries.Answer]
    gaps: list[str]
    chosen: bool = False

    @property
    def query(self) -> str:
        """How the address of a new duty names it."""
        return self.key.replace("-", "=")


@login_required
@require_GET
def by_map(request: HttpRequest, key: int) -> HttpResponse:
    """The grids and places of a programme on a map; the chosen one (``?at=``) shows who answers and hands over."""
    by, programme, day = account_of(request), programme_seen(request, key), asked_day(request)
    spots = _spots(by, programme, day, request.GET.get("at", ""))
    chosen = next((spot for spot in spots if spot.chosen), None)
    may_keep = chosen is not None and policy.may_keep_duties(by, chosen.thing.organisation)
    source = f"{reverse('duty_features', args=[key])}?on={day.isoformat()}"
    told = Map(source, _("责任分工的地图"))
    context = section(programme, "duties", map=told, spots=spots, chosen=chosen, day=day, may_keep=may_keep)
    return render(request, "plans/duty_map.html", context)


@login_required
@require_GET
def map_features(request: HttpRequest, key: int) -> HttpResponse:
    """What the map draws: amber where somebody is lacking."""
    by, programme, day = account_of(request), programme_seen(request, key), asked_day(request)
    return features(request, _drawn(_spots(by, programme, day, "")))


def _drawn(spots: Sequence[Spot]) -> Iterator[dict[str, Any]]:
    for spot in spots:
        tone, thing = "warn" if spot.gaps else "", spot.thing
        if isinstance(thing, Grid) and thing.boundary is not None:
            yield feature(spot.key, thing.boundary, thing.name, tone)
        elif isinstance(thing, Place) and thing.longitude is not None:
            yield feature(spot.key, point(thing.longitude, thing.latitude), thing.name, tone)


def _spots(by: Account, programme: Programme, day: date, at: str) -> list[Spot]:
    kinds, things = queries.kinds_of(programme.host), _ground(by, programme, day)
    who = queries.Who(day, things, kinds)
    lacking: dict[Thing, list[str]] = {}
    for gap in queries.duty_gaps(who, things, kinds):
        lacking.setdefault(gap.thing, []).append(gap.kind.name)
    found = []
    for thing in things:
        key = f"{'grid' if isinstance(thing, Grid) else 'place'}-{thing.pk}"
        found.append(Spot(key, thing, who.of(thing), lacking.get(thing, []), key == at))
    return found
