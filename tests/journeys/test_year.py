"""Score, look, publish, object, answer, settle, issue: the office and a village in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.actions import start_programme
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.settlement.models import Line
from tests.people import People
from tests.stages.seasons import JULY, World, build

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]

_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def world(people: People) -> World:
    """The season of the stages' tests, made in a database that the server sees."""
    with frozen(date(2022, 1, 1)):
        programme: Programme = start_programme(
            by=people.office,
            title="2022 年文明村镇创建",
            level="县级",
            host=people.town,
            first=date(2022, 1, 1),
            last=date(2022, 12, 31),
        )
    return build(people, programme)


def test_a_quarter_from_scoring_to_money_and_circular(world: World, log_in: Open, axe: Faults) -> None:
    with frozen(JULY):
        office = log_in(world.people.office)
        office.goto(f"/scoring/{world.season.pk}/")
        office.get_by_role("link", name="计分", exact=True).click()
        office.get_by_label("期间").select_option("2022-Q2")
        office.get_by_role("button", name="开始计分").click()
        expect(office.get_by_text("计分完成")).to_be_visible()
        assert axe(office) == []
        office.get_by_role("link", name="公布", exact=True).click()
        office.get_by_label("依据文件").fill("考核办法")
        office.get_by_label("依据条款").fill("第五条")
        office.get_by_role("button", name="公布并关账").click()
        expect(office.get_by_text("该期间已关账")).to_be_visible()

        village = log_in(world.people.colleague, width=360)
        village.goto("/scoring/")
        expect(village.get_by_text("甲二村")).to_have_count(0)
        village.get_by_role("link", name="92.3").click()
        expect(village.get_by_text("每个问题扣 0.1 分")).to_be_visible()
        assert axe(village) == []
        assert village.evaluate(_TOO_WIDE) == 0
        village.get_by_role("link", name="提出异议").click()
        village.get_by_label("异议内容").fill("五月的问题已按期整改。")
        village.get_by_role("button", name="提出异议").click()
        expect(village.get_by_text("异议已提出")).to_be_visible()

        second = log_in(world.second)
        second.goto(f"/scoring/{world.season.pk}/objections/")
        second.get_by_role("link", name="甲一村").click()
        second.get_by_label("处理结果").select_option("no")
        second.get_by_label("答复").fill("照片上是六月的日期。")
        second.get_by_role("button", name="提交答复").click()
        expect(second.get_by_text("已答复")).to_be_visible()

        office.goto(f"/settlement/{world.season.pk}/")
        office.get_by_role("button", name="按2022年第二季度的结果生成").click()
        expect(office.get_by_text("请由另一位同志核对后确认")).to_be_visible()
        second.goto(office.url)
        second.get_by_label("确认文件").fill("兑现通知")
        second.get_by_label("文件日期").fill("2022-07-10")
        second.get_by_role("button", name="核对无误，确认").click()
        expect(second.get_by_text("已确认，明细不再改动")).to_be_visible()
        assert Line.objects.count() == 7

        office.goto("/reports/")
        office.get_by_role("link", name="考核通报").first.click()
        expect(office.get_by_text("现将有关情况通报如下")).to_be_visible()
        assert axe(office) == []
        office.get_by_role("button", name="印发并存档").click()
        expect(office.get_by_text("已印发，文件存档")).to_be_visible()
        with office.expect_download() as download:
            office.get_by_role("link", name="PDF").first.click()
        assert download.value.suggested_filename.endswith(".pdf")
