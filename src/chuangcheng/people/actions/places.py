"""Grids and places: written down, corrected, ended; boundaries of many grids at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people import checks, policy
from chuangcheng.people.models import Account, Grid, Organisation, Place
from chuangcheng.people.positions import check_boundary, check_position
from chuangcheng.people.states import GridKind, PositionSystem


@dataclass(frozen=True, slots=True)
class GridGiven:
    """What is written down about a grid. ``boundary`` is changed by ``set_boundaries`` alone."""

    code: str
    name: str
    kind: str = GridKind.GRID.value
    within: Grid | None = None
    households: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceGiven:
    """What is written down about a place; its position in degrees of ``system``."""

    code: str
    name: str
    kind: str
    grid: Grid | None = None
    address: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    system: str = PositionSystem.WGS84.value
    attributes: Mapping[str, str] = field(default_factory=dict)


def add_grid(*, by: Account, organisation: Organisation, given: GridGiven) -> Grid:
    """Write down a grid of an organisation. Refused: bad-code, code-taken, missing, too-long, grid-ring, other-ground."""
    _may_keep(by, organisation)
    grid = Grid(organisation=organisation)
    with action("people.grid.add", by=by, on=grid) as entry:
        _set_grid(by, grid, given)
        grid.save()
        entry.say(organisation=organisation.code, **_told(grid, _GRID))
    return grid


def change_grid(*, by: Account, grid: Grid, revision: int | None = None, given: GridGiven) -> Grid:
    """Correct what is written about a grid. Conflict when ``revision`` is stale."""
    _may_keep(by, grid.organisation)
    with action("people.grid.change", by=by, on=grid) as entry:
        stored = Grid.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=grid.pk)
        ensure_revision(stored, revision)
        before = _told(stored, _GRID)
        _set_grid(by, stored, given)
        stored.save()
        entry.say(before=before, after=_told(stored, _GRID))
    return stored


def end_grid(*, by: Account, grid: Grid, on: date) -> Grid:
    """A grid exists for the last time on ``on``; what was recorded for it stays. Refused: grid-in-use."""
    _may_keep(by, grid.organisation)
    with action("people.grid.end", by=by, on=grid) as entry:
        stored = Grid.objects.select_for_update(of=("self",)).get(pk=grid.pk)
        if stored.inner.filter(ended_on=None).exists() or stored.places.filter(ended_on=None).exists():
            told = _("“%(grid)s”里还有网格或点位。请先把它们移到别的网格，或撤销它们。")
            raise Refused("grid-in-use", told % {"grid": stored.name})
        stored.ended_on = on
        stored.save()
        entry.say(code=stored.code, ended_on=on)
    return stored


def set_boundaries(
    *, by: Account, boundaries: Sequence[tuple[Grid, Any]], system: str = PositionSystem.WGS84, source: str = ""
) -> int:
    """Draw the boundaries of grids (GeoJSON geometries in degrees of ``system``), all or none; gives how many changed.

    Refused: ``bad-boundary`` (see ``positions.check_boundary``) with the grid as its place.
    """
    for organisation in {grid.organisation for grid, _geometry in boundaries}:
        _may_keep(by, organisation)
    changed: list[str] = []
    with action("people.grid.boundaries", by=by) as entry:
        for grid, geometry in boundaries:
            try:
                boundary = check_boundary(geometry, system)
            except Refused as refused:
                raise Refused(refused.code, refused.message, field=refused.field, place=grid.name) from refused
            stored = Grid.objects.select_for_update(of=("self",)).get(pk=grid.pk)
            if stored.boundary != boundary:
                stored.boundary = boundary
                stored.save()
                changed.append(f"{grid.organisation.code}/{grid.code}")
        entry.say(grids=changed, system=system, source=source)
    return len(changed)


def add_place(*, by: Account, organisation: Organisation, given: PlaceGiven) -> Place:
    """Write down a place that an organisation is responsible for. Refused: bad-code, code-taken, missing, too-long,
    half-position, bad-position, other-ground, bad-attribute."""
    _may_keep(by, organisation)
    place = Place(organisation=organisation)
    with action("people.place.add", by=by, on=place) as entry:
        _set_place(by, place, given)
        place.save()
        entry.say(organisation=organisation.code, **_told(place, _PLACE))
    return place


def change_place(*, by: Account, place: Place, revision: int | None = None, given: PlaceGiven) -> Place:
    """Correct what is written about a place. Conflict when ``revision`` is stale."""
    _may_keep(by, place.organisation)
    with action("people.place.change", by=by, on=place) as entry:
        stored = Place.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=place.pk)
        ensure_revision(stored, revision)
        before = _told(stored, _PLACE)
        _set_place(by, stored, given)
        stored.save()
        entry.say(before=before, after=_told(stored, _PLACE))
    return stored


def end_place(*, by: Account, place: Place, on: date) -> Place:
    """A place is used for the last time on ``on``; what was recorded there stays."""
    _may_keep(by, place.organisation)
    with action("people.place.end", by=by, on=place) as entry:
        stored = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
        stored.ended_on = on
        stored.save()
        entry.say(code=stored.code, ended_on=on)
    return stored


_GRID = ("code", "name", "kind", "within", "households")
_PLACE = ("code", "name", "kind", "grid", "address", "longitude", "latitude", "attributes")


def _told(record: Grid | Place, names: Sequence[str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


def _may_keep(by: Account, organisation: Organisation) -> None:
    policy.require_sight(by, organisation)
    policy.require(policy.may_keep_places(by, organisation))


def _set_grid(by: Account, grid: Grid, given: GridGiven) -> None:
    grid.code = _free_code(grid, given.code)
    grid.name = checks.check_text(given.name, "name", _("名称"), most=120)
    if given.kind not in GridKind.values:
        raise Refused("unknown-kind", _("请从列表中选择网格的类型。"), field="kind")
    grid.kind, grid.households = given.kind, given.households
    _check_ground(by, given.within, "within")
    above = given.within
    while above is not None:
        if above.pk == grid.pk:
            raise Refused("grid-ring", _("一个网格不能在它自己里面。请另选所在网格。"), field="within")
        above = above.within
    grid.within = given.within


def _set_place(by: Account, place: Place, given: PlaceGiven) -> None:
    place.code = _free_code(place, given.code)
    place.name = checks.check_text(given.name, "name", _("名称"), most=120)
    place.kind = checks.check_text(given.kind, "kind", _("类型"), most=60)
    place.address = checks.check_text(given.address, "address", _("地址"), most=200, needed=False)
    place.longitude, place.latitude = check_position(given.longitude, given.latitude, given.system)
    place.attributes = checks.check_attributes(dict(given.attributes))
    _check_ground(by, given.grid, "grid")
    place.grid = given.grid


def _check_ground(by: Account, grid: Grid | None, field: str) -> None:
    """A grid that something is put into is in sight and has not ended."""
    if grid is None:
        return
    policy.require_sight(by, grid.organisation)
    if grid.ended_on is not None:
        raise Refused("grid-ended", _("“%(grid)s”已经撤销。请另选所在网格。") % {"grid": grid.name}, field=field)


def _free_code(record: Grid | Place, code: str) -> str:
    code = checks.check_code(code)
    rows = type(record)._default_manager.filter(organisation=record.organisation, code=code).exclude(pk=record.pk)
    if (other := rows.first()) is not None:
        told = _("编号 %(code)s 已经用于“%(name)s”。请换一个。") % {"code": code, "name": other}
        raise Refused("code-taken", told, field="code")
    return code
