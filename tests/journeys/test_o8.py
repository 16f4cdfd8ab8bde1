"""The village's demo (O8), page by page: seven goals, five contents, three safeguards; who manages, does and is pursued;
inspections on set days and without; groups compared, praise and criticism decided by people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.scoring.models import Run, Season

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_village(log_in: Open, axe: Faults) -> None:
    programme = system("O8").build(administrator())
    page = log_in(Account.objects.get(username="o8-office"))
    _table(page, programme)
    _answering(page, programme)
    _supervision(page, programme)
    _groups(page, programme)
    assert axe(page) == []
    _on_a_phone(log_in(Account.objects.get(username="o8-unit"), width=360), programme, axe)


def _table(page: Page, programme: Programme) -> None:
    """Seven, five, three; the six of 五讲一创 beneath their content."""
    sections = {
        goal.title: programme.tasks.filter(parent=goal, kind="task").count()
        for goal in programme.tasks.filter(kind="goal").order_by("place")
    }
    assert sections == {"具体目标": 7, "具体内容": 5, "保障措施": 3}
    page.goto(f"/plans/{programme.pk}/tasks/")
    for title in (*sections, "创建贯穿城乡一体化建设", "五讲一创", "讲诚信", "创业绩", "督查和奖惩"):
        expect(page.get_by_text(title, exact=True).first).to_be_visible()


def _answering(page: Page, programme: Programme) -> None:
    """Three people for each ground and task; the one that has not been named is a gap (F29)."""
    page.goto(f"/plans/{programme.pk}/duties/lacks/")
    expect(page.get_by_text("缺“追责对象”")).to_have_count(1)
    expect(page.locator(".waiting-row")).to_contain_text("新屋组")
    page.goto(f"/plans/{programme.pk}/duties/?q=塘东组")
    for kind in ("主管", "经办", "追责对象"):
        expect(page.locator("tbody tr").filter(has_text="塘东组").filter(has_text=kind).first).to_be_visible()


def _supervision(page: Page, programme: Programme) -> None:
    """On set days (one month was missed), without (never asked), and results told within five days."""
    page.goto(f"/plans/{programme.pk}/cadences/")
    expect(page.locator("tbody tr").filter(has_text="领导小组定期督查").first).to_contain_text("定期（定为每月一次）")
    expect(page.locator("tbody tr").filter(has_text="领导小组不定期督查").first).to_contain_text("不定期")
    page.get_by_role("link", name="领导小组定期督查").first.click()
    expect(page.get_by_text("逾期未办").first).to_be_visible()
    page.goto(f"/plans/matters/?programme={programme.pk}")
    for title in ("沟边垃圾未清", "柴草占道"):
        expect(page.get_by_text(title).first).to_be_visible()


def _groups(page: Page, programme: Programme) -> None:
    """The rulebook proposes first and last; the leading group decided otherwise once."""
    season = Season.objects.get(programme=programme)
    run = Run.objects.get(season=season, period=f"{programme.last.year}-Q1")
    page.goto(f"/scoring/runs/{run.pk}/")
    expect(page.locator("tbody tr").filter(has_text="塘西组").first).to_contain_text("拟表扬奖励")
    expect(page.locator("tbody tr").filter(has_text="坡下组").first).to_contain_text("拟通报批评")
    page.goto(f"/activities/figures/?programme={programme.pk}")
    decided = page.locator(".panel").filter(has_text="奖惩决定 · 决定")
    for verdict, times in (("表扬", 2), ("通报批评", 1), ("不处理", 1)):
        expect(decided.locator("div").filter(has_text=verdict).filter(has_text=f"{times} 次").first).to_be_visible()


def _on_a_phone(page: Page, programme: Programme, axe: Faults) -> None:
    """The head of a group: its tasks, and no more than its own matters."""
    page.goto(f"/plans/{programme.pk}/duties/")
    assert page.evaluate(_TOO_WIDE) == 0
    page.goto(f"/plans/matters/?programme={programme.pk}")
    expect(page.get_by_text("柴草占道")).to_have_count(0)
    assert page.evaluate(_TOO_WIDE) == 0
    assert axe(page) == []
