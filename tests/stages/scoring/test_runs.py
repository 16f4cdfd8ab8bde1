"""Runs at the level of actions: what is collected, scored and kept."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.engine.numbers import POINT
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Run, SeasonUnit, Standing
from chuangcheng.stages.scoring.queries.results import folder_of, lines, money, problems, records_of, values
from tests.stages.seasons import JULY, Q2, World


def test_a_run_scores_and_keeps_facts_rulebook_and_results(world: World) -> None:
    before = JournalLine.objects.count()
    run = world.run()
    assert (run.errors, run.as_of, run.facts) == (0, date(2022, 6, 30), {"base_score": 6, "problem_state": 2})
    assert JournalLine.objects.count() == before + 1
    points = {one.unit.code: one.points for one in Standing.objects.filter(run=run, period=Q2).select_related("unit")}
    assert points["jia-1"] == 923_000  # 92.5 − 0.1 doubled once
    assert points["jia-2"] == 950_000
    best = Standing.objects.get(run=run, period=Q2, unit=world.people.village_2)
    assert (best.rank, best.group, best.decisions) == (1, "jia-town", ["model"])
    names = {path.name for path in (folder_of(run) / "season").iterdir()}
    assert names == {"season.yaml", "rulebook.yaml", "units.csv", "base_score.csv", "problem_state.csv"}


def test_the_lines_of_a_unit_sum_to_its_total_and_open_down_to_records(world: World) -> None:
    run = world.run()
    own = lines(run, unit="jia-1", period=Q2)
    assert [(line.item, line.points) for line in own] == [
        ("base", 92 * POINT + 5000),
        ("problems", -1000),
        ("problems", -1000),
    ]
    assert sum(line.points for line in own) == values(run, unit="jia-1", period=Q2)["jia-1", Q2, "total"]
    problem = Problem.objects.get()
    assert records_of(run)["problem_state", own[1].fact] == ("rectification.problem", problem.pk)
    assert {line.reason for line in money(run, unit="jia-2", period=Q2)} == {"award 1"}


def test_who_may_run(world: World) -> None:
    with frozen(JULY):
        with pytest.raises(NotSeen):
            actions.run_season(by=world.people.stranger, season=world.season, period=Q2)
        for reader in (world.people.leader, world.people.auditor, world.people.inspector):
            with pytest.raises(NotAllowed):
                actions.run_season(by=reader, season=world.season, period=Q2)
        with pytest.raises(NotSeen):
            actions.run_season(by=world.people.colleague, season=world.season, period=Q2)
    assert not Run.objects.exists()


@pytest.mark.parametrize(("period", "code"), [("2022-Q9", "unknown-period"), ("2022-Q4", "period-not-begun")])
def test_a_period_that_cannot_be_scored(world: World, period: str, code: str) -> None:
    with frozen(JULY), pytest.raises(Refused) as error:
        actions.run_season(by=world.people.office, season=world.season, period=period)
    assert error.value.code == code


def test_a_run_with_errors_keeps_its_problems_and_no_results(world: World) -> None:
    from chuangcheng.stages.inspections.actions import record_base_score

    with frozen(date(2022, 6, 29)):
        record_base_score(
            by=world.people.office,
            programme=world.programme,
            unit=world.people.village,
            happened_on=date(2022, 6, 29),
            score=1,
        )
    run = world.run()
    assert run.errors == 1
    assert [said.code for said in problems(run)] == ["import-duplicate"]
    assert not Standing.objects.filter(run=run).exists()
    assert lines(run) == []
    with frozen(JULY), pytest.raises(Refused) as error:
        actions.publish_run(by=world.people.office, run=run, document="办法", clause="一")
    assert error.value.code == "run-has-errors"


def test_an_exempt_unit_is_scored_and_not_ranked(world: World) -> None:
    member = SeasonUnit.objects.get(season=world.season, organisation=world.people.village_2)
    with pytest.raises(Refused):
        actions.exempt_unit(by=world.people.office, member=member, exempt=True, reason=" ")
    actions.exempt_unit(by=world.people.office, member=member, exempt=True, reason="新设的村")
    standing = Standing.objects.get(run=world.run(), period=Q2, unit=world.people.village_2)
    assert (standing.points, standing.rank) == (950_000, None)


def test_a_season_of_rounds_is_scored_round_by_round(world: World) -> None:
    from chuangcheng.rulebooks import actions as rulebooks
    from chuangcheng.stages.plans.actions import start_programme
    from chuangcheng.stages.scoring.queries.seeing import rulebook_of
    from tests.stages.books import TOWN

    office, town = world.people.office, world.people.town
    days = {"first": date(2022, 1, 1), "last": date(2022, 12, 31)}
    text = TOWN.replace("period: quarter", "period: rounds").replace("rulebook: town", "rulebook: rounds")
    with frozen(date(2022, 1, 5)):
        version = rulebooks.create(by=office, organisation=world.people.county, name="rounds", title="分轮", text=text)
        rulebooks.publish(by=office, version=version, document="办法", clause="一", first=days["first"], last=None)
        programme = start_programme(by=office, title="分轮", level="县级", host=town, **days)
        spring = {"id": "春季", "from": "2022-04-01", "to": "2022-05-31"}
        autumn = {"id": "秋季", "from": "2022-05-31", "to": "2022-07-31"}
        season = {"by": office, "programme": programme, "version": version, **days}
        for rounds, code in (
            ((), "no-rounds"),
            ((spring, autumn), "rounds-invalid"),
            ((autumn, spring), "rounds-invalid"),
        ):
            with pytest.raises(Refused) as error:
                actions.open_season(rounds=rounds, **season)
            assert error.value.code == code
        opened = actions.open_season(rounds=(spring, {**autumn, "from": "2022-06-01"}), **season)
    with frozen(date(2022, 8, 1)):
        run = actions.run_season(by=office, season=opened, period="秋季")
    assert (run.errors, run.as_of) == (0, date(2022, 7, 31))
    assert rulebook_of(run).period == "rounds"


def test_equal_facts_give_equal_fingerprints_and_a_new_fact_another(world: World) -> None:
    from chuangcheng.stages.rectification.actions import record_problem

    one, two = world.run(), world.run()
    assert (one.number, two.number, one.fingerprint) == (1, 2, two.fingerprint)
    with frozen(date(2022, 6, 29)):
        record_problem(
            by=world.people.office,
            programme=world.programme,
            unit=world.people.village,
            happened_on=date(2022, 6, 29),
            title="沟塘漂浮垃圾",
            source="群众举报",
        )
    assert world.run().fingerprint != one.fingerprint
    with frozen(JULY), pytest.raises(Refused) as error:
        actions.publish_run(by=world.people.office, run=two, document="办法", clause="一")
    assert error.value.code == "run-stale"
