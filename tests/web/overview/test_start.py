"""/start/: the first day of an office, from an empty installation to the first score."""

from __future__ import annotations

import pytest
from django.test import Client

from chuangcheng.people import actions
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.stages.rectification.test_actions import record
from tests.stages.seasons import build

pytestmark = pytest.mark.django_db


def done(browser: Client) -> list[bool]:
    return [step.done for step in browser.get("/start/").context["steps"]]


@pytest.mark.parametrize(
    ("account", "status"),
    [("root", 200), ("office", 200), ("administrator", 200), ("stranger", 200), ("colleague", 403), ("leader", 403)],
)
def test_who_is_led(people: People, account: str, status: int) -> None:
    assert log_in(getattr(people, account)).get("/start/").status_code == status


def test_nobody_comes_in_without_logging_in_and_a_wrong_verb(people: People) -> None:
    assert Client().get("/start/").status_code == 302
    assert log_in(people.office).post("/start/").status_code == 405


def test_an_empty_installation_is_led_to_its_first_step() -> None:
    root = actions.make_first_administrator(username="root", name="系统管理员").account
    actions.set_password(by=root, account=root, password="correct horse battery")
    browser = log_in(root)
    assert "/start/" in browser.get("/").content.decode()
    assert done(browser) == [False] * 9
    page = browser.get("/start/")
    assert page.context["following"].url == "/people/setup/"
    assert "由文明办或管理员账号办理" in page.content.decode()
    for step in page.context["steps"]:
        assert not step.url or browser.get(step.url).status_code == 200, step.what
    sent = {"name": "清源县", "code": "qingyuan", "kind": "county"}
    assert browser.post("/people/setup/", sent)["Location"] == "/start/", "who is not the office goes on to the list"
    assert done(browser) == [True] + [False] * 8
    assert browser.get("/start/").context["following"].url == "/people/accounts/new/"


def test_the_bar_leads_only_whom_it_concerns_and_only_when_asked(people: People) -> None:
    browser, other = log_in(people.office), log_in(people.colleague)
    assert browser.get("/people/").context["guide"].following is None
    browser.get("/start/")
    for page in ("/people/", "/people/me/"):
        assert "下一步：建立创建活动" in browser.get(page).content.decode(), page
    assert "这一步：建立创建活动" in browser.get("/people/setup/year/").content.decode()
    assert browser.get("/start/").context["guide"].following is None, "the list itself needs no bar"
    assert other.post("/start/later/").status_code == 302
    assert (browser.get("/start/later/").status_code, Client().post("/start/later/").status_code) == (405, 302)
    assert browser.post("/start/later/")["Location"] == "/"
    assert browser.get("/people/").context["guide"].following is None


def test_the_steps_are_ticked_as_they_are_done(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    for step in browser.get("/start/").context["steps"]:
        assert not step.url or browser.get(step.url, follow=True).status_code == 200, step.what
    assert done(browser) == [True, True, True, False, True, False, True, False, False]
    record(people, programme)
    assert done(browser)[7]


def test_an_office_sees_its_own_steps_only(people: People, programme: Programme) -> None:
    world = build(people, programme)
    world.run()
    assert done(log_in(people.office)) == [True] * 9
    assert done(log_in(people.stranger)) == [True, True, False, False, True, False, False, False, False]


def test_once_results_are_published_today_no_longer_leads_there(people: People, programme: Programme) -> None:
    world = build(people, programme)
    browser = log_in(people.office)
    assert 'href="/start/"' in browser.get("/").content.decode()
    world.publish()
    assert 'href="/start/"' not in browser.get("/").content.decode()
