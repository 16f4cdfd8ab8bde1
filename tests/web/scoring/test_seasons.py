"""Seasons: list, page, settings, units."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from tests.people import log_in
from tests.stages.seasons import JULY, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

WRITES = ("edit", "ranking", "fines", "runs/new")


def test_who_sees_a_season_and_who_keeps_it(world: World) -> None:
    page = f"/scoring/{world.season.pk}/"
    knock(world.people, "/scoring/", office=200, leader=302, auditor=302, colleague=302, stranger=200)
    knock(world.people, page, office=200, leader=200, auditor=200, colleague=200, stranger=404)
    knock(world.people, f"{page}units/", office=200, leader=200, auditor=200, colleague=403, stranger=404)
    for name in WRITES:
        address = f"{page}{name}/"
        knock(world.people, address, office=200, leader=403, auditor=403, colleague=403, stranger=404)
        knock(world.people, address, {}, leader=403, auditor=403, colleague=403, stranger=404)
        assert log_in(world.people.office).delete(address).status_code == 405


@pytest.mark.parametrize("page", ["", "units/", "edit/", "ranking/", "runs/new/", "objections/"])
def test_a_bad_id(world: World, page: str) -> None:
    assert log_in(world.people.office).get(f"/scoring/999999/{page}").status_code == 404


def test_a_stranger_finds_no_season_in_the_list(world: World) -> None:
    title = world.programme.title
    assert title in opened(world.people, "office", "/scoring/")
    assert title not in opened(world.people, "stranger", "/scoring/")


def test_lists_take_as_many_queries_for_one_row_as_for_three(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(world.people.office)
    for runs in (1, 2):
        for _ in range(runs):
            world.run()
        for page in ("/scoring/", f"/scoring/{world.season.pk}/", f"/scoring/{world.season.pk}/units/"):
            browser.get(page)
            with django_assert_max_num_queries(16):
                assert browser.get(page).status_code == 200


def test_a_season_is_opened_once(world: World) -> None:
    browser = log_in(world.people.office)
    sent = {
        "programme": world.programme.pk,
        "version": world.season.version_id,
        "first": "2022-01-01",
        "last": "2022-12-31",
        "objection_days": 5,
    }
    answer = browser.post("/scoring/new/", sent)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_settings_are_kept_and_a_stale_form_is_told(world: World) -> None:
    browser, page = log_in(world.people.office), f"/scoring/{world.season.pk}/edit/"
    sent = {"version": world.season.version_id, "objection_days": 7, "revision": world.season.revision}
    assert browser.post(page, sent).status_code == 302
    assert browser.post(page, sent).status_code == 409
    world.season.refresh_from_db()
    assert world.season.objection_days == 7
    assert browser.post(page, {**sent, "objection_days": 0}).status_code == 422


@pytest.mark.parametrize("what", ["ranking", "fines"])
def test_a_switch_needs_document_and_clause(world: World, what: str) -> None:
    browser, page = log_in(world.people.office), f"/scoring/{world.season.pk}/{what}/"
    half = browser.post(page, {"document": "考核办法", "clause": "", "revision": world.season.revision})
    assert half.status_code == 422
    assert "请写明依据的文件和条款" in half.content.decode()
    whole = {"document": "考核办法", "clause": "第七条", "revision": world.season.revision}
    assert browser.post(page, whole).status_code == 302
    assert "《考核办法》第七条" in opened(world.people, "office", f"/scoring/{world.season.pk}/")


def test_a_unit_is_taken_out_of_the_ranking_with_a_reason(world: World) -> None:
    member = world.season.units.get(organisation=world.people.village)
    page = f"/scoring/units/{member.pk}/exempt/"
    knock(world.people, page, office=200, leader=403, colleague=403, stranger=404)
    browser = log_in(world.people.office)
    answer = browser.post(page, {"exempt": "on", "reason": " "})
    assert answer.status_code == 422
    assert "请写明不参加排名的原因" in answer.content.decode()
    assert browser.post(page, {"exempt": "on", "reason": "受灾"}).status_code == 302
    assert "受灾" in opened(world.people, "office", f"/scoring/{world.season.pk}/units/")
    assert browser.get("/scoring/units/999999/exempt/").status_code == 404


def test_a_village_is_told_its_own_score_and_no_ranking(world: World) -> None:
    page = f"/scoring/{world.season.pk}/"
    assert "还没有公布的得分" in opened(world.people, "colleague", page)
    world.publish()
    html = opened(world.people, "colleague", page)
    assert "甲一村" in html
    assert "92.3" in html
    assert "91.15" in html  # the median of the group
    assert "甲二村" not in html
    assert "位次" not in html


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_the_export_button_offers_comes_as_a_file(world: World, form: str) -> None:
    world.run()
    browser = log_in(world.people.office)
    for page in ("", "units/"):
        answer = browser.get(f"/scoring/{world.season.pk}/{page}?export={form}")
        assert f".{form}" in answer["Content-Disposition"]


def test_a_period_that_has_not_begun_is_not_offered(world: World) -> None:
    page = f"/scoring/{world.season.pk}/runs/new/"
    browser = log_in(world.people.office)
    with frozen(JULY):
        html = browser.get(page).content.decode()
        assert 'value="2022-Q3"' in html
        assert 'value="2022-Q4"' not in html
        assert browser.post(page, {"period": "2022-Q4"}).status_code == 422
        early = browser.post(page, {"period": "2022-Q2", "as_of": "2022-01-01"})
        assert early.status_code == 422
        assert "计分截止日期" in early.content.decode()
        assert browser.post(page, {"period": "2022-Q2"}).status_code == 302
