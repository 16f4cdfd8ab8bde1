"""O3 in a browser: a city's office administration studies on Fridays, reads, cleans, keeps festivals and persuades."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from chuangcheng.almanac import Calendar, festival_on
from chuangcheng.base import clock
from chuangcheng.cli.demo.setting import administrator
from chuangcheng.cli.demo.systems import system
from chuangcheng.cli.demo.systems.o3.cleaning import full_week
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_year_of_small_routines(log_in: Open, axe: Faults) -> None:
    programme = system("O3").build(administrator())
    page = log_in(Account.objects.get(username="o3-office"))
    _friday_study(page, programme, axe)
    _books(page, programme)
    _cleaning(page, programme, axe)
    _festivals(page, programme)
    _persuasion_and_estates(page, programme, axe)
    _a_section_on_a_phone(log_in, programme, axe)


def _fridays(programme: Programme) -> list[date]:
    """The Fridays on which study was asked: worked, before today, outside the fortnight of the flood."""
    flood = programme.suspensions.get(cadence=None)
    days = [programme.first + timedelta(days=n) for n in range((clock.today() - programme.first).days)]
    worked = [day for day in days if day.isoweekday() == 5 and Calendar().is_working_day(day)]
    return [day for day in worked if not flood.first <= day <= flood.last]


def _friday_study(page: Page, programme: Programme, axe: Faults) -> None:
    """Each Friday but one; in six forms; the last one with 40 of 45 there, 3 of them excused (F38)."""
    fridays = _fridays(programme)
    page.goto(f"/activities/figures/?programme={programme.pk}")
    study = _row(page, "集中学习")
    expect(study.get_by_role("link").first).to_have_text(str(len(fridays) - 1))
    forms = page.locator("section.panel", has_text="集中学习 · 形式")
    for form in ("领导辅导", "集体学习", "自学", "观看影像", "警示教育", "撰写体会"):
        expect(forms.get_by_text(form, exact=True)).to_be_visible()
    last = fridays[-1]
    page.goto(f"/activities/measures/?programme={programme.pk}&from={last}&until={last}")
    meeting = page.locator("section.panel", has_text="会议和学习的出勤")
    expect(meeting).to_contain_text("95.2%（40/42）")
    expect(meeting).to_contain_text("88.9%（40/45）")
    cadence = programme.cadences.get(title="周五政治学习")
    page.goto(f"/plans/cadences/{cadence.pk}/")
    expect(page.get_by_text("每周五下午")).to_be_visible()
    flood = programme.suspensions.get(cadence=None).first
    page.goto(f"/plans/cadences/{cadence.pk}/?month={flood:%Y-%m}")
    asked = [day for day in fridays if (day.year, day.month) == (flood.year, flood.month)]
    expect(page.locator("td.board-done")).to_have_count(len(asked))
    expect(page.locator("td.board-waived").first).to_be_visible()
    page.goto(f"/plans/cadences/{cadence.pk}/?month={fridays[-3]:%Y-%m}")
    expect(page.locator("td.board-late")).to_have_count(1)
    assert axe(page) == []


def _books(page: Page, programme: Programme) -> None:
    """Thirty members read 60 to 90 books a month; who read one is named (F36)."""
    page.goto(f"/activities/measures/?programme={programme.pk}")
    panel = page.locator("section.panel", has=page.get_by_role("heading", name="党员读书"))
    expect(panel).to_contain_text("74本 / 60本")
    line = panel.locator(".fact, dd, div", has_text="74本 / 60本").last
    expect(line).to_contain_text("不足的 1 人")
    begun = clock.today().replace(day=1) - timedelta(days=1)
    short = panel.locator("tbody tr", has_text=f"{begun.year}年{begun.month}月1日".replace(" ", ""))
    expect(short).to_have_count(1)
    expect(short).to_contain_text("陈样（公共节能科）")


def _cleaning(page: Page, programme: Programme, axe: Faults) -> None:
    """Twenty sections: a hundred small cleanings a week and twenty big ones; four small in five days is one missed (F37)."""
    monday = full_week(clock.today())
    sunday = monday + timedelta(days=6)
    small, big = (programme.cadences.get(title=title) for title in ("科室小扫除", "科室大扫除"))
    page.goto(f"/plans/cadences/{small.pk}/?month={monday:%Y-%m}")
    days = [monday + timedelta(days=number) for number in range(5)]
    states = [_turns(page, day).evaluate_all("cells => cells.map(cell => cell.className)") for day in days]
    assert [len(of_day) for of_day in states] == [20] * 5
    assert sum(of_day.count("board-done") for of_day in states) == 99
    late = page.locator("tr", has=page.locator("td.board-late"))
    expect(late).to_have_count(1)
    expect(late).to_contain_text("资产科")
    page.goto(f"/plans/cadences/{big.pk}/?month={monday:%Y-%m}")
    done = _turns(page, sunday)
    expect(done).to_have_count(20)
    assert set(done.evaluate_all("cells => cells.map(cell => cell.className)")) == {"board-done"}
    expect(done.filter(has_text="2次")).to_have_count(3)
    expect(done.filter(has_text="3次")).to_have_count(1)
    assert axe(page) == []
    page.goto(f"/activities/figures/?programme={programme.pk}&from={monday}&until={sunday}")
    expect(_row(page, "小扫除").get_by_role("link").first).to_have_text("99")
    expect(_row(page, "大扫除").get_by_role("link").first).to_have_text("25")


def _festivals(page: Page, programme: Programme) -> None:
    """The six festivals stand on their lunar days; each that is over was kept, one of them a day late."""
    cadence, today = programme.cadences.get(title="我们的节日"), clock.today()
    kept = 0
    for year in range(programme.first.year, today.year + 1):
        page.goto(f"/plans/cadences/{cadence.pk}/?month={year}-06")
        for name in ("春节", "清明", "端午", "七夕", "中秋", "重阳"):
            day = festival_on(name, year)
            if programme.first <= day < today - timedelta(days=1):
                cell = page.locator(f'td[data-label="{name} {day.month}-{day.day}"]')
                expect(cell).to_have_class("board-done_late" if name == "七夕" else "board-done")
                kept += 1
    assert kept >= 4


def _persuasion_and_estates(page: Page, programme: Programme, axe: Faults) -> None:
    """What people were asked to leave off, by act; eleven estates, 980 households, more than 1,500 leaflets."""
    monday = clock.today() - timedelta(days=clock.today().weekday() + 7)
    week = f"from={monday}&until={monday + timedelta(days=6)}"
    page.goto(f"/activities/figures/?programme={programme.pk}&{week}")
    told = _row(page, "文明劝导")
    expect(told.get_by_role("link").first).to_have_text("4")
    for act in ("乱吐乱扔", "吸烟", "高声喧哗", "不守交通秩序"):
        expect(told).to_contain_text(f"{act} 6人次")
    page.goto(f"/activities/figures/?programme={programme.pk}&style=about")
    visits = _row(page, "入户宣传")
    for figure in ("11", "980", "1500余"):
        expect(visits.get_by_text(figure, exact=True).first).to_be_visible()
    assert axe(page) == []
    cadence = programme.cadences.get(title="办公区文明劝导")
    page.goto(f"/plans/cadences/{cadence.pk}/?month={cadence.first + timedelta(days=20):%Y-%m}")
    expect(page.locator("tr", has_text="餐厅").locator("td.board-waived").first).to_be_visible()


def _a_section_on_a_phone(log_in: Open, programme: Programme, axe: Faults) -> None:
    """The secretaries see their own line alone and say that this week's big cleaning is done."""
    page = log_in(Account.objects.get(username="o3-unit"), width=360)
    page.goto(f"/plans/{programme.pk}/cadences/")
    assert axe(page) == []
    assert page.evaluate(_TOO_WIDE) == 0
    cadence = programme.cadences.get(title="科室大扫除")
    page.goto(f"/plans/cadences/{cadence.pk}/")
    expect(page.locator("table.board tbody tr")).to_have_count(1)
    page.get_by_role("button", name="办结").click()
    expect(page.get_by_role("button", name="办结")).to_have_count(0)
    expect(page.locator("td.board-due")).to_have_count(0)
    assert axe(page) == []
    assert page.evaluate(_TOO_WIDE) == 0


def _row(page: Page, kind: str) -> Locator:
    return page.locator("tbody tr", has=page.get_by_text(kind, exact=True))


def _turns(page: Page, day: date) -> Locator:
    """The cells of all units on the day on which a turn is due."""
    return page.locator(f'table.board td[data-label="{day.month}-{day.day}"]')
