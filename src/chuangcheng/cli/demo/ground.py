"""The demo's ground: a grid for each village on a chequered map, places in some, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from chuangcheng.cli.demo.people import Places
from chuangcheng.people import actions as people
from chuangcheng.people.actions import GridGiven, PlaceGiven
from chuangcheng.people.models import Grid, Organisation, Person
from chuangcheng.stages.plans import actions as plans

#: The south-western corner of the first village (an invented spot), and how wide and high a village is, in degrees.
_WEST, _SOUTH, _WIDE, _HIGH = 117.1, 32.9, 0.03, 0.024
_ACROSS: Final = 5
#: (kind, what it is called, attributes) of the places of the first villages.
_PLACES: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("文化广场", "文化广场", {}),
    ("文明实践站", "文明实践站", {"建筑面积": "120平方米"}),
    ("住宿场所", "样本旅馆", {"卫生许可证": "有", "床位": "24"}),
    ("美容美发场所", "样本理发店", {"卫生许可证": "有", "专用工具箱": "有"}),
)


def lay_out(places: Places, since: date) -> None:
    """Write grids, boundaries, places, persons and duties; the last village has nobody yet, so that a gap is seen."""
    office = places.accounts["wmb"]
    drawn: list[tuple[Grid, Any]] = []
    for number, village in enumerate(places.villages):
        given = GridGiven("G00", f"{village.name}网格", "area", households=180 + 37 * (number + 1))
        grid = people.add_grid(by=office, organisation=village, given=given)
        drawn.append((grid, _square(number)))
        if number < len(places.villages) - 1:
            _people_of(places, village, grid, since)
        if number < 3:
            _places_of(places, village, grid, number)
    people.set_boundaries(by=office, boundaries=drawn, source="演示")


def _people_of(places: Places, village: Organisation, grid: Grid, since: date) -> None:
    """Secretary, area cadre and cleaner of a village (A54)."""
    office = places.accounts["wmb"]
    for kind, person in zip(("总负责", "包片", "保洁"), _persons(places, village), strict=True):
        plans.assign_duty(by=office, thing=grid, kind=kind, person=person, from_day=since)


def _persons(places: Places, village: Organisation) -> Iterator[Person]:
    short = village.name[:2]
    for post, suffix in (("村书记", "甲"), ("包片干部", "乙"), ("保洁员", "丙")):
        phone = f"1380000{int(village.code[-2:]):02d}{'甲乙丙'.index(suffix):02d}"
        yield people.add_person(
            by=places.accounts["wmb"], organisation=village, name=f"{short}{suffix}", post=post, phone=phone
        )


def _places_of(places: Places, village: Organisation, grid: Grid, number: int) -> None:
    west, south = _corner(number)
    for count, (kind, name, attributes) in enumerate(_PLACES, 1):
        given = PlaceGiven(
            code=f"P{count:02d}",
            name=f"{village.name}{name}",
            kind=kind,
            grid=grid,
            longitude=Decimal(f"{west + count * 0.006:.6f}"),
            latitude=Decimal(f"{south + (count % 3 + 1) * 0.005:.6f}"),
            attributes=attributes,
        )
        people.add_place(by=places.accounts["wmb"], organisation=village, given=given)


def _corner(number: int) -> tuple[float, float]:
    row, column = divmod(number, _ACROSS)
    return _WEST + column * _WIDE, _SOUTH - row * _HIGH


def _square(number: int) -> dict[str, Any]:
    """A village's ground: a square whose corners are pulled a little, the same for the neighbours that share them."""
    row, column = divmod(number, _ACROSS)
    around = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return {"type": "Polygon", "coordinates": [[_pulled(column + x, row - y) for x, y in around]]}


def _pulled(column: int, row: int) -> list[float]:
    shift = ((column * 7 + row * 5) % 5 - 2) / 10
    other = ((column * 3 + row * 11) % 5 - 2) / 10
    return [round(_WEST + (column + shift) * _WIDE, 6), round(_SOUTH - (row + other) * _HIGH, 6)]
