"""Sums by kind, exact, and how reports print them (section G)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.stages.activities import actions, queries
from chuangcheng.stages.plans.models import Programme
from tests.people import People

MAY = date(2022, 5, 8)


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1237, "1200余"), (1200, "1200"), (37, "37"), (0, "0"), (7, "7"), (101, "100余"), (980, "980"), (987, "980余"),
     (1500, "1500"), (12345678, "12000000余"), (Decimal("3.50"), "3.50"), (Decimal("120.00"), "120")],
)  # fmt: skip
def test_lower_bounds(number: int | Decimal, printed: str) -> None:
    assert queries.about(number) == printed


def test_exact_by_setting() -> None:
    assert queries.about(1237, exact=True) == "1237"


def test_sums_by_kind(people: People, programme: Programme) -> None:
    given = {"by": people.office, "programme": programme}
    with frozen(date(2022, 6, 1)):
        for day, unit, tonnes in ((8, people.village, "1.5"), (9, people.village_2, "2.25")):
            actions.record_activity(
                unit=unit,
                happened_on=date(2022, 5, day),
                kind="清洁行动",
                persons=20,
                numbers={"tonnes": tonnes},
                **given,
            )  # type: ignore[arg-type]
        actions.record_activity(unit=people.village, happened_on=MAY, kind="宣传", copies=300, **given)  # type: ignore[arg-type]
        actions.record_activity(
            unit=people.village, happened_on=date(2022, 6, 2), kind="宣传", copies=900, state="planned", **given
        )  # type: ignore[arg-type]
        sums = queries.sums_by_kind(programme, date(2022, 5, 1), date(2022, 6, 30))
        own = queries.sums_by_kind(programme, date(2022, 5, 1), date(2022, 6, 30), [people.village_2.pk])
    assert list(sums) == ["清洁行动", "宣传"]
    assert (sums["清洁行动"].times, sums["清洁行动"].sums) == (2, {"persons": 40, "tonnes": Decimal("3.75")})
    assert len(sums["清洁行动"].records) == 2
    assert queries.total(sums.values(), "copies") == 300
    assert list(own) == ["清洁行动"]
    assert queries.sums_by_kind(programme, MAY, MAY)["清洁行动"].times == 1


def test_a_kind_is_told_by_the_words_of_a_column(people: People, programme: Programme) -> None:
    """Donations by whom they were given to (G86)."""
    with frozen(date(2022, 6, 1)):
        for day, whom, fen in ((8, "失学儿童", 860000), (9, "灾区群众", 2130000), (10, "失学儿童", 40000)):
            actions.record_activity(
                by=people.office,
                programme=programme,
                unit=people.village,
                happened_on=date(2022, 5, day),
                kind="捐款",
                money=fen,
                numbers={"recipient": whom},
            )
    told = queries.sums_by_kind(programme, MAY, date(2022, 6, 30), None, {"捐款": ["recipient", "way"]})["捐款"]
    assert {word: (one.times, one.sums) for word, one in told.parts["recipient"].items()} == {
        "失学儿童": (2, {"money": 900000}),
        "灾区群众": (1, {"money": 2130000}),
    }
    assert "way" not in told.parts
    assert not queries.sums_by_kind(programme, MAY, MAY)["捐款"].parts


def test_places_are_counted_once_however_often_visited(people: People, programme: Programme) -> None:
    from chuangcheng.base.journal import action
    from chuangcheng.people.models import Place

    place = Place(organisation=people.village, kind="理发店", code="p1", name="某理发店")
    with action("tests.place.add", by=None):
        place.save()
    with frozen(date(2022, 6, 1)):
        for _ in range(3):
            actions.record_activity(
                by=people.office, programme=programme, unit=people.village, happened_on=MAY, kind="执法检查", spot=place
            )
    (one,) = queries.sums_by_kind(programme, MAY, MAY).values()
    assert (one.times, one.places) == (3, 1)
