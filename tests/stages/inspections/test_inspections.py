"""What inspections write down, who may, and what it tells the engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.stages.inspections import actions, facts, queries
from chuangcheng.stages.inspections.models import BaseScore, Check
from chuangcheng.stages.plans.models import Programme
from tests.people import People

JUNE = date(2022, 6, 28)


def given(people: People, programme: Programme) -> dict[str, object]:
    return {"programme": programme, "unit": people.village, "happened_on": JUNE}


def test_a_base_score_by_items_is_their_sum(people: People, programme: Programme) -> None:
    with frozen(JUNE):
        score = actions.record_base_score(
            by=people.inspector,
            **given(people, programme),
            items={"道路": Decimal("30.5"), "沟塘": Decimal("61.6")},
            source="镇考核组",
        )
        assert score.score == Decimal("92.1")
        assert [(row.id, row.values["score"]) for row in facts.base_item(programme)] == [
            ("jc-000001/道路", Decimal("30.5")),
            ("jc-000001/沟塘", Decimal("61.6")),
        ]
        score = actions.change_base_score(
            by=people.office, base_score=score, revision=score.revision, items={"道路": Decimal(31)}
        )
        assert [row.values["score"] for row in facts.base_score(programme)] == [31]
        score = actions.change_base_score(by=people.office, base_score=score, revision=score.revision, note="复核")
        assert score.items.count() == 1
        score = actions.change_base_score(
            by=people.office, base_score=score, revision=score.revision, score=Decimal(90)
        )
    assert (score.items.count(), BaseScore.objects.get().score) == (0, 90)


def test_a_base_score_needs_points(people: People, programme: Programme) -> None:
    with frozen(JUNE), pytest.raises(Refused) as error:
        actions.record_base_score(by=people.office, **given(people, programme))
    assert error.value.code == "no-items"
    with frozen(JUNE), pytest.raises(Refused) as error:
        actions.record_base_score(by=people.office, **given(people, programme), score=Decimal("0.1234567"))
    assert error.value.code == "wrong-value"


def test_a_visit_is_one_line_of_the_journal(people: People, programme: Programme) -> None:
    lines = JournalLine.objects.count()
    with frozen(JUNE):
        found = actions.record_visit(
            by=people.inspector,
            **given(people, programme),
            place="村部",
            results={"k01": "合格", "k02": "不合格", "k03": "免评"},
        )
    assert [check.code for check in found] == ["dw-000001", "dw-000002", "dw-000003"]
    assert JournalLine.objects.count() == lines + 1
    assert [dict(row.values) for row in facts.check(programme)][1] == {
        "item": "k02",
        "result": "不合格",
        "place": "村部",
    }


def test_who_may(people: People, programme: Programme) -> None:
    with frozen(JUNE):
        for reader in (people.colleague, people.leader, people.auditor):
            with pytest.raises(NotAllowed):
                actions.record_check(by=reader, **given(people, programme), item="k01", result="合格")
        for outsider in (people.stranger, people.neighbour):
            with pytest.raises(NotSeen):
                actions.record_check(by=outsider, **given(people, programme), item="k01", result="合格")
        with pytest.raises(NotAllowed):
            actions.record_veto_event(by=people.inspector, **given(people, programme), kind="重大安全事故")
        check = actions.record_check(by=people.inspector, **given(people, programme), item="k01", result="合格")
    assert list(queries.visible_checks(people.colleague, programme)) == [check]
    assert not queries.visible_checks(people.neighbour, programme).exists()
    assert Check.objects.count() == 1


def test_vetoes_and_judgements(people: People, programme: Programme) -> None:
    with frozen(JUNE):
        with pytest.raises(Refused) as error:
            actions.record_veto_event(
                by=people.office, **given(people, programme), kind="重大安全事故", force_majeure=True
            )
        assert error.value.code == "no-document"
        actions.record_veto_event(by=people.office, **given(people, programme), kind="重大安全事故")
        judged = {"item": "effort", "points": Decimal("-1.5"), "reason": "迟报", "document": "纪要", "decided_by": "甲"}
        with pytest.raises(Refused) as error:
            actions.record_judgement(by=people.office, **given(people, programme), **judged, confirmed_by="甲")
        assert error.value.code == "same-person"
        actions.record_judgement(by=people.office, **given(people, programme), **judged, confirmed_by="乙")
    assert [dict(row.values) for row in facts.veto_event(programme)] == [
        {"kind": "重大安全事故", "force_majeure": False}
    ]
    assert [row.values["points"] for row in facts.judgement(programme)] == [Decimal("-1.5")]


def test_outside_figures_follow_their_declaration(people: People, programme: Programme) -> None:
    columns = {"answer": "text", "age": "integer", "share": "decimal", "new": "boolean", "on": "date"}
    kind = actions.declare_kind(by=people.office, programme=programme, kind="survey", columns=columns, title="问卷")
    values = {"answer": "满意", "age": "40", "share": "0.5", "new": "true", "on": "2022-05-01"}
    figure = {"kind": kind, "unit": people.village, "happened_on": JUNE}
    with frozen(JUNE):
        for name, wrong in {"age": "4.5", "share": "1e3", "new": "是", "on": "2022-02-30"}.items():
            with pytest.raises(Refused) as error:
                actions.record_figure(by=people.office, **figure, values={**values, name: wrong})
            assert (error.value.code, error.value.field) == ("wrong-type", name)
        with pytest.raises(Refused) as error:
            actions.record_figure(by=people.office, **figure, values={"other": "1"})
        assert error.value.code == "unknown-column"
        actions.record_figure(by=people.inspector, **figure, values=values, code="s1")
        actions.record_figure(by=people.inspector, **figure, values={"answer": "不满意"})
        other = actions.declare_kind(by=people.office, programme=programme, kind="trash", columns={"tons": "decimal"})
        actions.record_figure(by=people.office, **{**figure, "kind": other}, values={"tons": "3"}, code="s1")
    tables = facts.outside_tables(programme)
    assert [dict(row.values) for row in tables["survey"].rows] == [
        {"answer": "满意", "age": 40, "share": Decimal("0.5"), "new": True, "on": date(2022, 5, 1)},
        {"answer": "不满意", "age": None, "share": None, "new": None, "on": None},
    ]
    assert [row.id for row in tables["trash"].rows] == ["s1"]


def test_a_column_in_use_stays(people: People, programme: Programme) -> None:
    given_ = {"by": people.office, "programme": programme, "kind": "survey"}
    kind = actions.declare_kind(**given_, columns={"answer": "text"})
    actions.declare_kind(**given_, columns={"answer": "integer"})
    kind = actions.declare_kind(**given_, columns={"answer": "text"})
    with frozen(JUNE):
        actions.record_figure(
            by=people.office, kind=kind, unit=people.village, happened_on=JUNE, values={"answer": "满意"}
        )
    with pytest.raises(Refused) as error:
        actions.declare_kind(**given_, columns={})
    assert error.value.code == "column-in-use"
    actions.declare_kind(**given_, columns={"answer": "text", "age": "integer"})
    for columns in ({"id": "text"}, {"数": "text"}, {"n": "float"}):
        with pytest.raises(Refused) as error:
            actions.declare_kind(**given_, columns=columns)
        assert error.value.code == "wrong-column"
    with pytest.raises(NotAllowed):
        actions.declare_kind(by=people.inspector, programme=programme, kind="x", columns={})
