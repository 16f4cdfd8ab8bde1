"""当前得分: what a run made now would say, worked out again only for whose facts have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chuangcheng.base.clock import frozen
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.exemplars import actions as exemplars
from chuangcheng.stages.inspections import actions as inspections
from chuangcheng.stages.rectification import actions as rectification
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Run, Standing
from chuangcheng.stages.scoring.queries import results
from chuangcheng.stages.scoring.queries.live import Live, live_board, live_score, scored
from tests.stages.books import TOWN
from tests.stages.seasons import Q2, World

JUNE = date(2022, 6, 30)


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    with frozen(JUNE):
        yield


def record(world: World, unit: Organisation, source: str = "媒体曝光") -> Problem:
    return rectification.record_problem(
        by=world.people.office,
        programme=world.programme,
        unit=unit,
        happened_on=date(2022, 6, 29),
        title="河道漂浮物",
        source=source,
    )


def run_now(world: World) -> Run:
    return actions.run_season(by=world.people.office, season=world.season, period=Q2)


def agree(world: World) -> None:
    """Each unit has the points, the place and the lines that a run gives."""
    board = live_board(world.season)
    assert board is not None
    run = run_now(world)
    standings = {one.unit.code: one for one in Standing.objects.filter(run=run, period=Q2).select_related("unit")}
    assert {unit for unit, one in board.units.items() if told(one)} == set(standings)
    for unit, standing in standings.items():
        now = board.units[unit]
        assert now.score is not None
        assert now.score.published == standing.points
        assert (now.standing.rank if now.standing else None) == standing.rank
        expected = [
            (one.item, one.kind, one.fact, one.key, one.points) for one in results.lines(run, unit=unit, period=Q2)
        ]
        assert sorted(line[:5] for line in now.score.lines) == sorted(expected)


def told(one: Live) -> bool:
    return one.score is not None and one.score.published is not None


PERSONS = TOWN.replace(
    "items:\n",
    "  good_person: {columns: {person: text, level: text, compliant: boolean}}\n"
    "items:\n"
    "  - id: persons\n"
    "    title: 好人\n"
    "    ladder: {fact: good_person, where: compliant, key: person, combine: highest, value: 2}\n",
)


COMPARED = """items:
  - id: compared
    title: 与最好的村比
    measure: {fact: problem_state, count: id}
    scale: {rank: [5, 1], order: asc}
"""


def by_book(world: World, text: str) -> None:
    """From now on the season is scored by this rulebook."""
    office = world.people.office
    version = rulebooks.create(by=office, organisation=world.people.county, name="other", title="另一套", text=text)
    rulebooks.publish(by=office, version=version, document="办法", clause="第一条", first=date(2022, 1, 1), last=None)
    world.season = actions.change_season(
        by=office, season=world.season, revision=world.season.revision, version=version, objection_days=5
    )


def quick_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing may be scored as a whole."""

    def refuse(*_given: object) -> None:
        raise AssertionError("the whole season was scored")

    monkeypatch.setattr(scored, "whole", refuse)


def test_it_says_what_a_run_would_say(world: World) -> None:
    agree(world)


def test_a_new_problem_shows_at_once_in_score_and_places(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    village = world.villages[1]
    before = live_score(world.season, village.code)
    quick_only(monkeypatch)
    problem = record(world, village)
    after = live_score(world.season, village.code)
    assert before is not None
    assert before.score is not None
    assert after is not None
    assert after.score is not None
    assert after.score.exact == before.score.exact - 1000
    line = next(line for line in after.score.lines if line.item == "problems")
    assert (line.points, line.model, line.pk) == (-1000, "rectification.problem", problem.pk)
    monkeypatch.undo()
    agree(world)


def test_the_places_of_the_others_follow(world: World) -> None:
    first, second = world.villages[1], world.villages[5]
    assert _place(live_score(world.season, second.code)) == 2
    for _number in range(25):
        record(world, first)
    assert _place(live_score(world.season, second.code)) == 1
    agree(world)


def _place(one: Live | None) -> int:
    assert one is not None
    assert one.standing is not None
    return int(one.standing.rank)


def test_a_withdrawn_or_moved_record_is_followed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = world.villages[2], world.villages[3]
    problem = record(world, here)
    live_board(world.season)
    quick_only(monkeypatch)
    problem = rectification.change_problem(
        by=world.people.office, problem=problem, revision=problem.revision, unit=there
    )
    assert [_points(world, one) for one in (here, there)] == [900_000, 879_000]
    rectification.withdraw_problem(
        by=world.people.office, problem=problem, revision=problem.revision, reason="查无此事"
    )
    assert _points(world, there) == 880_000


def _points(world: World, unit: Organisation) -> int | None:
    found = live_score(world.season, unit.code)
    assert found is not None
    assert found.score is not None
    return found.score.published


def test_a_person_whom_two_villages_tell_counts_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    by_book(world, PERSONS)
    here, there = world.villages[2], world.villages[3]
    person = exemplars.register_exemplar(by=world.people.office, programme=world.programme, unit=here, name="样甲")
    honours = []
    live_board(world.season)
    quick_only(monkeypatch)
    for unit, day, level in ((here, date(2022, 6, 20), "市级"), (there, date(2022, 6, 22), "市级")):
        honours.append(
            exemplars.record_honour(
                by=world.people.office, exemplar=person, unit=unit, happened_on=day,
                title="好人", level=level, stage="当选",
            )
        )  # fmt: skip
        exemplars.review_honour(
            by=world.people.office, honour=honours[-1], revision=None, compliant=True, forceful=True, reason="属实"
        )
        _points(world, here)
    assert [_points(world, one) for one in (here, there)] == [920_000, 880_000]
    exemplars.withdraw_honour(by=world.people.office, honour=honours[0], revision=None, reason="重复推荐")
    assert [_points(world, one) for one in (here, there)] == [900_000, 900_000]
    monkeypatch.undo()
    agree(world)


def test_a_unit_that_is_not_assessed_yet_is_told_what_is_recorded(world: World) -> None:
    with frozen(date(2022, 7, 5)):
        problem = rectification.record_problem(
            by=world.people.office, programme=world.programme, unit=world.villages[0], happened_on=date(2022, 7, 4),
            title="乱堆乱放", source="群众举报",
        )  # fmt: skip
        found = live_score(world.season, world.villages[0].code)
        assert found is not None
        assert found.score is not None
        assert found.period.id == "2022-Q3"
        assert (found.score.published, found.score.exact, found.standing) == (None, -1000, None)
        assert [line.pk for line in found.score.lines] == [problem.pk]


def test_a_deadline_that_goes_by_counts_on_the_day_after(world: World) -> None:
    problem = record(world, world.villages[4])
    rectification.set_deadline(by=world.people.office, problem=problem, deadline=JUNE, revision=None)
    assert _points(world, world.villages[4]) == 899_000
    with frozen(date(2022, 7, 1)):
        found = live_score(world.season, world.villages[4].code)
        assert found is not None
        assert found.score is not None
        assert [line.points for line in found.score.lines] == [-1000]


def test_lines_that_are_no_facts_leave_it_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    live_board(world.season)
    quick_only(monkeypatch)
    monkeypatch.setattr(scored, "some", scored.whole)
    exemplars.register_exemplar(by=world.people.office, programme=world.programme, unit=world.villages[0], name="样乙")
    run_now(world)
    assert _points(world, world.villages[0]) == 924_000 - 1000


def test_where_units_are_compared_the_whole_season_is_scored(world: World) -> None:
    by_book(world, TOWN.replace("items:\n", COMPARED))
    assert _points(world, world.villages[1]) == 1_000_000
    record(world, world.villages[1])
    assert _points(world, world.villages[1]) == 949_000
    agree(world)


def test_facts_that_only_the_checks_of_a_run_can_judge(world: World) -> None:
    """An error stops live scores as it stops a run, and goes with its cause."""
    by_book(world, TOWN.replace("score: decimal", "score: decimal, source: boolean").replace(", source: text}", "}", 1))
    found = live_board(world.season)
    assert found is not None
    assert found.errors == 0
    score = inspections.record_base_score(
        by=world.people.office, programme=world.programme, unit=world.villages[0], happened_on=JUNE, score=Decimal(90),
        source="考核组",
    )  # fmt: skip
    found = live_board(world.season)
    assert found is not None
    assert found.errors == run_now(world).errors == 1
    inspections.withdraw_base_score(by=world.people.office, base_score=score, revision=None, reason="重复")
    agree(world)


@pytest.mark.parametrize("found", ["{", "[]", '{"scores": {}, "errors": 0}', '{"scores": {"a": [1]}, "line": [0, ""]}'])
def test_what_is_kept_may_be_lost(world: World, found: str) -> None:
    live_board(world.season)
    for path in (Path(django_settings.MEDIA_ROOT) / "live").rglob("*.json"):
        path.write_text(found)
    agree(world)


def test_a_journal_that_was_restored_is_noticed(world: World) -> None:
    live_board(world.season)
    with transaction.atomic():
        for _number in range(3):
            record(world, world.villages[5])
        assert _points(world, world.villages[5]) == 927_000
        transaction.set_rollback(True)
    for _number in range(3):
        record(world, world.villages[4])
    assert [_points(world, one) for one in world.villages[4:]] == [897_000, 930_000]


def test_asking_after_a_new_fact_takes_few_queries(world: World) -> None:
    live_board(world.season)
    activities.record_activity(
        by=world.people.office, programme=world.programme, unit=world.villages[0], happened_on=date(2022, 6, 20),
        kind="志愿服务", title="清河行动",
    )  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as asked:
        live_score(world.season, world.villages[0].code)
    assert len(asked) <= 18
