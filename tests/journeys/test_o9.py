"""O9 in a browser: a youth league committee: letters with heads of sections, re-checks with a notice, volunteers, its rhythm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import TableRow
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries.cadences import open_work
from chuangcheng.stages.rectification.models import Problem
from tests.journeys.demos import TOO_WIDE, figures_of

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]


def test_sections_collectives_and_volunteers(log_in: Open, axe: Faults) -> None:
    programme = system("O9").build(administrator())
    page = log_in(Account.objects.get(username="o9-office"))
    _letters_with_sections(page, programme, axe)
    _volunteers(page, axe)
    _the_rhythm(page, programme)
    _what_the_report_counts(page, programme)
    _checked_again(page, log_in, programme, axe)


def _letters_with_sections(page: Page, programme: Programme, axe: Faults) -> None:
    """Four heads, three signed; a task without a quantity enters no letter (C30)."""
    page.goto(f"/plans/{programme.pk}/letters/")
    tile = page.locator(".tile", has_text="科室")
    expect(tile).to_contain_text("4")
    expect(tile).to_contain_text("已签订3份")
    assert axe(page) == []
    page.get_by_role("link", name="样荷（权益部负责人）").click()
    expect(page.get_by_text("36人")).to_be_visible()
    office = Account.objects.get(username="o9-office")
    saved = plans.save_table(by=office, programme=programme, rows=[TableRow(None, None, {"title": "丰富青年文化生活"})])
    with pytest.raises(Refused) as refused:
        plans.draft_letter(
            by=office, programme=programme, title="目标责任状", basis="方案", party_kind="section", party_name="样荷",
            tasks=saved.added,
        )  # fmt: skip
    assert refused.value.code == "no-quantity"


def _volunteers(page: Page, axe: Faults) -> None:
    """Fourteen are registered; one left and is told by number alone, the hours stay."""
    page.goto("/activities/volunteers/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(14)
    left = rows.filter(has_text="已退出")
    expect(left).to_have_count(1)
    expect(left).not_to_contain_text("样寿")
    expect(left).to_contain_text("4")
    assert axe(page) == []


def _the_rhythm(page: Page, programme: Programme) -> None:
    """The latest quarter has no summary yet, one Tuesday was forgotten, the oath and the camps were held."""
    today = clock.today()
    work = open_work(programme, by=None, first=programme.first, last=today)
    found = Counter(
        (cell.cadence.title, str(cell.state)) for cell in work.cells(cadence_counts(programme, programme.first, today))
    )
    assert found["每季度小结", "late"] == 1
    assert found["每季度小结", "done"] >= 1
    assert found["半年总结", "late"] == 0
    assert found["周二下午政治学习", "late"] == 1
    assert found["十八岁成人宣誓", "done"] == 1
    assert found["夏令营、冬令营", "late"] == 0
    page.goto(f"/plans/{programme.pk}/cadences/")
    for sentence in ("每季度小结", "半年总结", "年底兑现并考核", "周二下午政治学习"):
        expect(page.get_by_role("link", name=sentence).first).to_be_visible()


def _what_the_report_counts(page: Page, programme: Programme) -> None:
    page.goto(f"/activities/figures/?programme={programme.pk}")
    assert figures_of(page, "爱心图书借阅").endswith("借阅 420册")
    assert "36" in figures_of(page, "助学")
    assert "320" in figures_of(page, "成人礼")
    assert "62,300 元" in figures_of(page, "捐款")


def _checked_again(page: Page, log_in: Open, programme: Programme, axe: Faults) -> None:
    """Six collectives, three visits each, two failures: one struck off, the other refused, ordered again, and late. The
    collective reports on its phone; the colleague accepts."""
    page.goto("/inspections/checks/?q=不合格")
    expect(page.locator("tbody tr")).to_have_count(2)
    late = Problem.objects.get(programme=programme, standing="ordered")
    assert [event.move for event in late.events.all()] == ["order", "rectify", "refuse", "order"]
    assert Problem.objects.get(programme=programme, standing="closed").unit.name == "样城宾馆前台班"
    unit = log_in(Account.objects.get(username="o9-unit"), width=360)
    unit.goto(f"/rectification/{late.pk}/")
    expect(unit.get_by_text("复查时仍无人在岗")).to_be_visible()
    assert unit.evaluate(TOO_WIDE) == 0
    assert axe(unit) == []
    unit.get_by_role("link", name="报告已整改").click()
    unit.get_by_label("整改情况").fill("已排班，青年岗位全天在岗")
    unit.get_by_role("button", name="报告已整改").click()
    second = log_in(Account.objects.get(username="o9-office2"))
    second.goto(f"/rectification/{late.pk}/")
    expect(second.get_by_text("待复查").first).to_be_visible()
    second.get_by_role("link", name="复查通过").click()
    second.get_by_role("button", name="复查通过").click()
    expect(second.get_by_text("复查通过，可以销号。")).to_be_visible()
    late.refresh_from_db()
    assert late.standing == "verified"
    second.goto("/plans/matters/")
    expect(second.get_by_text("自来水收费厅两次不合格，研究是否建议撤销命名")).to_be_visible()
