"""A plan in a real browser: twelve rows pasted from Excel, letters, done by the unit, confirmed by the office, exported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import TableRow
from chuangcheng.stages.plans.models import Letter, Programme, Task
from tests.people import People
from tests.stages.conftest import programme
from tests.web.plans.test_grid import TWELVE

__all__ = ["programme"]
pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]

_PASTE = """text => {
  const sent = new DataTransfer();
  sent.setData('text/plain', text);
  document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: sent, bubbles: true, cancelable: true}));
}"""


def _cell(page: Page, row: int, column: int) -> None:
    page.locator(f"td[data-row='{row}'][data-column='{column}']").click()


def test_from_excel_to_a_confirmed_task(people: People, programme: Programme, log_in: Open, axe: Faults) -> None:
    office = log_in(people.office)
    office.goto(f"/plans/{programme.pk}/tasks/")
    office.get_by_role("link", name="在表格里编辑").first.click()
    _cell(office, 0, 1)
    office.evaluate(_PASTE, TWELVE.replace("甲二村\t样丁", "丙村\t样丁"))
    expect(office.locator("tbody tr")).to_have_count(12)
    assert axe(office) == []
    office.get_by_role("button", name="保存全部").click()
    expect(office.get_by_role("alert")).to_contain_text("参加单位里没有“丙村”")
    assert not Task.objects.exists()
    _cell(office, 9, 3)
    office.keyboard.press("Enter")
    office.keyboard.insert_text("甲二村")
    for _letter in "丙村":
        office.keyboard.press("Home")
        office.keyboard.press("Delete")
    office.keyboard.press("Enter")
    office.keyboard.press("Control+s")
    expect(office.get_by_text("已保存：新增12行")).to_be_visible()
    _letters_and_confirmation(people, programme, office, log_in)


def _letters_and_confirmation(people: People, programme: Programme, office: Page, log_in: Open) -> None:
    office.get_by_role("link", name="责任书").click()
    office.get_by_role("link", name="按任务起草").click()
    office.get_by_label("依据").fill("创建方案第三条")
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_text("已起草2份责任书")).to_be_visible()
    office.get_by_role("link", name="甲一村").click()
    office.get_by_role("link", name="发出责任书").click()
    office.get_by_role("button", name="发出责任书").click()
    office.get_by_role("link", name="记为签订").click()
    office.get_by_label("签字人").fill("样甲")
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_text("已记为签订")).to_be_visible()
    assert Letter.objects.get(state="signed").tasks.count() == 3
    unit = log_in(people.colleague, width=360)
    unit.goto(f"/plans/{programme.pk}/tasks/")
    unit.get_by_role("link", name="清理三堆").click()
    unit.get_by_role("link", name="报告完成").click()
    unit.get_by_label("完成情况").fill("清了 60 处")
    unit.get_by_role("button", name="报告完成").click()
    expect(unit.get_by_text("已报告完成，等待确认")).to_be_visible()
    office.goto(unit.url)
    office.get_by_role("link", name="确认完成").click()
    office.get_by_role("button", name="确认完成").click()
    expect(office.get_by_text("已确认。")).to_be_visible()
    office.goto(f"/plans/{programme.pk}/tasks/")
    office.get_by_text("导出", exact=True).click()
    with office.expect_download() as download:
        office.get_by_role("link", name="Excel (.xlsx)").click()
    assert download.value.suggested_filename == "2022 年文明村镇创建任务分解表.xlsx"


def test_keys_of_the_grid_and_two_people_in_one_table(people: People, programme: Programme, log_in: Open) -> None:
    rows = [{"kind": "类别", "title": "环境"}, {"title": "甲事"}, {"title": "乙事"}]
    actions.save_table(by=people.office, programme=programme, rows=[TableRow(None, None, texts) for texts in rows])
    page = log_in(people.office)
    page.goto(f"/plans/{programme.pk}/tasks/grid/")
    _cell(page, 2, 1)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Control+]")
    page.keyboard.press("Control+[")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("F2")
    page.keyboard.insert_text("丙事")
    page.keyboard.press("Tab")
    _cell(page, 3, 4)
    page.keyboard.press("F2")
    page.keyboard.insert_text("我写的")
    page.keyboard.press("Enter")
    task = Task.objects.get(title="甲事")
    actions.save_table(by=people.office, programme=programme, rows=[TableRow(task.pk, None, {"officer": "别人写的"})])
    page.keyboard.press("Control+s")
    expect(page.get_by_text("别人改成：别人写的")).to_be_visible()
    page.get_by_role("button", name="用别人的").click()
    page.get_by_role("button", name="保存全部").click()
    expect(page.get_by_text("已保存：新增1行，修改0行")).to_be_visible()
    assert list(programme.tasks.order_by("place").values_list("title", "officer")) == [
        ("环境", ""),
        ("乙事", ""),
        ("丙事", ""),
        ("甲事", "别人写的"),
    ]
