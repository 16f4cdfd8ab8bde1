"""/activities/articles/: articles."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Article
from chuangcheng.stages.plans.models import Programme
from tests.people import People
from tests.web.records import check_ladder, check_list, check_writes

pytestmark = pytest.mark.django_db
AT = "/activities/articles/"
DAY = date(2022, 2, 10)


def test_who_may(people: People, programme: Programme) -> None:
    record = actions.record_article(
        by=people.office, programme=programme, unit=people.village, happened_on=DAY, title="清洁家园"
    )
    check_ladder(people, AT, record)


def test_the_list(people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make = partial(actions.record_article, by=people.office, programme=programme, happened_on=DAY, title="清洁家园")
    check_list(people, AT, make, django_assert_num_queries, 11)


def test_recording_changing_withdrawing(people: People, programme: Programme) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", "title": "清洁家园", "completed": "yes"}
    made = check_writes(people, AT, Article, sent, {"adopted": "yes"})
    assert (made.completed, made.adopted) == (True, True)
