"""A plan document is uploaded, decided beside its text and taken over: the programme holds what the document says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.stages.plans.models import Programme
from tests.people import People
from tests.plan_documents import word_file

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _upload(page: Page, folder: Path) -> None:
    document = folder / "材料.docx"
    document.write_bytes(word_file())
    page.goto("/plans/")
    page.get_by_role("link", name="方案文件").click()
    page.get_by_role("link", name="读方案文件").first.click()
    page.set_input_files("input[type=file]", document)
    page.get_by_label("主办单位").select_option(label="甲镇（jia-town）")
    page.get_by_role("button", name="读取").click()
    expect(page.get_by_text("找到3篇文字")).to_be_visible()
    page.get_by_role("link", name="青禾镇文明村镇创建实施方案").click()


def test_from_a_document_to_a_programme(people: People, tmp_path: Path, log_in: Open, axe: Faults) -> None:
    page = log_in(people.office)
    _upload(page, tmp_path)
    page.get_by_label("年份").fill("2026")
    page.get_by_role("button", name="按这一年算").click()
    assert axe(page) == []

    card = page.locator(".text-card", has_text="集中整治阶段").first
    card.get_by_role("link", name="集中整治阶段").click()
    expect(page.locator(".said.is-here")).to_have_text("3月21日—6月30日")
    page.locator(".said", has_text="每发现一处卫生死角扣0.5分").click()
    expect(page.locator(".text-card.is-here h3")).to_have_text("计分")

    page.get_by_role("button", name="采用本页没有疑问的").click()
    page.get_by_role("link", name="没有决定").click()
    waiting = page.locator(".text-card", has_text="两周一通报").last
    waiting.get_by_role("link", name="改后采用").click()
    page.get_by_label("多久一次").select_option(label="每隔几天、几周或几个月")
    page.get_by_label("起算日期").fill("2026-03-02")
    assert axe(page) == []
    page.get_by_role("button", name="改后采用").click()

    page.get_by_role("link", name="采用到创建活动").click()
    assert axe(page) == []
    expect(page.get_by_label("名称")).to_have_value("青禾镇文明村镇创建实施方案")
    page.get_by_label("测评体系标识").fill("qinghe")
    if page.get_by_label("没有决定的这次不采用").count():
        page.get_by_label("没有决定的这次不采用").check()
    page.get_by_role("button", name="用进去").click()
    expect(page.get_by_text("已用进创建活动")).to_be_visible()

    programme = Programme.objects.get()
    assert (programme.first, programme.last, programme.level) == (date(2026, 3, 5), date(2026, 11, 30), "县级")
    assert list(programme.phases.values_list("title", flat=True)) == ["宣传发动阶段", "集中整治阶段", "总结验收阶段"]
    assert set(programme.cadences.values_list("title", flat=True)) == {"每月至少组织1次志愿服务活动", "实行两周一通报"}
    assert programme.tasks.filter(title="清理河塘沟渠", host=people.village, due_on=date(2026, 5, 20)).exists()


def test_on_a_phone_the_text_is_folded(people: People, tmp_path: Path, log_in: Open, axe: Faults) -> None:
    page = log_in(people.office, width=360)
    _upload(page, tmp_path)
    assert page.evaluate(_TOO_WIDE) == 0
    assert axe(page) == []
    expect(page.locator(".text-words")).to_be_hidden()
    page.locator(".text-card", has_text="集中整治阶段").first.get_by_role("link", name="集中整治阶段").click()
    expect(page.locator(".said.is-here")).to_be_visible()
