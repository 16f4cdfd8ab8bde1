"""Persons of an organisation: who sees their numbers, who keeps them."""

from __future__ import annotations

import pytest

from chuangcheng.people import actions
from chuangcheng.people.models import Person
from tests.people import People, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(people: People) -> Person:
    return actions.add_person(
        by=people.office, organisation=people.village, name="陈某", post="书记", phone="13900000012"
    )


@pytest.mark.parametrize(
    ("account", "whole"), [("office", True), ("colleague", True), ("root", True), ("leader", False), ("auditor", False)]
)
def test_a_telephone_is_masked_for_who_does_not_keep_it(
    people: People, person: Person, account: str, whole: bool
) -> None:
    html = log_in(getattr(people, account)).get(f"/people/organisations/{people.village.pk}/").content.decode()
    assert ("13900000012" in html) is whole
    assert ("139••••12" in html) is not whole


@pytest.mark.parametrize(
    ("account", "status"),
    [("office", 302), ("colleague", 302), ("neighbour", 404), ("stranger", 404), ("leader", 403), ("inspector", 403)],
)
def test_who_may_keep_persons(people: People, person: Person, account: str, status: int) -> None:
    browser = log_in(getattr(people, account))
    sent = {"name": "李某", "post": "主任", "phone": ""}
    assert browser.post(f"/people/organisations/{people.village.pk}/persons/new/", sent).status_code == status
    assert (
        browser.post(f"/people/persons/{person.pk}/edit/", {**sent, "revision": person.revision}).status_code == status
    )
    assert browser.post(f"/people/persons/{person.pk}/end/", {"on": "2026-03-01"}).status_code == status
    assert Person.objects.filter(name="李某").count() == (2 if status == 302 else 0)


def test_an_empty_name_is_told(people: People) -> None:
    answer = log_in(people.office).post(f"/people/organisations/{people.village.pk}/persons/new/", {"name": " "})
    assert answer.status_code == 422


def test_two_people_who_save_at_once(people: People, person: Person) -> None:
    browser, page = log_in(people.office), f"/people/persons/{person.pk}/edit/"
    sent = {"name": "陈某某", "post": "书记", "phone": "", "revision": person.revision}
    assert browser.post(page, sent).status_code == 302
    answer = browser.post(page, {**sent, "post": "副书记"})
    assert answer.status_code == 409
    assert "副书记" in answer.content.decode()


def test_a_bad_id_and_a_wrong_verb(people: People) -> None:
    assert log_in(people.office).get("/people/persons/999999/edit/").status_code == 404
    assert log_in(people.office).delete("/people/persons/1/edit/").status_code == 405
