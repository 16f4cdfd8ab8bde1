"""The steps of a problem as pages: who is offered which, who is refused, what is said."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from chuangcheng.base.clock import frozen
from chuangcheng.stages.rectification import actions
from chuangcheng.stages.rectification.models import Problem
from tests.people import People, log_in
from tests.web.rectification.test_problem import page

pytestmark = pytest.mark.django_db
IN_TIME, OVER = date(2022, 5, 9), date(2022, 5, 11)
WORDS = ("rectified", "deadline", "extend", "verify", "refuse", "close")


def offered(people: People, account: str, problem: Problem, on: date) -> set[str]:
    with frozen(on):
        html = log_in(getattr(people, account)).get(page(problem)).content.decode()
    return {word for word in WORDS if f'href="{page(problem, word)}"' in html}


def rectify(people: People, problem: Problem, by: str = "colleague", on: date = IN_TIME) -> Problem:
    with frozen(on):
        return actions.report_rectified(by=getattr(people, by), problem=problem, revision=None, note="已清理")


def test_each_is_offered_what_they_may_do_now(people: People, problem: Problem) -> None:
    assert offered(people, "colleague", problem, IN_TIME) == {"rectified"}
    assert offered(people, "office", problem, IN_TIME) == {"rectified", "extend", "close"}
    assert offered(people, "office", problem, OVER) == {"rectified", "deadline", "close"}, (
        "no extension afterwards (F3)"
    )
    assert offered(people, "leader", problem, IN_TIME) == set()
    rectify(people, problem)
    assert offered(people, "colleague", problem, IN_TIME) == set()
    assert offered(people, "inspector", problem, IN_TIME) == {"verify", "refuse"}


def test_who_reported_is_told_that_another_must_check(people: People, problem: Problem) -> None:
    rectify(people, problem, by="office")
    assert offered(people, "office", problem, IN_TIME) == set()
    browser = log_in(people.office)
    assert "复查要由别人来做" in browser.get(page(problem)).content.decode()
    with frozen(IN_TIME):
        assert browser.post(page(problem, "verify"), {"happened_on": "2022-05-09"}).status_code == 403
    problem.refresh_from_db()
    assert problem.standing == "rectified"


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("rectified", {"office", "colleague"}),
        ("deadline", {"office", "inspector"}),
        ("extend", {"office", "inspector"}),
        ("verify", {"office", "inspector"}),
        ("refuse", {"office", "inspector"}),
        ("close", {"office"}),
    ],
)
def test_the_ladder_of_each_step(people: People, problem: Problem, word: str, may: set[str]) -> None:
    for account in ("office", "inspector", "colleague", "leader", "auditor"):
        status = 200 if account in may else 403
        assert log_in(getattr(people, account)).get(page(problem, word)).status_code == status, account
        if status == 403:
            assert log_in(getattr(people, account)).post(page(problem, word), {}).status_code == 403, account
    for outsider in (people.stranger, people.neighbour):
        assert log_in(outsider).post(page(problem, word), {}).status_code == 404
    assert log_in(people.office).delete(page(problem, word)).status_code == 405
    assert log_in(people.office).get(f"/rectification/999999/{word}/").status_code == 404


def test_the_unit_reports_for_today_with_one_field(people: People, problem: Problem) -> None:
    browser = log_in(people.colleague)
    html = browser.get(page(problem, "rectified")).content.decode()
    assert 'name="note"' in html
    assert 'name="happened_on"' not in html
    with frozen(IN_TIME):
        assert browser.post(page(problem, "rectified"), {"note": ""}).status_code == 422
        sent = {"note": "已清理", "revision": problem.revision, "happened_on": "2022-05-03"}
        assert browser.post(page(problem, "rectified"), sent).status_code == 302
    assert problem.events.last().happened_on == IN_TIME


def test_the_office_enters_an_earlier_day_from_papers(people: People, problem: Problem) -> None:
    sent = {"note": "见回函", "revision": problem.revision, "happened_on": "2022-05-08"}
    with frozen(OVER):
        assert log_in(people.office).post(page(problem, "rectified"), sent).status_code == 302
    assert problem.events.last().happened_on == date(2022, 5, 8)


def test_an_extension_after_the_day_is_refused_in_words(people: People, problem: Problem) -> None:
    sent = {"deadline": "2022-05-20", "happened_on": "2022-05-11", "note": "下雨", "revision": problem.revision}
    with frozen(OVER):
        answer = log_in(people.office).post(page(problem, "extend"), sent)
    assert answer.status_code == 422
    assert "期限已过，不能延期" in answer.content.decode()


def test_another_office_does_not_extend(people: People, problem: Problem) -> None:
    """The county's office set it; an account of the town's own organisation may record, yet not extend."""
    from chuangcheng.people import actions as people_actions

    made = people_actions.make_account(by=people.root, username="town", name="镇", organisation=people.town).account
    people_actions.set_password(by=made, account=made, password="correct horse battery")
    people_actions.grant_role(
        by=people.root, account=made, kind="office", organisation=people.town, from_day=date(2020, 1, 1)
    )
    browser = log_in(made)
    with frozen(IN_TIME):
        assert page(problem, "extend") not in browser.get(page(problem)).content.decode()
        sent = {"deadline": "2022-05-20", "happened_on": "2022-05-09", "note": "下雨", "revision": problem.revision}
        answer = browser.post(page(problem, "extend"), sent)
    assert answer.status_code == 403
    assert "只有它能延期" in answer.content.decode()


def test_a_refusal_and_a_close(people: People, problem: Problem) -> None:
    rectify(people, problem)
    problem.refresh_from_db()
    browser = log_in(people.inspector)
    sent = {"note": "仍有垃圾", "happened_on": "2022-05-11", "revision": problem.revision}
    with frozen(OVER):
        assert browser.post(page(problem, "refuse"), {**sent, "note": ""}).status_code == 422
        assert browser.post(page(problem, "refuse"), sent).status_code == 302
        html = browser.get(page(problem)).content.decode()
        assert "第1次错过期限" in html
        closing = {"note": "", "happened_on": "2022-05-11"}
        assert log_in(people.office).post(page(problem, "close"), closing).status_code == 422, "unchecked: a reason"


def test_a_step_on_a_stale_page_shows_both(people: People, problem: Problem) -> None:
    rectify(people, problem)
    with frozen(IN_TIME):
        sent = {"note": "我也清理了", "revision": problem.revision}
        answer = log_in(people.colleague).post(page(problem, "rectified"), sent)
    assert answer.status_code == 409
    assert "我也清理了" in answer.content.decode()


def test_in_english(people: People, problem: Problem) -> None:
    with translation.override("en"), frozen(IN_TIME):
        html = log_in(people.colleague).get(page(problem), headers={"accept-language": "en"}).content.decode()
    assert "Report as put right" in html
