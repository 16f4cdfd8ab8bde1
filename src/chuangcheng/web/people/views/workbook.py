"""Grids and places as a workbook that can be handed in again."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from chuangcheng.documents.sheet import Cell, Sheet, SheetColumn, write_sheets
from chuangcheng.intake.sheets.places import GRID_KINDS, GRIDS, PLACES
from chuangcheng.people.models import Grid, Place
from chuangcheng.people.queries import visible_grids, visible_places
from chuangcheng.web.people.views.sight import account_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def ground(request: HttpRequest) -> HttpResponse:
    """The grids and places in sight that have not ended, in the sheets of the import."""
    by = account_of(request)
    grids = visible_grids(by).filter(ended_on=None).select_related("within__organisation")
    places = visible_places(by).filter(ended_on=None).select_related("grid__organisation")
    names = sorted({name for place in places for name in place.attributes})
    sheets = [
        Sheet("网格", [SheetColumn(column.title) for column in GRIDS], _grids(grids)),
        Sheet("点位", [SheetColumn(title) for title in (*(c.title for c in PLACES), *names)], _places(places, names)),
    ]
    disposition = content_disposition_header(as_attachment=True, filename="网格和点位.xlsx") or "attachment"
    return HttpResponse(write_sheets(sheets), content_type=_XLSX, headers={"Content-Disposition": disposition})


def _grids(grids: QuerySet[Grid]) -> Iterator[list[Cell]]:
    kinds = {stored: word for word, stored in GRID_KINDS.items()}
    for grid in grids:
        households = "" if grid.households is None else str(grid.households)
        yield [grid.organisation.code, grid.code, grid.name, kinds[grid.kind], _named(grid.within), households]


def _places(places: QuerySet[Place], names: list[str]) -> Iterator[list[Cell]]:
    for place in places:
        position = ["", "", ""]
        if place.longitude is not None:
            position = [str(place.longitude), str(place.latitude), "WGS-84"]
        attributes = [place.attributes.get(name, "") for name in names]
        owner = place.organisation.code
        yield [owner, place.code, place.name, place.kind, _named(place.grid), place.address, *position, *attributes]


def _named(grid: Grid | None) -> str:
    return f"{grid.organisation.code}/{grid.code}" if grid else ""
