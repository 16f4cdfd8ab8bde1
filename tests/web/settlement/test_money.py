"""Balances, lines, and the forms that record money."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.settlement import actions
from chuangcheng.stages.settlement.models import Line
from tests.people import log_in
from tests.stages.seasons import JULY, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db


def received(world: World, *, amount: int = 400_000) -> Line:
    with frozen(JULY):
        return actions.record_receipt(
            by=world.people.office,
            season=world.season,
            unit=world.people.village,
            party="village",
            amount=amount,
            happened_on=JULY,
            document="收据1号",
        )


def test_who_sees_the_money_and_who_books_it(world: World) -> None:
    line = received(world)
    page = f"/settlement/{world.season.pk}/"
    knock(world.people, "/settlement/", office=302, leader=302, colleague=302, stranger=200)
    for seen in (page, f"{page}lines/"):
        knock(world.people, seen, office=200, leader=200, auditor=200, colleague=200, stranger=404)
    for kept in (f"{page}lines/new/", f"{page}hand-over/", f"/settlement/lines/{line.pk}/reverse/"):
        knock(world.people, kept, office=200, leader=403, auditor=403, colleague=403, stranger=404)
        knock(world.people, kept, {}, leader=403, auditor=403, colleague=403, stranger=404)
        assert log_in(world.people.office).delete(kept).status_code == 405
    for bad in ("/settlement/999999/", "/settlement/999999/lines/", "/settlement/lines/999999/reverse/"):
        assert log_in(world.people.office).get(bad).status_code == 404


def test_a_village_sees_its_own_money_only(world: World) -> None:
    received(world)
    page = f"/settlement/{world.season.pk}/"
    assert "4,000 元" in opened(world.people, "colleague", page)
    assert "4,000 元" in opened(world.people, "colleague", f"{page}lines/")
    for seen in (page, f"{page}lines/"):
        assert "4,000 元" not in opened(world.people, "neighbour", seen)
    knock(world.people, f"/settlement/lines/{Line.objects.get().pk}/reverse/", neighbour=404)


def test_lists_take_as_many_queries_for_one_row_as_for_three(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(world.people.office)
    for more in (1, 2):
        for _ in range(more):
            received(world, amount=100)
        for page in (f"/settlement/{world.season.pk}/", f"/settlement/{world.season.pk}/lines/"):
            browser.get(page)
            with django_assert_max_num_queries(14):
                assert browser.get(page).status_code == 200


def test_lines_are_found_by_kind_and_day_and_exported(world: World) -> None:
    received(world)
    browser, page = log_in(world.people.office), f"/settlement/{world.season.pk}/lines/"
    assert "收据1号" in browser.get(f"{page}?kind=receipt&from=2022-07-01&to=2022-07-31").content.decode()
    assert "收据1号" not in browser.get(f"{page}?to=2022-07-01").content.decode()
    assert "收据1号" not in browser.get(f"{page}?kind=payment").content.decode()
    answer = browser.get(f"{page}?export=csv")
    assert ".csv" in answer["Content-Disposition"]
    assert "4000" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "0"}, "金额要大于 0"),
        ({"amount": "1.234"}, "小数"),
        ({"amount": ""}, "必填"),
        ({"happened_on": "2022-12-31"}, "日期还没有到"),
        ({"document": "  "}, "必填"),
        ({"unit": "999999"}, "选择"),
        ({"kind": "fine"}, "选择"),
        ({"kind": "refund"}, "保证金余额只有"),
    ],
)
def test_what_a_line_may_not_be_is_told_beside_its_field(world: World, wrong: dict[str, str], said: str) -> None:
    sent = {
        "kind": "receipt",
        "unit": world.people.village.pk,
        "party": "village",
        "person": "",
        "amount": "4000",
        "happened_on": "2022-07-10",
        "document": "收据",
        **wrong,
    }
    with frozen(JULY):
        answer = log_in(world.people.office).post(f"/settlement/{world.season.pk}/lines/new/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Line.objects.exists()


def test_money_is_booked_handed_over_and_reversed(world: World) -> None:
    browser, page = log_in(world.people.office), f"/settlement/{world.season.pk}/"
    sent = {
        "kind": "receipt",
        "unit": world.people.village.pk,
        "party": "secretary",
        "person": "甲",
        "amount": "2000.50",
        "happened_on": "2022-07-10",
        "document": "收据1号",
    }
    over = {
        "unit": world.people.village.pk,
        "party": "secretary",
        "before": "甲",
        "after": "乙",
        "happened_on": "2022-07-10",
        "document": "交接单",
    }
    with frozen(JULY):
        assert browser.post(f"{page}lines/new/", sent).status_code == 302
        line = Line.objects.get()
        assert line.amount == 200_050
        assert browser.post(f"{page}hand-over/", over).status_code == 302
        back = f"/settlement/lines/{line.pk}/reverse/"
        assert browser.post(back, {"reason": "", "document": "", "happened_on": ""}).status_code == 422
        assert (
            browser.post(back, {"reason": "记错", "document": "更正单", "happened_on": "2022-07-10"}).status_code == 302
        )
        again = browser.post(back, {"reason": "记错", "document": "更正单", "happened_on": "2022-07-10"})
    assert again.status_code == 422
    assert "已经冲销" in again.content.decode()
    assert "2,000.50 元" in opened(world.people, "office", f"{page}lines/")
