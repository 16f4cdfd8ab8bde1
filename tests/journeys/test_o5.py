"""O5 in a browser: a county health bureau whose report is counted from records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base import clock
from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries.cadences import open_work
from chuangcheng.stages.plans.states import SlotState
from tests.journeys.demos import TOO_WIDE

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]

#: The sixteen figures of the report (inventory G1–G16): where each stands in the table of activities, as it is printed.
PRINTED = {
    "知识宣传栏": ("20", "新设栏数 20个", "更新期数 60期"),
    "执法检查": ("10", "200余", "37"),
    "监督检查": ("30", "24"),
    "发放理发工具箱": ("2", "工具箱 18套"),
    "张贴禁烟标识": ("3", "标识 270余个"),
    "发放消毒指南": ("2", "指南 100余个"),
    "交通劝导": ("20", "劝导人次 540人次"),
    "网格志愿服务": ("10", "260"),
    "问卷调查": ("4", "收回份数 980余份"),
}


def test_what_the_report_counts(log_in: Open, axe: Faults) -> None:
    programme = system("O5").build(administrator())
    page = log_in(Account.objects.get(username="o5-office"))
    _sixteen_figures(page, programme)
    _full_coverage(page, programme, axe)
    _an_epidemic_is_no_miss(page, programme, axe)
    _the_day_of_the_roster(log_in, programme, axe)


def _sixteen_figures(page: Page, programme: Programme) -> None:
    page.goto(f"/activities/figures/?programme={programme.pk}&style=about")
    for kind, figures in PRINTED.items():
        row = page.locator("tbody tr", has=page.get_by_text(kind, exact=True))
        for figure in figures:
            expect(row).to_contain_text(figure)
    page.locator("tbody tr", has=page.get_by_text("执法检查", exact=True)).get_by_role("link").first.click()
    expect(page.get_by_text("综合执法规范整治")).to_have_count(10)


def _full_coverage(page: Page, programme: Programme, axe: Faults) -> None:
    page.goto(f"/activities/coverage/?programme={programme.pk}")
    page.locator("#unit_kind").select_option("医疗机构")
    page.get_by_role("button", name="查看").click()
    for kind, rate, places in (
        ("一米线地标", "100%（5/5）", 15),
        ("无障碍卫生间", "100%（5/5）", 11),
        ("无障碍电梯", "100%（5/5）", 9),
        ("母婴室", "100%（5/5）", 8),
        ("就诊流程图", "80.0%（4/5）", 8),
    ):
        tile = page.locator(".tile", has_text=kind)
        expect(tile).to_contain_text(rate)
        expect(tile).to_contain_text(f"共 {places} 处在用")
    assert axe(page) == []
    page.locator("#unit_kind").select_option("科室")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(".tile", has_text="消毒间")).to_contain_text("共 5 处在用")
    expect(page.locator(".tile", has_text="布草间")).to_contain_text("共 4 处在用")


def _an_epidemic_is_no_miss(page: Page, programme: Programme, axe: Faults) -> None:
    """What fell due in the epidemic is waived, what was forgotten is late; the clinics say why they were called off."""
    today = clock.today()
    counts = cadence_counts(programme, programme.first, today)
    work = open_work(programme, by=None, first=programme.first, last=today)
    states: dict[str, list[str]] = {}
    for cell in work.cells(counts):
        states.setdefault(cell.cadence.title, []).append(cell.state)
    roster, clinics = states["医疗机构每天安排志愿者"], states["每月义诊"]
    assert roster.count(SlotState.WAIVED) == 25
    assert roster.count(SlotState.LATE) == 1
    assert roster.count(SlotState.DUE) == 2
    assert (clinics.count(SlotState.WAIVED), clinics.count(SlotState.LATE)) == (6, 1)
    page.goto(f"/plans/{programme.pk}/cadences/")
    expect(page.get_by_text("疫情防控，志愿服务暂停（县防控办通知）")).to_be_visible()
    late = page.locator(".waiting-row", has_text="下游样卫生院").filter(has_text="逾期3天")
    expect(late).to_contain_text("医疗机构每天安排志愿者")
    page.get_by_role("link", name="每月义诊").first.click()
    assert axe(page) == []
    page.goto(f"/activities/?programme={programme.pk}&kind=义诊&state=cancelled")
    expect(page.locator("tbody tr", has_text="已取消")).to_have_count(6)


def _the_day_of_the_roster(log_in: Open, programme: Programme, axe: Faults) -> None:
    """The hospital's own page on a phone: its roster of the last week, and what it still has to put right."""
    page = log_in(Account.objects.get(username="o5-unit"), width=360)
    page.goto("/rectification/")
    expect(page.get_by_text("东门人行道机动车占压盲道").first).to_be_visible()
    for address in (f"/plans/{programme.pk}/", f"/plans/{programme.pk}/cadences/", "/activities/"):
        page.goto(address)
        assert page.evaluate(TOO_WIDE) == 0, address
        assert axe(page) == [], address
    expect(page.get_by_text("下游样卫生院")).to_have_count(0)
    assert clock.today() - timedelta(days=20) >= programme.first
