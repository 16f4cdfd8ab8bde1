"""/activities/: activities."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans.actions import close_period
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import opened
from tests.web.records import check_ladder, check_list, check_writes

pytestmark = pytest.mark.django_db
AT = "/activities/"
DAY = date(2022, 2, 10)


def test_who_may(people: People, programme: Programme) -> None:
    record = actions.record_activity(
        by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="宣传"
    )
    check_ladder(people, AT, record, unit_writes=True)


def test_the_list(people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make = partial(actions.record_activity, by=people.office, programme=programme, happened_on=DAY, kind="宣传")
    check_list(people, AT, make, django_assert_num_queries, 12)


def test_recording_changing_withdrawing(people: People, programme: Programme) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", "kind": "承办", "level": "县级", "completed": "yes"}
    made = check_writes(people, AT, Activity, sent, {"level": "市级", "completed": "no"})
    assert (made.level, made.completed, made.hosted) == ("市级", False, None)
    assert "县级 → 市级" in opened(people, "office", f"{AT}{made.pk}/")


def test_a_selection_without_result_is_refused_beside_its_field(people: People, programme: Programme) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", "kind": "最美家庭", "completed": "yes"}
    answer = log_in(people.office).post(f"{AT}new/", sent)
    assert answer.status_code == 422
    assert "才能算办完" in answer.content.decode()
    assert not Activity.objects.exists()


def test_a_closed_period_is_told_and_a_late_entry_is_booked_today(people: People, programme: Programme) -> None:
    kept = actions.record_activity(
        by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="宣传"
    )
    with frozen(date(2022, 5, 9)):
        close_period(
            by=people.office, programme=programme, first=date(2022, 1, 1), last=date(2022, 3, 31), basis="通报第1期"
        )
        page = opened(people, "office", f"{AT}{kept.pk}/")
        assert "已经公布关账" in page
        assert f"{AT}{kept.pk}/edit/" not in page
        browser = log_in(people.office)
        assert "补录已关账期间的事" in browser.get(f"{AT}new/?kind=志愿服务").content.decode()
        sent = {"unit": people.village.pk, "happened_on": "2022-03-05", "kind": "志愿服务"}
        refused = browser.post(f"{AT}new/", sent)
        assert refused.status_code == 422
        assert "可以补录，按今天入账" in refused.content.decode()
        assert browser.post(f"{AT}new/", {**sent, "late": "on"}).status_code == 302
    late = Activity.objects.exclude(pk=kept.pk).get()
    assert (late.happened_on, late.booked_on) == (date(2022, 3, 5), date(2022, 5, 9))
    assert "按当天入账" in opened(people, "colleague", f"{AT}{late.pk}/")


def test_without_a_programme_the_page_says_what_to_do_first(people: People) -> None:
    assert "先建立创建活动" in opened(people, "office", AT)
    assert log_in(people.office).get(f"{AT}new/").status_code == 404


def test_a_programme_out_of_sight_is_not_there(people: People, programme: Programme) -> None:
    assert log_in(people.stranger).get(f"{AT}?programme={programme.pk}").status_code == 404
    assert log_in(people.office).get(f"{AT}?programme=x").status_code == 404


def test_the_kinds_to_choose_from_are_those_in_sight(people: People, programme: Programme) -> None:
    for unit, kind in ((people.village, "宣传"), (people.village_2, "义诊")):
        actions.record_activity(by=people.office, programme=programme, unit=unit, happened_on=DAY, kind=kind)
    assert '<option value="义诊">' in opened(people, "office", AT)
    assert "义诊" not in opened(people, "colleague", AT)
