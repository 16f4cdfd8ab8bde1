"""Grids and places: who writes them, what is refused, and positions that come from other systems."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people import actions
from chuangcheng.people.actions import GridGiven, PlaceGiven
from chuangcheng.people.models import Grid, Place
from chuangcheng.people.positions import check_boundary, to_bd09, to_gcj02, to_wgs84
from chuangcheng.people.states import MOST_POSITIONS
from tests.people import People

#: (WGS-84, GCJ-02) as longitude and latitude: the points by which eviltransform tests its eight languages.
KNOWN = (
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
)
SQUARE = {"type": "Polygon", "coordinates": [[[110, 30], [110.1, 30], [110.1, 30.1], [110, 30.1], [110, 30]]]}


def _refused(code: str) -> Any:
    """The action refuses with this code."""
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


def _grid(people: People, code: str = "g1", **more: Any) -> Grid:
    given = GridGiven(code=code, name=f"{code}网格", **more)
    return actions.add_grid(by=people.office, organisation=people.village, given=given)


@pytest.mark.parametrize(("wgs", "gcj"), KNOWN)
def test_known_points(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert to_gcj02(*wgs) == pytest.approx(gcj, abs=1e-9)
    assert to_wgs84(*gcj, "gcj02") == pytest.approx(wgs, abs=1e-6)


def test_the_way_back_ends_where_it_began_all_over_the_country() -> None:
    for longitude in range(75, 135, 5):
        for latitude in range(18, 54, 4):
            back = to_wgs84(*to_bd09(longitude + 0.123456, latitude + 0.654321), "bd09")
            assert math.dist(back, (longitude + 0.123456, latitude + 0.654321)) < 2e-5
            back = to_wgs84(*to_gcj02(longitude, latitude), "gcj02")
            assert math.dist(back, (longitude, latitude)) < 1e-7


def test_outside_the_country_nothing_is_shifted() -> None:
    assert to_wgs84(2.35, 48.85, "gcj02") == (2.35, 48.85)


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        (None, "面"),
        ({"type": "Point", "coordinates": [110, 30]}, "面"),
        ({"type": "Polygon", "coordinates": [[[110, 30], [111, 30], [111, 31], [110, 31]]]}, "闭合"),
        ({"type": "Polygon", "coordinates": [[[110, 30], [111, 30], [110, 30]]]}, "四个点"),
        ({"type": "Polygon", "coordinates": [[[110, 30]] * 5]}, "围不成面"),
        ({"type": "Polygon", "coordinates": [[[30, 110], [30, 111], [31, 111], [30, 110]]]}, "经度在前"),
        ({"type": "Polygon", "coordinates": [[["a", 30], [111, 30], [111, 31], ["a", 30]]]}, "一对数"),
        ({"type": "Polygon", "coordinates": [[[math.nan, 30], [111, 30], [111, 31], [math.nan, 30]]]}, "一对数"),
        ({"type": "Polygon", "coordinates": [5]}, "一对数"),
        ({"type": "MultiPolygon", "coordinates": [[[[True, 3], [1, 3], [1, 4], [True, 3]]]]}, "一对数"),
        ({"type": "Polygon", "coordinates": [[[110, 30]] * (MOST_POSITIONS + 1)]}, "太多"),
    ],
)
def test_a_boundary_that_is_none(geometry: Any, says: str) -> None:
    with pytest.raises(Refused) as refused:
        check_boundary(geometry)
    assert refused.value.code == "bad-boundary"
    assert says in str(refused.value)


def test_a_boundary_is_kept_without_heights_to_six_decimals() -> None:
    ring = [[110.00000049, 30, 5], [110.1, 30, 5], [110.1, 30.1, 5], [110.00000049, 30, 5]]
    kept = check_boundary({"type": "MultiPolygon", "coordinates": [[ring]]})
    assert kept["coordinates"][0][0][0] == [110.0, 30]


def test_who_may_write(people: People) -> None:
    grid = _grid(people)
    for by, refusal in ((people.colleague, NotAllowed), (people.leader, NotAllowed), (people.stranger, NotSeen)):
        with pytest.raises(refusal):
            actions.add_grid(by=by, organisation=people.village, given=GridGiven(code="x", name="x"))
        with pytest.raises(refusal):
            actions.set_boundaries(by=by, boundaries=[(grid, SQUARE)])
        with pytest.raises(refusal):
            actions.add_place(by=by, organisation=people.village, given=PlaceGiven(code="x", name="x", kind="x"))
    assert not Place.objects.exists()


def test_grids(people: People) -> None:
    outer = _grid(people)
    inner = _grid(people, "g2", within=outer, households=12)
    with _refused("code-taken"):
        _grid(people, "g1")
    with _refused("grid-ring"):
        actions.change_grid(by=people.office, grid=outer, given=GridGiven("g1", "一", within=inner))
    with _refused("unknown-kind"):
        _grid(people, "g3", kind="块")
    with _refused("grid-in-use"):
        actions.end_grid(by=people.office, grid=outer, on=date(2026, 3, 1))
    assert actions.set_boundaries(by=people.office, boundaries=[(outer, SQUARE), (inner, SQUARE)]) == 2
    assert actions.set_boundaries(by=people.office, boundaries=[(outer, SQUARE)]) == 0
    with pytest.raises(Conflict):
        actions.change_grid(by=people.office, grid=outer, revision=1, given=GridGiven("g1", "一"))
    inner = actions.end_grid(by=people.office, grid=inner, on=date(2026, 3, 1))
    with _refused("grid-ended"):
        _grid(people, "g4", within=inner)


def test_one_bad_boundary_leaves_all_as_they_were(people: People) -> None:
    grids = [_grid(people), _grid(people, "g2")]
    with pytest.raises(Refused) as refused:
        actions.set_boundaries(by=people.office, boundaries=[(grids[0], SQUARE), (grids[1], {"type": "Point"})])
    assert refused.value.place == "g2网格"
    assert not Grid.objects.exclude(boundary=None).exists()


def test_places(people: People) -> None:
    wgs, gcj = KNOWN[0]
    given = PlaceGiven(
        "p1", "示例理发店", "美容美发场所", longitude=Decimal(str(gcj[0])), latitude=Decimal(str(gcj[1])),
        system="gcj02", attributes={"许可证": "有"},
    )  # fmt: skip
    place = actions.add_place(by=people.office, organisation=people.village, given=given)
    place.refresh_from_db()
    assert (float(place.longitude or 0), float(place.latitude or 0)) == pytest.approx(wgs, abs=1e-6)
    for bad, code in (
        (PlaceGiven("p2", "店", "x", longitude=Decimal(120)), "half-position"),
        (PlaceGiven("p2", "店", "x", longitude=Decimal(31), latitude=Decimal(121)), "bad-position"),
        (PlaceGiven("p2", "店", "x", longitude=Decimal("NaN"), latitude=Decimal(21)), "bad-position"),
        (PlaceGiven("p1", "店", "x"), "code-taken"),
        (PlaceGiven("p2", "", "x"), "missing"),
        (PlaceGiven("p2", "店", " "), "missing"),
    ):
        with _refused(code):
            actions.add_place(by=people.office, organisation=people.village, given=bad)
    other = actions.add_grid(by=people.root, organisation=people.other_village, given=GridGiven("g", "别处"))
    with pytest.raises(NotSeen):
        actions.add_place(by=people.office, organisation=people.village, given=PlaceGiven("p2", "店", "x", grid=other))
    actions.end_place(by=people.office, place=place, on=date(2026, 3, 1))
    assert JournalLine.objects.filter(verb="people.place.end", subject_id=str(place.pk)).exists()
