"""/rectification/<key>/ and the forms that record, change, merge and withdraw."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.people import actions as people_actions
from chuangcheng.stages.plans.actions import close_period
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import actions
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.web.shell.records import record_page
from tests.people import People, log_in
from tests.stages.rectification.test_actions import record

pytestmark = pytest.mark.django_db


def page(problem: Problem, word: str = "") -> str:
    return f"/rectification/{problem.pk}/{word + '/' if word else ''}"


@pytest.mark.parametrize(
    ("account", "status"), [("office", 200), ("colleague", 200), ("leader", 200), ("neighbour", 404), ("stranger", 404)]
)
def test_who_sees_a_problem(people: People, problem: Problem, account: str, status: int) -> None:
    assert record_page("rectification.problem", problem.pk) == page(problem)
    assert log_in(getattr(people, account)).get(page(problem)).status_code == status


def test_only_who_may_attach_evidence_is_offered_it(people: People, problem: Problem) -> None:
    for account, offered in ((people.office, True), (people.colleague, True), (people.leader, False)):
        html = log_in(account).get(page(problem)).content.decode()
        assert ("/evidence/new/" in html) is offered


def test_a_bad_id_and_a_wrong_verb(people: People, problem: Problem) -> None:
    browser = log_in(people.office)
    assert browser.get("/rectification/999999/").status_code == 404
    assert browser.post(page(problem)).status_code == 405


def test_the_page_tells_the_course_and_each_miss_with_its_day(people: People, problem: Problem) -> None:
    with frozen(date(2022, 5, 11)):
        actions.set_deadline(by=people.office, problem=problem, revision=None, deadline=date(2022, 5, 20))
    with frozen(date(2022, 5, 21)):
        html = log_in(people.colleague).get(page(problem)).content.decode()
    assert "第1次错过期限" in html
    assert "第2次错过期限" in html
    assert "已逾期" in html
    assert "台账记录" in html
    assert html.count("下达期限") > 1, "once as an event, once from the journal"


@pytest.mark.parametrize(("source", "told"), [("群众举报", "扣多少分"), ("镇自查", "只督办，不计分")])
def test_what_the_source_means_for_the_score(people: People, programme: Programme, source: str, told: str) -> None:
    found = record(people, programme, source=source)
    assert told in log_in(people.colleague).get(page(found)).content.decode()


SENT = {"title": "路灯不亮", "source": "媒体曝光", "happened_on": "2022-05-02", "deadline": "2022-05-10"}


@pytest.mark.parametrize(
    ("account", "status"),
    [("office", 302), ("inspector", 302), ("colleague", 403), ("leader", 403), ("auditor", 403), ("stranger", 404)],
)
def test_who_may_record(people: People, programme: Programme, account: str, status: int) -> None:
    sent, page = {**SENT, "unit": people.village.pk}, f"/rectification/new/?programme={programme.pk}"
    with frozen(date(2022, 5, 3)):
        assert log_in(getattr(people, account)).post(page, sent).status_code == status
    assert Problem.objects.count() == (1 if status == 302 else 0)


def test_only_units_are_offered_that_will_be_accepted(people: People, programme: Programme) -> None:
    for account in (people.office, people.inspector):
        with frozen(date(2022, 5, 3)):
            offered = log_in(account).get("/rectification/new/").context["form"].fields["unit"].queryset
        assert people.village in offered
        assert people.county not in offered, "stands above the host"
    village = people_actions.end_organisation(
        by=people.root, organisation=people.village, on=date(2022, 5, 2), basis="x"
    )
    with frozen(date(2022, 5, 3)):
        offered = log_in(people.office).get("/rectification/new/").context["form"].fields["unit"].queryset
    assert village not in offered


def test_a_late_booking_is_offered_where_a_period_is_closed(people: People, programme: Programme) -> None:
    with frozen(date(2022, 4, 3)):
        assert "补录已关账期间的事" not in log_in(people.office).get("/rectification/new/").content.decode()
        close_period(
            by=people.office, programme=programme, first=date(2022, 1, 1), last=date(2022, 3, 31), basis="通报"
        )
        assert "补录已关账期间的事" in log_in(people.office).get("/rectification/new/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"deadline": "2022-05-01"}, "整改期限 2022-05-01 早于发现日期 2022-05-02"),
        ({"happened_on": "2021-12-31", "deadline": ""}, "之内。请检查日期，或选择那一年的创建活动"),
        ({"happened_on": "2022-05-04"}, "还没有到"),
        ({"title": " "}, "必填"),
        ({"source": "听说"}, "听说"),
        ({"code": "p03"}, "已经用过"),
    ],
)
def test_what_is_wrong_stands_beside_the_form(
    people: People, programme: Programme, problem: Problem, wrong: dict[str, str], told: str
) -> None:
    sent = {**SENT, "unit": people.village.pk, **wrong}
    with frozen(date(2022, 5, 3)):
        answer = log_in(people.office).post("/rectification/new/", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Problem.objects.count() == 1


def test_two_who_change_at_once_lose_nothing(people: People, problem: Problem) -> None:
    browser = log_in(people.office)
    sent = {**SENT, "unit": people.village.pk, "revision": problem.revision}
    assert browser.post(page(problem, "edit"), sent).status_code == 302
    answer = browser.post(page(problem, "edit"), {**sent, "title": "另一种说法"})
    assert answer.status_code == 409
    assert "另一种说法" in answer.content.decode()
    assert "路灯不亮" in answer.content.decode()


@pytest.mark.parametrize("word", ["edit", "merge", "withdraw"])
@pytest.mark.parametrize(
    ("account", "status"), [("office", 200), ("colleague", 403), ("inspector", 403), ("leader", 403), ("stranger", 404)]
)
def test_the_ladder_of_the_offices_forms(
    people: People, problem: Problem, word: str, account: str, status: int
) -> None:
    browser = log_in(getattr(people, account))
    assert browser.get(page(problem, word)).status_code == status
    if status != 200:
        assert browser.post(page(problem, word), {}).status_code == status


def test_merging_keeps_both_sources(people: People, programme: Programme, problem: Problem) -> None:
    other = record(people, programme, source="领导巡查调研", title="沟塘有垃圾")
    elsewhere = record(people, programme, unit=people.village_2, title="别村的问题")
    browser = log_in(people.office)
    html = browser.get(page(problem, "merge")).content.decode()
    assert "沟塘有垃圾" in html
    assert "别村的问题" not in html
    sent = {"absorbed": f"{other.pk}-{other.revision}", "note": "同一处", "revision": problem.revision}
    with frozen(date(2022, 5, 3)):
        assert browser.post(page(problem, "merge"), sent).status_code == 302
        html = browser.get(page(problem)).content.decode()
        assert "群众举报、领导巡查调研" in html
        assert page(problem) in browser.get(page(other)).content.decode()
    wrong = {**sent, "absorbed": f"{elsewhere.pk}-{elsewhere.revision}"}
    assert browser.post(page(problem, "merge"), wrong).status_code == 422


def test_withdrawing_asks_for_a_reason_and_keeps_it(people: People, problem: Problem) -> None:
    browser = log_in(people.office)
    assert browser.post(page(problem, "withdraw"), {"reason": " "}).status_code == 422
    sent = {"reason": "重复登记", "revision": problem.revision}
    assert browser.post(page(problem, "withdraw"), sent).status_code == 302
    html = browser.get(page(problem)).content.decode()
    assert "重复登记" in html
    assert "没有计入考核的事实" in html
    assert page(problem, "withdraw") not in html
