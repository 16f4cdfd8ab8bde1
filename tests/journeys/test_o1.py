"""O1 in a browser: a county committee's office answers for tasks by person and section, supervises, and disciplines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.activities.models import Activity, Incident, Measurement
from chuangcheng.stages.plans.models import Matter, Programme

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_CATEGORIES = ("组织领导", "道德建设", "科学文化建设", "新风尚建设", "业务工作")


def test_tasks_matters_and_discipline(log_in: Open, axe: Faults) -> None:
    programme = system("O1").build(administrator())
    page = log_in(Account.objects.get(username="o1-office"))
    _table_of_tasks(page, programme, axe)
    _links(page, programme, axe)
    _published(page, programme)
    supervision = log_in(Account.objects.get(username="o1-supervision"))
    _ladder(supervision, programme, axe)
    _matters(log_in, supervision, programme, axe)


def _table_of_tasks(page: Page, programme: Programme, axe: Faults) -> None:
    """Five categories; every task has a section and a person; two of the campaign's acts are optional."""
    page.goto(f"/plans/{programme.pk}/tasks/")
    for category in _CATEGORIES:
        expect(page.get_by_text(category, exact=True).first).to_be_visible()
    row = page.locator("tr", has_text="修订内部规章并编成册")
    for text in ("综合股", "样丁", "14项", "已确认"):
        expect(row).to_contain_text(text)
    assert axe(page) == []
    expect(page.locator("tbody tr", has_text="自选动作")).to_have_count(2)
    page.goto(f"/plans/{programme.pk}/phases/")
    for stage in ("学习动员", "分析评议", "整改提高"):
        expect(page.get_by_text(f"学习教育：{stage}").first).to_be_visible()
    page.goto(f"/plans/{programme.pk}/letters/")
    expect(page.locator("tbody tr", has_text="已签订")).to_have_count(2)
    expect(page.locator("tbody tr", has_text="已发出")).to_have_count(1)


def _links(page: Page, programme: Programme, axe: Faults) -> None:
    """Five leaders × 2 and eight × 1 ask for 18 workers; until the eighteenth was found, who is short is named (F35)."""
    found = Measurement.objects.filter(measure__name="联系下岗职工（科级）").latest("happened_on")
    assert found.person is not None
    page.goto(f"/activities/measures/?programme={programme.pk}&until={found.happened_on - timedelta(days=1)}")
    senior, heads = _panel(page, "联系下岗职工（副县级以上）"), _panel(page, "联系下岗职工（科级）")
    expect(senior).to_contain_text("10人 / 10人")
    expect(heads).to_contain_text("7人 / 8人")
    expect(heads).to_contain_text("不足的 1 人")
    expect(heads.locator("tbody tr")).to_have_count(1)
    expect(heads.locator("tbody tr")).to_contain_text(found.person.name)
    assert axe(page) == []
    page.goto(f"/activities/measures/?programme={programme.pk}")
    expect(_panel(page, "联系下岗职工（科级）")).to_contain_text("8人 / 8人")
    expect(_panel(page, "联系下岗职工（科级）")).to_contain_text("没有不足的")
    expect(_panel(page, "定点帮扶户")).to_contain_text("26户 / 26户")
    page.goto(f"/activities/figures/?programme={programme.pk}")
    linked = page.locator("tbody tr", has=page.get_by_text("联系下岗职工", exact=True))
    expect(linked).to_contain_text("18")
    expect(linked).to_contain_text("实现再就业 18人")


def _published(page: Page, programme: Programme) -> None:
    """Thirty pieces; four are news of the creation itself; each says where it was printed."""
    page.goto(f"/activities/figures/?programme={programme.pk}")
    row = page.locator("tbody tr", has=page.get_by_text("刊发文章", exact=True))
    expect(row.get_by_role("link").first).to_have_text("30")
    genres = page.locator("section.panel", has_text="刊发文章 · 体裁")
    for genre in ("通讯", "简报", "调研"):
        expect(genres.locator("dl > div", has_text=genre)).to_contain_text("10 次")
    row.get_by_role("link").first.click()
    expect(page.get_by_text("创建通讯")).to_have_count(4)
    first = Activity.objects.filter(programme=programme, kind="刊发文章").earliest("happened_on")
    page.goto(f"/activities/{first.pk}/")
    expect(page.get_by_text("样岭日报")).to_be_visible()


def _ladder(page: Page, programme: Programme, axe: Faults) -> None:
    """Criticism, warning, talk, discipline; the fifth of the year proposes discipline again, and waits for a person (F20)."""
    mine = list(Incident.objects.filter(person__name="样午").order_by("happened_on"))
    for incident, step in zip(mine, ("批评", "警告", "诫勉谈话", "执行纪律"), strict=False):
        page.goto(f"/activities/incidents/{incident.pk}/")
        expect(page.get_by_text(step, exact=True).first).to_be_visible()
    page.goto(f"/activities/incidents/{mine[4].pk}/")
    page.get_by_role("link", name="决定处理").click()
    expect(page.locator("select[name=step]")).to_have_value("discipline")
    assert axe(page) == []
    page.locator("[name=decision]").fill("一年内第五次，按制度执行纪律")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("执行纪律", exact=True).first).to_be_visible()
    once = Incident.objects.get(person__name="样未")
    page.goto(f"/activities/incidents/{once.pk}/decide/")
    expect(page.locator("select[name=step]")).to_have_value("criticism")


def _matters(log_in: Open, page: Page, programme: Programme, axe: Faults) -> None:
    """37 due, 36 with a result, 37 answered: 97.3 % and 100 %, and the sentence is not printed until the last has one (F42)."""
    phone = log_in(Account.objects.get(username="o1-office"), width=360)
    address = f"/plans/matters/?programme={programme.pk}"
    phone.goto(address)
    expect(phone.locator(".tile", has_text="到期事项")).to_contain_text("37")
    expect(phone.locator(".tile", has_text="有结果")).to_contain_text("97.3%")
    expect(phone.locator(".tile", has_text="有结果")).to_contain_text("36件")
    expect(phone.locator(".tile", has_text="有回复")).to_contain_text("100%")
    expect(phone.get_by_text("报告里不会写“件件有结果”")).to_be_visible()
    expect(phone.get_by_text("到期的督办事项件件有结果")).to_have_count(0)
    assert axe(phone) == []
    assert phone.evaluate(_TOO_WIDE) == 0
    last = Matter.objects.get(programme=programme, result="")
    phone.goto(f"/plans/matters/{last.pk}/result/")
    phone.locator("textarea").fill("已会同承办单位办理")
    phone.locator("form button[type=submit]").last.click()
    phone.goto(address)
    expect(phone.get_by_text("到期的督办事项件件有结果")).to_be_visible()
    page.goto(f"/plans/matters/{last.pk}/finish/")
    page.locator("form button[type=submit]").last.click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert Matter.objects.filter(programme=programme, closed_on=None).count() == 3
    assert axe(page) == []


def _panel(page: Page, name: str) -> Locator:
    return page.locator("section.panel", has=page.get_by_role("heading", name=name, exact=True))
