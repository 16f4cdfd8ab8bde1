"""/plans/…/days/: an office's own worked and free days."""

from __future__ import annotations

import pytest

from chuangcheng.people.models import DayException
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
SENT = {"day": "2022-05-13", "working": "no", "name": "防汛", "basis": "县政办〔2022〕3号"}


def test_who_may(people: People, programme: Programme) -> None:
    at = f"/plans/{programme.pk}/days/"
    knock(people, at, office=200, leader=200, colleague=200, stranger=404)
    knock(people, f"{at}new/", office=200, administrator=200, leader=403, colleague=403, stranger=404)
    assert log_in(people.office).post(f"{at}new/", SENT).status_code == 302
    gone = f"{at}{DayException.objects.get().pk}/remove/"
    knock(people, gone, {}, leader=403, colleague=404, stranger=404)
    assert log_in(people.office).get(gone).status_code == 405
    assert log_in(people.office).post(f"{at}999999/remove/").status_code == 404


def test_entering_and_removing(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    at = f"/plans/{programme.pk}/days/"
    assert "按全国的安排上班" in opened(people, "colleague", at)
    assert browser.post(f"{at}new/", {**SENT, "day": "2022-05-14"}).status_code == 422
    assert browser.post(f"{at}new/", {**SENT, "basis": ""}).status_code == 422
    assert browser.post(f"{at}new/", SENT).status_code == 302
    page = opened(people, "office", at)
    assert "县政办〔2022〕3号" in page
    assert "2022年5月13日" in page
    assert browser.post(f"{at}{DayException.objects.get().pk}/remove/").status_code == 302
    assert not DayException.objects.exists()
