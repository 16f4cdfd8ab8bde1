"""Exemplars: names for those who need them, codes for the scores, the gate of F7."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people.states import masked
from chuangcheng.stages.exemplars import actions, facts, queries
from chuangcheng.stages.exemplars.models import Exemplar, Honour
from chuangcheng.stages.plans.models import Programme
from tests.people import People

MAY = date(2022, 5, 15)


@pytest.fixture
def exemplar(people: People, programme: Programme) -> Exemplar:
    return actions.register_exemplar(
        by=people.office, programme=programme, unit=people.village, name="欧阳某某", phone="13900000000"
    )


@pytest.fixture
def honour(people: People, exemplar: Exemplar) -> Honour:
    with frozen(MAY):
        return actions.record_honour(
            by=people.office, exemplar=exemplar, happened_on=MAY, title="县好人", level="县级", stage="当选"
        )


def told(programme: Programme) -> list[tuple[object, ...]]:
    return [(row.id, row.unit, *row.values.values()) for row in facts.good_person(programme)]


def test_names_are_for_those_who_work_with_them(people: People, programme: Programme, exemplar: Exemplar) -> None:
    for reader, name in (
        (people.office, "欧阳某某"),
        (people.colleague, "欧阳某某"),
        (people.leader, "欧***"),
        (people.auditor, "欧***"),
        (people.inspector, "欧***"),
    ):
        seen = queries.visible_exemplars(reader, programme).get()
        assert queries.name_for(seen, queries.units_with_names(reader)) == name
    for outsider in (people.stranger, people.neighbour):
        assert not queries.visible_exemplars(outsider, programme).exists()
    assert (masked("赵"), masked("赵甲")) == ("*", "赵*")


def test_personal_data_stays_out_of_the_journal_and_of_the_facts(
    people: People, programme: Programme, exemplar: Exemplar, honour: Honour
) -> None:
    changed = actions.change_exemplar(
        by=people.office, exemplar=exemplar, revision=exemplar.revision, phone="13911111111", name="欧阳某"
    )
    assert changed.name == "欧阳某"
    journal = str(list(JournalLine.objects.filter(verb__startswith="exemplars.").values_list("details", flat=True)))
    assert "欧阳" not in journal
    assert "139" not in journal
    assert told(programme) == [("ry-000001", "jia-1", "hr-000001", "县好人", "县级", "当选", None, None)]


def test_the_gate_is_answered_with_a_reason(people: People, programme: Programme, honour: Honour) -> None:
    answers = {"honour": honour, "revision": honour.revision, "compliant": True, "forceful": False}
    with pytest.raises(Refused) as error:
        actions.review_honour(by=people.office, **answers, reason=" ")
    assert error.value.code == "no-reason"
    with pytest.raises(NotAllowed):
        actions.review_honour(by=people.colleague, **answers, reason="材料齐，推荐迟")
    reviewed = actions.review_honour(by=people.office, **answers, reason="材料齐，推荐迟")
    assert reviewed.reviewed_by == people.office
    assert told(programme)[0][-2:] == (True, False)
    with pytest.raises(Conflict):
        actions.review_honour(by=people.office, **answers, reason="再审")


def test_materials(people: People, programme: Programme, exemplar: Exemplar) -> None:
    with frozen(MAY):
        material = actions.record_material(by=people.office, exemplar=exemplar, happened_on=MAY, title="事迹")
    assert [dict(row.values) for row in facts.material(programme)] == [{"person": "hr-000001", "compliant": None}]
    with pytest.raises(Refused) as error:
        actions.review_material(
            by=people.office, material=material, revision=material.revision, compliant=False, reason=""
        )
    assert error.value.code == "no-reason"
    actions.review_material(by=people.office, material=material, revision=material.revision, compliant=True, reason="")
    assert [dict(row.values) for row in facts.material(programme)] == [{"person": "hr-000001", "compliant": True}]


def test_who_may_record(people: People, exemplar: Exemplar) -> None:
    given = {"exemplar": exemplar, "happened_on": MAY, "title": "县好人", "level": "县级", "stage": "当选"}
    for reader in (people.colleague, people.leader, people.inspector):
        with pytest.raises(NotAllowed):
            actions.record_honour(by=reader, **given)
    with pytest.raises(NotSeen):
        actions.record_honour(by=people.stranger, **given)
    with pytest.raises(Refused) as error:
        actions.record_honour(by=people.office, **{**given, "level": "宇宙级"})
    assert (error.value.code, error.value.field) == ("wrong-value", "level")


def test_withdrawn_honours_leave_the_facts(people: People, programme: Programme, honour: Honour) -> None:
    actions.withdraw_honour(by=people.office, honour=honour, revision=honour.revision, reason="公布名单更正")
    assert told(programme) == []
    assert queries.visible_honours(people.colleague, programme).get().withdrawn_reason == "公布名单更正"
