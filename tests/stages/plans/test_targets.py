"""Targets down a tree (F27): completion with one decimal, ahead only above 100.0, sums or the difference named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.checks import completion, is_ahead
from chuangcheng.stages.plans.models import Programme, Target
from tests.people import People

pytestmark = pytest.mark.django_db
END = date(2022, 12, 31)


def _set(
    people: People, programme: Programme, unit: Organisation, planned: str, parent: Target | None = None
) -> Target:
    return actions.set_target(
        by=people.office, programme=programme, unit=unit, title="税费收入", measure_word="万元",
        planned=Decimal(planned), due_on=END, parent=parent,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("planned", "reached", "rate", "ahead"),
    [
        ("1200", "1263.6", "105.3", True),
        ("1200", "1200", "100.0", False),
        ("1200", "1200.5", "100.0", False),
        ("1200", "1200.6", "100.1", True),
        ("8", "1", "12.5", False),
        ("2000", "1", "0.1", False),
        ("3", "0", "0.0", False),
        ("3", None, None, False),
        ("0", "3", None, False),
    ],
)
def test_completion(planned: str, reached: str | None, rate: str | None, ahead: bool) -> None:
    given = Decimal(planned), Decimal(reached) if reached is not None else None
    assert completion(*given) == (Decimal(rate) if rate is not None else None)
    assert is_ahead(*given) is ahead


def test_the_parts_add_up_or_the_difference_is_named(people: People, programme: Programme) -> None:
    whole = _set(people, programme, people.town, "1200")
    assert queries.node_of(whole).difference is None
    _set(people, programme, people.village, "700", whole)
    part = _set(people, programme, people.village_2, "500", whole)
    assert queries.node_of(whole).difference == 0
    actions.change_target(
        by=people.office, target=part, revision=1, unit=people.village_2, title="税费收入", measure_word="万元",
        planned=Decimal(490), due_on=END,
    )  # fmt: skip
    (top, *parts) = queries.target_tree(people.office, programme)
    assert (top.depth, top.difference) == (0, 10)
    assert [(node.depth, node.target.unit.code, node.parts) for node in parts] == [
        (1, "jia-1", None),
        (1, "jia-2", None),
    ]


def test_a_reading_is_corrected_by_a_new_one(people: People, programme: Programme) -> None:
    target = _set(people, programme, people.village, "1200")
    with frozen(date(2022, 7, 1)):
        first = actions.read_target(by=people.colleague, target=target, on=date(2022, 6, 30), reached=Decimal("1263.6"))
        with pytest.raises(Refused) as refused:
            actions.read_target(by=people.colleague, target=target, on=date(2022, 6, 30), reached=Decimal(1))
        assert refused.value.code == "day-taken"
        given = {"by": people.colleague, "on": date(2022, 6, 30), "reached": Decimal("1236.6")}
        with pytest.raises(Refused) as refused:
            actions.correct_reading(reading=first, note=" ", **given)  # type: ignore[arg-type]
        assert refused.value.code == "no-reason"
        actions.correct_reading(reading=first, note="数字颠倒", **given)  # type: ignore[arg-type]
        with pytest.raises(Refused) as refused:
            actions.correct_reading(reading=first, note="再改", **given)  # type: ignore[arg-type]
        assert refused.value.code == "corrected"
        with pytest.raises(Refused) as refused:
            actions.read_target(by=people.colleague, target=target, on=date(2022, 7, 2), reached=Decimal(1))
        assert refused.value.code == "in-the-future"
    node = queries.node_of(target)
    assert node.rate == Decimal("103.1")  # 1236.6 / 1200 = 103.05, half up
    assert [(r.reached, r.corrected_at is None) for r in target.readings.order_by("pk")] == [
        (Decimal("1263.6"), False),
        (Decimal("1236.6"), True),
    ]


def test_what_a_target_needs(people: People, programme: Programme) -> None:
    whole = _set(people, programme, people.town, "1200")
    for change, code in (
        ({"planned": Decimal(0)}, "wrong-quantity"),
        ({"measure_word": "户"}, "other-measure"),
        ({"unit": people.other_village}, "not-taking-part"),
        ({"title": ""}, "wrong-value"),
    ):
        given = {"unit": people.village, "title": "税费收入", "measure_word": "万元", "planned": Decimal(1), **change}
        with pytest.raises(Refused) as refused:
            actions.set_target(by=people.office, programme=programme, parent=whole, due_on=END, **given)  # type: ignore[arg-type]
        assert refused.value.code == code
    _set(people, programme, people.village, "1200", whole)
    with pytest.raises(Refused) as refused:
        actions.remove_target(by=people.office, target=whole, revision=1)
    assert refused.value.code == "has-work"


def test_who_may_and_who_sees(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    whole = _set(people, programme, people.town, "1200")
    part = _set(people, programme, people.village, "700", whole)
    for account, error in ((people.leader, NotAllowed), (people.neighbour, NotSeen), (people.stranger, NotSeen)):
        with pytest.raises(error):
            actions.read_target(by=account, target=part, on=date(2022, 1, 1), reached=Decimal(1))
    with pytest.raises(NotSeen):
        actions.remove_target(by=people.colleague, target=part, revision=1)
    with django_assert_num_queries(2):
        assert len(queries.target_tree(people.office, programme)) == 2
    assert [node.target.pk for node in queries.target_tree(people.colleague, programme)] == [part.pk]
    actions.remove_target(by=people.office, target=part, revision=1)
    assert Target.objects.count() == 1
