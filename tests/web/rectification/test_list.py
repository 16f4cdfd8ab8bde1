"""/rectification/: who sees which problems, the views and filters, the export, a constant number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification.models import Problem
from tests.people import People, log_in
from tests.stages.rectification.test_actions import record

pytestmark = pytest.mark.django_db
PAGE = "/rectification/"


def test_nobody_comes_in_without_logging_in() -> None:
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        ("office", True),
        ("colleague", True),
        ("leader", True),
        ("auditor", True),
        ("neighbour", False),
        ("stranger", False),
    ],
)
def test_the_list_ends_where_the_scope_ends(people: People, problem: Problem, account: str, sees: bool) -> None:
    browser = log_in(getattr(people, account))
    assert (problem.title in browser.get(PAGE).content.decode()) is sees
    assert (problem.title in browser.get(f"{PAGE}?export=csv").content.decode()) is sees


def test_who_is_offered_to_record(people: People) -> None:
    assert "/rectification/new/" in log_in(people.inspector).get(PAGE).content.decode()
    assert "/rectification/new/" not in log_in(people.colleague).get(PAGE).content.decode()


def test_the_number_of_queries_does_not_grow(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    for count in (1, 3):
        while Problem.objects.count() < count:
            record(people, programme, unit=people.village if Problem.objects.count() else people.village_2)
        with django_assert_num_queries(9):
            html = browser.get(PAGE).content.decode()
        assert f"共 {count} 条" in html


def test_the_views(people: People, programme: Programme, problem: Problem) -> None:
    later = record(people, programme, title="占道经营", deadline=date(2022, 6, 30))
    browser = log_in(people.office)
    with frozen(date(2022, 5, 11)):
        overdue = browser.get(f"{PAGE}?view=overdue").content.decode()
        everything = browser.get(f"{PAGE}?view=open").content.decode()
    assert problem.title in overdue
    assert later.title not in overdue
    assert later.title in everything
    with frozen(date(2022, 5, 10)):
        assert problem.title not in browser.get(f"{PAGE}?view=overdue").content.decode(), "its day is in time"


def test_the_filters(people: People, programme: Programme, problem: Problem) -> None:
    other = record(people, programme, title="占道经营", source="镇自查", unit=people.village_2, deadline=None)
    browser = log_in(people.office)
    for query, found in (
        ("source=镇自查", other),
        ("unit=jia-1", problem),
        ("state=found", other),
        ("until=2022-05-31", problem),
        ("q=占道", other),
    ):
        html = browser.get(f"{PAGE}?{query}").content.decode()
        assert found.title in html, query
        assert (problem if found is other else other).title not in html, query


def test_what_cannot_be_asked_is_no_error(people: People, problem: Problem) -> None:
    browser = log_in(people.office)
    for query in ("view=nothing", "from=yesterday", "sort=nothing", "page=99", "state=nothing"):
        assert problem.title in browser.get(f"{PAGE}?{query}").content.decode(), query
    assert browser.post(PAGE).status_code == 405
