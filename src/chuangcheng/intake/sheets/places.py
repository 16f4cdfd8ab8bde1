"""The sheets 网格 and 点位: by the code of the unit and their own; written by the actions of people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.outcome import Addition, Change, SheetOutcome
from chuangcheng.intake.running import Row, Running, as_text
from chuangcheng.intake.sheets.organisations import visible_unit
from chuangcheng.people import actions as people
from chuangcheng.people.actions import GridGiven, PlaceGiven
from chuangcheng.people.models import Grid, Organisation, Place
from chuangcheng.people.positions import check_position
from chuangcheng.people.states import PLACE_KINDS, GridKind, PositionSystem

#: Words of the sheets, Chinese in every language, because the import reads them.
GRID_KINDS: Final = {"网格": "grid", "片区": "area", "自然庄": "hamlet", "村民小组": "group", "包保户": "households"}
SYSTEMS: Final = {"WGS-84": "wgs84", "GCJ-02": "gcj02", "BD-09": "bd09"}

_DEGREES: Final = re.compile(r"-?\d{1,3}(\.\d{1,20})?")


def degrees(cell: object, title: str) -> Decimal | None:
    """Degrees with as many decimals as a map service gives."""
    if cells.is_empty(cell):
        return None
    written = cells.text(cell)
    if not _DEGREES.fullmatch(written):
        raise Refused("wrong-type", _("“%(cell)s”不是度数。请写成 110.123456 的样子。") % {"cell": written[:40]})
    return Decimal(written)


GRIDS = (
    Column("单位", "unit", cells.text, needed=True, example="jia-1"),
    Column("编号", "code", cells.text, needed=True, example="G01"),
    Column("名称", "name", cells.text, needed=True, example="示例片区"),
    Column("类型", "kind", cells.text, choices=tuple(GRID_KINDS), example="片区"),
    Column("所在网格", "within", cells.text, example="G00"),
    Column("户数", "households", cells.decimal),
)
PLACES = (
    Column("单位", "unit", cells.text, needed=True, example="jia-1"),
    Column("编号", "code", cells.text, needed=True, example="P001"),
    Column("名称", "name", cells.text, needed=True, example="示例广场"),
    Column("类型", "kind", cells.text, needed=True, choices=PLACE_KINDS, example="文化广场"),
    Column("所在网格", "grid", cells.text, example="G01"),
    Column("地址", "address", cells.text),
    Column("经度", "longitude", degrees, example="110.123456"),
    Column("纬度", "latitude", degrees, example="30.123456"),
    Column("坐标系", "system", cells.text, choices=tuple(SYSTEMS), example="WGS-84"),
)


def write_grids(running: Running, name: str, rows: list[Row], headings: Mapping[str, str]) -> SheetOutcome:
    """Grids; one that lies within another of the same sheet may stand before it."""
    outcome = SheetOutcome(name)
    for row in _outer_first(rows):
        with running.row(name, row, headings):
            unit = visible_unit(running, str(row.values["unit"]))
            stored = Grid.objects.filter(organisation=unit, code=row.code).select_related("organisation").first()
            given = GridGiven(
                code=row.code,
                name=str(row.values["name"]),
                kind=_word(GRID_KINDS, row.values.get("kind"), "kind") or (stored.kind if stored else GridKind.GRID),
                within=_grid(running, unit, row, "within", stored.within if stored else None),
                households=_whole(row) if "households" in row.values else stored.households if stored else None,
            )
            if stored is None:
                people.add_grid(by=running.by, organisation=unit, given=given)
                outcome.added.append(Addition(row.number, row.code, f"{unit.name} {given.name}"))
            elif shown := _differences(stored, given, ("name", "kind", "within", "households"), GRIDS):
                people.change_grid(by=running.by, grid=stored, given=given)
                outcome.changed.append(Change(row.number, row.code, shown))
            else:
                outcome.unchanged += 1
    return outcome


def write_places(running: Running, name: str, rows: list[Row], headings: Mapping[str, str]) -> SheetOutcome:
    """Places; further columns are attributes, an empty cell takes one away."""
    outcome = SheetOutcome(name)
    for row in rows:
        with running.row(name, row, headings):
            unit = visible_unit(running, str(row.values["unit"]))
            rows_of = Place.objects.filter(organisation=unit, code=row.code)
            stored = rows_of.select_related("organisation", "grid").first()
            given = _place(running, unit, row, stored)
            names = ("name", "kind", "grid", "address", "longitude", "latitude", "attributes")
            if stored is None:
                people.add_place(by=running.by, organisation=unit, given=given)
                outcome.added.append(Addition(row.number, row.code, f"{unit.name} {given.name}"))
            elif shown := _differences(stored, given, names, PLACES):
                people.change_place(by=running.by, place=stored, given=given)
                outcome.changed.append(Change(row.number, row.code, shown))
            else:
                outcome.unchanged += 1
    return outcome


def _place(running: Running, unit: Organisation, row: Row, stored: Place | None) -> PlaceGiven:
    attributes = dict(stored.attributes) if stored else {}
    for title, text in row.further.items():
        attributes.pop(title, None)
        if text:
            attributes[title] = text
    longitude, latitude = _position(row, stored)
    return PlaceGiven(
        code=row.code,
        name=str(row.values["name"]),
        kind=str(row.values["kind"]),
        grid=_grid(running, unit, row, "grid", stored.grid if stored else None),
        address=str(row.values["address"]) if "address" in row.values else stored.address if stored else "",
        longitude=longitude,
        latitude=latitude,
        attributes=attributes,
    )


def _position(row: Row, stored: Place | None) -> tuple[Decimal | None, Decimal | None]:
    """The position of the row in WGS-84; the stored one where the sheet has no such columns."""
    if stored is not None and "longitude" not in row.values and "latitude" not in row.values:
        return stored.longitude, stored.latitude
    found = [
        value if isinstance(value := row.values.get(name), Decimal) else None for name in ("longitude", "latitude")
    ]
    system = _word(SYSTEMS, row.values.get("system"), "system") or PositionSystem.WGS84.value
    return check_position(found[0], found[1], system)


def _outer_first(rows: list[Row]) -> list[Row]:
    """Rows in an order in which a grid of the same unit and sheet comes before what lies within it."""
    by_code = {(str(row.values.get("unit")), row.code): row for row in rows}
    placed: dict[int, Row] = {}
    for row in rows:
        chain = [row]
        while True:
            word = str(chain[-1].values.get("within") or "")
            unit, _slash, code = word.rpartition("/")
            above = by_code.get((unit or str(chain[-1].values.get("unit")), code))
            if above is None or above in chain:
                break
            chain.append(above)
        for outer in reversed(chain):
            placed.setdefault(outer.number, outer)
    return list(placed.values())


def _grid(running: Running, unit: Organisation, row: Row, field: str, stored: Grid | None) -> Grid | None:
    """The grid named by its code, of the row's unit, or as unit/code of another one; the stored one without the column."""
    if field not in row.values:
        return stored
    word = str(row.values[field] or "")
    if not word:
        return None
    other, slash, code = word.rpartition("/")
    owner = visible_unit(running, other) if slash else unit
    found = Grid.objects.filter(organisation=owner, code=code).select_related("organisation").first()
    if found is None:
        told = _("没有编号为“%(code)s”的网格。别的单位的网格写成“单位代码/编号”。")
        raise Refused("unknown-grid", told % {"code": word}, field=field)
    return found


def _word(words: Mapping[str, str], cell: object, field: str) -> str:
    if not cell:
        return ""
    if str(cell) not in words:
        told = _("“%(word)s”不认识。请写：%(words)s。") % {"word": cell, "words": "、".join(words)}
        raise Refused("unknown-word", told, field=field)
    return words[str(cell)]


def _whole(row: Row) -> int | None:
    value = row.values.get("households")
    if not isinstance(value, Decimal):
        return None
    if value != int(value) or not 0 <= value <= 1_000_000:
        raise Refused("wrong-value", _("户数须是整数。"), field="households")
    return int(value)


def _differences(
    stored: Grid | Place, given: Any, names: tuple[str, ...], columns: tuple[Column, ...]
) -> dict[str, tuple[str, str]]:
    """Heading → (before, after) of what the sheet says otherwise."""
    titles = {column.field: column.title for column in columns}
    shown = {}
    for name in names:
        before, after = getattr(stored, name), getattr(given, name)
        if before != after:
            shown[titles.get(name, "其他属性")] = (_shown(before), _shown(after))
    return shown


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Grid) else as_text(value)
