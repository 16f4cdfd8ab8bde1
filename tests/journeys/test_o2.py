"""O2 in a browser: a county weather bureau whose report tells the quality of its trade, and no more than is true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.activities.models import Measurement
from chuangcheng.stages.plans.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_quality_of_a_trade(log_in: Open, axe: Faults) -> None:
    programme = system("O2").build(administrator())
    page = log_in(Account.objects.get(username="o2-office"))
    _rates(page, programme, axe)
    _streaks(page, programme)
    _projects(page, programme, axe)
    _documents_and_warnings(page, programme)
    _plan(page, programme, axe)
    _two_lines(log_in, programme, axe)


def _rates(page: Page, programme: Programme, axe: Faults) -> None:
    """0 of 8,760 is 0.0 % and may be told; 3 of 8,760 is 0.0 %, too, but not without error; 8,759 is not 100 % (F33)."""
    page.goto(f"/activities/measures/?programme={programme.pk}")
    none, some, late = (_panel(page, name) for name in ("报表错情率", "地面测报错情率", "资料上行及时率"))
    expect(none).to_contain_text("0.0%（0/8760）")
    expect(none).to_contain_text("没有错情")
    expect(some).to_contain_text("0.0%（3/8760）")
    expect(some).to_contain_text("有错情，不能写“无错情”")
    expect(late).to_contain_text("99.98%（8759/8760）")
    expect(late).to_contain_text("不能写“全部及时”")
    expect(late.get_by_text("100%")).to_have_count(0)
    assert axe(page) == []
    missed = Measurement.objects.get(measure__name="资料上行及时率", number=875)
    page.goto(f"/activities/measures/?programme={programme.pk}&until={missed.happened_on - timedelta(days=1)}")
    expect(_panel(page, "资料上行及时率")).to_contain_text("100%（5256/5256）")
    for quiet in ("综治案件", "上访案件", "违纪违法"):
        expect(_panel(page, quiet)).to_contain_text("0件")


def _streaks(page: Page, programme: Programme) -> None:
    """100 and then an error: one award and from 0 again; 249 and an error: no 250; 250: both (F34)."""
    page.goto(f"/activities/measures/?programme={programme.pk}")
    panel = _panel(page, "连续无错班")
    expect(panel.locator("dl > div", has_text="达到 100 班")).to_contain_text("3 人")
    expect(panel.locator("dl > div", has_text="达到 250 班")).to_contain_text("1 人")
    for name, running, longest, awards in (
        ("赵样", "60", "100", ["100"]),
        ("钱样", "0", "249", ["100"]),
        ("孙样", "250", "250", ["100", "250"]),
        ("李样", "37", "37", []),
    ):
        cells = panel.locator("tbody tr", has_text=name).locator("td").all_inner_texts()
        assert cells[1:3] == [running, longest], name
        assert [award.split("（")[0] for award in cells[3].split("；") if award] == awards, name


def _projects(page: Page, programme: Programme, axe: Faults) -> None:
    """Two rain stations and six more in use; the station of seven elements is being built."""
    page.goto(f"/activities/coverage/?programme={programme.pk}")
    expect(page.locator(".tile", has_text="自动单要素雨量站")).to_contain_text("共 2 处在用")
    expect(page.locator(".tile", has_text="可视会商系统")).to_contain_text("共 1 处在用")
    expect(page.locator(".tile", has_text="七要素自动站")).to_contain_text("0.0%")
    assert axe(page) == []


def _documents_and_warnings(page: Page, programme: Programme) -> None:
    """Six papers by issuing code, each with year and serial; seven warnings by colour."""
    page.goto(f"/activities/figures/?programme={programme.pk}")
    papers = page.locator("section.panel", has_text="印发文件 · 代字")
    for issuer, number in (("样气发", "4 次"), ("样气办", "1 次"), ("样气党", "1 次")):
        expect(papers.locator("dl > div", has_text=issuer)).to_contain_text(number)
    warnings = page.locator("section.panel", has_text="气象灾害预警 · 等级")
    for colour, number in (("蓝色", "3 次"), ("黄色", "2 次"), ("橙色", "1 次"), ("红色", "1 次")):
        expect(warnings.locator("dl > div", has_text=colour)).to_contain_text(number)
    page.goto(f"/activities/?programme={programme.pk}&kind=印发文件")
    page.locator("tbody tr", has_text="责任追究制度").get_by_role("link").first.click()
    expect(page.get_by_text(f"样气发〔{programme.first.year}〕22号")).to_be_visible()


def _plan(page: Page, programme: Programme, axe: Faults) -> None:
    """Tasks rest on numbered rules; three responsibility systems have their letters."""
    page.goto(f"/plans/{programme.pk}/tasks/")
    expect(page.get_by_text("业务质量", exact=True).first).to_be_visible()
    expect(page.locator("tbody tr", has_text="测报和报表零错情")).to_contain_text("测报股")
    page.goto(f"/plans/{programme.pk}/letters/")
    for title in ("文明创建责任书", "党风廉政责任书", "安全责任书"):
        expect(page.locator("tbody tr", has_text=title)).to_contain_text("已签订")
    assert axe(page) == []


def _two_lines(log_in: Open, programme: Programme, axe: Faults) -> None:
    """Both superiors, of the county and of the trade, read the programme; neither writes. On a phone."""
    for username in ("o2-county", "o2-upper"):
        page = log_in(Account.objects.get(username=username), width=360)
        page.goto(f"/plans/{programme.pk}/")
        expect(page.get_by_role("heading", name="气象局文明和谐单位创建")).to_be_visible()
        expect(page.get_by_role("link", name="修改")).to_have_count(0)
        page.goto(f"/activities/measures/?programme={programme.pk}")
        expect(_panel(page, "资料上行及时率")).to_contain_text("99.98%（8759/8760）")
        assert axe(page) == []
        assert page.evaluate(_TOO_WIDE) == 0


def _panel(page: Page, name: str) -> Locator:
    return page.locator("section.panel", has=page.get_by_role("heading", name=name, exact=True))
