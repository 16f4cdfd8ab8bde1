"""O10 in a browser: a street: letters by party, registers with their counts, four layers, rubbish removed every day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base import clock
from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.people.models import Account
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries.cadences import open_work
from tests.journeys.demos import TOO_WIDE, figures_of

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]


def test_letters_registers_and_daily_removal(log_in: Open, axe: Faults) -> None:
    programme = system("O10").build(administrator())
    page = log_in(Account.objects.get(username="o10-office"))
    _letters_by_party(page, programme, axe)
    _three_lost_figures(page, programme, axe)
    _names_stay_with_the_register(log_in, programme)
    _four_layers(page, programme)
    _removed_every_day(page, programme, axe)
    _the_community_on_a_phone(log_in, programme, axe)


def _letters_by_party(page: Page, programme: Programme, axe: Faults) -> None:
    """Eleven letters: residents, shops, builders; one refused, one still out (G80)."""
    page.goto(f"/plans/{programme.pk}/letters/")
    for party, issued, signed in (("居民", 4, 3), ("商户", 5, 4), ("建筑企业", 2, 2)):
        tile = page.locator(".tile", has_text=party)
        expect(tile).to_contain_text(str(issued))
        expect(tile).to_contain_text(f"已签订{signed}份")
    assert axe(page) == []
    page.get_by_role("link", name="样和五金店").click()
    expect(page.get_by_text("店主外出，家人不便代签").first).to_be_visible()


def _three_lost_figures(page: Page, programme: Programme, axe: Faults) -> None:
    """Re-employed, granted the allowance, housed (G26–G28): what was settled, nothing else; and disputes (G78)."""
    page.goto(f"/activities/cases/counts/?programme={programme.pk}")
    assert axe(page) == []
    told = {
        row.locator("th").inner_text(): row.inner_text().replace(" 元", "元").split()
        for row in page.locator("tbody tr").all()
    }
    assert told["再就业"][1:] == ["12", "0", "3", "9", "0", "0", "3", "9", "0", "0元"]
    assert told["最低生活保障"][1:] == ["9", "0", "0", "8", "0", "1", "0", "14", "8", "0元"]
    assert told["住房补贴"][1:] == ["5", "0", "0", "5", "0", "0", "0", "5", "5", "14,880元"]
    assert told["矛盾纠纷"][1:5] == ["12", "0", "1", "11"]


def _names_stay_with_the_register(log_in: Open, programme: Programme) -> None:
    leader = log_in(Account.objects.get(username="o10-leader"))
    leader.goto(f"/activities/cases/?programme={programme.pk}&register=allowance")
    expect(leader.get_by_text("赵**").first).to_be_visible()
    expect(leader.get_by_text("赵样甲")).to_have_count(0)


def _four_layers(page: Page, programme: Programme) -> None:
    """Street, lane, community, household (A103) in three lanes: eleven of twelve are held, and the gap is told."""
    page.goto(f"/plans/{programme.pk}/duties/")
    expect(page.locator(".tile", has_text="现任责任")).to_contain_text("11")
    expect(page.locator(".tile", has_text="没有人负责")).to_contain_text("1")
    expect(page.locator("tbody tr", has_text="街面巡逻")).to_have_count(3)


def _removed_every_day(page: Page, programme: Programme, axe: Faults) -> None:
    """Two points in each community every day: one point left one day makes that day late."""
    today = clock.today()
    work = open_work(programme, by=None, first=programme.first, last=today)
    found = Counter(
        (cell.cadence.title, str(cell.state)) for cell in work.cells(cadence_counts(programme, programme.first, today))
    )
    assert (found["生活垃圾日产日清", "done"], found["生活垃圾日产日清", "late"]) == (35, 1)
    assert found["生活垃圾日产日清", "due"] == 3
    assert (found["街路全天候保洁", "done"], found["街路全天候保洁", "due"]) == (36, 3)
    page.goto(f"/plans/{programme.pk}/cadences/")
    late = page.locator(".waiting-row", has_text="和睦样社区").filter(has_text="逾期4天")
    expect(late).to_contain_text("生活垃圾日产日清")
    assert axe(page) == []
    page.goto(f"/activities/figures/?programme={programme.pk}")
    assert "71\t6" in figures_of(page, "垃圾清运").replace("\n", "\t")
    assert "绿地 12块" in figures_of(page, "植树种草")
    assert "排查件数 9件；化解件数 9件" in figures_of(page, "矛盾排查调解")


def _the_community_on_a_phone(log_in: Open, programme: Programme, axe: Faults) -> None:
    unit = log_in(Account.objects.get(username="o10-unit"), width=360)
    for address in (f"/plans/{programme.pk}/cadences/", "/activities/", "/rectification/"):
        unit.goto(address)
        assert unit.evaluate(TOO_WIDE) == 0, address
        assert axe(unit) == [], address
    expect(unit.get_by_text("夜间倾倒建筑垃圾")).to_have_count(0)
