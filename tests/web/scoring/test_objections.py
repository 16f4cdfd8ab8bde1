"""Objections: filed by the unit, answered by somebody else, withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.people.models import Account
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Objection
from tests.people import log_in
from tests.stages.seasons import JULY, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

SOON = date(2022, 7, 12)


def filed(world: World, *, by: Account | None = None) -> Objection:
    publication = world.season.runs.get(state="published").publication
    with frozen(SOON):
        return actions.file_objection(
            by=by or world.people.colleague, publication=publication, unit=world.people.village, item="", text="算错了"
        )


def test_a_unit_objects_to_its_own_score(world: World) -> None:
    publication = world.publish()
    page = f"/scoring/publications/{publication.pk}/units/{world.people.village.pk}/object/"
    sent = {"item": "problems", "text": "五月的问题已按期整改。"}
    with frozen(SOON):
        knock(world.people, page, sent, leader=403, neighbour=404, stranger=404)
        browser = log_in(world.people.colleague)
        empty = browser.post(page, {"item": "", "text": ""})
        assert empty.status_code == 422
        assert browser.post(page, {"item": "nothing", "text": "x"}).status_code == 422
        assert browser.post(page, sent).status_code == 302
    assert "问题扣分" in opened(world.people, "colleague", f"/scoring/objections/{Objection.objects.get().pk}/")
    with frozen(date(2022, 7, 20)):
        late = browser.post(page, sent)
    assert late.status_code == 422
    assert "异议期已于" in late.content.decode()


def test_who_sees_an_objection_and_who_answers(world: World) -> None:
    world.publish()
    objection = filed(world)
    page = f"/scoring/objections/{objection.pk}/"
    knock(world.people, page, office=200, leader=200, auditor=200, colleague=200, neighbour=404, stranger=404)
    assert "您参与了计分或公布" in opened(world.people, "office", page)
    answer = {"upheld": "no", "answer": "照片上是六月的日期。", "revision": objection.revision}
    knock(world.people, page, answer, auditor=403, colleague=403, neighbour=404, stranger=404, office=403)
    second = log_in(world.second)
    assert second.post(page, {**answer, "answer": ""}).status_code == 422
    assert second.post(page, answer).status_code == 302
    html = opened(world.people, "colleague", page)
    assert "照片上是六月的日期。" in html
    assert "不成立" in html
    assert second.delete(page).status_code == 405
    assert second.get("/scoring/objections/999999/").status_code == 404


def test_a_unit_takes_its_objection_back(world: World) -> None:
    world.publish()
    page = f"/scoring/objections/{filed(world).pk}/withdraw/"
    knock(world.people, page, {}, office=403, leader=403, neighbour=404, stranger=404)
    browser = log_in(world.people.colleague)
    assert browser.get(page).status_code == 405
    assert browser.post(page).status_code == 302
    assert browser.post(page).status_code == 400


def test_the_list_ends_where_the_scope_ends_and_takes_few_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world.publish()
    page = f"/scoring/{world.season.pk}/objections/"
    for more in (1, 2):
        for _ in range(more):
            filed(world)
        browser = log_in(world.people.office)
        browser.get(page)
        with django_assert_max_num_queries(12):
            html = browser.get(page).content.decode()
    assert html.count("算错了") >= 3
    assert "算错了" not in opened(world.people, "neighbour", page)
    assert log_in(world.people.stranger).get(page).status_code == 404
    assert ".csv" in log_in(world.people.office).get(f"{page}?export=csv")["Content-Disposition"]


def test_the_window_of_objections_is_named_where_one_objects(world: World) -> None:
    publication = world.publish()
    page = f"/scoring/publications/{publication.pk}/units/{world.people.village.pk}/object/"
    with frozen(JULY):
        assert "异议期到2022年7月15日" in opened(world.people, "colleague", page)
