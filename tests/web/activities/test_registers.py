"""Measures, coverage, volunteers, registers and discipline: who may, what is masked, what is counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.models import JournalLine
from chuangcheng.people import actions as people_actions
from chuangcheng.people.models import Person
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Case, Facility, Incident, Measure, Measurement, Service, Volunteer
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock, opened
from tests.web.records import READS, WRITES, check_ladder, check_list, check_writes

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 8)
READ = {"office": 200, "colleague": 200, "leader": 200, "auditor": 200, "stranger": 404}


@pytest.fixture
def who(people: People) -> Person:
    return people_actions.add_person(by=people.root, organisation=people.village, name="周海", post="科员")


@pytest.fixture
def measure(people: People, programme: Programme) -> Measure:
    return actions.add_measure(by=people.office, programme=programme, kind="errors", name="测报错情率")


@pytest.fixture
def volunteer(people: People) -> Volunteer:
    with frozen(date(2022, 3, 5)):
        return actions.register_volunteer(
            by=people.colleague, unit=people.village, name="林小满", phone="13900000088",
            consent_on=date(2022, 3, 5), consent_by="签了登记表",
        )  # fmt: skip


# ── measures ────────────────────────────────────────────────────────────────────────────────────────


def test_readings(
    people: People, programme: Programme, measure: Measure, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = "/activities/measurements/"
    make = partial(
        actions.record_measurement, by=people.office, programme=programme, happened_on=DAY, measure=measure,
        number=Decimal(3), out_of=Decimal(8760),
    )  # fmt: skip
    check_list(people, at, make, django_assert_num_queries, 11)
    check_ladder(people, at, make(unit=people.village), unit_writes=True)


def test_a_reading_is_written(people: People, programme: Programme, measure: Measure) -> None:
    sent = {
        "unit": people.village.pk,
        "happened_on": "2022-05-08",
        "measure": measure.pk,
        "number": "3",
        "out_of": "8760",
    }
    with frozen(DAY):
        made = check_writes(people, "/activities/measurements/", Measurement, sent, {"number": "4"})
    assert (made.number, made.unit) == (4, people.village)


def test_a_reading_of_a_person_is_one_of_the_persons_unit(people: People, programme: Programme, who: Person) -> None:
    streak = actions.add_measure(by=people.office, programme=programme, kind="streak", name="百班无错", awards=[100])
    sent = {"happened_on": "2022-05-08", "measure": streak.pk, "person": who.pk, "number": "0", "out_of": "100"}
    browser = log_in(people.colleague)
    with frozen(DAY):
        assert browser.post("/activities/measurements/new/", sent).status_code == 302
        nobody = browser.post("/activities/measurements/new/", {**sent, "person": ""})
    assert "请选择单位或人员" in nobody.content.decode()
    page = opened(people, "colleague", "/activities/measures/?from=2022-01-01&until=2022-12-31")
    assert "100（2022年5月8日）" in page
    assert "周海" in page
    assert "周海" not in opened(people, "neighbour", "/activities/measures/")


def test_results_stand_with_their_counts(
    people: People,
    programme: Programme,
    measure: Measure,
    who: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given = {"by": people.office, "programme": programme, "unit": people.village, "happened_on": DAY}
    add = partial(actions.add_measure, by=people.office, programme=programme)
    timely = add(kind="timely", name="传输及时率")
    add(kind="quota", name="读书", period="month", least=Decimal(2), most=Decimal(3), measure_word="本", persons=[who])
    exam, funds = add(kind="exam", name="季度考试"), add(kind="funds", name="投入", measure_word="元")
    meeting = add(kind="attendance", name="例会")
    with frozen(DAY):
        for one, number, out_of, more in (
            (measure, 3, 8760, {}), (timely, 8759, 8760, {}), (exam, 27, 30, {}), (funds, 500, None, {}),
            (meeting, 40, 45, {"excused": 3}),
        ):  # fmt: skip
            actions.record_measurement(
                **given, measure=one, number=Decimal(number), out_of=None if out_of is None else Decimal(out_of), **more
            )  # type: ignore[arg-type]
        actions.record_activity(**given, kind="集中学习", expected=45, excused=3, persons=40)
    at = "/activities/measures/?from=2022-05-01&until=2022-05-31"
    knock(people, at, **{**READ, "stranger": 200})
    browser = log_in(people.office)
    with django_assert_num_queries(18):
        page = browser.get(at).content.decode()
    for told in ("0.0%（3/8760）", "不能写“无错情”", "99.98%（8759/8760）", "不能写“全部及时”", "不足的 1 人", "周海",
                 "90.0%（27/30）", "500元", "95.2%（40/42）", "88.9%（40/45）"):  # fmt: skip
        assert told in page, told
    assert browser.post(at).status_code == 405
    assert browser.get("/activities/measures/?from=x").status_code == 200


def test_measures_are_kept_by_the_office(people: People, programme: Programme, measure: Measure) -> None:
    writes = {"office": 200, "leader": 403, "auditor": 403, "colleague": 404, "stranger": 404}
    knock(people, f"/activities/measures/{measure.pk}/", **writes)
    knock(people, "/activities/measures/new/", **{**writes, "colleague": 403})
    browser = log_in(people.office)
    sent = {"kind": "streak", "name": "百班无错", "awards": "250、100"}
    assert browser.post("/activities/measures/new/", sent).status_code == 302
    assert Measure.objects.get(name="百班无错").awards == [100, 250]
    assert browser.post("/activities/measures/new/", {**sent, "awards": "x"}).status_code == 422
    change = {"name": "地面测报错情率", "revision": measure.revision}
    assert browser.post(f"/activities/measures/{measure.pk}/", change).status_code == 302
    assert browser.post(f"/activities/measures/{measure.pk}/", change).status_code == 409


# ── coverage ────────────────────────────────────────────────────────────────────────────────────────


def test_facilities(people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    at = "/activities/facilities/"
    make = partial(
        actions.record_facility, by=people.office, programme=programme, happened_on=DAY, kind="母婴室", state="in_use",
        quantity=1,
    )  # fmt: skip
    check_list(people, at, make, django_assert_num_queries, 11)
    check_ladder(people, at, make(unit=people.village), unit_writes=True)


def test_a_facility_is_written(people: People, programme: Programme) -> None:
    sent = {
        "unit": people.village.pk,
        "happened_on": "2022-05-08",
        "kind": "母婴室",
        "state": "in_use",
        "quantity": "2",
    }
    with frozen(DAY):
        made = check_writes(people, "/activities/facilities/", Facility, sent, {"quantity": "3"})
    assert made.quantity == 3


def test_the_grid(people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    at = "/activities/coverage/"
    assert "还没有设施" in opened(people, "office", at)
    with frozen(DAY):
        actions.record_facility(
            by=people.office, programme=programme, unit=people.village, happened_on=DAY, kind="母婴室", state="in_use",
            quantity=2,
        )  # fmt: skip
    browser = log_in(people.office)
    with django_assert_num_queries(12):
        page = browser.get(at).content.decode()
    for told in ("50.0%（1/2）", "共 2 处在用", "正常使用 2", "没有报告", "还有 1 格没有报告"):
        assert told in page, told
    assert (
        f"/activities/facilities/new/?programme={programme.pk}&amp;unit={people.village_2.pk}&amp;kind=母婴室" in page
    )
    assert "甲二村" not in opened(people, "colleague", at)
    assert browser.get(f"{at}?export=xlsx").status_code == 200
    assert browser.get(f"{at}?unit_kind=village").status_code == 200
    knock(people, f"{at}?programme={programme.pk}", **READ)


# ── volunteers ──────────────────────────────────────────────────────────────────────────────────────


def test_who_sees_a_volunteer(people: People, programme: Programme, volunteer: Volunteer) -> None:
    at = f"/activities/volunteers/{volunteer.pk}/"
    knock(people, at, **READS)
    for act in ("edit", "leave"):
        knock(people, f"{at}{act}/", **{**WRITES, "colleague": 200})
    knock(people, "/activities/volunteers/new/", office=200, colleague=200, leader=403, auditor=403, stranger=404)
    for name, told in (("colleague", True), ("office", True), ("leader", False), ("auditor", False)):
        for page in (opened(people, name, at), opened(people, name, "/activities/volunteers/")):
            assert ("林小满" in page) is told
        assert ("13900000088" in opened(people, name, at)) is told
    assert volunteer.number not in opened(people, "neighbour", "/activities/volunteers/")


def test_the_list_of_volunteers(
    people: People, programme: Programme, volunteer: Volunteer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    with django_assert_num_queries(12):
        assert "林小满" in browser.get("/activities/volunteers/").content.decode()
    for _ in range(2):
        actions.register_volunteer(
            by=people.office, unit=people.village_2, name="何田", consent_on=DAY, consent_by="签了登记表"
        )
    with django_assert_num_queries(12):
        assert "jia-2-0002" in browser.get("/activities/volunteers/").content.decode()
    assert "export=" not in browser.get("/activities/volunteers/").content.decode()


def test_register_serve_confirm_certify_leave(people: People, programme: Programme) -> None:
    browser = log_in(people.colleague)
    with frozen(DAY):
        sent = {"unit": people.village.pk, "name": "林小满", "consent_on": "2022-05-08", "consent_by": "签了登记表"}
        assert browser.post("/activities/volunteers/new/", sent).status_code == 302
        made = Volunteer.objects.get()
        at = f"/activities/volunteers/{made.pk}/"
        none = browser.post(f"{at}certificate.docx/")
        assert none.status_code == 400
        service = {"volunteer": made.pk, "happened_on": "2022-05-08", "minutes": "750", "content": "护学岗"}
        assert browser.post("/activities/services/new/", service).status_code == 302
        waiting = browser.get("/activities/services/confirm/").content.decode()
        assert "护学岗" in waiting
        key = Service.objects.get().pk
        assert browser.post("/activities/services/confirm/", {"chosen": [key, "x"]}).status_code == 302
        assert "12 小时 30 分" in browser.get(at).content.decode()
        for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
            answer = browser.post(f"{at}certificate.{form}/")
            assert (answer.status_code, answer.content[: len(start)]) == (200, start)
        assert browser.post(f"{at}certificate.exe/").status_code == 404
        assert browser.get(f"{at}certificate.pdf/").status_code == 405
        left = browser.post(f"{at}leave/", {"on": "2022-05-08", "erase": "on", "revision": made.revision})
        assert left.status_code == 302
        page = browser.get(at).content.decode()
    assert "（已删除）" in page
    assert "12 小时 30 分" in page
    assert "林小满" not in page
    assert JournalLine.objects.filter(verb="activities.volunteer.export").count() == 2
    knock(people, f"{at}certificate.pdf/", {}, leader=403, neighbour=404, stranger=404)


def test_services(
    people: People, programme: Programme, volunteer: Volunteer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = "/activities/services/"
    other = actions.register_volunteer(
        by=people.office, unit=people.village_2, name="何田", consent_on=date(2022, 1, 1), consent_by="签名",
        registered_on=date(2022, 1, 1),
    )  # fmt: skip
    by_unit = {people.village: volunteer, people.village_2: other}

    def make(unit: Any) -> Service:
        return actions.record_service(
            by=people.office, programme=programme, unit=unit, happened_on=DAY, volunteer=by_unit[unit], minutes=60
        )

    check_list(people, at, make, django_assert_num_queries, 11)
    check_ladder(people, at, make(people.village), unit_writes=True)
    knock(people, f"{at}confirm/", office=200, colleague=200, leader=403, auditor=403, stranger=404)


# ── registers ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def case(people: People, programme: Programme) -> Case:
    with frozen(DAY):
        return actions.take_case(
            by=people.colleague, programme=programme, unit=people.village, happened_on=DAY, register="jobs",
            title="推荐就业", person="邓大山", due_on=date(2022, 5, 20),
        )  # fmt: skip


def test_a_case_is_kept_by_its_unit_alone(people: People, programme: Programme, case: Case) -> None:
    at = f"/activities/cases/{case.pk}/"
    knock(people, at, **READS)
    for act in ("edit", "withdraw", "move"):
        knock(people, f"{at}{act}/", colleague=200, office=403, leader=403, auditor=403, neighbour=404, stranger=404)
    for name, told in (("colleague", True), ("office", False), ("leader", False)):
        for page in (opened(people, name, at), opened(people, name, "/activities/cases/")):
            assert ("邓大山" in page, "推荐就业" in page) == (told, told)
            assert told or "邓**" in page
    assert case.code not in opened(people, "neighbour", "/activities/cases/")
    assert "已过期限" in opened(people, "office", "/activities/cases/")


def test_a_case_is_taken_moved_and_counted(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.colleague)
    sent = {
        "unit": people.village.pk, "happened_on": "2022-05-08", "register": "jobs", "title": "推荐就业",
        "person": "邓大山", "persons": "2", "households": "0", "amount": "120.5",
    }  # fmt: skip
    with frozen(DAY):
        assert browser.post("/activities/cases/new/", sent).status_code == 302
        made = Case.objects.get()
        assert made.amount == 12050
        move = f"/activities/cases/{made.pk}/move/"
        assert browser.post(move, {"state": "settled", "outcome": ""}).status_code == 422
        assert (
            browser.post(move, {"state": "settled", "outcome": "已上岗", "revision": made.revision}).status_code == 302
        )
    at = f"/activities/cases/counts/?programme={programme.pk}"
    knock(people, at, **READ)
    office = log_in(people.office)
    with django_assert_num_queries(8):
        page = office.get(at).content.decode()
    assert "120.50 元" in page
    assert "邓" not in page


def test_a_register_leaves_with_a_line_in_the_journal(people: People, programme: Programme, case: Case) -> None:
    at = f"/activities/cases/export/?programme={programme.pk}&export=xlsx"
    knock(people, at, colleague=200, leader=403, auditor=403, stranger=404)
    browser = log_in(people.colleague)
    assert browser.post(at, {"register": "jobs", "purpose": ""}).status_code == 422
    assert not JournalLine.objects.filter(verb="activities.case.export").exists()
    answer = browser.post(at, {"register": "jobs", "purpose": "与人社局核对"})
    assert answer.content[:2] == b"PK"
    line = JournalLine.objects.get(verb="activities.case.export")
    assert line.details == {"register": "jobs", "cases": 1, "purpose": "与人社局核对"}
    assert "export=" not in opened(people, "colleague", "/activities/cases/")
    assert log_in(people.colleague).get("/activities/cases/?export=csv")["Content-Type"].startswith("text/html")


# ── discipline ──────────────────────────────────────────────────────────────────────────────────────


def test_incidents_are_there_for_the_office_alone(
    people: People, programme: Programme, who: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with frozen(DAY):
        made = actions.record_incident(
            by=people.office, programme=programme, unit=people.village, happened_on=DAY, person=who, kind="串岗"
        )
    at = f"/activities/incidents/{made.pk}/"
    hidden = {"leader": 404, "auditor": 404, "colleague": 404, "neighbour": 404, "stranger": 404}
    for address in (at, f"{at}edit/", f"{at}withdraw/", f"{at}decide/"):
        knock(people, address, office=200, **hidden)
    browser = log_in(people.office)
    with django_assert_num_queries(12):
        assert "周海" in browser.get("/activities/incidents/").content.decode()
    assert "周海" not in opened(people, "leader", "/activities/incidents/")
    assert "周海" not in opened(people, "colleague", "/activities/incidents/")
    assert "/activities/incidents/" not in opened(people, "leader", "/activities/measures/")


def test_the_system_proposes_and_a_person_decides(people: People, programme: Programme, who: Person) -> None:
    browser = log_in(people.office)
    sent = {"happened_on": "2022-05-08", "person": who.pk, "kind": "串岗"}
    with frozen(DAY):
        for _ in range(3):
            assert browser.post("/activities/incidents/new/", sent).status_code == 302
        third = Incident.objects.order_by("pk").last()
        assert third is not None
        at = f"/activities/incidents/{third.pk}/"
        assert "本年第 3 次，建议：诫勉谈话" in browser.get(at).content.decode()
        assert browser.post(f"{at}decide/", {"step": "warning", "decision": ""}).status_code == 422
        assert browser.post(f"{at}decide/", {"step": "warning", "decision": "情节轻微"}).status_code == 302
        page = browser.get(at).content.decode()
    third.refresh_from_db()
    assert (third.step, third.unit) == ("warning", people.village)
    assert "情节轻微" in page
    assert f"{at}edit/" not in page
    assert f"{at}decide/" not in page
