"""/plans/…/duties/: who answers, gaps, hand-over, the map, kinds, placards."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base import clock
from chuangcheng.people.actions import GridGiven, PlaceGiven, add_grid, add_person, add_place, set_boundaries
from chuangcheng.people.models import Grid, Person
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Duty, DutyKind, Programme, Task
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
SINCE = date(2022, 1, 1)
SQUARE = {"type": "Polygon", "coordinates": [[[110, 30], [110.1, 30], [110.1, 30.1], [110, 30.1], [110, 30]]]}


def _grid(people: People, code: str = "G1") -> Grid:
    return add_grid(by=people.office, organisation=people.village, given=GridGiven(code, f"{code}样片"))


def _person(people: People, name: str = "样甲") -> Person:
    return add_person(by=people.office, organisation=people.village, name=name, post="样职", phone="13900000012")


def _duty(people: People, grid: Grid, person: Person | None = None, kind: str = "总负责") -> Duty:
    unit = None if person else people.village
    return actions.assign_duty(by=people.office, thing=grid, kind=kind, person=person, unit=unit, from_day=SINCE)


def test_who_may(people: People, programme: Programme) -> None:
    grid = _grid(people)
    duty = _duty(people, grid, _person(people))
    reads = {"office": 200, "leader": 200, "colleague": 200, "neighbour": 404, "stranger": 404}
    writes = {**reads, "leader": 403}
    at = f"/plans/duties/{duty.pk}/"
    knock(people, at, **reads)
    for word in ("hand-over", "end", "remove"):
        knock(people, f"{at}{word}/", **writes)
        knock(people, f"{at}{word}/", {"reason": ""}, **{**writes, "office": 422, "colleague": 422})
    knock(people, f"/plans/duties/new/?grid={grid.pk}", **writes)
    knock(people, f"/plans/duties/persons/{duty.person_id}/", **writes)
    for ending, status in (("docx", 200), ("pdf", 200), ("exe", 404)):
        knock(people, f"/plans/duties/grids/{grid.pk}/placard.{ending}", office=status, leader=status, stranger=404)
    inside = f"/plans/{programme.pk}/duties/"
    for word in ("", "lacks/", "map/", "map/features.geojson", "placards.docx"):
        knock(people, f"{inside}{word}", office=200, leader=200, colleague=200, stranger=404)
    knock(people, f"{inside}new/", office=200, leader=403, colleague=200, stranger=404)
    knock(people, f"{inside}kinds/", office=200, leader=403, colleague=403, stranger=404)
    for word in ("?grid=999999", "?grid=x", "", "?task=x", "?task=99999"):
        knock(people, f"/plans/duties/new/{word}", office=404)
    browser = log_in(people.office)
    assert browser.get("/plans/duties/999999/").status_code == 404
    assert browser.post(at).status_code == 405
    assert browser.delete(f"{at}end/").status_code == 405
    knock(people, f"{inside}placards.docx", neighbour=404)


@pytest.mark.parametrize(("word", "queries"), [("", 16), ("lacks/", 14), ("map/", 12), ("map/features.geojson", 10)])
def test_the_number_of_grids_costs_no_queries(
    people: People, programme: Programme, word: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/duties/{word}"

    def make(code: str) -> None:
        grid, person = _grid(people, code), _person(people, f"样{code}")
        _duty(people, grid, person)
        _duty(people, grid, person, "保洁")
        set_boundaries(by=people.office, boundaries=[(grid, SQUARE)])
        given = PlaceGiven(code=code, name=f"{code}样店", kind="住宿场所", grid=grid)
        add_place(by=people.office, organisation=people.village, given=given)

    make("A")
    with django_assert_num_queries(queries):
        assert browser.get(at).status_code == 200
    for code in "BCDE":
        make(code)
    with django_assert_num_queries(queries):
        assert browser.get(at).status_code == 200


def test_from_a_gap_to_the_hand_over(people: People, programme: Programme) -> None:
    grid, head, cadre = _grid(people), _person(people), _person(people, "样乙")
    browser, inside = log_in(people.office), f"/plans/{programme.pk}/duties/"
    html = opened(people, "office", f"{inside}lacks/")
    link = f"{inside}new/?grid={grid.pk}&amp;kind=%E6%80%BB%E8%B4%9F%E8%B4%A3"
    assert link in html
    at = link.replace("&amp;", "&")
    sent = {"kind": "总负责", "person": head.pk, "from_day": "2022-01-01"}
    assert browser.post(at, {**sent, "person": ""}).status_code == 422
    assert browser.post(at, {**sent, "to_day": "2021-01-01"}).status_code == 422
    assert browser.post(at, sent).status_code == 302
    duty = Duty.objects.get()
    assert "限 1 人" in browser.post(at, {**sent, "person": cadre.pk}).content.decode()
    assert "样甲" in opened(people, "leader", inside)
    assert "没有责任记录" in opened(people, "leader", f"{inside}?on=2021-12-31")
    over = f"/plans/duties/{duty.pk}/hand-over/"
    sent = {"person": cadre.pk, "on": "2022-05-01", "reason": "换届", "revision": duty.revision}
    assert browser.post(over, {**sent, "on": "2021-05-01"}).status_code == 422
    assert browser.post(over, {**sent, "revision": 9}).status_code == 409
    assert browser.post(over, sent).status_code == 302
    assert "样甲" in opened(people, "office", f"/people/grids/{grid.pk}/?on=2022-04-30")
    html = opened(people, "office", f"{inside}map/?at=grid-{grid.pk}")
    fresh = Duty.objects.get(to_day=None)
    assert f"/plans/duties/{fresh.pk}/hand-over/" in html
    assert f"/plans/duties/{fresh.pk}/hand-over/" not in opened(people, "leader", f"{inside}map/?at=grid-{grid.pk}")
    end = f"/plans/duties/{fresh.pk}/end/"
    assert browser.post(end, {"on": "2022-06-30", "reason": "并入", "revision": fresh.revision}).status_code == 302
    html = opened(people, "office", f"/plans/duties/{fresh.pk}/")
    assert "已结束" in html
    assert "并入" in html
    assert browser.post(f"/plans/duties/{fresh.pk}/remove/", {"reason": "记错了"}).status_code == 302
    assert list(Duty.objects.all()) == [duty]


def test_in_a_programme_one_thing_is_chosen(people: People, programme: Programme, table: list[Task]) -> None:
    grid, browser, at = _grid(people), log_in(people.office), f"/plans/{programme.pk}/duties/new/"
    sent = {"kind": "主办", "unit": people.village.pk, "from_day": "2022-01-01"}
    assert "只选一个" in browser.post(at, sent).content.decode()
    assert "只选一个" in browser.post(at, {**sent, "grid": grid.pk, "task": table[2].pk}).content.decode()
    assert browser.post(at, {**sent, "task": table[2].pk}).status_code == 302
    assert "健全网格责任" in opened(people, "colleague", "/plans/duties/")
    assert "没有由您负责的" in opened(people, "neighbour", "/plans/duties/")


def test_who_leaves_is_led_to_the_hand_over(people: People) -> None:
    grid, head, cadre = _grid(people), _person(people), _person(people, "样乙")
    duties = [_duty(people, grid, head), _duty(people, grid, head, "保洁")]
    browser = log_in(people.office)
    answer = browser.post(f"/people/persons/{head.pk}/end/", {"on": clock.today().isoformat()})
    at = f"/plans/duties/persons/{head.pk}/"
    assert answer["Location"] == at
    assert "G1样片 · 保洁" in opened(people, "office", at)
    sent: dict[str, Any] = {"duties": [duty.pk for duty in duties], "on": clock.today().isoformat(), "reason": "离任"}
    assert browser.post(at, sent).status_code == 422
    assert browser.post(at, {**sent, "person": cadre.pk}).status_code == 302
    assert Duty.objects.filter(person=cadre, to_day=None).count() == 2
    assert "没有要交接的责任" in opened(people, "office", at)


def test_the_kinds_in_use(people: People, programme: Programme) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/duties/kinds/"
    line = {"concerns": "grid", "counted": "thing", "most": "", "name": ""}

    def send(*names: str) -> Any:
        sent = {"form-TOTAL_FORMS": len(names), "form-INITIAL_FORMS": 0}
        for number, name in enumerate(names):
            sent |= {f"form-{number}-{key}": value for key, value in {**line, "name": name}.items()}
        return browser.post(at, sent)

    assert "总负责" in opened(people, "office", at)
    assert send("街长", "街长").status_code == 422
    assert send("街长", "", "巷长").status_code == 302
    assert [kind.name for kind in DutyKind.objects.all()] == ["街长", "巷长"]
    assert "巷长" in opened(people, "office", f"/plans/{programme.pk}/duties/new/")


def test_a_placard_masks_telephones_unless_it_is_set(people: People, programme: Programme) -> None:
    grid = _grid(people)
    _duty(people, grid, _person(people))
    at = f"/plans/duties/grids/{grid.pk}/placard"

    def words() -> str:
        document = Document(io.BytesIO(log_in(people.leader).get(f"{at}.docx").content))
        return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

    assert "139****12" in words()
    kind = DutyKind(name="总负责", concerns="grid", most=1, shows_phone=True)
    actions.set_duty_kinds(by=people.office, organisation=people.town, kinds=[kind])
    assert "13900000012" in words()
    pages = PdfReader(io.BytesIO(log_in(people.leader).get(f"{at}.pdf").content)).pages
    assert len(pages) == 1
    _grid(people, "G2")
    both = log_in(people.leader).get(f"/plans/{programme.pk}/duties/placards.pdf").content
    assert len(PdfReader(io.BytesIO(both)).pages) == 2


def test_the_map_marks_where_somebody_is_lacking(people: People, programme: Programme) -> None:
    grid = _grid(people)
    set_boundaries(by=people.office, boundaries=[(grid, SQUARE)])
    at = f"/plans/{programme.pk}/duties/map/features.geojson"
    drawn = json.loads(log_in(people.colleague).get(at).content)["features"]
    assert [one["properties"]["tone"] for one in drawn] == ["warn"]
    for kind in ("总负责", "包片", "保洁"):
        _duty(people, grid, kind=kind)
    drawn = json.loads(log_in(people.colleague).get(at).content)["features"]
    assert [one["properties"]["tone"] for one in drawn] == [""]
    assert json.loads(log_in(people.neighbour).get(at).content)["features"] == []
