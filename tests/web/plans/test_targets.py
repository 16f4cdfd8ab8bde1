"""/plans/…/targets/: the tree, readings, corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Programme, Target
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db


def _set(people: People, programme: Programme, unit: str, planned: int, parent: Target | None = None) -> Target:
    return actions.set_target(
        by=people.office, programme=programme, unit=getattr(people, unit), title="税费收入", measure_word="万元",
        planned=Decimal(planned), due_on=date(2022, 12, 31), parent=parent,
    )  # fmt: skip


def test_who_may(people: People, programme: Programme) -> None:
    part = _set(people, programme, "village", 700, _set(people, programme, "town", 1200))
    with frozen(date(2022, 7, 1)):
        reading = actions.read_target(by=people.colleague, target=part, on=date(2022, 6, 30), reached=Decimal(1))
    at, own = f"/plans/{programme.pk}/targets/", f"/plans/targets/{part.pk}/"
    knock(people, at, office=200, leader=200, colleague=200, neighbour=200, stranger=404)
    knock(people, f"{at}new/", office=200, leader=403, colleague=403, stranger=404)
    knock(people, own, office=200, leader=200, colleague=200, neighbour=404, stranger=404)
    knock(people, f"{own}edit/", office=200, leader=403, colleague=403, neighbour=404, stranger=404)
    knock(people, f"{own}remove/", {}, leader=403, colleague=403, neighbour=404, stranger=404, office=400)
    for page in (f"{own}read/", f"/plans/readings/{reading.pk}/correct/"):
        knock(people, page, office=200, leader=403, colleague=200, neighbour=404, stranger=404)
    browser = log_in(people.office)
    for address in (f"{at}new/?parent=999999", f"{at}new/?parent=x", "/plans/readings/999999/correct/"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"{own}remove/").status_code == 405


def test_the_tree_names_the_difference(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    whole = _set(people, programme, "town", 1200)
    browser, at = log_in(people.office), f"/plans/{programme.pk}/targets/"
    with django_assert_num_queries(10):
        browser.get(at)
    for unit, planned in (("village", "700"), ("village_2", "490")):
        sent = {"title": "税费收入", "unit": getattr(people, unit).pk, "planned": planned, "measure_word": "万元"}
        answer = browser.post(f"{at}new/?parent={whole.pk}", {**sent, "due_on": "2022-12-31"})
        assert answer["Location"] == f"/plans/targets/{whole.pk}/"
    with django_assert_num_queries(10):
        assert "分解合计比计划少10万元" in browser.get(at).content.decode()
    assert "分解合计比计划少10万元" in opened(people, "leader", f"/plans/targets/{whole.pk}/")
    assert "1200" not in opened(people, "colleague", at)
    part = Target.objects.get(unit=people.village_2)
    change = {"title": "税费收入", "unit": people.village_2.pk, "planned": "510", "measure_word": "万元"}
    change |= {"due_on": "2022-12-31", "revision": str(part.revision)}
    assert browser.post(f"/plans/targets/{part.pk}/edit/", change).status_code == 302
    assert browser.post(f"/plans/targets/{part.pk}/edit/", change).status_code == 409
    assert "分解合计比计划多10万元" in browser.get(at).content.decode()


def test_reading_and_correcting(people: People, programme: Programme) -> None:
    target = _set(people, programme, "village", 1200)
    browser, at = log_in(people.colleague), f"/plans/targets/{target.pk}/"
    with frozen(date(2022, 7, 1)):
        assert browser.post(f"{at}read/", {"on": "2022-07-02", "reached": "1"}).status_code == 422
        assert browser.post(f"{at}read/", {"on": "2022-06-30", "reached": "1236.6"}).status_code == 302
        reading = target.readings.get()
        sent = {"on": "2022-06-30", "reached": "1263.6"}
        assert browser.post(f"/plans/readings/{reading.pk}/correct/", sent).status_code == 422
        answer = browser.post(f"/plans/readings/{reading.pk}/correct/", {**sent, "note": "数字颠倒"})
        assert answer.status_code == 302
    html = opened(people, "office", at)
    for told in ("105.3%", "1236.6万元", "数字颠倒", "已更正"):
        assert told in html
    assert "超额" in opened(people, "office", f"/plans/{programme.pk}/targets/")
