"""Institutions × facilities: what stands where, and how many have it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.queries import Grid, Row, coverage
from chuangcheng.stages.activities.states import FacilityState
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.activities.kinds.registers import FACILITY_STATES
from chuangcheng.web.activities.kinds.room import ROOM, records_for_a_unit
from chuangcheng.web.register.sight import programme_among, programmes_seen
from chuangcheng.web.register.views import tabs
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Table


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The grid of the institutions in sight."""
    by, programmes = account_of(request), programmes_seen(request)
    programme = programme_among(request, programmes)
    context: dict[str, Any] = {"tabs": tabs(ROOM, "coverage", programme), "programmes": programmes}
    if programme is None:
        return render(request, "activities/coverage.html", context)
    kind = request.GET.get("unit_kind", "")
    found = coverage(by, programme, kind)
    may_record = records_for_a_unit(by, programme)
    table = _table(request, programme, found, may_record)
    if table.wants_export:
        return export(table, _("设施覆盖"))
    context |= {
        "programme": programme,
        "season": programme.title,
        "grid": found,
        "table": table,
        "shares": list(zip(found.kinds, found.rates, found.places, strict=True)),
        "unit_kinds": _unit_kinds(by, programme),
        "unit_kind": kind,
        "may_record": may_record,
    }
    return render(request, "activities/coverage.html", context)


def _table(request: HttpRequest, programme: Programme, found: Grid, may_record: bool) -> Table:
    columns = [Column("unit", _("单位"), lambda row: row.unit.name, main=True, sort=("unit",))]
    columns += [_column(at, kind, programme, may_record) for at, kind in enumerate(found.kinds)]
    columns.append(Column("rate", _("本单位"), lambda row: row.rate.counted))
    return Table(
        request, list(found.rows), columns=columns, caption=_("设施覆盖"), key=lambda row: row.unit.pk, size=200
    )


def _column(at: int, kind: str, programme: Programme, may_record: bool) -> Column:
    def told(row: Row) -> str:
        cell = row.cells[at]
        label = str(FACILITY_STATES[cell.state].label)
        return f"{label} {cell.quantity}" if cell.state == FacilityState.IN_USE else label

    def link(row: Row) -> str:
        cell = row.cells[at]
        if cell.record is not None:
            return reverse("facility", args=[cell.record])
        if not may_record:
            return ""
        return f"{reverse('facility_new')}?programme={programme.pk}&unit={row.unit.pk}&kind={kind}"

    return Column(f"k{at}", kind, told, sort=(f"k{at}",), link=link)


def _unit_kinds(by: Account, programme: Programme) -> list[str]:
    rows = scoped(units(programme).exclude(pk=programme.host_id), by, path="")
    return sorted(set(rows.values_list("kind", flat=True)))
