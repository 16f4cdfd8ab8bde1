"""Volunteers, services, cases, incidents, measures and facilities: who may, what counts, what is never told."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.documents.word import write_word
from chuangcheng.people import actions as people_actions
from chuangcheng.people.models import Account, Person
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.activities import actions, facts, queries
from chuangcheng.stages.activities.models import Case, Incident, Service, Volunteer
from chuangcheng.stages.plans.models import Programme
from tests.people import SINCE, People

MAY = date(2022, 5, 8)
CONSENT = {"consent_on": date(2022, 3, 5), "consent_by": "签了登记表"}


def journal() -> str:
    return json.dumps(list(JournalLine.objects.values_list("details", flat=True)), ensure_ascii=False, default=str)


def volunteer(people: People, **more: Any) -> Volunteer:
    given = {"name": "林小满", "phone": "13900000088", "birth_year": 1990, **CONSENT, **more}
    with frozen(date(2022, 3, 5)):
        return actions.register_volunteer(by=people.colleague, unit=people.village, **given)


def gave(people: People, programme: Programme, who: Volunteer, minutes: int = 90, **more: Any) -> Service:
    given = {"by": people.colleague, "programme": programme, "unit": people.village, "happened_on": MAY, **more}
    with frozen(MAY):
        return actions.record_service(volunteer=who, minutes=minutes, **given)


def person(people: People, name: str = "周海") -> Person:
    return people_actions.add_person(by=people.root, organisation=people.village, name=name, post="科员")


# ── volunteers ──────────────────────────────────────────────────────────────────────────────────────


def test_a_volunteer_is_registered_with_consent_and_never_in_the_journal(people: People) -> None:
    made = volunteer(people)
    assert made.number == "jia-1-0001"
    assert volunteer(people, name="何田").number == "jia-1-0002"
    for wrong, field in (
        ({"consent_by": " "}, "consent_by"),
        ({"consent_on": date(2022, 3, 6)}, "consent_on"),
        ({"name": " "}, "name"),
        ({"birth_year": 1812}, "birth_year"),
        ({"skills": "证号11010119900307123X"}, "skills"),
    ):
        with pytest.raises(Refused) as error:
            volunteer(people, **wrong)
        assert error.value.field == field
    with frozen(MAY):
        actions.change_volunteer(by=people.colleague, volunteer=made, revision=made.revision, phone="13700000000")
        with pytest.raises(NotSeen):
            actions.change_volunteer(by=people.neighbour, volunteer=made, revision=None, phone="1")
        with pytest.raises(NotAllowed):
            actions.change_volunteer(by=people.leader, volunteer=made, revision=None, phone="1")
    told = journal()
    assert "jia-1-0001" in told
    assert "phone" in told
    for secret in ("林小满", "13900000088", "13700000000"):
        assert secret not in told


def test_names_are_masked_for_all_but_the_unit_and_its_office(people: People) -> None:
    made = volunteer(people)
    names = {
        name: queries.name_for(made, queries.units_with_names(getattr(people, name)))
        for name in ("colleague", "office", "leader", "auditor", "neighbour", "root")
    }
    assert names == {
        "colleague": "林小满", "office": "林小满", "leader": "林**", "auditor": "林**", "neighbour": "林**", "root": "林**"
    }  # fmt: skip
    assert list(queries.visible_volunteers(people.neighbour)) == []


def test_service_counts_once_the_unit_confirmed_it(people: People, programme: Programme) -> None:
    made = volunteer(people)
    first, second = gave(people, programme, made), gave(people, programme, made, 45)
    assert list(facts.service(programme)) == []
    with frozen(MAY):
        with pytest.raises(NotAllowed):
            actions.confirm_services(by=people.leader, services=[first])
        assert actions.confirm_services(by=people.colleague, services=[first, second]) == 2
        first.refresh_from_db()
        assert actions.confirm_services(by=people.colleague, services=[first]) == 0
        changed = actions.change_service(by=people.colleague, service=first, revision=None, minutes=60)
    assert changed.confirmed_on is None
    assert [row.values for row in facts.service(programme)] == [{"volunteer": made.number, "minutes": 45}]
    assert [one.given for one in queries.visible_volunteers(people.colleague)] == [45]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"minutes": 0}, "minutes"), ({"minutes": 1441}, "minutes"), ({"happened_on": date(2022, 3, 4)}, "happened_on")],
)
def test_service_that_cannot_be(people: People, programme: Programme, given: dict[str, Any], field: str) -> None:
    made = volunteer(people)
    with pytest.raises(Refused) as error:
        gave(people, programme, made, **given)
    assert error.value.field == field


def test_who_leaves_takes_the_personal_data_along_and_the_hours_stay(people: People, programme: Programme) -> None:
    made = volunteer(people, squad="护学队", skills="急救")
    service = gave(people, programme, made)
    with frozen(date(2022, 6, 1)):
        actions.confirm_services(by=people.colleague, services=[service])
        with pytest.raises(Refused) as error:
            actions.leave_volunteer(by=people.colleague, volunteer=made, on=date(2022, 7, 1), erase=False)
        assert error.value.code == "wrong-day"
        left = actions.leave_volunteer(by=people.colleague, volunteer=made, erase=False)
        assert (left.left_on, left.name) == (date(2022, 6, 1), "林小满")
        gone = actions.leave_volunteer(by=people.colleague, volunteer=made, erase=True)
        with pytest.raises(Refused) as error:
            actions.certify_volunteer(by=people.colleague, volunteer=gone, count=1, minutes=90)
        assert error.value.code == "erased"
    gone.refresh_from_db()
    assert (gone.name, gone.phone, gone.squad, gone.skills, gone.birth_year, gone.consent_by) == (
        "",
        "",
        "",
        "",
        None,
        "",
    )
    assert queries.name_for(gone, {people.village.pk}) == "（已删除）"
    assert sum(one.minutes for one in queries.confirmed_services(gone)) == 90
    with pytest.raises(Refused):
        gave(people, programme, gone, happened_on=date(2022, 6, 2))


def test_the_certificate(people: People, programme: Programme) -> None:
    made = volunteer(people)
    with frozen(MAY):
        actions.confirm_services(by=people.colleague, services=[gave(people, programme, made, 750, content="护学岗")])
    services = queries.confirmed_services(made)
    document = queries.certificate(made, services, dated=MAY)
    assert "服务时长合计12小时30分钟" in str(document.blocks[0])
    assert "护学岗" in str(document.blocks[1])
    assert write_word(document)[:2] == b"PK"
    assert [queries.hours_text(minutes) for minutes in (45, 60, 750)] == ["45 分钟", "1 小时", "12 小时 30 分"]


# ── cases ───────────────────────────────────────────────────────────────────────────────────────────


def case(people: People, programme: Programme, **more: Any) -> Case:
    given = {
        "register": "jobs", "title": "推荐就业", "person": "邓大山", "happened_on": MAY, "unit": people.village,
        "by": people.colleague, **more,
    }  # fmt: skip
    with frozen(MAY):
        return actions.take_case(programme=programme, **given)


def test_only_who_keeps_the_register_writes_and_reads_the_person(people: People, programme: Programme) -> None:
    made = case(people, programme)
    for by in (people.office, people.leader, people.inspector):
        with pytest.raises(NotAllowed):
            case(people, programme, by=by)
    with pytest.raises(NotSeen):
        case(people, programme, by=people.neighbour)
    with pytest.raises(NotAllowed):
        actions.move_case(by=people.office, case=made, state="settled", outcome="已上岗")
    names = {
        name: queries.person_for(made, queries.units_kept(getattr(people, name)))
        for name in ("colleague", "office", "leader", "root")
    }
    assert names == {"colleague": "邓大山", "office": "邓**", "leader": "邓**", "root": "邓**"}
    assert list(queries.visible_cases(people.neighbour, programme)) == []


def test_a_case_moves_with_its_outcome_and_the_journal_tells_nothing_of_the_person(
    people: People, programme: Programme
) -> None:
    made = case(people, programme, due_on=date(2022, 5, 20), households=1, amount=5000)
    with frozen(date(2022, 5, 21)):
        assert queries.is_overdue(made, date(2022, 5, 21))
        with pytest.raises(Refused) as error:
            actions.move_case(by=people.colleague, case=made, state="settled")
        assert (error.value.code, error.value.field) == ("no-outcome", "outcome")
        done = actions.move_case(by=people.colleague, case=made, state="settled", outcome="邓大山已到食品厂上岗")
        assert (done.closed_on, done.state) == (date(2022, 5, 21), "settled")
        with pytest.raises(Refused) as error:
            actions.move_case(by=people.colleague, case=done, state="passed_on", outcome="转交")
        assert error.value.code == "wrong-state"
        actions.change_case(by=people.colleague, case=done, revision=None, note="邓大山来电致谢")
    told = journal()
    for secret in ("邓大山", "推荐就业", "食品厂", "致谢"):
        assert secret not in told
    (row,) = facts.case(programme)
    assert (row.values["state"], row.values["persons"], row.values["amount"]) == ("settled", 1, 5000)
    assert "邓" not in str(row.values)


def test_the_three_figures_that_the_street_lost(people: People, programme: Programme) -> None:
    """G26–G28: persons re-employed, persons with an allowance, households with a subsidy."""
    for register, persons, households in (("jobs", 3, 0), ("allowance", 5, 2), ("housing", 4, 1)):
        one = case(people, programme, register=register, persons=persons, households=households)
        with frozen(MAY):
            actions.move_case(by=people.colleague, case=one, state="settled", outcome="已办")
    case(people, programme, register="jobs", due_on=MAY)
    counts = {one.register: one for one in queries.count_registers(people.office, programme, date(2022, 5, 9))}
    assert (counts["jobs"].persons, counts["allowance"].persons, counts["housing"].households) == (3, 5, 1)
    assert (counts["jobs"].total, counts["jobs"].open, counts["jobs"].overdue) == (2, 1, 1)
    assert (counts["letter"].total, counts["letter"].open) == (0, 0)


def test_an_export_is_noted_with_its_purpose(people: People, programme: Programme) -> None:
    with pytest.raises(Refused) as error:
        actions.note_export(by=people.colleague, programme=programme, register="jobs", count=3, purpose=" ")
    assert error.value.field == "purpose"
    with pytest.raises(NotAllowed):
        actions.note_export(by=people.leader, programme=programme, register="jobs", count=3, purpose="核对")
    kept = actions.note_export(by=people.colleague, programme=programme, register="jobs", count=3, purpose="核对")
    assert kept == {people.village.pk}
    assert "核对" in journal()


def test_a_citizen_number_is_refused(people: People, programme: Programme) -> None:
    with pytest.raises(Refused) as error:
        case(people, programme, title="低保 11010119900307123X")
    assert (error.value.code, error.value.field) == ("citizen-number", "title")


# ── discipline ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def head(people: People) -> Account:
    """Who leads 甲一村."""
    made = people_actions.make_account(
        by=people.root, username="head", name="村书记", organisation=people.village
    ).account
    people_actions.grant_role(
        by=people.root, account=made, kind=RoleKind.LEADER, organisation=people.village, from_day=SINCE
    )
    return made


def incident(people: People, programme: Programme, who: Person, on: date, **more: Any) -> Incident:
    given = {"by": people.office, "programme": programme, "unit": people.village, "kind": "串岗", **more}
    with frozen(on):
        return actions.record_incident(person=who, happened_on=on, **given)


def test_the_step_follows_from_the_count_in_the_year(people: People, programme: Programme) -> None:
    """F20: #1 … #5 of one year; all kinds together; another person's do not count."""
    who, other = person(people), person(people, "吴江")
    incident(people, programme, other, date(2022, 1, 2))
    made = [incident(people, programme, who, date(2022, month, 1), kind=f"情形{month % 2}") for month in range(1, 6)]
    assert [queries.proposal(one) for one in made] == [
        (1, "criticism"), (2, "warning"), (3, "talk"), (4, "discipline"), (5, "discipline")
    ]  # fmt: skip
    with frozen(date(2022, 6, 1)):
        actions.withdraw_incident(by=people.office, incident=made[0], revision=None, reason="记错了人")
        assert queries.proposal(made[4]) == (4, "discipline")
        none = actions.decide_incident(by=people.office, incident=made[1], step="none", reason="查无实据")
        assert none.step == "none"
        assert queries.proposal(made[4]) == (3, "talk")


def test_the_count_begins_again_on_1_january(people: People, programme: Programme) -> None:
    who = person(people)
    made = [
        Incident(pk=n, person=who, happened_on=day, code=f"jl-{n}")
        for n, day in enumerate((date(2021, 12, 30), date(2021, 12, 31), date(2022, 1, 1)), start=1)
    ]
    assert [queries.number_in_year(one, made) for one in made] == [1, 2, 1]
    assert queries.number_in_year(made[2], made, every_year=False) == 3


def test_a_person_decides_with_a_reason(people: People, programme: Programme, head: Account) -> None:
    made = incident(people, programme, person(people), MAY)
    with frozen(MAY):
        with pytest.raises(Refused) as error:
            actions.decide_incident(by=people.office, incident=made, step="criticism", reason=" ")
        assert error.value.field == "decision"
        with pytest.raises(Refused):
            actions.decide_incident(by=people.office, incident=made, step="dismissal", reason="x")
        for by in (people.leader, people.auditor, people.colleague, people.root):
            with pytest.raises(NotSeen):
                actions.decide_incident(by=by, incident=made, step="criticism", reason="首次")
        decided = actions.decide_incident(by=head, incident=made, step="talk", reason="影响较大")
        assert (decided.step, decided.decided_by, decided.decided_on) == ("talk", "村书记", MAY)
        with pytest.raises(Refused) as error:
            actions.change_incident(by=people.office, incident=decided, revision=None, kind="迟到")
        assert error.value.code == "decided"
    line = JournalLine.objects.get(verb="activities.incident.decide")
    assert (line.details["number"], line.details["proposed"], line.details["after"]["step"]) == (1, "criticism", "talk")
    assert "影响较大" not in journal()


def test_incidents_are_seen_by_the_office_and_the_head_alone(
    people: People, programme: Programme, head: Account
) -> None:
    made = incident(people, programme, person(people), MAY)
    seen = {
        name: list(queries.visible_incidents(by, programme)) == [made]
        for name, by in (
            ("office", people.office), ("head", head), ("leader", people.leader), ("auditor", people.auditor),
            ("colleague", people.colleague), ("root", people.root), ("stranger", people.stranger),
        )
    }  # fmt: skip
    assert [name for name, sees in seen.items() if sees] == ["office", "head"]


# ── measures and facilities ─────────────────────────────────────────────────────────────────────────


def test_what_a_measure_needs(people: People, programme: Programme) -> None:
    given = {"by": people.office, "programme": programme}
    errors = actions.add_measure(**given, kind="errors", name="测报错情率")
    for wrong, code in (
        ({"kind": "errors", "name": "测报错情率"}, "measure-taken"),
        ({"kind": "quota", "name": "读书"}, "no-bounds"),
        ({"kind": "quota", "name": "读书", "least": Decimal(3), "most": Decimal(2)}, "bounds-reversed"),
        ({"kind": "streak", "name": "百班"}, "wrong-awards"),
        ({"kind": "streak", "name": "百班", "awards": [0]}, "wrong-awards"),
        ({"kind": "count", "name": "x", "period": "fortnight"}, "wrong-period"),
        ({"kind": "mood", "name": "x"}, "wrong-value"),
    ):
        with pytest.raises(Refused) as error:
            actions.add_measure(**given, **wrong)  # type: ignore[arg-type]
        assert error.value.code == code
    with pytest.raises(NotSeen):
        actions.add_measure(by=people.colleague, programme=programme, kind="count", name="y")
    reading = {"by": people.colleague, "programme": programme, "unit": people.village, "happened_on": MAY}
    with frozen(MAY):
        for wrong, code in (
            ({"number": Decimal(3)}, "no-whole"),
            ({"number": Decimal(-3), "out_of": Decimal(3)}, "negative"),
            ({"number": Decimal(4), "out_of": Decimal(3)}, "above-whole"),
            ({"number": Decimal(1), "out_of": Decimal(3), "excused": 4}, "too-many-excused"),
        ):
            with pytest.raises(Refused) as error:
                actions.record_measurement(**reading, measure=errors, **wrong)  # type: ignore[arg-type]
            assert error.value.code == code
        actions.record_measurement(**reading, measure=errors, number=Decimal(3), out_of=Decimal(8760))
    told = queries.readings_of(people.office, [errors], programme.first, programme.last)
    assert queries.ratio(told[errors.pk]).counted == "0.0%（3/8760）"
    assert queries.readings_of(people.neighbour, [errors], programme.first, programme.last) == {errors.pk: []}


def test_a_streak_runs_on_from_the_programme_before(people: People, programme: Programme) -> None:
    from chuangcheng.stages.plans.actions import start_programme

    who = person(people)
    with frozen(date(2023, 3, 1)):
        following = start_programme(
            by=people.office,
            title="2023 年",
            level="县级",
            host=people.town,
            first=date(2023, 1, 1),
            last=date(2023, 12, 31),
        )
        measures = [
            actions.add_measure(by=people.office, programme=one, kind="streak", name="百班无错", awards=[100])
            for one in (programme, following)
        ]
        for one, measure, on in (
            (programme, measures[0], date(2022, 12, 30)),
            (following, measures[1], date(2023, 1, 4)),
        ):
            actions.record_measurement(
                by=people.colleague, programme=one, unit=people.village, happened_on=on, measure=measure, person=who,
                number=Decimal(0), out_of=Decimal(60),
            )  # fmt: skip
        with pytest.raises(Refused) as error:
            actions.record_measurement(
                by=people.colleague, programme=following, unit=people.village, happened_on=date(2023, 1, 5),
                measure=measures[1], person=who, number=Decimal(1), out_of=Decimal(2),
            )  # fmt: skip
        assert error.value.code == "one-shift"
    told = queries.readings_of(people.office, measures, following.first, following.last)
    assert queries.streaks(told[measures[1].pk], [100])[who.pk].awards == ((100, date(2023, 1, 4)),)


def test_whom_a_quota_asks(people: People, programme: Programme) -> None:
    one, _other = person(people), person(people, "吴江")
    named = actions.add_measure(
        by=people.office, programme=programme, kind="quota", name="联系", least=Decimal(2), persons=[one]
    )
    everybody = actions.add_measure(by=people.office, programme=programme, kind="quota", name="读书", least=Decimal(2))
    assert queries.persons_asked(people.office, programme, [named]) == {named.pk: [one]}
    assert len(queries.persons_asked(people.office, programme, [everybody])[everybody.pk]) == 2
    assert queries.persons_asked(people.neighbour, programme, [everybody]) == {everybody.pk: []}
    changed = actions.change_measure(
        by=people.office, measure=named, revision=named.revision, persons=[], most=Decimal(3)
    )
    assert changed.most == 3
    assert len(queries.persons_asked(people.office, programme, [changed])[changed.pk]) == 2


def test_attendance_is_told_by_the_activities_themselves(people: People, programme: Programme) -> None:
    with frozen(MAY):
        actions.record_activity(
            by=people.colleague, programme=programme, unit=people.village, happened_on=MAY, kind="集中学习",
            expected=45, excused=3, persons=40,
        )  # fmt: skip
    told = queries.meetings(people.office, programme, programme.first, programme.last)
    assert queries.attendance(told["集中学习"]).rate.text == "95.2%"
    assert queries.meetings(people.neighbour, programme, programme.first, programme.last) == {}


def test_the_latest_word_about_a_facility_counts(people: People, programme: Programme) -> None:
    given = {"by": people.office, "programme": programme, "kind": "母婴室"}
    with frozen(MAY):
        for unit, on, state, quantity in (
            (people.village, 1, "building", 1), (people.village, 7, "in_use", 2), (people.village_2, 7, "missing", 0),
        ):  # fmt: skip
            actions.record_facility(**given, unit=unit, happened_on=date(2022, 5, on), state=state, quantity=quantity)  # type: ignore[arg-type]
        for wrong, code in (
            ({"state": "missing", "quantity": 1}, "wrong-quantity"),
            ({"state": "in_use", "quantity": 0}, "wrong-quantity"),
        ):
            with pytest.raises(Refused) as error:
                actions.record_facility(**given, unit=people.village, happened_on=MAY, **wrong)  # type: ignore[arg-type]
            assert error.value.code == code
    grid = queries.coverage(people.office, programme)
    assert (grid.kinds, [row.unit.code for row in grid.rows]) == (("母婴室",), ["jia-1", "jia-2"])
    assert [cell.state for row in grid.rows for cell in row.cells] == ["in_use", "missing"]
    assert (grid.rates[0].counted, grid.places, grid.unsaid) == ("50.0%（1/2）", (2,), 0)
    before = queries.coverage(people.office, programme, until=date(2022, 5, 6))
    assert (before.rates[0].counted, before.unsaid) == ("0.0%（0/2）", 1)
    assert len(queries.coverage(people.colleague, programme).rows) == 1
    hospital = queries.coverage(people.office, programme, "hospital")
    assert (hospital.kinds, hospital.rows) == ((), ())  # what stands at villages is not asked of hospitals
    assert len(list(facts.facility(programme))) == 3
