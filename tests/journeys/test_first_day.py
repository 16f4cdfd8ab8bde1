"""From an empty database to the first scored draft, as the only person of an office walks it. What is clicked and filled
in is counted, so that the way does not grow longer unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base import clock
from chuangcheng.people import actions
from chuangcheng.people.models import Account
from chuangcheng.stages.scoring.models import Standing
from tests.intake.workbooks import Rows, workbook

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]

VILLAGES = [(f"v{n}", f"第{n}村") for n in range(1, 6)]
UNITS: Rows = [["代码", "名称", "类型", "上级代码"], *([code, name, "village", "host"] for code, name in VILLAGES)]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Walk:
    """A page, and what was done on it so far."""

    page: Page
    axe: Faults
    clicks: int = 0
    fields: int = 0

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)
        self.fields += 1

    def click(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def go_on(self) -> None:
        """To the next step, by the bar that leads."""
        assert self.axe(self.page) == []
        self.click("link", "去办")

    def bring(self, file: Path) -> None:
        self.page.get_by_label("工作簿").set_input_files(file)
        self.fields += 1
        self.click("button", "预览")
        self.click("button", "确认导入")
        expect(self.page.get_by_text("已导入")).to_be_visible()


def stands_at(page: Page, step: str) -> None:
    """The bar says which step is next."""
    expect(page.locator(".guide")).to_contain_text(step)


def test_an_empty_office_reaches_its_first_draft(db: None, tmp_path: Path, open_page: Open, axe: Faults) -> None:
    today = clock.today()
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    scores: Rows = [["单位", "日期", "得分"], *([code, today, 90 + n] for n, (code, _) in enumerate(VILLAGES))]
    for name, sheets in (("units", {"单位": UNITS}), ("facts", {"基础分": scores})):
        (tmp_path / f"{name}.xlsx").write_bytes(workbook(sheets).getvalue())
    slip = actions.make_first_administrator(username="admin", name="系统管理员")
    page = open_page()
    walk = Walk(page, axe)
    page.goto("/")
    walk.fill("用户名", "admin")
    walk.fill("密码", slip.password)
    walk.click("button", "登录")
    walk.fill("新密码", "a fine long password")
    page.locator("[name=password2]").fill("a fine long password")
    walk.fields += 1
    walk.click("button", "保存新密码")

    expect(page.get_by_role("heading", level=1)).to_have_text("开始使用")
    walk.fill("单位名称", "清源镇")
    walk.click("button", "下一步")
    expect(page.get_by_label("创建活动")).to_have_value(f"{today.year}年文明创建")
    walk.fill("考核办法的文件", "清源镇考核办法")
    walk.click("button", "保存")

    expect(page.get_by_text("测评体系已发布")).to_be_visible()
    walk.click("link", "导入村（社区）和人员")
    walk.bring(tmp_path / "units.xlsx")
    stands_at(page, "建立考核年度")
    walk.go_on()
    walk.click("button", "保存")
    expect(page.get_by_text("参评单位5个")).to_be_visible()
    stands_at(page, "为各村（单位）建账号")
    walk.go_on()
    walk.click("button", "建立并显示首次登录单")
    expect(page.locator(".slip")).to_have_count(5)
    walk.go_on()
    walk.bring(tmp_path / "facts.xlsx")
    stands_at(page, "第一次计分")
    walk.go_on()
    page.get_by_label("期间").select_option(quarter)
    walk.fields += 1
    walk.click("button", "开始计分")
    expect(page.get_by_text("计分完成")).to_be_visible()
    assert axe(page) == []
    expect(page.locator(".guide")).to_have_count(0)

    assert Standing.objects.filter(period=quarter).count() == 5
    assert Account.objects.count() == 6
    assert (walk.clicks, walk.fields) == (16, 9)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_set_up_fits_a_telephone(db: None, log_in: Open, axe: Faults, theme: str) -> None:
    root = actions.make_first_administrator(username="admin", name="系统管理员").account
    actions.set_password(by=root, account=root, password="a fine long password")
    page = log_in(root, width=360, theme=theme)
    page.goto("/people/setup/")
    page.get_by_label("单位名称").fill("清源镇")
    page.get_by_role("button", name="下一步").click()
    for address in ("/people/setup/year/", "/start/", "/", "/people/accounts/new/", "/people/accounts/units/"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate(_TOO_WIDE) == 0, address
    page.get_by_role("button", name="先不做").click()
    expect(page.locator(".guide")).to_have_count(0)
