"""/exemplars/: people whose names only those see who work with them."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.models import JournalLine
from chuangcheng.stages.exemplars import actions
from chuangcheng.stages.exemplars.models import Exemplar
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened
from tests.web.records import READS, WRITES

pytestmark = pytest.mark.django_db
NAME, PHONE = "样本好人", "13800000000"


@pytest.fixture
def exemplar(people: People, programme: Programme) -> Exemplar:
    return actions.register_exemplar(by=people.office, programme=programme, unit=people.village, name=NAME, phone=PHONE)


def test_who_may(people: People, exemplar: Exemplar) -> None:
    knock(people, f"/exemplars/{exemplar.pk}/", **READS)
    knock(people, f"/exemplars/{exemplar.pk}/edit/", **WRITES)
    knock(people, f"/exemplars/{exemplar.pk}/edit/", {"name": "改名"}, **{**WRITES, "office": 302})
    knock(people, "/exemplars/new/", office=200, leader=403, colleague=403, stranger=404)
    browser = log_in(people.office)
    assert browser.get("/exemplars/999999/").status_code == 404
    assert browser.post(f"/exemplars/{exemplar.pk}/").status_code == 405


@pytest.mark.parametrize(
    ("account", "knows"), [("office", True), ("colleague", True), ("leader", False), ("auditor", False)]
)
def test_names_are_masked(people: People, exemplar: Exemplar, account: str, knows: bool) -> None:
    honour = actions.record_honour(
        by=people.office, exemplar=exemplar, happened_on=date(2022, 2, 10), title="县好人", level="县级", stage="当选"
    )
    pages = ("/exemplars/", f"/exemplars/{exemplar.pk}/", "/exemplars/honours/", f"/exemplars/honours/{honour.pk}/")
    for page in pages:
        assert (NAME in opened(people, account, page)) is knows, page
    assert (PHONE in opened(people, account, f"/exemplars/{exemplar.pk}/")) is knows
    file = log_in(getattr(people, account)).get("/exemplars/honours/?export=csv").content.decode()
    assert NAME not in file
    assert exemplar.code in file


def test_the_list_asks_the_same_for_one_and_three(
    people: People, programme: Programme, exemplar: Exemplar, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    with django_assert_num_queries(12):
        browser.get("/exemplars/")
    for number in range(2):
        actions.register_exemplar(by=people.office, programme=programme, unit=people.village_2, name=f"样本{number}")
    with django_assert_num_queries(12):
        assert "共 3 条" in browser.get("/exemplars/").content.decode()
    assert "共 1 条" in opened(people, "colleague", "/exemplars/")


def test_registering_and_changing(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    answer = browser.post("/exemplars/new/", {"unit": people.village.pk, "name": NAME, "story": "多年照料邻里"})
    made = Exemplar.objects.get()
    assert answer["Location"] == f"/exemplars/{made.pk}/"
    sent = {"name": NAME, "phone": PHONE, "revision": made.revision}
    assert browser.post(f"/exemplars/{made.pk}/edit/", sent).status_code == 302
    assert browser.post(f"/exemplars/{made.pk}/edit/", sent).status_code == 409
    assert not JournalLine.objects.filter(details__icontains=NAME).exists()
