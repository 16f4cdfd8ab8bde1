"""/activities/new/: the kind first, then what that kind asks, filled in from the plan and from last time."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.journal import action
from chuangcheng.evidence.queries import evidence_for
from chuangcheng.people.models import Place
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.stages.activities.plans import cadence, task
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
AT = "/activities/new/"
DAY = date(2022, 5, 8)


def jpeg() -> bytes:
    """A small picture."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(written, "JPEG")
    return written.getvalue()


def test_who_may(people: People, programme: Programme) -> None:
    may = {"office": 200, "colleague": 200, "leader": 403, "auditor": 403, "stranger": 404}
    knock(people, AT, **may)
    knock(people, f"{AT}?kind=义诊", **may)
    assert log_in(people.office).delete(AT).status_code == 405


def test_kinds_by_group_and_those_recorded_last(people: People, programme: Programme) -> None:
    first = opened(people, "colleague", AT)
    assert "最近记过" not in first
    assert "志愿服务" in first
    with frozen(DAY):
        actions.record_activity(
            by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="义诊"
        )
    assert "最近记过" in opened(people, "colleague", f"{AT}?place=3")
    assert "?kind=%E4%B9%89%E8%AF%8A&amp;place=3" in opened(people, "colleague", f"{AT}?place=3")


def test_only_what_the_kind_asks_stands_open(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.colleague)
    with django_assert_num_queries(18):
        page = browser.get(f"{AT}?kind=交通劝导").content.decode()
    short, _details, folded = page.partition('<details class="more-fields">')
    assert ("志愿者人数" in short, "劝导人次（人次）" in short, "户数" in short) == (True, True, False)
    assert "户数" in folded
    assert "圆满完成" not in page
    assert "圆满完成" in opened(people, "office", f"{AT}?kind=交通劝导")


def test_what_is_typed_becomes_the_record(people: People, programme: Programme) -> None:
    served = task(programme, "交通文明")
    served_by = cadence(programme, kind="志愿服务")
    with frozen(DAY):
        browser = log_in(people.colleague)
        page = browser.get(f"{AT}?kind=志愿服务&task={served.pk}").content.decode()
        assert 'value="交通文明"' in page
        sent = {
            "kind": "志愿服务", "unit": people.village.pk, "happened_on": "2022-05-08", "title": "护学岗",
            "volunteers": "12", "each": "90", "money": "125.50", "tasks": [served.pk], "cadences": [served_by.pk],
            "items": "A.1、B.2", "photo": SimpleUploadedFile("x.jpg", jpeg(), "image/jpeg"),
        }  # fmt: skip
        answer = browser.post(AT, sent)
    made = Activity.objects.get()
    assert answer["Location"] == f"/activities/{made.pk}/"
    assert (made.volunteers, made.minutes, made.money, made.items) == (12, 1080, 12550, ["A.1", "B.2"])
    assert (list(made.tasks.all()), list(made.cadences.all())) == ([served], [served_by])
    assert (made.created_by, made.held_by, made.state) == (people.colleague, people.colleague, "held")
    (piece,) = evidence_for(people.colleague, made)
    assert (piece.subject, piece.taken_on) == ("护学岗", DAY)
    told = opened(people, "colleague", f"/activities/{made.pk}/")
    for word in ("1080", "125.50 元", "护学岗", "交通文明"):
        assert word in told


def test_a_picture_that_is_none_leaves_no_record(people: People, programme: Programme) -> None:
    sent = {"kind": "义诊", "unit": people.village.pk, "happened_on": "2022-05-08"}
    with frozen(DAY):
        bad = SimpleUploadedFile("x.jpg", b"MZ not a picture", "image/jpeg")
        assert log_in(people.colleague).post(AT, {**sent, "photo": bad}).status_code == 422
    assert not Activity.objects.exists()


def test_like_last_time(people: People, programme: Programme) -> None:
    with frozen(DAY):
        last = actions.record_activity(
            by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="交通劝导",
            title="路口劝导", where="南门路口", volunteers=8, numbers={"dissuaded": 31},
        )  # fmt: skip
        plain = opened(people, "colleague", f"{AT}?kind=交通劝导")
        like = opened(people, "colleague", f"{AT}?kind=交通劝导&like={last.pk}")
        english = opened(people, "neighbour", f"{AT}?kind=交通劝导&like={last.pk}")
    assert ('value="南门路口"' in plain, 'name="volunteers" value="8"' in plain) == (True, False)
    assert 'name="volunteers" value="8"' in like
    assert 'name="numbers-dissuaded" value="31"' in like
    assert "南门路口" not in english


def test_a_day_to_come_is_a_plan(people: People, programme: Programme) -> None:
    with frozen(DAY):
        log_in(people.colleague).post(AT, {"kind": "义诊", "unit": people.village.pk, "happened_on": "2022-06-20"})
    assert Activity.objects.get().state == "planned"


def test_a_wrong_number_is_refused_beside_its_field(people: People, programme: Programme) -> None:
    sent = {"kind": "问卷调查", "unit": people.village.pk, "happened_on": "2022-05-08", "numbers-respondents": "x"}
    with frozen(DAY):
        answer = log_in(people.colleague).post(AT, sent)
        assert answer.status_code == 422
        assert 'id="id_numbers-respondents_error"' in answer.content.decode()
        missing = log_in(people.colleague).post(AT, {**sent, "numbers-respondents": ""})
        assert missing.status_code == 422
    assert not Activity.objects.exists()


def test_a_cadence_names_its_kind(people: People, programme: Programme) -> None:
    comes_round = cadence(programme, kind="小扫除")
    page = opened(people, "colleague", f"{AT}?cadence={comes_round.pk}")
    assert "记录活动：小扫除" in page
    assert opened(people, "colleague", f"{AT}?cadence=x&task=y&unit=z")


def test_a_place_names_its_unit(people: People, programme: Programme) -> None:
    place = Place(organisation=people.village_2, kind="路口", code="p1", name="北门路口")
    with action("tests.place.add", by=None):
        place.save()
    page = opened(people, "office", f"{AT}?kind=交通劝导&place={place.pk}")
    assert f'<option value="{place.pk}" selected>北门路口（甲二村）</option>' in page
    assert f'<option value="{people.village_2.pk}" selected>' in page
    assert "北门路口" not in opened(people, "colleague", f"{AT}?kind=交通劝导&place={place.pk}")
