"""/inspections/matrix/ and /inspections/visits/new/: many results at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chuangcheng.base.models import JournalLine
from chuangcheng.stages.inspections.models import BaseScore, Check
from chuangcheng.stages.plans.models import Programme
from tests.people import People, log_in
from tests.web.ladder import knock

pytestmark = pytest.mark.django_db
AT = "/inspections/matrix/?items=环境，秩序"


def _cells(people: People, *rows: tuple[str, str]) -> dict[str, object]:
    units = (people.village, people.village_2)
    cells = {
        f"c-{unit.pk}-{place}": text for unit, row in zip(units, rows, strict=False) for place, text in enumerate(row)
    }
    return {"happened_on": "2022-02-10", "source": "第一次考评", **cells}


def test_who_may(people: People, programme: Programme) -> None:
    allowed = {"office": 200, "inspector": 200, "leader": 403, "auditor": 403, "colleague": 403, "stranger": 404}
    for address in (AT, "/inspections/visits/new/"):
        knock(people, address, **allowed)
        assert log_in(people.office).delete(address).status_code == 405


def test_all_units_are_saved_in_one_act(people: People, programme: Programme) -> None:
    lines = JournalLine.objects.count()
    answer = log_in(people.inspector).post(AT, _cells(people, ("45.5", "40"), ("44", "")))
    assert answer.status_code == 302
    scores = {one.unit.code: one for one in BaseScore.objects.select_related("unit")}
    assert {code: one.score for code, one in scores.items()} == {"jia-1": Decimal("85.5"), "jia-2": Decimal(44)}
    assert [item.item for item in scores["jia-2"].items.all()] == ["环境"]
    assert JournalLine.objects.count() == lines + 1


def test_totals_without_items(people: People, programme: Programme) -> None:
    cells = {"happened_on": "2022-02-10", f"c-{people.village.pk}-0": "93.6"}
    assert log_in(people.office).post("/inspections/matrix/?items=", cells).status_code == 302
    score = BaseScore.objects.get()
    assert (score.score, score.items.count()) == (Decimal("93.6"), 0)


@pytest.mark.parametrize(
    ("rows", "told"), [((("45", "很好"), ("44", "40")), "“很好”不是得分"), ((("", ""), ("", "")), "一个得分也没有填")]
)
def test_a_wrong_cell_or_none_saves_nothing(
    people: People, programme: Programme, rows: tuple[tuple[str, str], ...], told: str
) -> None:
    answer = log_in(people.office).post(AT, _cells(people, *rows))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not BaseScore.objects.exists()


def test_a_visit_writes_all_results(people: People, programme: Programme) -> None:
    sent = {"unit": people.village.pk, "happened_on": "2022-02-10", "place": "村口", "results": "C1：合格\nC2: 不合格"}
    assert log_in(people.inspector).post("/inspections/visits/new/", sent).status_code == 302
    assert set(Check.objects.values_list("item", "result", "place")) == {
        ("C1", "合格", "村口"),
        ("C2", "不合格", "村口"),
    }
