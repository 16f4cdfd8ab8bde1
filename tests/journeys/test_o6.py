"""The tax bureau's demo (O6), page by page: revenue down the tree, exams, the three elections, what people said, posts
that change hands, the hall's promises, and whom was given to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_bureau(log_in: Open, axe: Faults) -> None:
    programme = system("O6").build(administrator())
    page = log_in(Account.objects.get(username="o6-office"))
    _revenue(page, programme)
    _measures(page, programme, programme.first.year)
    _figures(page, programme)
    _elections(page, programme)
    _rest(page, programme)
    assert axe(page) == []
    _on_a_phone(log_in(Account.objects.get(username="o6-unit"), width=360), programme, axe)


def _revenue(page: Page, programme: Programme) -> None:
    """Last year's parts add up and 105.3 % came in; this year's branch of 700 + 490 names the difference of 10."""
    page.goto(f"/plans/{programme.pk}/targets/")
    rows = page.locator(".target-table tbody tr")
    whole = rows.filter(has_text=f"{programme.first.year}年税费收入").filter(has_text="样海市税务局")
    expect(whole).to_contain_text("1263.6万元")
    expect(whole).to_contain_text("105.3%")
    expect(whole).to_contain_text("超额")
    expect(whole).not_to_contain_text("分解合计")
    this_year = rows.filter(has_text=f"{programme.last.year}年税费收入").filter(has_text="样海市税务局")
    expect(this_year).to_contain_text("分解合计比计划少10万元")
    expect(page.get_by_text("分解合计")).to_have_count(1)
    expect(rows.filter(has_text="东城分局").filter(has_text="样长河包片").first).to_contain_text("700")


def _measures(page: Page, programme: Programme, year: int) -> None:
    """One exam a quarter with both rates; six promises of which some were not all kept; 165 of 180 and of 175."""
    page.goto(f"/activities/measures/?programme={programme.pk}&from={year}-01-01&until={year}-12-31")
    exam = page.locator(".panel").filter(has_text="业务考试")
    expect(exam.get_by_text("93.8%（15/16）")).to_have_count(4)
    expect(exam.get_by_text("93.3%（14/15）")).to_have_count(3)
    expect(exam.get_by_text("86.7%（13/15）")).to_have_count(1)
    assert page.locator(".panel").filter(has_text="承诺：").count() == 6
    expect(page.locator(".panel").filter(has_text="承诺：受理申报")).to_contain_text("不能写“全部及时”")
    expect(page.locator(".panel").filter(has_text="承诺：税款征收")).to_contain_text("100%")
    said = page.locator(".panel").filter(has_text="民主测评满意率")
    expect(said).to_contain_text("91.7%（165/180）")
    expect(said).to_contain_text("扣除不了解的 94.3%（165/175）")
    expect(page.locator(".panel").filter(has_text="征求意见书收回率")).to_contain_text("93.0%（186/200）")


def _figures(page: Page, programme: Programme) -> None:
    """What was given, by whom it was given to; and posts that changed hands, by the way."""
    year = programme.first.year
    page.goto(f"/activities/figures/?programme={programme.pk}&from={year}-01-01&until={year}-12-31")
    given = page.locator(".panel").filter(has_text="捐款 · 捐给")
    expect(given.get_by_text("1 次")).to_have_count(5)
    for whom, yuan in (("失学儿童", "8,600 元"), ("灾区群众", "21,300 元"), ("福利院老人", "4,500 元")):
        expect(given).to_contain_text(whom)
        expect(given).to_contain_text(yuan)
    moved = page.locator(".panel").filter(has_text="干部交流 · 方式")
    for way in ("上挂", "下挂", "岗位轮换", "纵横交流"):
        expect(moved).to_contain_text(way)
    expect(moved.get_by_text("2 次；参加人数 7")).to_have_count(1)


def _elections(page: Page, programme: Programme) -> None:
    """Three elections, each with nominees, the days on which they were shown, and no more than ten winners."""
    page.goto(f"/activities/?programme={programme.pk}&kind=十佳评选")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.locator("tbody tr").filter(has_text="十佳服务标兵评选").get_by_role("link").first.click()
    expect(page.get_by_text("候选13人")).to_be_visible()
    expect(page.get_by_text("第10名有2人同票")).to_be_visible()


def _rest(page: Page, programme: Programme) -> None:
    """Letters, opinion letters that were answered, and what comes round."""
    page.goto(f"/plans/{programme.pk}/letters/")
    for state in ("已签订", "已发出", "未签"):
        expect(page.locator("tbody").get_by_text(state).first).to_be_visible()
    page.goto(f"/plans/matters/?programme={programme.pk}")
    expect(page.get_by_text("午间办税窗口无人值守").first).to_be_visible()
    page.goto(f"/plans/{programme.pk}/cadences/")
    for title in ("一季一考", "七一纪念大会和表彰", "向上级请示汇报"):
        expect(page.get_by_text(title).first).to_be_visible()
    page.goto(f"/plans/{programme.pk}/tasks/")
    expect(page.get_by_text("争当十佳分局长、征管能手、服务标兵").first).to_be_visible()


def _on_a_phone(page: Page, programme: Programme, axe: Faults) -> None:
    """A branch sees its own part of the tree, and nothing of the other branch."""
    page.goto(f"/plans/{programme.pk}/targets/")
    expect(page.locator(".target-table")).to_contain_text("东城一所")
    expect(page.locator(".target-table")).not_to_contain_text("西城")
    assert page.evaluate(_TOO_WIDE) == 0
    assert axe(page) == []
