"""当前得分 as pages: what stands now, for whom, and quickly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chuangcheng.base.clock import frozen
from chuangcheng.people.models import Organisation
from chuangcheng.stages.rectification import actions as rectification
from chuangcheng.stages.rectification.models import Problem
from tests.people import log_in
from tests.stages.seasons import World
from tests.web.ladder import knock, opened


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    with frozen(date(2022, 6, 30)):
        yield


def record(world: World, unit: Organisation, source: str = "媒体曝光") -> Problem:
    return rectification.record_problem(
        by=world.people.office, programme=world.programme, unit=unit, happened_on=date(2022, 6, 29), title="河道漂浮物",
        source=source,
    )  # fmt: skip


def address(world: World, unit: Organisation) -> str:
    return reverse("unit_live", args=[world.season.pk, unit.pk])


def test_who_sees_the_score_of_a_unit(world: World) -> None:
    own, other = world.villages[0], world.villages[1]
    knock(
        world.people,
        address(world, own),
        office=200,
        leader=200,
        auditor=200,
        colleague=200,
        inspector=403,
        stranger=404,
    )
    knock(world.people, address(world, other), colleague=404, office=200)
    knock(world.people, reverse("unit_live", args=[world.season.pk, world.people.town.pk]), office=404)
    assert log_in(world.people.office).post(address(world, own)).status_code == 405


def test_who_sees_the_list_of_all(world: World) -> None:
    knock(
        world.people,
        reverse("season_live", args=[world.season.pk]),
        office=200,
        leader=200,
        colleague=403,
        stranger=404,
    )


def test_the_office_sees_lines_and_place_and_a_village_no_place(world: World) -> None:
    village = world.villages[0]
    problem = record(world, village)
    page = opened(world.people, "office", address(world, village))
    assert "92.2" in page
    assert reverse("problem", args=[problem.pk]) in page
    assert "本组位次" in page
    page = opened(world.people, "colleague", address(world, village))
    assert "92.2" in page
    assert "位次" not in page


def test_the_list_has_places_and_opens_to_each(world: World) -> None:
    page = opened(world.people, "office", reverse("season_live", args=[world.season.pk]))
    for village in world.villages:
        assert address(world, village) in page


def test_a_new_problem_is_told_on_its_own_page(world: World) -> None:
    problem = record(world, world.villages[0])
    asked = f"?programme={world.programme.pk}&record=rectification.problem:{problem.pk}"
    office = log_in(world.people.office)
    assert f"{reverse('live_brief', args=[problem.unit_id])}?programme={world.programme.pk}&amp;record=" in (
        office.get(reverse("problem", args=[problem.pk])).content.decode()
    )
    part = office.get(reverse("live_brief", args=[problem.unit_id]) + asked).content.decode()
    assert "92.2" in part
    assert "−0.1" in part
    assert "本组第 3 / 6" in part
    part = log_in(world.people.colleague).get(reverse("live_brief", args=[problem.unit_id]) + asked).content.decode()
    assert "92.2" in part
    assert "本组第" not in part


def test_what_does_not_count_says_so(world: World) -> None:
    problem = record(world, world.villages[0], source="村自查")
    asked = f"?record=rectification.problem:{problem.pk}"
    part = log_in(world.people.office).get(reverse("live_brief", args=[problem.unit_id]) + asked).content.decode()
    assert "不计分" in part


def test_the_brief_is_empty_for_who_may_not_see(world: World) -> None:
    here = reverse("live_brief", args=[world.villages[0].pk])
    knock(world.people, here, office=200, colleague=200, inspector=204, stranger=404)
    knock(world.people, reverse("live_brief", args=[world.people.town.pk]), office=204)
    knock(world.people, here + "?record=evidence.evidence:1", office=204)
    knock(world.people, here + "?programme=99999", office=204)
    knock(world.people, here + "?programme=x", office=200)


def test_a_season_shows_a_village_its_own_score_now(world: World) -> None:
    page = opened(world.people, "colleague", reverse("season", args=[world.season.pk]))
    assert reverse("live_brief", args=[world.villages[0].pk]) in page
    assert reverse("live_brief", args=[world.villages[1].pk]) not in page
    page = opened(world.people, "office", reverse("season", args=[world.season.pk]))
    assert reverse("season_live", args=[world.season.pk]) in page


def test_before_the_year_begins_there_is_nothing(world: World) -> None:
    with frozen(date(2021, 12, 1)):
        assert "还没有开始" in opened(world.people, "office", address(world, world.villages[0]))
        assert "还没有开始" in opened(world.people, "office", reverse("season_live", args=[world.season.pk]))
        knock(world.people, reverse("live_brief", args=[world.villages[0].pk]), office=204)


def test_a_unit_without_base_score_is_told_what_is_recorded(world: World) -> None:
    with frozen(date(2022, 7, 6)):
        rectification.record_problem(
            by=world.people.office, programme=world.programme, unit=world.villages[0], happened_on=date(2022, 7, 5),
            title="乱堆", source="群众举报",
        )  # fmt: skip
        page = opened(world.people, "colleague", address(world, world.villages[0]))
        assert "已记录的加减分" in page
        assert "−0.1" in page


def test_queries_after_a_new_problem(world: World) -> None:
    office = log_in(world.people.office)
    problem = record(world, world.villages[0])
    office.get(address(world, world.villages[0]))
    record(world, world.villages[0])
    with CaptureQueriesContext(connection) as asked:
        office.get(reverse("live_brief", args=[problem.unit_id]) + f"?programme={world.programme.pk}")
    assert len(asked) <= 30
