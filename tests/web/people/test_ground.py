"""Grids and places: who sees and keeps them, lists, files, boundaries."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from chuangcheng.intake.actions import import_workbook
from chuangcheng.people import actions
from chuangcheng.people.actions import GridGiven, PlaceGiven
from chuangcheng.people.models import Grid, Organisation, Place
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[110, 30], [110.1, 30], [110.1, 30.1], [110, 30.1], [110, 30]]]}


def _grid(people: People, code: str = "G1", unit: Organisation | None = None, **more: Any) -> Grid:
    given = GridGiven(code=code, name=f"{code}样片", **more)
    return actions.add_grid(by=people.office, organisation=unit or people.village, given=given)


def _place(people: People, code: str = "P1", unit: Organisation | None = None, **more: Any) -> Place:
    given = PlaceGiven(code=code, name=f"{code}样店", kind=more.pop("kind", "住宿场所"), **more)
    return actions.add_place(by=people.office, organisation=unit or people.village, given=given)


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("边界.geojson", content)


def _boundaries(*found: tuple[str, Any], name: str = "code") -> SimpleUploadedFile:
    features = [{"type": "Feature", "properties": {name: code}, "geometry": one} for code, one in found]
    return _file(json.dumps({"type": "FeatureCollection", "features": features}).encode())


def test_who_may(people: People) -> None:
    for at in (f"/people/grids/{_grid(people).pk}/", f"/people/places/{_place(people).pk}/"):
        knock(people, at, office=200, leader=200, colleague=200, neighbour=404, stranger=404)
        for word in ("edit", "end"):
            knock(people, f"{at}{word}/", office=200, leader=403, colleague=403, neighbour=404, stranger=404)
        browser = log_in(people.office)
        assert browser.post(at).status_code == 405
        assert browser.delete(f"{at}edit/").status_code == 405
    for at in ("/people/grids/", "/people/places/"):
        knock(people, f"{at}new/", office=200, administrator=200, leader=403, colleague=403)
        knock(people, f"{at}999999/", office=404)
        knock(people, at, office=200, leader=200, colleague=200, stranger=200)
    knock(people, "/people/grids/boundaries/", office=200, leader=403, colleague=403)


@pytest.mark.parametrize(("at", "make", "queries"), [("/people/grids/", _grid, 7), ("/people/places/", _place, 8)])
def test_lists(
    people: People, at: str, make: Any, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = make(people, "A1")
    browser = log_in(people.office)
    with django_assert_num_queries(queries):
        assert first.name in browser.get(at).content.decode()
    second, _third = make(people, "A2", people.village_2), make(people, "A3", people.village_2)
    with django_assert_num_queries(queries):
        assert second.name in browser.get(at).content.decode()
    for address in (at, f"{at}?export=csv"):
        html = log_in(people.colleague).get(address).content.decode()
        assert first.name in html
        assert second.name not in html


def test_a_register_of_premises_shows_their_attributes(people: People) -> None:
    _place(people, "P1", attributes={"卫生许可证": "样字1号"})
    _place(people, "P2", kind="文化广场", attributes={"面积": "200"})
    html = opened(people, "office", "/people/places/?kind=住宿场所")
    assert "卫生许可证" in html
    assert "样字1号" in html
    assert "面积" not in html


def test_writing_grids_and_places(people: People) -> None:
    browser = log_in(people.office)
    sent = {"organisation": people.village.pk, "name": "样片", "code": "G1", "kind": "area", "households": 30}
    assert browser.post("/people/grids/new/", {**sent, "households": -1}).status_code == 422
    assert browser.post("/people/grids/new/", sent).status_code == 302
    grid = Grid.objects.get()
    assert "已经用于" in browser.post("/people/grids/new/", sent).content.decode()
    at = f"/people/grids/{grid.pk}/edit/"
    assert browser.post(at, {**sent, "name": "新名", "revision": grid.revision}).status_code == 302
    assert browser.post(at, {**sent, "name": "又名", "revision": grid.revision}).status_code == 409
    sent = {
        "organisation": people.village.pk, "name": "样店", "code": "P1", "kind": "自定", "grid": grid.pk,
        "longitude": "121.531541859215", "latitude": "31.175303983646", "system": "gcj02", "attributes": "许可证：有",
    }  # fmt: skip
    assert browser.post("/people/places/new/", {**sent, "latitude": ""}).status_code == 422
    assert browser.post("/people/places/new/", {**sent, "attributes": "许可证"}).status_code == 422
    assert browser.post("/people/places/new/", sent).status_code == 302
    place = Place.objects.get()
    assert abs(place.longitude - Decimal("121.527211")) < Decimal("0.000002")
    html = opened(people, "office", f"/people/places/{place.pk}/")
    assert "许可证" in html
    assert "新名" in html
    assert browser.post(f"/people/grids/{grid.pk}/end/", {"on": "2026-03-01"}).status_code == 422
    assert browser.post(f"/people/places/{place.pk}/end/", {"on": "2026-03-01"}).status_code == 302
    assert browser.post(f"/people/grids/{grid.pk}/end/", {"on": "2026-03-01"}).status_code == 302


def test_boundaries_from_a_file(people: People) -> None:
    _grid(people, "G1")
    _grid(people, "G1", people.village_2)
    grid = _grid(people, "G2")
    browser, at = log_in(people.office), "/people/grids/boundaries/"
    for file, says in (
        (_file(b"\xff\xfe"), "FeatureCollection"),
        (_file(b"[]"), "FeatureCollection"),
        (_file(b"[" * 100_000), "FeatureCollection"),
        (_boundaries(("G2", SQUARE), name="id"), "没有属性"),
        (_boundaries(("G9", SQUARE)), "第1个面"),
        (_boundaries(("G1", SQUARE)), "几个单位"),
        (_boundaries(("G2", SQUARE), ("G2", SQUARE)), "两次"),
        (_boundaries(("G2", {"type": "Point", "coordinates": [1, 2]})), "Polygon"),
        (_file(b"[" + b" " * 5_000_001), "太大"),
    ):
        answer = browser.post(at, {"file": file, "property": "code", "system": "wgs84"})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    sent = {"file": _boundaries(("G2", SQUARE), ("jia-2/G1", SQUARE)), "property": "code", "system": "wgs84"}
    assert browser.post(at, sent).status_code == 302
    grid.refresh_from_db()
    assert grid.boundary == SQUARE
    assert Grid.objects.exclude(boundary=None).count() == 2


def test_the_map_shows_what_is_in_sight(people: People) -> None:
    grid, place = _grid(people), _place(people, longitude=Decimal(110), latitude=Decimal(30))
    actions.set_boundaries(by=people.office, boundaries=[(grid, SQUARE)])
    _place(people, "P2", people.village_2, longitude=Decimal(111), latitude=Decimal(31))
    _place(people, "P3")
    drawn = json.loads(log_in(people.colleague).get("/people/ground/features.geojson").content)
    keys = [one["properties"]["key"] for one in drawn["features"]]
    assert keys == [f"grid-{grid.pk}", f"place-{place.pk}"]
    html = opened(people, "colleague", "/people/ground/")
    assert all(f'data-map-item="{key}"' in html for key in keys)
    assert "没有位置" in html
    knock(people, "/people/ground/", stranger=200, leader=200)
    kept = log_in(people.office).get("/people/ground/features.geojson?export=geojson")
    assert "attachment" in kept["Content-Disposition"]


def test_the_workbook_comes_back_as_it_went(people: People) -> None:
    outer = _grid(people, "G0", people.town, kind="area")
    inner = _grid(people, "G1", within=outer, households=20)
    _place(people, grid=inner, longitude=Decimal("110.5"), latitude=Decimal(30), attributes={"许可证": "有"})
    content = log_in(people.office).get("/people/ground/workbook.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["网格", "点位"]
    outcome = import_workbook(by=people.root, programme=None, content=io.BytesIO(content))
    assert outcome.faults == []
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 3)


def test_who_answers_stands_on_the_page(people: People) -> None:
    grid = _grid(people)
    assert "这一天没有人负责" in opened(people, "office", f"/people/grids/{grid.pk}/?on=2022-03-01")
    assert "这一天没有人负责" in opened(people, "office", f"/people/grids/{grid.pk}/?on=2022-13-91")
