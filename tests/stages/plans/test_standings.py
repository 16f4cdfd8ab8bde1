"""The quick sums of turns say what the cells say, whatever was done, marked or suspended."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Organisation
from chuangcheng.people.queries import calendar_of
from chuangcheng.stages.activities.actions import record_activity
from chuangcheng.stages.activities.queries.cadences import cadence_counts, counts_since
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Cadence, Programme
from chuangcheng.stages.plans.queries import cadences as queries
from chuangcheng.stages.plans.queries import standings, units
from chuangcheng.stages.plans.states import SlotState
from tests.people import People
from tests.stages.plans.test_cadences import add

pytestmark = pytest.mark.django_db
TODAY = date(2022, 5, 20)
FIRST, LAST = date(2022, 4, 19), date(2022, 5, 27)
RHYTHMS: tuple[dict[str, Any], ...] = (
    {"kind": "daily", "days": "working"},
    {"kind": "each", "unit": "week"},
    {"kind": "each", "unit": "month"},
    {"kind": "weekdays", "weekdays": [2, 5], "holidays": "skip"},
)


def quick(programme: Programme) -> dict[int, tuple[int, int]]:
    asked = standings.Asked(programme, tuple(units(programme)), calendar_of(programme.host))
    works = standings.works([asked], first=FIRST, last=LAST)
    counts = counts_since(works[0].cadences, standings.earliest(works), TODAY)
    return standings.due_and_late(works[0], counts, standings.said(works))


def exact(programme: Programme) -> dict[int, tuple[int, int]]:
    work = queries.open_work(programme, by=None, first=FIRST, last=LAST)
    counted = Counter(
        (cell.unit.pk, cell.state) for cell in work.cells(cadence_counts(programme, date(2021, 1, 1), LAST))
    )
    keys = {unit for unit, state in counted if state in queries.OPEN}
    return {unit: (counted[unit, SlotState.DUE], counted[unit, SlotState.LATE]) for unit in keys}


def _do_some(people: People, programme: Programme, cadences: list[Cadence], draw: Random) -> None:
    places: list[Organisation] = [people.village, people.village_2]
    for _turn in range(25):
        cadence, unit = draw.choice(cadences), draw.choice(places)
        day = FIRST + timedelta(days=draw.randrange((TODAY - FIRST).days + 1))
        if draw.random() < 0.5:
            try:
                actions.mark_done(by=people.office, cadence=cadence, unit=unit, slot=day, done_on=day)
            except Refused:
                continue  # no turn on that day, or marked already
        else:
            named = [cadence] if draw.random() < 0.3 else []
            kind = cadence.activity_kind or "其他"
            record_activity(
                by=people.office,
                programme=programme,
                unit=unit,
                happened_on=day,
                kind=kind,
                title="做了",
                cadences=named,
            )
    for unit in (None, people.village):
        first = FIRST + timedelta(days=draw.randrange(20))
        actions.suspend(
            by=people.office, programme=programme, cadence=draw.choice([None, *cadences]), unit=unit,
            first=first, last=first + timedelta(days=4), reason="防汛",
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_sums_agree_with_cells(people: People, programme: Programme, seed: int) -> None:
    draw = Random(seed)
    with frozen(TODAY):
        cadences = [
            add(
                people, programme, rhythm, title=f"周期 {place}", who=draw.choice(["each", "host"]),
                activity_kind=draw.choice(["", "学习", "大扫除"]), least=draw.choice([1, 1, 2]),
                grace_days=draw.choice([0, 3]),
            )
            for place, rhythm in enumerate(RHYTHMS)
        ]  # fmt: skip
        assert quick(programme) == exact(programme)
        _do_some(people, programme, cadences, draw)
        assert quick(programme) == exact(programme)


def test_turns_follow_a_change_at_once(people: People, programme: Programme) -> None:
    """What was worked out once is kept by what it follows from: a stopped cadence, an office's own holiday."""
    with frozen(TODAY):
        cadence = add(people, programme, RHYTHMS[0], title="每日保洁")
        before = quick(programme)
        actions.end_cadence(by=people.office, cadence=cadence, revision=None, on=date(2022, 5, 6), reason="不再办")
        after = quick(programme)
        assert after == exact(programme)
        assert after[people.village.pk][1] < before[people.village.pk][1]


def test_the_number_of_queries_is_constant(
    people: People, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 3):
        with frozen(TODAY):
            for each in range(number):
                cadence = add(people, programme, RHYTHMS[1], title=f"{number}-{each}", activity_kind="学习")
                actions.mark_done(by=people.office, cadence=cadence, unit=people.village, slot=date(2022, 5, 16))
        asked = [standings.Asked(programme, (people.village, people.village_2), calendar_of(programme.host))]
        with frozen(TODAY), django_assert_num_queries(7):
            works = standings.works(asked, first=FIRST, last=LAST)
            counts = counts_since(works[0].cadences, standings.earliest(works), TODAY)
            standings.due_and_late(works[0], counts, standings.said(works))
