"""/: what is due, late and waiting, for each role their own; a constant number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.people.models import Account
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import actions
from chuangcheng.stages.scoring import actions as scoring
from chuangcheng.stages.settlement import actions as settlement
from chuangcheng.suggestions import actions as suggestions
from chuangcheng.web.overview.waiting import Waiting
from tests.people import People, log_in
from tests.stages.rectification.test_actions import record
from tests.stages.seasons import JULY, World, build

pytestmark = pytest.mark.django_db
MAY_11 = date(2022, 5, 11)


def shown(browser: Client) -> list[Waiting]:
    return [tile for group in browser.get("/").context["groups"] for tile in group.tiles]


def tiles(account: Account, on: date) -> dict[str, int]:
    with frozen(on):
        return {str(one.label): one.count for one in shown(log_in(account))}


def test_nobody_comes_in_without_logging_in() -> None:
    assert Client().get("/").status_code == 302


def test_problems_wait_within_the_scope(people: People, programme: Programme) -> None:
    record(people, programme, deadline=date(2022, 5, 10))
    record(people, programme, deadline=date(2022, 5, 18))
    record(people, programme, deadline=date(2022, 5, 19))
    record(people, programme, deadline=None, unit=people.village_2)
    rectified = record(people, programme, deadline=date(2022, 5, 30))
    with frozen(date(2022, 5, 9)):
        actions.report_rectified(by=people.colleague, problem=rectified, revision=None, note="已清理")
    county = {"问题已逾期": 1, "问题7天内到期": 1, "问题待下达期限": 1, "整改待复查": 1}
    assert tiles(people.office, MAY_11) == county
    assert tiles(people.leader, MAY_11) == county
    assert tiles(people.colleague, MAY_11) == {"问题已逾期": 1, "问题7天内到期": 1, "整改待复查": 1}
    assert tiles(people.neighbour, MAY_11) == {"问题待下达期限": 1}
    assert tiles(people.stranger, MAY_11) == {}


def test_each_tile_leads_to_exactly_what_it_counts(people: People, programme: Programme) -> None:
    for deadline in (date(2022, 5, 10), date(2022, 5, 18), date(2022, 5, 19), None):
        record(people, programme, deadline=deadline)
    browser = log_in(people.office)
    with frozen(MAY_11):
        found = shown(browser)
        assert {str(one.label): browser.get(one.url).context["table"].total for one in found} == {
            str(one.label): one.count for one in found
        }


def test_the_unit_reports_from_here(people: People, programme: Programme) -> None:
    problem = record(people, programme)
    with frozen(MAY_11):
        assert f"/rectification/{problem.pk}/rectified/" in log_in(people.colleague).get("/").content.decode()
        assert f"/rectification/{problem.pk}/rectified/" not in log_in(people.leader).get("/").content.decode()


def test_nothing_to_do_is_said(people: People) -> None:
    html = log_in(people.auditor).get("/").content.decode()
    assert "没有等着办的事" in html


def test_where_the_programme_stands(people: People, programme: Programme) -> None:
    for title, first, last in (("动员", (1, 1), (4, 30)), ("攻坚", (5, 1), (9, 30)), ("验收", (10, 1), (12, 31))):
        with frozen(date(2022, 1, 2)):
            plans.add_phase(
                by=people.office, programme=programme, title=title, first=date(2022, *first), last=date(2022, *last)
            )
    with frozen(MAY_11):
        line = log_in(people.office).get("/").context["lines"][0]
    assert (line.done, line.days) == (131, 365)
    assert [(one.phase.title, one.is_over, one.is_now) for one in line.phases] == [
        ("动员", True, False), ("攻坚", False, True), ("验收", False, False),
    ]  # fmt: skip
    with frozen(MAY_11):
        assert not log_in(people.stranger).get("/").context["lines"]


@pytest.fixture
def world(people: People, programme: Programme) -> World:
    return build(people, programme)


def test_results_show_a_unit_its_own_score_only(world: World) -> None:
    world.publish()
    with frozen(JULY):
        own = log_in(world.people.colleague).get("/").context["results"]
        office = log_in(world.people.office).get("/").context["results"]
    assert [[each.unit for each in one.own] for one in own] == [[world.people.village]]
    assert [one.name for one in office] == ["2022年第二季度"]
    assert not office[0].own
    assert not log_in(world.people.stranger).get("/").context["results"]


def test_what_waits_for_the_office(world: World) -> None:
    publication = world.publish()
    with frozen(JULY):
        scoring.file_objection(
            by=world.people.colleague, publication=publication, unit=world.people.village, text="有一项不对。"
        )
        settlement.propose_batch(by=world.people.office, run=publication.run)
        suggestions.write(by=world.people.colleague, text="填表太多。")
    second = tiles(world.second, JULY)
    assert {name: second.get(name) for name in ("异议待答复", "兑现批次待确认", "意见建议待答复")} == {
        "异议待答复": 1, "兑现批次待确认": 1, "意见建议待答复": 1,
    }  # fmt: skip
    assert "兑现批次待确认" not in tiles(world.people.office, JULY), "who proposed does not confirm"
    assert not {"异议待答复", "兑现批次待确认"} & set(tiles(world.people.colleague, JULY))
    assert not {"异议待答复", "兑现批次待确认"} & set(tiles(world.people.stranger, JULY))
    with frozen(JULY):
        browser = log_in(world.second)
        for one in shown(browser):
            assert browser.get(one.url).status_code == 200, one


@pytest.mark.parametrize(("account", "queries"), [("office", 25), ("colleague", 23)])
def test_the_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: DjangoAssertNumQueries, account: str, queries: int
) -> None:
    world.publish()
    browser = log_in(getattr(world.people, account))
    for more in (1, 3):
        for _each in range(more):
            record(world.people, world.programme, on=date(2022, 7, 5), deadline=date(2022, 7, 9))
        with frozen(JULY), django_assert_num_queries(queries):
            assert browser.get("/").status_code == 200


def test_a_wrong_verb(people: People) -> None:
    assert log_in(people.office).post("/").status_code == 405
