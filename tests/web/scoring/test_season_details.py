"""A season's units, groups, rounds, assessed entries and sources, all given on pages."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.plans.actions import start_programme
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Season, Standing
from chuangcheng.stages.scoring.queries.results import folder_of, problems
from tests.people import log_in
from tests.stages.books import TOWN
from tests.stages.seasons import JULY, Q2, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

#: Towns by what their villages got.
ABOVE = """\
rulebook: towns
version: "1"
title: 镇考核
subject: town
period: quarter
facts:
  village_total: {columns: {of: text, item: text, points: decimal}}
items:
  - id: villages
    title: 各村平均
    measure: {fact: village_total, mean: points, missing: 0}
    scale: {each: 1}
ranking: {ties: min}
"""
ROUNDS = {
    "round_id": ["春", "秋", ""],
    "round_from": ["2022-01-01", "2022-07-01", ""],
    "round_to": ["2022-06-30", "2022-12-31", ""],
}


@pytest.mark.parametrize("page", ["units/edit/", "rounds/"])
def test_who_keeps_the_details(world: World, page: str) -> None:
    address = f"/scoring/{world.season.pk}/{page}"
    knock(world.people, address, office=200, leader=403, auditor=403, colleague=403, stranger=404)
    knock(world.people, address, {"units": "1"}, leader=403, auditor=403, colleague=403, stranger=404)
    assert log_in(world.people.office).get(f"/scoring/999999/{page}").status_code == 404
    assert log_in(world.people.office).delete(address).status_code == 405


@pytest.mark.parametrize("page", ["assessed/", "sources/"])
def test_who_reads_and_who_writes_entries(world: World, page: str) -> None:
    address = f"/scoring/{world.season.pk}/{page}"
    knock(world.people, address, office=200, leader=200, auditor=200, colleague=403, stranger=404)
    knock(world.people, address, {"unit": "1"}, office=422, leader=403, auditor=403, colleague=403, stranger=404)
    assert log_in(world.people.office).delete(address).status_code == 405
    drop = f"{address}drop/" if page == "sources/" else "/scoring/assessed/999999/drop/"
    assert log_in(world.people.office).get(drop).status_code == 405


def test_units_are_chosen_and_published_ones_stay(world: World) -> None:
    browser, page = log_in(world.people.office), f"/scoring/{world.season.pk}/units/edit/"
    every = [unit.pk for unit in world.villages]
    assert browser.post(page, {"units": every[:5]}).status_code == 302
    assert world.season.units.count() == 5
    assert browser.post(page, {"units": [*every, world.people.other_village.pk]}).status_code == 422
    assert browser.post(page, {"units": every}).status_code == 302
    assert world.season.units.count() == 6
    world.publish()
    answer = browser.post(page, {"units": every[:4]})
    assert answer.status_code == 422
    assert "不能减少" in answer.content.decode()
    assert world.season.units.count() == 6


def test_a_unit_gets_another_ranking_group(world: World) -> None:
    member = world.season.units.get(organisation=world.people.village)
    browser, page = log_in(world.people.office), f"/scoring/units/{member.pk}/exempt/"
    assert browser.post(page, {"group": "山区", "reason": ""}).status_code == 302
    member.refresh_from_db()
    assert (member.group, member.exempt) == ("山区", False)
    assert browser.post(page, {"group": "山区", "exempt": "on", "reason": "受灾"}).status_code == 302
    member.refresh_from_db()
    assert (member.group, member.exempt_reason) == ("山区", "受灾")
    assert browser.post(page, {"group": "平原", "exempt": "on", "reason": ""}).status_code == 422
    member.refresh_from_db()
    assert member.group == "山区", "both or neither"


def test_a_unit_counts_as_assessed_by_the_office_s_word(world: World) -> None:
    browser, page = log_in(world.people.office), f"/scoring/{world.season.pk}/assessed/"
    sent = {"unit": world.people.village.pk, "period": "2022-Q3", "reason": "本期没有分项记录"}
    with frozen(JULY):
        for wrong in ({"reason": " "}, {"period": "2022-Q4"}, {"unit": world.people.other_village.pk}):
            assert browser.post(page, {**sent, **wrong}).status_code == 422, wrong
        assert browser.post(page, sent).status_code == 302
        assert "已经列入" in browser.post(page, sent).content.decode()
        run = world.run("2022-Q3")
        text = (folder_of(run) / "season" / "season.yaml").read_text("utf-8")
        assert 'assessed: [{"unit": "jia-1", "period": "2022-Q3"}]' in text
        assert any(one.code == "import-missing" for one in problems(run)), "assessed, so the base score is asked for"
        record = world.season.assessed.get()
        drop = f"/scoring/assessed/{record.pk}/drop/"
        knock(world.people, drop, {}, leader=403, colleague=403, stranger=404)
        assert "本期没有分项记录" in opened(world.people, "leader", page)
        assert browser.post(drop).status_code == 302
        assert not world.season.assessed.exists()
        world.publish()
        closed = browser.post(page, {**sent, "period": Q2})
        assert closed.status_code in (400, 422)
        assert not world.season.assessed.exists()


def test_towns_are_scored_from_their_villages(world: World) -> None:
    office, county = world.people.office, world.people.county
    with frozen(date(2022, 1, 5)):
        version = rulebooks.create(by=office, organisation=county, name="towns", title="镇考核", text=ABOVE)
        rulebooks.publish(by=office, version=version, document="办法", clause="一", first=date(2022, 1, 1), last=None)
        days = {"first": date(2022, 1, 1), "last": date(2022, 12, 31)}
        programme = start_programme(by=office, title="2022 年镇创建", level="县级", host=county, **days)
        above = actions.open_season(by=office, programme=programme, version=version, **days)
    browser, page = log_in(office), f"/scoring/{above.pk}/sources/"
    sent = {"kind": "village_total", "source": world.season.pk, "items": "total", "unit": "parent"}
    assert browser.post(page, {**sent, "source": above.pk}).status_code == 422
    assert browser.post(page, sent).status_code == 302
    assert str(world.season) in opened(world.people, "leader", page)
    with frozen(JULY):
        run = actions.run_season(by=office, season=Season.objects.get(pk=above.pk), period=Q2)
    assert [one.code for one in problems(run) if one.severity == "error"] == []
    standing = Standing.objects.get(run=run, period=Q2, unit=world.people.town)
    assert standing.points == 913_800  # (92.3 + 95 + 90 + 88 + 90 + 93) / 6, published with two places
    loop = browser.post(f"/scoring/{world.season.pk}/sources/", {**sent, "kind": "base_score", "source": above.pk})
    assert loop.status_code == 422
    assert "不能取自其他年度" in loop.content.decode()
    assert browser.post(f"{page}drop/", {"kind": "village_total"}).status_code == 302
    assert Season.objects.get(pk=above.pk).sources == {}


def test_rounds_are_rows_that_htmx_adds(world: World) -> None:
    office = world.people.office
    with frozen(date(2022, 1, 5)):
        text = TOWN.replace("period: quarter", "period: rounds").replace("rulebook: town", "rulebook: rounds")
        version = rulebooks.create(
            by=office, organisation=world.people.county, name="rounds", title="按轮次", text=text
        )
        rulebooks.publish(by=office, version=version, document="办法", clause="一", first=date(2022, 1, 1), last=None)
        programme = start_programme(
            by=office,
            title="轮次",
            level="县级",
            host=world.people.town,
            first=date(2022, 1, 1),
            last=date(2022, 12, 31),
        )
    browser = log_in(office)
    assert 'hx-get="/scoring/rounds/row/"' in browser.get("/scoring/new/").content.decode()
    assert 'name="round_from"' in browser.get("/scoring/rounds/row/").content.decode()
    assert browser.get("/scoring/rounds/row/?drop=1").content == b""
    sent = {
        "programme": programme.pk, "version": version.pk, "first": "2022-01-01", "last": "2022-12-31",
        "objection_days": 5, **ROUNDS,
    }  # fmt: skip
    broken = browser.post("/scoring/new/", {**sent, "round_to": ["2022-06-30", "", ""]})
    assert broken.status_code == 422
    assert "第2轮没有写全" in broken.content.decode()
    assert 'value="2022-07-01"' in broken.content.decode(), "nothing typed is lost"
    assert browser.post("/scoring/new/", {**sent, "round_id": ["春", "春", ""]}).status_code == 422
    assert browser.post("/scoring/new/", sent).status_code == 302
    season = Season.objects.get(programme=programme)
    assert [one["id"] for one in season.rounds] == ["春", "秋"]
    page = f"/scoring/{season.pk}/rounds/"
    assert browser.post(page, {**ROUNDS, "round_id": ["上半年", "下半年", ""]}).status_code == 302
    assert "上半年" in opened(world.people, "office", f"/scoring/{season.pk}/")
