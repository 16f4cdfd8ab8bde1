"""/suggestions/: from any page a person can complain or suggest, and gets an answer."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.suggestions import actions
from chuangcheng.suggestions.models import Suggestion
from tests.people import People, log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/suggestions/", "/suggestions/new/", "/suggestions/1/"])
def test_nobody_comes_in_without_logging_in(page: str) -> None:
    assert Client().get(page).status_code == 302


def test_from_any_page_and_back_to_it(people: People) -> None:
    browser = log_in(people.colleague)
    page = browser.get("/people/organisations/?q=甲").content.decode()
    assert "/suggestions/new/?from=%2Fpeople%2Forganisations%2F%3Fq%3D" in page
    form = browser.get("/suggestions/new/?from=/people/").content.decode()
    assert '<input type="hidden" name="page" value="/people/"' in form
    answer = browser.post("/suggestions/new/", {"text": "按钮太小。", "page": "/people/"})
    assert answer["Location"] == "/people/"
    assert Suggestion.objects.get().written_by == people.colleague


def test_it_never_leads_off_this_site(people: People) -> None:
    answer = log_in(people.colleague).post("/suggestions/new/", {"text": "看", "page": "https://elsewhere.example/"})
    assert answer["Location"] == "/suggestions/"


def test_an_empty_one_is_told(people: People) -> None:
    assert log_in(people.colleague).post("/suggestions/new/", {"text": " "}).status_code == 422


@pytest.mark.parametrize(
    ("account", "seen", "answered"),
    [
        ("office", 200, 302),
        ("colleague", 200, 403),
        ("neighbour", 404, 404),
        ("stranger", 404, 404),
        ("leader", 404, 404),
    ],
)
def test_the_ladder_of_one_suggestion(people: People, account: str, seen: int, answered: int) -> None:
    suggestion = actions.write(by=people.colleague, text="填表太多。")
    browser, page = log_in(getattr(people, account)), f"/suggestions/{suggestion.pk}/"
    assert browser.get(page).status_code == seen
    assert browser.post(page, {"answer": "已减。", "revision": suggestion.revision}).status_code == answered
    assert Suggestion.objects.get().answer == ("已减。" if answered == 302 else "")


def test_two_who_answer_at_once_lose_nothing(people: People) -> None:
    suggestion = actions.write(by=people.colleague, text="填表太多。")
    page = f"/suggestions/{suggestion.pk}/"
    assert log_in(people.office).post(page, {"answer": "甲", "revision": suggestion.revision}).status_code == 302
    answer = log_in(people.administrator).post(page, {"answer": "乙", "revision": suggestion.revision})
    assert answer.status_code == 409
    assert "乙" in answer.content.decode()


def test_the_list_counts_and_ends_where_the_scope_ends(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    for number in range(3):
        actions.write(by=people.colleague, text=f"意见{number}号")
        with django_assert_max_num_queries(9):
            html = browser.get("/suggestions/").content.decode()
    assert "共 3 条，待答复 3 条" in html
    assert "意见0号" not in log_in(people.stranger).get("/suggestions/").content.decode()


def test_a_bad_id_and_a_wrong_verb(people: People) -> None:
    browser = log_in(people.office)
    assert browser.get("/suggestions/999999/").status_code == 404
    assert browser.post("/suggestions/").status_code == 405
