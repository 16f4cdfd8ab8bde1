"""/plans/matters/: supervised matters, their steps and rates."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Matter, Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened
from tests.web.records import check_ladder, check_list

pytestmark = pytest.mark.django_db
DAY, DUE = date(2022, 3, 1), date(2022, 3, 20)


def _matter(people: People, programme: Programme, unit: Organisation | None = None) -> Matter:
    with frozen(date(2022, 3, 31)):
        return actions.hand_out_matter(
            by=people.office,
            programme=programme,
            unit=unit or people.village,
            happened_on=DAY,
            title="修好路灯",
            due_on=DUE,
        )


def test_who_may(people: People, programme: Programme) -> None:
    check_ladder(people, "/plans/matters/", _matter(people, programme))


def test_who_may_take_a_step(people: People, programme: Programme) -> None:
    at = f"/plans/matters/{_matter(people, programme).pk}/"
    for word in ("result", "reply"):
        knock(people, f"{at}{word}/", office=200, colleague=200, leader=403, neighbour=404, stranger=404)
    knock(people, f"{at}finish/", office=200, colleague=403, leader=403, neighbour=404, stranger=404)


def test_the_list(people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    def make(unit: Organisation) -> Matter:
        return _matter(people, programme, unit)

    check_list(people, "/plans/matters/", make, django_assert_num_queries, 12)


def test_from_handing_out_to_the_close(people: People, programme: Programme) -> None:
    office, unit = log_in(people.office), log_in(people.colleague)
    sent = {"unit": people.village.pk, "happened_on": "2022-03-01", "title": "修好路灯", "due_on": "2022-03-20"}
    assert office.post(f"/plans/matters/new/?programme={programme.pk}", sent).status_code == 302
    at = f"/plans/matters/{Matter.objects.get().pk}/"
    assert "件件有结果" in opened(people, "office", f"/plans/matters/?programme={programme.pk}")
    assert office.post(f"{at}finish/", {"revision": 1}).status_code == 422
    assert f"{at}result/" in opened(people, "colleague", at)
    assert unit.post(f"{at}result/", {"result": "换了灯", "revision": 1}).status_code == 302
    assert unit.post(f"{at}result/", {"result": "又换了灯", "revision": 1}).status_code == 409
    assert unit.post(f"{at}reply/", {"reply": "已告知", "revision": 2}).status_code == 302
    assert "待办结" in opened(people, "office", f"/plans/matters/?programme={programme.pk}")
    assert f"{at}finish/" not in opened(people, "colleague", at)
    assert office.post(f"{at}finish/", {"revision": 3}).status_code == 302
    assert f"{at}result/" not in opened(people, "office", at)
    html = opened(people, "leader", f"/plans/matters/?programme={programme.pk}")
    assert "已办结" in html
    for told in ("填报结果", "回复", "办结"):
        assert told in opened(people, "leader", at)
