"""The archive's demo (O11), page by page: what is wanted for each item, what is there, when to stop, what lacks; and what
only a person can judge of a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.evidence.models import Evidence
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme
from tests.journeys.demos import TOO_WIDE

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]


def test_the_archive(log_in: Open, axe: Faults) -> None:
    programme = system("O11").build(administrator())
    page = log_in(Account.objects.get(username="o11-office"))
    _lights(page, programme)
    _missing(page, programme)
    _true(page)
    assert axe(page) == []
    assessor = log_in(Account.objects.get(username="o11-assessor"))
    assessor.goto(f"/evidence/enough/{programme.pk}/")
    expect(assessor.locator("tbody tr").filter(has_text="岭东街道")).to_contain_text("7 / 7")
    expect(assessor.get_by_role("link", name="添加材料要求")).to_have_count(0)
    _on_a_phone(log_in(Account.objects.get(username="o11-unit"), width=360), programme, axe)


def _lights(page: Page, programme: Programme) -> None:
    """Units × items: a street that is complete, one that lacks two, one that handed nothing in."""
    page.goto(f"/evidence/enough/{programme.pk}/")
    for unit, told in (
        ("岭东街道", "7 / 7"),
        ("岭西街道", "5 / 7"),
        ("样河镇", "3 / 7"),
        ("样滩镇", "0 / 7"),
        ("样坪镇", "0 / 7"),
    ):
        expect(page.locator("tbody tr").filter(has_text=unit)).to_contain_text(told)
    expect(page.locator("thead")).to_contain_text("集贸市场")


def _missing(page: Page, programme: Programme) -> None:
    """The catalogue of what is wanted and what lacks, taken along as a workbook; enough says when to stop."""
    page.goto(f"/evidence/enough/{programme.pk}/missing/?q=岭西街道")
    streets = page.locator("tbody tr").filter(has_text="岭西街道").filter(has_text="街道与社区")
    expect(streets).to_contain_text("照片 3")
    expect(streets).to_contain_text("照片 1")
    practice = page.locator("tbody tr").filter(has_text="岭西街道").filter(has_text="教育实践")
    # one of its two pictures proves an activity that serves the item
    expect(practice).to_contain_text("已够，不必再传")
    answer = page.request.get(f"/evidence/enough/{programme.pk}/missing/?export=xlsx")
    assert answer.ok
    assert answer.body().startswith(b"PK")


def _true(page: Page) -> None:
    """A picture that another street used, and one whose camera names another day: told to who looks, no verdict."""
    used = Evidence.objects.get(subject="样河镇小区环境")
    page.goto(f"/evidence/{used.pk}/")
    expect(page.get_by_text("几乎相同的照片")).to_have_count(1)
    expect(page.locator(".alike")).to_contain_text("岭东街道")
    page.goto(f"/evidence/{Evidence.objects.get(subject='样滩镇村口').pk}/")
    expect(page.locator(".finding").filter(has_text="相机")).to_be_visible()
    page.goto(f"/evidence/{Evidence.objects.get(subject='市场旧照').pk}/")
    expect(page.get_by_text("经核对是往年的照片").first).to_be_visible()


def _on_a_phone(page: Page, programme: Programme, axe: Faults) -> None:
    """A street sees its own lights alone."""
    page.goto(f"/evidence/enough/{programme.pk}/")
    expect(page.locator("body")).to_contain_text("岭西街道")
    expect(page.locator("tbody")).not_to_contain_text("岭东街道")
    assert page.evaluate(TOO_WIDE) == 0
    assert axe(page) == []
