"""Publishing closes the period; villages see their own; objections; corrected runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.stages.inspections.actions import change_base_score
from chuangcheng.stages.inspections.models import BaseScore
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Standing
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.stages.scoring.states import ObjectionState, RunState
from tests.stages.seasons import JULY, Q2, World

LATER = date(2022, 7, 20)


def test_publishing_needs_a_basis_and_closes_the_period(world: World) -> None:
    run = world.run()
    with frozen(JULY), pytest.raises(Refused) as error:
        actions.publish_run(by=world.people.office, run=run, document="考核办法", clause=" ")
    assert error.value.code == "no-basis"
    publication = world.publish(run)
    assert (publication.closed.first, publication.closed.last) == (date(2022, 4, 1), date(2022, 6, 30))
    assert publication.objections_until == date(2022, 7, 15)  # five working days after Sunday, 10 July
    score = BaseScore.objects.get(unit=world.people.village)
    with frozen(JULY), pytest.raises(Refused) as error:
        change_base_score(by=world.people.office, base_score=score, revision=None, score=Decimal(99))
    assert error.value.code == "period-closed"


def test_a_village_sees_its_own_score_and_no_ranking_without_a_basis(world: World) -> None:
    publication = world.publish()
    shown = seeing.visible_standings(world.people.colleague, publication.run).filter(period=Q2)
    assert [one.unit.code for one in shown] == ["jia-1"]
    assert not seeing.visible_standings(world.people.stranger, publication.run).exists()
    own = seeing.own_score(shown.get(), publication)
    assert (own.band, own.median, own.rank, own.size) == ("middle", 911_500, None, None)
    best = Standing.objects.get(run=publication.run, period=Q2, unit=world.people.village_2)
    assert seeing.own_score(best, publication).band == "top"


def test_the_ranking_is_shown_with_a_basis(world: World) -> None:
    actions.switch_ranking(
        by=world.people.office, season=world.season, revision=None, document="考核办法", clause="第七条"
    )
    world.season.refresh_from_db()
    publication = world.publish()
    own = Standing.objects.get(run=publication.run, period=Q2, unit=world.people.village)
    assert (seeing.own_score(own, publication).rank, seeing.own_score(own, publication).size) == (3, 6)


def test_a_median_of_fewer_than_five_is_hidden(world: World) -> None:
    for member in world.season.units.filter(organisation__code__in=["jia-5", "jia-6"]):
        actions.exempt_unit(by=world.people.office, member=member, exempt=True, reason="受灾")
    publication = world.publish()
    own = Standing.objects.get(run=publication.run, period=Q2, unit=world.people.village)
    assert seeing.own_score(own, publication).median is None


def test_objection_is_answered_by_someone_who_did_not_score(world: World) -> None:
    publication = world.publish()
    village = world.people.village
    with frozen(date(2022, 7, 12)):
        for by, refusal in ((world.people.neighbour, NotSeen), (world.people.leader, NotAllowed)):
            with pytest.raises(refusal):
                actions.file_objection(by=by, publication=publication, unit=village, text="不是本村的问题")
        objection = actions.file_objection(
            by=world.people.colleague, publication=publication, unit=village, item="problems", text="不是本村的问题"
        )
        with pytest.raises(NotAllowed):
            actions.answer_objection(by=world.people.office, objection=objection, upheld=True, answer="属实")
        with pytest.raises(NotAllowed):
            actions.answer_objection(by=world.people.colleague, objection=objection, upheld=True, answer="属实")
        actions.answer_objection(by=world.second, objection=objection, upheld=True, answer="属实，重新核定")
        assert objection.state == ObjectionState.UPHELD
        with pytest.raises(Refused) as error:
            actions.answer_objection(by=world.second, objection=objection, upheld=False, answer="再议")
    assert error.value.code == "objection-ended"
    with frozen(date(2022, 7, 18)), pytest.raises(Refused) as error:
        actions.file_objection(by=world.people.colleague, publication=publication, unit=village, text="又有异议")
    assert error.value.code == "window-closed"


def test_a_corrected_run_replaces_the_published_one_which_stays(world: World) -> None:
    first = world.publish()
    with frozen(LATER):
        with pytest.raises(Refused):
            actions.publish_run(by=world.people.office, run=world.run(), document="考核办法", clause="第五条")
        actions.reopen_period(by=world.people.office, publication=first, reason="异议成立", basis="核定记录")
        score = BaseScore.objects.get(unit=world.people.village)
        change_base_score(by=world.people.office, base_score=score, revision=None, score=Decimal("96.5"))
        run = actions.run_season(by=world.people.office, season=world.season, period=Q2)
        second = actions.publish_run(by=world.people.office, run=run, document="考核办法", clause="第五条")
    first.run.refresh_from_db()
    assert (first.run.state, second.run.replaces) == (RunState.REPLACED, first.run)
    assert Standing.objects.get(run=first.run, period=Q2, unit=world.people.village).points == 923_000
    assert Standing.objects.get(run=second.run, period=Q2, unit=world.people.village).points == 963_000
