"""/inspections/: base scores, checks, veto events, judgements, outside figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.stages.inspections import actions
from chuangcheng.stages.inspections.models import BaseScore, Check, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import opened
from tests.web.records import check_ladder, check_list, check_writes

pytestmark = pytest.mark.django_db
DAY = date(2022, 2, 10)


@dataclass(frozen=True)
class Case:
    """A kind of record: where its pages stand, how one is made, what its form sends."""

    at: str
    model: Any
    make: Callable[..., Any]
    sent: dict[str, Any]
    changes: dict[str, Any]
    queries: int


_JUDGED = {
    "item": "P1",
    "reason": "成效明显",
    "document": "某文〔2022〕1号",
    "decided_by": "评定甲",
    "confirmed_by": "复核乙",
}
CASES = {
    "base_score": Case(
        "/inspections/",
        BaseScore,
        partial(actions.record_base_score, score=Decimal("93.6")),
        {"items": "环境：45.5\n秩序: 40"},
        {"items": "", "score": "90.25"},
        12,
    ),
    "check": Case(
        "/inspections/checks/",
        Check,
        partial(actions.record_check, item="C1", result="合格"),
        {"item": "C1", "result": "合格", "place": "村口"},
        {"result": "不合格"},
        11,
    ),
    "veto_event": Case(
        "/inspections/vetoes/",
        VetoEvent,
        partial(actions.record_veto_event, kind="重大安全事故"),
        {"kind": "重大安全事故"},
        {"force_majeure": "on", "document": "认定书1号"},
        11,
    ),
    "judgement": Case(
        "/inspections/judgements/",
        Judgement,
        partial(actions.record_judgement, **_JUDGED, points=Decimal(2)),
        {**_JUDGED, "points": "2"},
        {"points": "-1.5"},
        11,
    ),
}
each_kind = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


@each_kind
def test_who_may(people: People, programme: Programme, case: Case) -> None:
    record = case.make(by=people.office, programme=programme, unit=people.village, happened_on=DAY)
    check_ladder(people, case.at, record)


@each_kind
def test_the_list(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries, case: Case
) -> None:
    make = partial(case.make, by=people.office, programme=programme, happened_on=DAY)
    check_list(people, case.at, make, django_assert_num_queries, case.queries)


@each_kind
def test_recording_changing_withdrawing(people: People, programme: Programme, case: Case) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", **case.sent}
    check_writes(people, case.at, case.model, sent, case.changes)


def test_items_add_up_and_a_total_takes_them_away(people: People, programme: Programme) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", "items": "环境：45.5\n秩序: 40"}
    browser = log_in(people.inspector)
    assert browser.post("/inspections/new/", sent).status_code == 302
    score = BaseScore.objects.get()
    assert score.score == Decimal("85.5")
    assert [item.item for item in score.items.all()] == ["环境", "秩序"]
    assert "45.5" in opened(people, "colleague", f"/inspections/{score.pk}/")
    browser.post(f"/inspections/{score.pk}/edit/", {**sent, "items": "", "score": "90", "revision": score.revision})
    score.refresh_from_db()
    assert (score.score, score.items.count()) == (90, 0)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"items": "环境 45"}, "里没有冒号"),
        ({"items": "环境：四十"}, "不是得分"),
        ({"items": "环境：1\n环境：2"}, "重复"),
        ({"items": "环境：1", "score": "1"}, "总分由系统合计"),
        ({}, "请填写得分"),
    ],
)
def test_what_is_wrong_with_a_base_score(
    people: People, programme: Programme, typed: dict[str, str], told: str
) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", **typed}
    answer = log_in(people.office).post("/inspections/new/", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not BaseScore.objects.exists()


def test_an_inspector_records_checks_but_no_vetoes(people: People, programme: Programme) -> None:
    browser = log_in(people.inspector)
    assert browser.get("/inspections/checks/new/").status_code == 200
    assert browser.get("/inspections/vetoes/new/").status_code == 403
    assert browser.get("/inspections/judgements/new/").status_code == 403


def test_outside_figures(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    assert "还没有数据类别" in opened(people, "office", "/inspections/figures/new/")
    sent = {"kind": "survey", "title": "问卷", "columns": "rate：decimal\ndone：boolean\nnote：text"}
    assert browser.post("/inspections/kinds/declare/", sent).status_code == 302
    kind_page = opened(people, "auditor", "/inspections/kinds/")
    assert "rate" in kind_page
    assert log_in(people.inspector).get("/inspections/kinds/declare/").status_code == 403
    row = {"unit": people.village.pk, "happened_on": "2022-02-10", "value-rate": "95.5", "value-done": "yes"}
    made = check_writes(people, "/inspections/figures/", OutsideFigure, row, {"value-rate": "96"})
    assert made.values == {"rate": "96", "done": "true", "note": None}
    wrong = browser.post("/inspections/figures/new/", {**row, "value-rate": "很多"})
    assert wrong.status_code == 422
    assert "不能填在“rate”列" in wrong.content.decode()
    check_ladder(people, "/inspections/figures/", _figure(people, made.kind))
    make = partial(actions.record_figure, by=people.office, kind=made.kind, happened_on=DAY, values={"rate": "1"})
    first = make(unit=people.village)
    with django_assert_num_queries(11):
        assert first.code in browser.get("/inspections/figures/").content.decode()


def _figure(people: People, kind: Any) -> OutsideFigure:
    return actions.record_figure(
        by=people.office, kind=kind, unit=people.village, happened_on=DAY, values={"rate": "1"}
    )
