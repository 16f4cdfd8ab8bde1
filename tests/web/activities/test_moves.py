"""/activities/KEY/hold/ and the other moves; the month; the sums."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 8)


@pytest.fixture
def planned(people: People, programme: Programme) -> Activity:
    with frozen(DAY):
        return actions.record_activity(
            by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 6, 20), kind="义诊",
            title="乡村义诊", state="planned",
        )  # fmt: skip


@pytest.mark.parametrize("word", ["hold", "postpone", "cancel", "replan"])
def test_who_may_move(people: People, planned: Activity, word: str) -> None:
    at = f"/activities/{planned.pk}/{word}/"
    knock(people, at, office=200, colleague=200, leader=403, auditor=403, neighbour=404, stranger=404)
    assert log_in(people.office).delete(at).status_code == 405
    assert log_in(people.office).get(f"/activities/999999/{word}/").status_code == 404


@pytest.mark.parametrize("word", ["confirm", "reopen"])
def test_only_the_office_confirms(people: People, planned: Activity, word: str) -> None:
    at = f"/activities/{planned.pk}/{word}/"
    knock(people, at, office=200, colleague=403, leader=403, auditor=403, neighbour=404, stranger=404)


def test_held_on_a_phone_and_confirmed_in_the_office(people: People, planned: Activity) -> None:
    at = f"/activities/{planned.pk}/"
    assert "推迟" in opened(people, "colleague", at)
    with frozen(date(2022, 6, 21)):
        answer = log_in(people.colleague).post(f"{at}hold/", {"happened_on": "2022-06-20"})
        assert answer["Location"] == f"{at}edit/"
        assert "确认" in opened(people, "office", at)
        assert log_in(people.office).post(f"{at}confirm/", {"revision": "1"}).status_code == 409
        assert log_in(people.office).post(f"{at}confirm/").status_code == 302
        assert f"{at}reopen/" in opened(people, "office", at)
        assert log_in(people.office).post(f"{at}reopen/", {"reason": "人数有误"}).status_code == 302
    page = opened(people, "office", at)
    for told in ("开展", "确认", "重开", "人数有误"):
        assert told in page


def test_who_held_it_is_told_that_another_confirms(people: People, planned: Activity) -> None:
    with frozen(date(2022, 6, 21)):
        held = actions.hold_activity(by=people.office, activity=planned, happened_on=date(2022, 6, 20))
        answer = log_in(people.office).post(f"/activities/{held.pk}/confirm/")
        assert answer.status_code == 403
        assert "不能由谁确认" in answer.content.decode()
        assert f"/activities/{held.pk}/confirm/" not in opened(people, "office", f"/activities/{held.pk}/")


def test_what_did_not_take_place_says_why(people: People, planned: Activity) -> None:
    at = f"/activities/{planned.pk}/cancel/"
    assert log_in(people.colleague).post(at, {"reason": ""}).status_code == 422
    assert log_in(people.colleague).post(at, {"reason": "疫情防控"}).status_code == 302
    assert "疫情防控" in opened(people, "colleague", f"/activities/{planned.pk}/")
    assert log_in(people.colleague).post(at, {"reason": "再说一遍"}).status_code == 422


def test_the_month(people: People, planned: Activity, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    at = f"/activities/month/?programme={planned.programme_id}&month=2022-06"
    knock(people, at, office=200, colleague=200, leader=200, auditor=200, stranger=404)
    browser = log_in(people.office)
    with django_assert_num_queries(9):
        assert "乡村义诊" in browser.get(at).content.decode()
    assert "乡村义诊" not in opened(people, "neighbour", at)
    for month in ("2022-13", "x", "99999-01", "2022-²"):
        assert browser.get(f"/activities/month/?month={month}").status_code == 200
    assert browser.post(at).status_code == 405


def test_a_full_day_of_the_month_leads_to_its_list(people: People, programme: Programme) -> None:
    with frozen(DAY):
        for _ in range(10):
            actions.record_activity(
                by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="义诊"
            )
    page = opened(people, "office", "/activities/month/?month=2022-05")
    assert "还有 2 次" in page
    assert "&amp;from=2022-05-08&amp;until=2022-05-08" in page


def test_the_sums_open_to_their_records(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = {"by": people.office, "programme": programme, "happened_on": DAY, "kind": "交通劝导"}
    with frozen(DAY):
        for unit, dissuaded in ((people.village, 1200), (people.village_2, 37)):
            actions.record_activity(unit=unit, volunteers=5, numbers={"dissuaded": dissuaded}, **given)  # type: ignore[arg-type]
    at = f"/activities/figures/?programme={programme.pk}&from=2022-01-01&until=2022-12-31"
    knock(people, at, office=200, colleague=200, leader=200, auditor=200, stranger=404)
    browser = log_in(people.office)
    with django_assert_num_queries(12):
        page = browser.get(at).content.decode()
    assert "劝导人次 1237人次" in page
    assert "劝导人次 1200余人次" in browser.get(f"{at}&style=about").content.decode()
    assert "劝导人次 1200人次" in opened(people, "colleague", at)
    assert "kind=交通劝导" in page
    assert browser.get(f"{at}&export=xlsx").status_code == 200
    assert browser.get("/activities/figures/?from=x&until=2022-02-31").status_code == 200
    assert browser.post(at).status_code == 405


def test_the_whole_list_as_a_file(people: People, programme: Programme) -> None:
    with frozen(DAY):
        actions.record_activity(
            by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="帮扶", money=30000,
            households=2,
        )  # fmt: skip
    told = log_in(people.office).get("/activities/?export=csv").content.decode()
    assert "经费（元）" in told
    assert ",300," in told
    assert log_in(people.office).get("/activities/?kind=帮扶&stage=held").content.decode().count("共 1 条")


def test_a_sum_is_told_in_the_words_of_its_own_kind(people: People, programme: Programme) -> None:
    """Two kinds that both keep a ``quantity`` count different things."""
    for kind, label, unit in (("发放工具箱", "工具箱", "套"), ("张贴标识", "标识", "个")):
        asked = {"name": "quantity", "label": label, "type": "integer", "unit": unit}
        actions.add_kind(by=people.office, host=programme.host, name=kind, group="执法", fields=[asked])
        with frozen(DAY):
            actions.record_activity(
                by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind=kind,
                numbers={"quantity": 9},
            )  # fmt: skip
    page = opened(people, "office", f"/activities/figures/?programme={programme.pk}")
    assert "工具箱 9套" in page
    assert "标识 9个" in page
