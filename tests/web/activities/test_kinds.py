"""/activities/kinds/: what each kind asks."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import ActivityKind
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
AT = "/activities/kinds/"
READS = {"office": 200, "colleague": 200, "leader": 200, "auditor": 200, "stranger": 404}
WRITES = {"office": 200, "colleague": 403, "leader": 403, "auditor": 403, "stranger": 404}


def test_who_may(people: People, programme: Programme) -> None:
    kind = actions.add_kind(by=people.office, host=people.town, name="晨读", group="学习培训")
    knock(people, AT, **READS)
    knock(people, f"{AT}new/", **WRITES)
    # a village does not see the town that keeps the kinds
    knock(people, f"{AT}{kind.pk}/", **{**WRITES, "colleague": 404})
    knock(people, f"{AT}install/", {}, **{**WRITES, "office": 302, "colleague": 404})
    browser = log_in(people.office)
    assert browser.get(f"{AT}install/").status_code == 405
    assert browser.get(f"{AT}999/").status_code == 404


def test_install_change_end(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    assert "采用自带的类别" in browser.get(AT).content.decode()
    assert browser.post(f"{AT}install/").status_code == 302
    with django_assert_num_queries(9):
        page = browser.get(AT).content.decode()
    assert "采用自带的类别" not in page
    kind = ActivityKind.objects.get(name="交通劝导")
    shown = opened(people, "office", f"{AT}{kind.pk}/")
    assert "dissuaded | 劝导人次 | 整数 | 人次" in shown
    sent = {
        "group": "劝导", "asks": ["volunteers", "minutes"], "revision": kind.revision,
        "fields": "dissuaded | 劝导人次 | 整数 | 人次 | 必填\nact | 行为 | 选项 | 闯红灯、逆行",
    }  # fmt: skip
    assert browser.post(f"{AT}{kind.pk}/", sent).status_code == 302
    assert browser.post(f"{AT}{kind.pk}/", sent).status_code == 409
    kind.refresh_from_db()
    assert kind.fields == [
        {"name": "dissuaded", "label": "劝导人次", "type": "integer", "unit": "人次", "required": True},
        {"name": "act", "label": "行为", "type": "choice", "choices": ["闯红灯", "逆行"]},
    ]


@pytest.mark.parametrize("line", ["a | 甲 | 浮点", "Persons | 人 | 整数", "persons | 人 | 整数", "a | 甲 | 选项"])
def test_a_line_that_is_no_column_is_refused_beside_the_lines(people: People, programme: Programme, line: str) -> None:
    answer = log_in(people.office).post(f"{AT}new/", {"name": "甲", "group": "乙", "fields": line})
    assert answer.status_code == 422
    assert 'id="id_fields_error"' in answer.content.decode()


def test_a_new_kind(people: People, programme: Programme) -> None:
    sent = {"name": "晨读", "group": "学习培训", "asks": ["persons"], "fields": ""}
    assert log_in(people.office).post(f"{AT}new/", sent).status_code == 302
    page = opened(people, "colleague", "/activities/new/")
    assert "晨读" in page
    assert "志愿服务" in page
    assert log_in(people.office).post(f"{AT}new/", sent).status_code == 422
