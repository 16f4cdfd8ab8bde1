"""Every page of the shell and of people in a real browser: no fault for a screen reader, nothing wider than the phone,
no Chinese left where English is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.people import actions
from chuangcheng.suggestions import actions as suggestions
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]

_HAN = re.compile(r"[\u3400-\u9fff]+")
_TEXT = """() => [document.title, ...[...document.querySelectorAll('body *')].flatMap(e => [
  ...[...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data),
  ...['title', 'aria-label', 'placeholder', 'alt', 'data-label'].map(a => e.getAttribute(a) ?? ''),
]).filter(text => text.trim())]"""
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(people: People) -> list[str]:
    """The pages that an administrator of the installation sees."""
    person = actions.add_person(by=people.root, organisation=people.village, name="Chen", post="", phone="13900000012")
    village, account = people.village.pk, people.colleague.pk
    said = suggestions.write(by=people.colleague, text="Too many forms.", page="/people/")
    return [
        "/components/",
        "/people/",
        "/people/organisations/",
        "/people/organisations/new/",
        f"/people/organisations/{village}/",
        f"/people/organisations/{village}/edit/",
        f"/people/organisations/{village}/superiors/new/",
        f"/people/organisations/{village}/persons/new/",
        f"/people/persons/{person.pk}/edit/",
        "/people/accounts/",
        "/people/accounts/new/",
        "/people/accounts/units/",
        f"/people/accounts/{account}/",
        f"/people/accounts/{account}/roles/new/",
        "/suggestions/",
        "/suggestions/new/?from=/people/",
        f"/suggestions/{said.pk}/",
        "/start/",
        "/people/setup/",
        "/people/me/",
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/nowhere/",
    ]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (360, "light")])
def test_no_serious_fault_and_nothing_too_wide(
    people: People, log_in: Open, axe: Faults, width: int, theme: str
) -> None:
    page = log_in(people.root, width=width, theme=theme)
    for address in pages(people):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate(_TOO_WIDE) == 0, address


@pytest.mark.parametrize("width", [1440, 360])
def test_the_log_in_page(people: People, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page(width=width)
    page.goto("/accounts/login/")
    assert axe(page) == []
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert axe(page) == []


def test_english_pages_hold_no_chinese(people: People, log_in: Open) -> None:
    for number, organisation in enumerate((people.county, people.town, people.village, people.village_2)):
        actions.change_organisation(
            by=people.root, organisation=organisation, name=f"Place {number}", kind="village", group="", attributes={}
        )
    for place in (people.other_county, people.other_town, people.other_village):
        actions.change_organisation(
            by=people.root, organisation=place, name="Else", kind="town", group="", attributes={}
        )
    for account in (people.root, people.office, people.colleague, people.neighbour, people.stranger, people.leader):
        actions.change_account(by=people.root, account=account, name="Name", organisation=account.organisation)
    for account in (people.inspector, people.auditor, people.administrator):
        actions.change_account(by=people.root, account=account, name="Name", organisation=account.organisation)
    page = log_in(people.root, language="en")
    for address in [*pages(people), "/accounts/logout/"]:
        page.goto(address)
        left = [text for text in page.evaluate(_TEXT) if _HAN.search(text) and text.strip() not in ("中文", "创")]
        assert left == [], address


def test_the_rail_folds_and_the_drawer_opens(people: People, log_in: Open) -> None:
    page = log_in(people.root)
    page.goto("/people/")
    page.get_by_role("button", name="收起导航").click()
    expect(page.locator("html")).to_have_attribute("data-rail", "narrow")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-rail", "narrow")

    phone = log_in(people.root, width=360)
    phone.goto("/components/")
    phone.get_by_role("button", name="打开导航").click()
    phone.get_by_role("dialog").get_by_role("link", name="单位与人员").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("单位与人员")


def test_a_draft_outlives_the_page_and_ends_with_the_sending(people: People, log_in: Open) -> None:
    page = log_in(people.root)
    page.goto("/components/#forms")
    page.get_by_label("标题").fill("路灯不亮")
    page.reload()
    page.get_by_role("button", name="恢复草稿").click()
    expect(page.get_by_label("标题")).to_have_value("路灯不亮")
    page.get_by_label("责任单位").select_option(index=1)
    page.get_by_label("发现日期").fill("2026-03-01")
    page.get_by_label("扣分").fill("0.5")
    page.get_by_label("巡查").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存（示例")).to_be_visible()
    expect(page.get_by_role("button", name="恢复草稿")).to_be_hidden()


def test_logging_out_clears_the_drafts_of_a_shared_device(people: People, log_in: Open) -> None:
    page = log_in(people.root)
    page.goto("/components/")
    page.get_by_label("标题").fill("不该留下")
    page.get_by_title("账号菜单").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    assert page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []


def test_rows_are_chosen_and_the_progress_bar_runs_to_its_end(people: People, log_in: Open) -> None:
    page = log_in(people.root)
    page.goto("/components/")
    page.get_by_label("全选本页").first.check()
    expect(page.locator("[data-chosen-count]").first).to_have_text("25")
    expect(page.get_by_text("计算完成")).to_be_visible(timeout=20_000)


def test_the_skip_link_is_the_first_stop_of_the_keyboard(people: People, log_in: Open) -> None:
    page = log_in(people.root)
    page.goto("/people/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
