"""/plans/…/cadences/: list, form with preview, turns × units, marks, suspensions, month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.almanac import read
from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import Asked
from chuangcheng.stages.plans.models import Cadence, CadenceMark, CadenceOccasion, Programme, Suspension
from chuangcheng.web.plans.forms.cadences import CadenceForm, initial_of
from chuangcheng.web.plans.forms.rhythms import filled, told
from tests.almanac.test_entries import TURNS
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
READS = {"office": 200, "leader": 200, "colleague": 200, "neighbour": 200, "stranger": 404}
WRITES = {"office": 200, "leader": 403, "auditor": 403, "colleague": 403, "stranger": 404}
SENT = {
    "title": "周五学习",
    "kind": "weekdays",
    "weekdays": ["5"],
    "part": "",
    "holidays": "skip",
    "least": "1",
    "who": "each",
    "first": "2022-01-01",
    "last": "2022-12-31",
    "grace_days": "0",
    "remind_days": "1",
}


@pytest.fixture
def friday(people: People, programme: Programme) -> Cadence:
    rhythm = {"kind": "weekdays", "weekdays": [5]}
    asked = Asked("周五学习", rhythm, programme.first, programme.last, who="each", unit_kind="village")
    return actions.add_cadence(by=people.office, programme=programme, asked=asked)


def test_who_may(people: People, programme: Programme, friday: Cadence) -> None:
    pause = actions.suspend(
        by=people.office, programme=programme, first=date(2022, 5, 1), last=date(2022, 5, 8), reason="汛"
    )
    at = f"/plans/{programme.pk}"
    for page in (
        f"{at}/cadences/",
        f"{at}/cadences/month/?month=2022-05",
        f"/plans/cadences/{friday.pk}/?month=2022-05",
    ):
        knock(people, page, **READS)
    for page in (
        f"{at}/cadences/new/",
        f"{at}/cadences/preview/?kind=week",
        f"{at}/suspensions/new/",
        f"/plans/suspensions/{pause.pk}/lift/",
        f"/plans/cadences/{friday.pk}/edit/",
        f"/plans/cadences/{friday.pk}/end/",
        f"/plans/cadences/{friday.pk}/note/",
    ):
        knock(people, page, **WRITES)
    with frozen(date(2022, 5, 6)):
        sent = {"unit": people.village.pk, "slot": "2022-05-06"}
        ladder = {"leader": 403, "auditor": 403, "neighbour": 404, "stranger": 404, "colleague": 302}
        knock(people, f"/plans/cadences/{friday.pk}/mark/", sent, **ladder)
    mark = CadenceMark.objects.get()
    knock(people, f"/plans/marks/{mark.pk}/withdraw/", leader=403, neighbour=404, stranger=404, colleague=200)
    browser = log_in(people.office)
    assert browser.get(f"/plans/cadences/{friday.pk}/mark/").status_code == 405
    assert browser.post(f"{at}/cadences/").status_code == 405
    for lost in ("cadences/999999/", "cadences/999999/edit/", "marks/999999/withdraw/", "suspensions/999999/lift/"):
        assert browser.get(f"/plans/{lost}").status_code == 404
    assert browser.post("/plans/cadences/days/999999/withdraw/").status_code == 404


def test_adding_and_changing(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    page = f"/plans/{programme.pk}/cadences/new/"
    assert browser.post(page, {**SENT, "weekdays": []}).status_code == 422
    answer = browser.post(page, SENT)
    made = Cadence.objects.get()
    assert answer["Location"] == f"/plans/cadences/{made.pk}/"
    assert made.rhythm == {"kind": "weekdays", "weekdays": [5], "part": "", "holidays": "skip"}
    change = {**SENT, "kind": "every", "count": "2", "step": "weeks", "anchor": "2022-01-03", "revision": made.revision}
    assert browser.post(f"/plans/cadences/{made.pk}/edit/", change).status_code == 302
    assert browser.post(f"/plans/cadences/{made.pk}/edit/", change).status_code == 409
    assert "每两周一次，自2022年1月3日起算" in opened(people, "colleague", f"/plans/cadences/{made.pk}/?month=2022-05")


def test_the_preview_shows_ten_days(people: People, programme: Programme) -> None:
    """D9 as an office would enter it, in 2022: anchored at 18 April."""
    page = f"/plans/{programme.pk}/cadences/preview/"
    sent = {"kind": "every", "count": "2", "step": "weeks", "anchor": "2022-04-18", "holidays": "keep", "least": "1"}
    browser = log_in(people.office)
    with frozen(date(2022, 4, 20)):
        html = browser.get(page, sent).content.decode()
    assert "每两周一次，自2022年4月18日起算" in html
    assert html.count("<li>") == 10
    assert html.index("2022年5月2日") < html.index("2022年5月16日")
    chosen = browser.get(page, {"kind": "festivals"}).content.decode()
    assert "每逢春节、清明、端午、七夕、中秋、重阳" in chosen
    english = log_in(people.office)
    english.cookies["django_language"] = "en"
    assert "Every 2 weeks" in english.get(page, sent, headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize(("entry", "data"), [(entry, data) for entry, data, _ in TURNS])
def test_every_entry_can_be_said_in_the_form(entry: str, data: dict[str, Any]) -> None:
    rhythm = read(data)
    fields = filled(rhythm)
    inner = told(fields["kind"], _typed(fields))
    again = {"kind": "as_set", "word": fields["word"], "rhythm": inner} if "word" in fields else inner
    assert read(again) == rhythm


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    days = ("anchor", "once_first", "once_last")
    return {name: date.fromisoformat(v) if name in days and v else v for name, v in fields.items()}


def test_the_form_opens_on_what_is_kept(people: People, programme: Programme, friday: Cadence) -> None:
    form = CadenceForm(programme, initial=initial_of(friday))
    assert [field.name for field in form.rhythm_rows] == ["weekdays", "part", "holidays"]
    assert form["weekdays"].value() == [5]
    assert form["first"].value() == date(2022, 1, 1)


def test_two_taps(people: People, programme: Programme, friday: Cadence) -> None:
    """The list shows what is to be done with its button; one tap there and it is done."""
    page = f"/plans/{programme.pk}/cadences/"
    with frozen(date(2022, 5, 7)):
        html = opened(people, "colleague", page)
        assert "逾期1天" in html
        assert f'value="{people.village.pk}"' in html
        assert f'value="{people.village_2.pk}"' not in html
        browser = log_in(people.colleague)
        sent = {"unit": people.village.pk, "slot": "2022-05-02", "back": "list"}
        address = f"/plans/cadences/{friday.pk}/mark/"
        assert browser.post(address, sent)["Location"] == page
        assert browser.post(address, sent).status_code == 400
        assert browser.post(address, {"unit": people.village.pk, "slot": "soon"}).status_code == 400
        undo = f"/plans/marks/{CadenceMark.objects.get().pk}/withdraw/"
        assert browser.post(undo).status_code == 302
        assert browser.post(address, sent).status_code == 302
    assert CadenceMark.objects.filter(withdrawn_at=None).count() == 1


def test_turns_and_units(people: People, programme: Programme, friday: Cadence) -> None:
    with frozen(date(2022, 5, 14)):
        actions.mark_done(by=people.office, cadence=friday, unit=people.village, slot=date(2022, 5, 9))
        html = opened(people, "office", f"/plans/cadences/{friday.pk}/?month=2022-05")
        assert html.count('class="board-done_late"') == 1
        assert html.count('class="board-late"') == 3
        seen = opened(people, "neighbour", f"/plans/cadences/{friday.pk}/?month=2022-05")
    assert "甲一村" not in seen.split("<table")[1]
    assert "甲二村" in seen


def test_suspending_and_lifting(people: People, programme: Programme, friday: Cadence) -> None:
    browser = log_in(people.office)
    page = f"/plans/{programme.pk}/suspensions/new/"
    sent = {"first": "2022-05-01", "last": "2022-05-31", "reason": "", "cadence": friday.pk}
    assert browser.post(page, sent).status_code == 422
    assert browser.post(page, {**sent, "reason": "疫情防控"}).status_code == 302
    with frozen(date(2022, 5, 20)):
        html = opened(people, "colleague", f"/plans/cadences/{friday.pk}/?month=2022-05")
        assert html.count('class="board-waived"') == 4
        assert "疫情防控" in html
        pause = Suspension.objects.get()
        lift = {"on": "2022-05-16", "revision": pause.revision}
        assert browser.post(f"/plans/suspensions/{pause.pk}/lift/", lift).status_code == 302
        html = opened(people, "colleague", f"/plans/{programme.pk}/cadences/")
    assert "2022年5月16日起恢复" in html


def test_days_that_a_cadence_hangs_on(people: People, programme: Programme) -> None:
    rhythm = {"kind": "event", "of": "检查结束", "days": 3}
    asked = Asked("公布结果", rhythm, programme.first, programme.last)
    cadence = actions.add_cadence(by=people.office, programme=programme, asked=asked)
    browser = log_in(people.office)
    address = f"/plans/cadences/{cadence.pk}/"
    assert "还没有记下发生的日期" in opened(people, "office", f"{address}?month=2022-05")
    with frozen(date(2022, 5, 6)):
        assert browser.post(f"{address}note/", {"on": "2022-05-06", "name": "五月检查"}).status_code == 302
        assert "五月检查" in opened(people, "office", f"{address}?month=2022-05")
    assert browser.post(f"/plans/cadences/days/{CadenceOccasion.objects.get().pk}/withdraw/").status_code == 302
    assert "还没有记下发生的日期" in opened(people, "office", f"{address}?month=2022-05")


def test_stopping(people: People, programme: Programme, friday: Cadence) -> None:
    browser = log_in(people.office)
    page = f"/plans/cadences/{friday.pk}/end/"
    assert browser.post(page, {"on": "2022-05-06", "reason": ""}).status_code == 422
    sent = {"on": "2022-05-06", "reason": "并入例会", "revision": friday.revision}
    assert browser.post(page, sent).status_code == 302
    assert "2022年5月6日起停止" in opened(people, "colleague", f"/plans/cadences/{friday.pk}/")


def test_the_month(people: People, programme: Programme, friday: Cadence) -> None:
    with frozen(date(2022, 5, 6)):
        actions.mark_done(by=people.office, cadence=friday, unit=people.village, slot=date(2022, 5, 6))
        page = f"/plans/{programme.pk}/cadences/month/?month=2022-05"
        html = opened(people, "office", page)
        assert "1/2" in html
        assert html.count("month-thing") == 4
        assert 'aria-current="date"' in html
        one = opened(people, "office", f"{page}&unit={people.village_2.pk}")
    assert "1/2" not in one
    knock(people, f"{page}&unit={people.other_village.pk}", office=404)
    knock(people, f"/plans/{programme.pk}/cadences/month/?month=never", office=200)


def test_query_counts(
    people: People, programme: Programme, friday: Cadence, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    for _ in range(2):
        with frozen(date(2022, 5, 7)):
            for page in (
                f"/plans/{programme.pk}/cadences/",
                f"/plans/{programme.pk}/cadences/month/",
                f"/plans/cadences/{friday.pk}/",
            ):
                with django_assert_max_num_queries(27):
                    assert browser.get(page).status_code == 200
        for number in range(3):
            asked = Asked(f"每天{number}", {"kind": "daily"}, programme.first, programme.last, who="each")
            actions.add_cadence(by=people.office, programme=programme, asked=asked)
