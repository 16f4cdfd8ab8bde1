"""/plans/: programmes with their leading group, phases, next steps and closed periods."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import NextStep, Phase, Programme
from chuangcheng.web.plans.timeline import timeline
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
READS = {"office": 200, "leader": 200, "colleague": 200, "neighbour": 200, "stranger": 404}
WRITES = {"office": 200, "leader": 403, "auditor": 403, "inspector": 403, "colleague": 403, "stranger": 404}


def _phase(people: People, programme: Programme, title: str, first: date, last: date) -> Phase:
    return actions.add_phase(by=people.office, programme=programme, title=title, first=first, last=last)


def test_who_may(people: People, programme: Programme) -> None:
    phase = _phase(people, programme, "动员", date(2022, 1, 1), date(2022, 1, 31))
    step = actions.add_next_step(by=people.office, programme=programme, text="回访")
    at = f"/plans/{programme.pk}/"
    for page in (at, f"{at}phases/", f"{at}group/"):
        knock(people, page, **READS)
        assert log_in(people.office).post(page).status_code == 405
    pages = (f"{at}edit/", f"{at}group/edit/", f"{at}phases/new/", f"{at}next/new/")
    for page in (*pages, f"/plans/phases/{phase.pk}/edit/", f"/plans/next/{step.pk}/edit/"):
        knock(people, page, **WRITES)
    for page in (
        f"/plans/phases/{phase.pk}/remove/",
        f"/plans/next/{step.pk}/finish/",
        f"/plans/next/{step.pk}/remove/",
    ):
        knock(people, page, {}, leader=403, colleague=403, stranger=404)
        assert log_in(people.office).get(page).status_code == 405
    knock(people, "/plans/new/", office=200, leader=403, colleague=403)
    browser = log_in(people.office)
    assert browser.get("/plans/999999/").status_code == 404
    assert browser.post(at).status_code == 405
    assert browser.get("/plans/phases/999999/edit/").status_code == 404


def test_the_list(people: People, programme: Programme, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = log_in(people.office)
    with django_assert_max_num_queries(12):
        assert programme.title in browser.get("/plans/").content.decode()
    for year in (2023, 2024):
        actions.start_programme(
            by=people.office,
            title=f"{year} 年创建",
            level="县级",
            host=people.town,
            first=date(year, 1, 1),
            last=date(year, 12, 31),
        )
    with django_assert_max_num_queries(12):
        assert "共 3 条" in browser.get("/plans/").content.decode()
    assert programme.title not in opened(people, "stranger", "/plans/")


def test_beginning_and_changing(people: People) -> None:
    browser = log_in(people.office)
    sent = {"title": "创建", "level": "县级", "host": people.town.pk, "first": "2022-01-01", "last": "2022-12-31"}
    wrong = browser.post("/plans/new/", {**sent, "last": "2021-12-31"})
    assert wrong.status_code == 422
    assert "最后一天早于第一天" in wrong.content.decode()
    answer = browser.post("/plans/new/", sent)
    made = Programme.objects.get()
    assert answer["Location"] == f"/plans/{made.pk}/"
    change = {**sent, "title": "争创县级文明镇", "revision": made.revision}
    assert browser.post(f"/plans/{made.pk}/edit/", change).status_code == 302
    assert browser.post(f"/plans/{made.pk}/edit/", change).status_code == 409
    assert "创建 → 争创县级文明镇" in opened(people, "office", f"/plans/{made.pk}/")


def test_phases_name_overlaps_and_gaps(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    at = f"/plans/{programme.pk}/"
    for title, first, last in (("春季", "2022-01-01", "2022-05-31"), ("夏季", "2022-05-20", "2022-11-30")):
        assert browser.post(f"{at}phases/new/", {"title": title, "first": first, "last": last}).status_code == 302
    html = opened(people, "colleague", at)
    assert "“春季”和“夏季”交叉12天：2022年5月20日至2022年5月31日" in html
    assert "有31天不在任何阶段里：2022年12月1日至2022年12月31日" in html
    assert "phases/new" not in html
    spring = Phase.objects.get(title="春季")
    sent = {"title": "春季", "first": "2022-01-01", "last": "2022-05-19", "revision": spring.revision}
    assert browser.post(f"/plans/phases/{spring.pk}/edit/", sent).status_code == 302
    assert "交叉" not in opened(people, "office", at)
    assert browser.post(f"/plans/phases/{spring.pk}/remove/", {"revision": spring.revision}).status_code == 409
    assert browser.post(f"/plans/phases/{spring.pk}/remove/", {"revision": spring.revision + 1}).status_code == 302
    assert not Phase.objects.filter(title="春季").exists()


def test_a_campaign_runs_beside_the_phases(people: People, programme: Programme) -> None:
    """It is drawn, and neither overlaps a phase nor fills a gap (C12)."""
    browser, at = log_in(people.office), f"/plans/{programme.pk}/"
    _phase(people, programme, "春季", date(2022, 1, 1), date(2022, 5, 31))
    sent = {"title": "春季战役", "kind": "campaign", "first": "2022-05-01", "last": "2022-06-30"}
    assert browser.post(f"{at}phases/new/", sent).status_code == 302
    html = opened(people, "colleague", f"{at}phases/")
    assert "春季战役" in html
    assert "交叉" not in html
    assert "有214天不在任何阶段里：2022年6月1日至2022年12月31日" in html


def test_bars_lie_within_the_programme(people: People, programme: Programme) -> None:
    _phase(people, programme, "前", date(2021, 12, 1), date(2022, 1, 1))
    _phase(people, programme, "全", date(2022, 1, 1), date(2022, 12, 31))
    _phase(people, programme, "后", date(2022, 12, 31), date(2023, 3, 1))
    bars = timeline(programme, date(2022, 6, 1))
    assert [(bar.start, bar.start + bar.length, bar.state) for bar in bars] == [
        (0, 2, "past"),
        (0, 1000, "now"),
        (997, 1000, "ahead"),
    ]


def test_the_leading_group_is_set_as_a_whole(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    address = f"/plans/{programme.pk}/group/edit/"
    sent = {
        "rows": "3",
        "revision": programme.revision,
        "m0-name": "样甲",
        "m0-post": "镇党委书记",
        "m0-duty": "head",
        "m1-name": "",
        "m1-duty": "member",
        "m2-name": "样乙",
        "m2-duty": "member",
    }
    assert browser.post(address, {**sent, "m2-duty": "king"}).status_code == 422
    assert browser.post(address, sent).status_code == 302
    assert list(programme.leading_group.values_list("name", "duty")) == [("样甲", "head"), ("样乙", "member")]
    assert browser.post(address, sent).status_code == 409
    assert "镇党委书记" in opened(people, "colleague", f"/plans/{programme.pk}/group/")


def test_next_steps(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    at = f"/plans/{programme.pk}/"
    assert browser.post(f"{at}next/new/", {"text": "回访逾期问题", "due_on": "2022-06-30"}).status_code == 302
    step = NextStep.objects.get()
    assert "已过时限" in opened(people, "colleague", at)
    sent = {"text": "逐个回访逾期问题", "due_on": "2022-06-30", "officer": "样丙", "revision": step.revision}
    assert browser.post(f"/plans/next/{step.pk}/edit/", sent).status_code == 302
    with frozen(date(2022, 6, 20)):
        assert browser.post(f"/plans/next/{step.pk}/finish/", {"revision": step.revision + 1}).status_code == 302
    html = opened(people, "colleague", at)
    assert "2022年6月20日完成" in html
    assert "逐个回访逾期问题" in html
    assert browser.post(f"/plans/next/{step.pk}/remove/").status_code == 302
    assert not NextStep.objects.exists()


def test_closed_periods_are_told_with_their_basis(people: People, programme: Programme) -> None:
    with frozen(date(2022, 5, 9)):
        period = actions.close_period(
            by=people.office, programme=programme, first=date(2022, 1, 1), last=date(2022, 3, 31), basis="通报第1期"
        )
        assert "通报第1期" in opened(people, "colleague", f"/plans/{programme.pk}/")
        actions.reopen_period(by=people.office, period=period, reason="漏记一次检查", basis="会议纪要2号")
    html = opened(people, "colleague", f"/plans/{programme.pk}/")
    assert "漏记一次检查" in html
    assert "已重开" in html
