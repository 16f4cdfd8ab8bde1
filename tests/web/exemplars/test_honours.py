"""/exemplars/honours/ and /exemplars/materials/, and their review."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.people.models import Organisation
from chuangcheng.stages.exemplars import actions
from chuangcheng.stages.exemplars.models import Honour, Material
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened
from tests.web.records import WRITES, check_ladder, check_list, check_writes

pytestmark = pytest.mark.django_db
DAY = date(2022, 2, 10)


def _honour(people: People, programme: Programme, *, unit: Organisation) -> Honour:
    exemplar = actions.register_exemplar(by=people.office, programme=programme, unit=unit, name="样本好人")
    return actions.record_honour(
        by=people.office, exemplar=exemplar, happened_on=DAY, title="县好人", level="县级", stage="当选"
    )


def _material(people: People, programme: Programme, *, unit: Organisation) -> Material:
    exemplar = actions.register_exemplar(by=people.office, programme=programme, unit=unit, name="样本好人")
    return actions.record_material(by=people.office, exemplar=exemplar, happened_on=DAY, title="事迹")


@pytest.mark.parametrize(("at", "make"), [("/exemplars/honours/", _honour), ("/exemplars/materials/", _material)])
def test_who_may_and_the_list(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries, at: str, make: object
) -> None:
    maker = partial(make, people, programme)  # type: ignore[arg-type]
    check_list(people, at, maker, django_assert_num_queries, 13)
    record = maker(unit=people.village)
    knock(people, f"{at}{record.pk}/review/", **WRITES)
    check_ladder(people, at, record)


def test_recording_changing_withdrawing_an_honour(people: People, programme: Programme) -> None:
    exemplar = actions.register_exemplar(by=people.office, programme=programme, unit=people.village, name="样本好人")
    sent = {"exemplar": exemplar.pk, "happened_on": "2022-02-10", "title": "县好人", "level": "县级", "stage": "提名"}
    changes = {"unit": people.village.pk, "stage": "当选"}
    made = check_writes(people, "/exemplars/honours/", Honour, sent, changes)
    assert (made.unit, made.stage) == (people.village, "当选")


def test_the_gate_is_answered_with_a_reason(people: People, programme: Programme) -> None:
    honour = _honour(people, programme, unit=people.village)
    address = f"/exemplars/honours/{honour.pk}/review/"
    browser = log_in(people.office)
    sent = {"compliant": "yes", "forceful": "no", "revision": honour.revision}
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {**sent, "reason": "报送及时，推报不够"}).status_code == 302
    honour.refresh_from_db()
    assert (honour.compliant, honour.forceful, honour.reviewed_by) == (True, False, people.office)
    assert "报送及时，推报不够" in opened(people, "colleague", f"/exemplars/honours/{honour.pk}/")


def test_a_material_is_refused_with_a_reason_only(people: People, programme: Programme) -> None:
    material = _material(people, programme, unit=people.village)
    address = f"/exemplars/materials/{material.pk}/review/"
    browser = log_in(people.office)
    assert browser.post(address, {"compliant": "no"}).status_code == 422
    assert browser.post(address, {"compliant": "yes"}).status_code == 302
    material.refresh_from_db()
    assert material.compliant is True
