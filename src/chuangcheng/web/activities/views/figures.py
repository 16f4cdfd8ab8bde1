"""Counts and sums of activities by kind, in a span of days; every figure opens to its records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chuangcheng.base import clock
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import ActivityKind
from chuangcheng.stages.activities.queries import KindSum, about, kept_kinds, shipped_kinds, sums_by_kind
from chuangcheng.stages.activities.states import COUNTS, FieldType
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.activities.forms.fields import label_of
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell import formats
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Table


@login_required
@require_GET
def summary(request: HttpRequest) -> HttpResponse:
    """By kind: how often, and the sums, of the units in sight."""
    by, programme = account_of(request), programme_seen(request)
    first = _day(request, "from") or programme.first
    last = _day(request, "until") or min(programme.last, max(clock.today(), programme.first))
    seen = frozenset(scoped(units(programme), by, path="").values_list("pk", flat=True))
    kinds = [*shipped_kinds(programme.host), *kept_kinds(programme.host)]
    choices = _choices(kinds)
    sums = sums_by_kind(programme, first, last, seen, {kind: list(told) for kind, told in choices.items()})
    rounded = request.GET.get("style") == "about"
    table = _table(request, programme, _labels(kinds), list(sums.values()), first, last, rounded)
    if table.wants_export:
        return export(table, _("活动汇总"))
    other = request.GET.copy()
    other["style"] = "" if rounded else "about"
    context = {
        "table": table,
        "parts": [
            (f"{kind} · {choices[kind][name]}", part)
            for kind, one in sums.items()
            for name, words in one.parts.items()
            for part in [[(word, _told(of, rounded)) for word, of in words.items()]]
        ],
        "first": first,
        "last": last,
        "rounded": rounded,
        "other_style": f"?{other.urlencode()}",
        "programme": programme,
        "season": programme.title,
        "back": f"{reverse('activity_list')}?programme={programme.pk}",
    }
    return render(request, "activities/figures.html", context)


def _table(
    request: HttpRequest,
    programme: Programme,
    labels: dict[tuple[str, str], dict[str, Any]],
    sums: list[KindSum],
    first: date,
    last: date,
    rounded: bool,
) -> Table:
    shown = [name for name in COUNTS if any(name in one.sums for one in sums)]

    def column(name: str) -> Column:
        if rounded and name != "money":
            return Column(name, label_of(name), lambda one: about(one.sums[name]) if name in one.sums else "")
        kind = "money" if name == "money" else "integer"
        return Column(name, label_of(name), lambda one: one.sums.get(name), kind)

    def listed(one: KindSum) -> str:
        query = {"programme": programme.pk, "kind": one.kind, "from": first, "until": last, "standing": "standing"}
        return f"{reverse('activity_list')}?" + "&".join(f"{name}={value}" for name, value in query.items())

    columns = [
        Column("kind", _("类别"), lambda one: one.kind, main=True, sort=("kind",)),
        Column("times", _("次数"), lambda one: one.times, "integer", sort=("times",), why=True, link=listed),
        Column("places", _("不同点位"), lambda one: one.places or None, "integer"),
        *map(column, shown),
        Column("further", _("其他数字"), lambda one: _further(one, labels, rounded), wide=True),
    ]
    return Table(request, sums, columns=columns, caption=_("活动汇总"), key=lambda one: one.kind)


def _further(one: KindSum, labels: dict[tuple[str, str], dict[str, Any]], rounded: bool) -> str:
    """The sums of the columns that only some kinds have, in the words of their kinds."""
    said = []
    for name, number in one.sums.items():
        if name not in COUNTS:
            told = labels.get((one.kind, name), {"label": name})
            said.append(f"{told['label']} {about(number, exact=not rounded)}{told.get('unit', '')}")
    return "；".join(said)


def _told(one: KindSum, rounded: bool) -> str:
    """A part of a kind in one line: how often, and its sums."""
    said = [_("%(times)d 次") % {"times": one.times}]
    for name in (name for name in COUNTS if name in one.sums):
        number = one.sums[name]
        if name == "money":
            said.append(formats.money(int(number)))
        else:
            said.append(f"{label_of(name)} {about(number, exact=not rounded)}")
    return "；".join(said)


def _choices(kinds: Iterable[ActivityKind]) -> dict[str, dict[str, str]]:
    """By kind: the further columns that hold one of several words, with their labels."""
    found: dict[str, dict[str, str]] = {}
    for kind in kinds:
        told = {str(one["name"]): str(one["label"]) for one in kind.fields if one["type"] == FieldType.CHOICE}
        if told:
            found[kind.name] = told
    return found


def _labels(kinds: Iterable[ActivityKind]) -> dict[tuple[str, str], dict[str, Any]]:
    """(kind, column) → what the kind calls it: two kinds may use one name for different things."""
    return {(kind.name, told["name"]): told for kind in kinds for told in kind.fields}


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
