"""/plans/feeds/: private calendars that other programs read."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.journal import action
from chuangcheng.base.models import JournalLine
from chuangcheng.people.actions import deactivate_account, revoke_role
from chuangcheng.people.models import Account, Role
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import Asked
from chuangcheng.stages.plans.actions.feeds import open_feed
from chuangcheng.stages.plans.models import Feed, Programme, Task
from tests.people import People, log_in
from tests.web.ladder import knock

pytestmark = pytest.mark.django_db
MAY = date(2022, 5, 6)


@pytest.fixture
def busy(people: People, programme: Programme) -> Programme:
    """Fridays for each village, a quarterly assessment of the host, a phase, a task of 甲一村."""
    for title, rhythm, who in (
        ("周五学习", {"kind": "weekdays", "weekdays": [5]}, "each"),
        ("季度考核", {"kind": "each", "unit": "quarter"}, "host"),
    ):
        asked = Asked(title, rhythm, programme.first, programme.last, who=who)
        actions.add_cadence(by=people.office, programme=programme, asked=asked)
    actions.add_phase(
        by=people.office, programme=programme, title="集中整治", first=date(2022, 5, 1), last=date(2022, 6, 30)
    )
    with action("test.task", by=people.office) as entry:
        task = Task(programme=programme, place=1, title="改厕10户", host=people.village, due_on=date(2022, 5, 20))
        task.save()
        entry.on(task)
    return programme


def fetch(by: Account, **values: Any) -> str:
    """The path of a new feed."""
    return f"/plans/feeds/{open_feed(by=by, **values)[1]}.ics"


def summaries(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200
    read = icalendar.Calendar.from_ical(answer.content)
    return [str(event["summary"]) for event in read.walk("VEVENT")]


@pytest.mark.parametrize("name", ["office", "leader", "colleague"])
def test_opening_one_in_the_browser(people: People, busy: Programme, name: str) -> None:
    browser = log_in(getattr(people, name))
    answer = browser.post("/plans/feeds/new/", {"kind": "programme", "programme": busy.pk})
    assert answer["Location"] == "/plans/feeds/"
    page = browser.get("/plans/feeds/").content.decode()
    address = page.split('value="http://testserver')[1].split('"')[0]
    assert address.endswith(".ics")
    assert address not in browser.get("/plans/feeds/").content.decode()
    token = address.removeprefix("/plans/feeds/").removesuffix(".ics")
    assert not Feed.objects.filter(token_hash=token).exists()
    assert token not in str(JournalLine.objects.get(verb="plans.feed.open").details)
    with frozen(MAY):
        assert Client().get(address).status_code == 200
    feed = Feed.objects.get()
    assert browser.post(f"/plans/feeds/{feed.pk}/revoke/").status_code == 302
    assert browser.post(f"/plans/feeds/{feed.pk}/revoke/").status_code == 400
    assert Client().get(address).status_code == 404
    assert JournalLine.objects.filter(verb="plans.feed.revoke").count() == 1


def test_who_may(people: People, busy: Programme) -> None:
    feed = open_feed(by=people.office, kind="person")[0]
    knock(people, "/plans/feeds/", office=200, colleague=200, stranger=200)
    for name in ("colleague", "stranger", "leader"):
        knock(people, f"/plans/feeds/{feed.pk}/revoke/", {}, **{name: 404})
    browser = log_in(people.stranger)
    assert browser.post("/plans/feeds/new/", {"kind": "programme", "programme": busy.pk}).status_code == 422
    assert browser.post("/plans/feeds/new/", {"kind": "unit", "unit": people.village.pk}).status_code == 422
    assert browser.post("/plans/feeds/new/", {"kind": "unit"}).status_code == 422
    assert Client().get("/plans/feeds/").status_code == 302
    assert Client().get("/plans/feeds/guessed.ics").status_code == 404
    assert Client().post("/plans/feeds/guessed.ics").status_code in (403, 405)


def test_what_two_other_programs_read(people: People, busy: Programme) -> None:
    path = fetch(people.colleague, kind="unit", unit=people.village)
    with frozen(MAY):
        answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    other = vobject.readOne(text)
    task = next(event for event in other.vevent_list if event.summary.value == "改厕10户")
    assert (task.dtstart.value, task.dtend.value) == (date(2022, 5, 20), date(2022, 5, 21))
    assert len({event.uid.value for event in other.vevent_list}) == len(other.vevent_list)
    phase = next(event for event in other.vevent_list if event.summary.value == "集中整治")
    assert (phase.dtstart.value, phase.dtend.value) == (date(2022, 5, 1), date(2022, 7, 1))
    assert task.url.value.startswith("http://testserver/plans/tasks/")


def test_each_sees_their_own(people: People, busy: Programme) -> None:
    with frozen(MAY):
        mine = summaries(fetch(people.colleague, kind="person"))
        assert {"‼ 周五学习", "周五学习", "改厕10户", "集中整治"} == set(mine)
        office = summaries(fetch(people.office, kind="programme", programme=busy))
        assert "周五学习 0/2" in office
        assert "季度考核" in office
        neighbour = summaries(fetch(people.neighbour, kind="programme", programme=busy))
        assert "改厕10户" not in neighbour
        assert "集中整治" in neighbour


def test_sight_is_asked_again_at_each_fetch(people: People, busy: Programme) -> None:
    path = fetch(people.colleague, kind="unit", unit=people.village)
    with frozen(MAY):
        assert Client().get(path).status_code == 200
    with frozen(date(2022, 5, 1)):
        revoke_role(by=people.root, role=Role.objects.get(account=people.colleague))
    with frozen(MAY):
        assert Client().get(path).status_code == 404
    other = fetch(people.office, kind="programme", programme=busy)
    deactivate_account(by=people.root, account=people.office)
    with frozen(MAY):
        assert Client().get(other).status_code == 404


def test_an_unchanged_file_is_not_sent_twice(people: People, busy: Programme) -> None:
    path = fetch(people.colleague, kind="person")
    with frozen(MAY):
        tag = Client().get(path)["ETag"]
        again = Client().get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        cadence = busy.cadences.get(title="周五学习")
        actions.mark_done(by=people.colleague, cadence=cadence, unit=people.village, slot=MAY)
        assert Client().get(path, headers={"if-none-match": tag}).status_code == 200
        assert "✓ 周五学习" in summaries(path)
        assert Client().head(path).status_code == 200


def test_query_count(people: People, busy: Programme, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    path = fetch(people.office, kind="programme", programme=busy)
    with frozen(MAY), django_assert_max_num_queries(24):
        Client().get(path)
