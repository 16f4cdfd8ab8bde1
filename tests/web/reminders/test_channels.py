"""/reminders/: channels kept, tested, turned on and off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from chuangcheng.reminders.models import Channel
from tests.people import People, log_in
from tests.reminders.robots import SECRET, Robots, serving
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
WRITES = {"leader": 403, "auditor": 403, "colleague": 404, "stranger": 404}


@pytest.fixture
def server(settings: Settings) -> Iterator[Robots]:
    with serving() as running:
        settings.REMINDERS = True
        settings.ROBOT_HOSTS = [running.host]
        yield running


def sent(people: People, server: Robots, **values: str) -> dict[str, object]:
    return {
        "unit": people.town.pk,
        "name": "创建办一群",
        "kind": "dingtalk",
        "address": server.address("dingtalk"),
        "secret": SECRET,
        "at": "08:30",
        "quiet_from": "20:00",
        "quiet_to": "08:00",
        "working_days": "on",
        **values,
    }


def add(people: People, server: Robots) -> Channel:
    assert log_in(people.office).post("/reminders/new/", sent(people, server)).status_code == 302
    return Channel.objects.latest("pk")


def test_who_may(people: People, server: Robots) -> None:
    channel = add(people, server)
    at = f"/reminders/{channel.pk}/"
    knock(people, "/reminders/", office=200, leader=200, colleague=200, stranger=200)
    knock(people, "/reminders/new/", office=200, leader=403, colleague=403)
    knock(people, at, office=200, leader=200, colleague=404, stranger=404)
    knock(people, f"{at}edit/", office=200, **WRITES)
    for act in ("on", "off", "test", "remove"):
        knock(people, f"{at}{act}/", {}, **WRITES)
        assert log_in(people.office).get(f"{at}{act}/").status_code == 405
    assert "创建办一群" not in opened(people, "stranger", "/reminders/")
    assert log_in(people.office).get("/reminders/999999/").status_code == 404


def test_from_address_to_digest(people: People, server: Robots) -> None:
    browser = log_in(people.office)
    wrong = browser.post("/reminders/new/", sent(people, server, address="https://example.org/robot"))
    assert wrong.status_code == 422
    assert "https://oapi.dingtalk.com/" in wrong.content.decode()
    channel = add(people, server)
    at = f"/reminders/{channel.pk}/"
    assert browser.post(f"{at}test/").status_code == 302
    assert len(server.taken) == 1
    assert browser.post(f"{at}on/").status_code == 302
    page = opened(people, "office", at)
    assert "已开启" in page
    assert "已送达" in page
    for text in (page, browser.get(f"{at}edit/").content.decode()):
        assert SECRET not in text
        assert "access_token" not in text
    change = sent(people, server, name="新群", address="", secret="")
    change["revision"] = Channel.objects.get().revision
    assert browser.post(f"{at}edit/", change).status_code == 302
    assert browser.post(f"{at}edit/", change).status_code == 409
    kept = Channel.objects.get()
    assert (kept.name, kept.secret, kept.address) == ("新群", SECRET, server.address("dingtalk"))
    assert browser.post(f"{at}off/").status_code == 302
    assert browser.post(f"{at}remove/").status_code == 302
    assert browser.get(at).status_code == 404


def test_a_robot_that_refuses_is_told_on_a_page(people: People, server: Robots) -> None:
    channel = add(people, server)
    server.broken = True
    answer = log_in(people.office).post(f"/reminders/{channel.pk}/test/")
    assert answer.status_code == 400
    assert "HTTP 500" in answer.content.decode()


def test_an_installation_that_lets_nothing_out(people: People, server: Robots, settings: Settings) -> None:
    channel = add(people, server)
    settings.REMINDERS = False
    assert "CHUANGCHENG_REMINDERS=yes" in opened(people, "office", "/reminders/")
    assert log_in(people.office).post(f"/reminders/{channel.pk}/on/").status_code == 400
    assert server.calls == 0


def test_query_count(people: People, server: Robots, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = log_in(people.office)
    for _ in range(2):
        add(people, server)
        with django_assert_max_num_queries(12):
            assert browser.get("/reminders/").status_code == 200
