"""Sums, heat map and the rows behind them: they agree, for each role, and nobody sees more than the own scope."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.people.models import Account
from chuangcheng.stages.activities.actions import record_activity
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import Asked, TableRow
from chuangcheng.stages.plans.models import Programme, Task
from tests.people import People, log_in
from tests.stages.rectification.test_actions import record
from tests.web.overview.test_today import shown

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 11)
ROWS = (
    {"kind": "类别", "title": "环境整治"},
    {"kind": "任务", "title": "清理三堆", "host": "jia-1", "due_on": "2022-05-10", "proof": "照片"},
    {"kind": "措施", "title": "逐户清理"},
    {"kind": "任务", "title": "清运垃圾", "host": "jia-2", "due_on": "2022-05-18"},
    {"kind": "任务", "title": "修路", "host": "jia-2", "due_on": "2022-06-30"},
    {"kind": "类别", "title": "宣传"},
    {"kind": "任务", "title": "更新宣传栏", "host": "jia-1", "due_on": "2022-05-01", "proof": "照片"},
)


@pytest.fixture
def year(people: People, programme: Programme) -> Programme:
    """Something of every kind, late, due soon and reported, for two villages."""
    with frozen(date(2022, 5, 2)):
        actions.save_table(by=people.office, programme=programme, rows=[TableRow(None, texts=row) for row in ROWS])
        actions.report_done(
            by=people.colleague, task=Task.objects.get(title="更新宣传栏"), revision=None, result="已更新"
        )
        week = Asked(
            title="每周大扫除", rhythm={"kind": "each", "unit": "week"}, who="each", first=programme.first, last=programme.last
        )  # fmt: skip
        cadence = actions.add_cadence(by=people.office, programme=programme, asked=week)
        actions.mark_done(by=people.colleague, cadence=cadence, unit=people.village, slot=date(2022, 5, 2))
    with frozen(DAY):
        for unit, due in ((people.village, date(2022, 5, 9)), (people.village_2, date(2022, 5, 12))):
            actions.hand_out_matter(
                by=people.office, programme=programme, unit=unit, happened_on=date(2022, 5, 3), title="来信", due_on=due
            )
        for day, state in ((date(2022, 5, 10), "planned"), (date(2022, 5, 15), "planned"), (date(2022, 5, 10), "held")):
            record_activity(
                by=people.colleague, programme=programme, unit=people.village, happened_on=day, kind="宣传", state=state
            )
        record(people, programme, deadline=date(2022, 5, 10))
        record(people, programme, deadline=None, unit=people.village_2)
    return programme


def counts(account: Account) -> dict[str, int]:
    return {str(one.label): one.count for one in shown(log_in(account))}


def test_what_each_role_has_before_it(people: People, year: Programme) -> None:
    with frozen(DAY):
        office, village = counts(people.office), counts(people.colleague)
        assert counts(people.stranger) == {}
        assert {word: office[word] for word in ("任务已逾期", "任务7天内到期", "任务待确认", "任务缺佐证")} == {
            "任务已逾期": 2, "任务7天内到期": 1, "任务待确认": 1, "任务缺佐证": 1,
        }  # fmt: skip
        assert (office["督办已逾期"], office["督办7天内到期"]) == (1, 1)
        assert (office["活动过期未报"], office["7天内的活动"], office["活动待确认"]) == (1, 1, 1)
        assert office["周期任务近31天未办"] == 5 * 2 - 1, "five weeks of two villages, and one mark"
        assert (village["任务已逾期"], village["督办已逾期"]) == (2, 1)
        assert "任务待确认" not in village, "who reported does not confirm"
        leader = log_in(people.leader).get("/").context["groups"]
        assert [str(group.title) for group in leader] == ["已逾期", "7天内到期", "待办"]


@pytest.mark.parametrize("account", ["office", "colleague", "leader", "inspector", "auditor", "root"])
def test_every_figure_opens_to_as_many_rows(people: People, year: Programme, account: str) -> None:
    browser = log_in(getattr(people, account))
    with frozen(DAY):
        for one in shown(browser):
            answer = browser.get(one.url)
            assert answer.context["table"].total == one.count, str(one.label)
        heat = browser.get("/").context["heat"]
        for row in heat.rows if heat else ():
            for cell in row.cells:
                if cell.shade:
                    expected = cell.sum.late or cell.sum.left or cell.sum.said or cell.sum.done
                    assert browser.get(cell.url).context["table"].total == expected, (row.unit, cell)


def test_the_heat_map_in_words(people: People, year: Programme) -> None:
    with frozen(DAY):
        browser = log_in(people.office)
        heat = browser.get(f"/heat/?programme={year.pk}").context["heat"]
        assert [column.title for column in heat.columns] == ["环境整治", "宣传", "周期任务", "督办事项", "活动", "问题"]
        told = {row.unit.code: [cell.shade for cell in row.cells] for row in heat.rows}
        assert told["jia-1"] == ["late1", "said", "late2", "late1", "late1", "late1"]
        assert told["jia-2"] == ["left", "", "late2", "left", "", "left"]
        assert list(told) == ["jia-1", "jia-2", "jia-town"], "by code, never by rank"
        assert "逾期 2" in browser.get("/").content.decode()
        assert log_in(people.colleague).get("/").context["heat"] is None, "of one unit there is no map"


def test_many_units_are_put_together(people: People, year: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    from chuangcheng.web.overview import heat

    monkeypatch.setattr(heat, "MOST_ROWS", 2)
    monkeypatch.setattr(heat, "MOST_COLUMNS", 4)
    from chuangcheng.people.actions import create_organisation

    for code in ("jia-1-1", "jia-1-2"):
        create_organisation(
            by=people.root, code=code, name=code, kind="group", parent=people.village, from_day=date(2022, 1, 1)
        )
    browser = log_in(people.office)
    with frozen(DAY):
        found = browser.get("/").context["heat"]
        assert [(row.unit.code, row.together) for row in found.rows] == [("jia-1", 3), ("jia-2", 1), ("jia-town", 1)]
        assert found.pages == 2
        assert browser.get(found.rows[0].url).context["heat"].under == people.village
        assert [one.title for one in browser.get("/heat/?page=2").context["heat"].columns] == ["活动", "问题"]
        for row in found.rows:
            for cell in row.cells:
                if cell.sum.late:
                    assert browser.get(cell.url).context["table"].total == cell.sum.late


@pytest.mark.parametrize("address", ["/work/?unit={}", "/work/?under={}", "/heat/?under={}"])
def test_out_of_sight_is_not_there(people: People, year: Programme, address: str) -> None:
    with frozen(DAY):
        assert log_in(people.office).get(address.format(people.village_2.pk)).status_code == 200
        assert log_in(people.colleague).get(address.format(people.village_2.pk)).status_code == 404
        assert log_in(people.stranger).get(address.format(people.village.pk)).status_code == 404


@pytest.mark.parametrize("address", ["/work/", "/heat/"])
def test_the_ladder(people: People, year: Programme, address: str) -> None:
    assert Client().get(address).status_code == 302
    browser = log_in(people.office)
    assert browser.post(address).status_code == 405
    for bad in ("programme=999999", "programme=x", "programme=-1", "programme=1e9", "programme=" + "9" * 30):
        assert browser.get(f"{address}?{bad}").status_code == 404, bad
    assert log_in(people.stranger).get(f"{address}?programme={year.pk}").status_code == 404
    assert browser.get(f"{address}?what=nothing&stands=nothing&kind=x").status_code == 200


def test_changes_are_told_in_sight_only(people: People, year: Programme) -> None:
    with frozen(DAY):
        office = log_in(people.office).get("/").context["changes"]
        village = log_in(people.colleague).get("/").context["changes"]
        neighbour = log_in(people.neighbour).get("/").context["changes"]
        assert office.since == date(2022, 5, 10)
        told = {(str(name), str(act)): number for name, act, number in office.counts}
        assert told == {
            ("督办事项", "录入"): 2, ("活动", "列入计划"): 2, ("活动", "录入"): 1,
        }  # fmt: skip
        assert {one.unit for one in village.newest} == {"甲一村"}
        assert {one.unit for one in neighbour.newest} == {"甲二村"}
        assert not log_in(people.stranger).get("/").context["changes"].newest
        browser = log_in(people.office)
        assert all(browser.get(one.url).status_code == 200 for one in office.newest)


def test_the_list_is_exported(people: People, year: Programme) -> None:
    with frozen(DAY):
        answer = log_in(people.office).get("/work/?what=task&export=csv")
    assert "清理三堆" in b"".join(answer).decode("utf-8-sig")


@pytest.mark.parametrize(("account", "queries"), [("office", 27), ("colleague", 25)])
def test_the_number_of_queries_is_constant(
    people: People, year: Programme, django_assert_num_queries: DjangoAssertNumQueries, account: str, queries: int
) -> None:
    browser = log_in(getattr(people, account))
    for more in (1, 3):
        with frozen(DAY):
            for each in range(more):
                actions.hand_out_matter(
                    by=people.office,
                    programme=year,
                    unit=people.village,
                    happened_on=DAY,
                    title=f"{more}{each}",
                    due_on=DAY,
                )
            with django_assert_num_queries(queries):
                browser.get("/")
