"""Runs: standings, problems, changes, facts to take away, the why of a score."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from chuangcheng.base.clock import frozen
from chuangcheng.base.jobs import run_job
from chuangcheng.base.models import Job
from chuangcheng.base.tripwire import unguarded
from chuangcheng.engine.scoring import score_season
from chuangcheng.stages.inspections.actions import change_base_score
from chuangcheng.stages.inspections.models import BaseScore
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Run, Standing
from chuangcheng.web.scoring.views.why import real_minus
from tests.people import log_in
from tests.stages.seasons import JULY, Q2, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db


def _records_have_pages() -> bool:
    """Whether the rooms that keep the records of this season stand in this installation."""
    try:
        for name in ("base_score", "problem"):
            reverse(name, kwargs={"key": 1})
    except NoReverseMatch:
        return False
    return True


needs_record_pages = pytest.mark.skipif("not _records_have_pages()", reason="the rooms of records are not installed")


def test_a_draft_is_for_insiders_and_a_published_run_for_those_who_take_part(world: World) -> None:
    run = world.run()
    page = f"/scoring/runs/{run.pk}/"
    knock(world.people, page, office=200, leader=200, auditor=200, colleague=404, stranger=404)
    world.publish(run)
    knock(world.people, page, office=200, leader=200, colleague=200, stranger=404)
    for more in ("problems/", "changes/", "folder/"):
        knock(world.people, f"{page}{more}", office=200, leader=200, colleague=403, stranger=404)
        assert log_in(world.people.office).post(f"{page}{more}").status_code == 405
    assert log_in(world.people.office).get("/scoring/runs/999999/").status_code == 404


def test_a_village_sees_its_own_line_of_a_published_run(world: World) -> None:
    run = world.publish().run
    html = opened(world.people, "colleague", f"/scoring/runs/{run.pk}/")
    assert "甲一村" in html
    assert "甲二村" not in html
    assert 'data-label="位次"' not in html
    everyone = opened(world.people, "office", f"/scoring/runs/{run.pk}/")
    assert "甲二村" in everyone
    assert "示范村" in everyone


def test_the_standings_need_the_same_queries_for_one_row_and_for_many(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser, page = log_in(world.people.office), f"/scoring/runs/{world.run().pk}/"
    for asked in ("?q=jia-1", ""):
        browser.get(f"{page}{asked}")
        with django_assert_max_num_queries(18):
            browser.get(f"{page}{asked}")


def test_units_without_a_place_and_shared_places_are_shown_and_exported(world: World) -> None:
    member = world.season.units.get(organisation=world.people.village)
    actions.exempt_unit(by=world.people.office, member=member, exempt=True, reason="受灾")
    run = world.run()
    shared = Standing.objects.get(run=run, period=Q2, unit=world.people.village_2)
    with unguarded("a rulebook with mean ties would give it"):
        Standing.objects.filter(pk=shared.pk).update(rank=Decimal("1.5"))
    browser, page = log_in(world.people.office), f"/scoring/runs/{run.pk}/"
    assert "1.5" in browser.get(page).content.decode()
    sheet = load_workbook(io.BytesIO(browser.get(f"{page}?export=xlsx").content)).active
    assert sheet is not None
    places = {row[1]: row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert (places["甲二村"], places["甲一村"]) == (1.5, None)


def test_the_facts_of_a_run_can_be_scored_again_elsewhere(world: World, tmp_path: Path) -> None:
    run = world.run()
    answer = log_in(world.people.office).get(f"/scoring/runs/{run.pk}/folder/")
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    bundle.extractall(tmp_path)
    inside = next(name for name in bundle.namelist() if name.endswith("season.yaml")).rsplit("/", 1)[0]
    with score_season(tmp_path / inside) as outcome:
        assert not outcome.problems
        assert outcome.connection is not None


def test_changes_name_units_and_items(world: World) -> None:
    first = world.run()
    html = opened(world.people, "office", f"/scoring/runs/{first.pk}/changes/")
    assert "这是第一次计分" in html
    with frozen(JULY):
        score = BaseScore.objects.get(unit=world.people.village)
        change_base_score(by=world.people.office, base_score=score, revision=None, score=Decimal("94.5"))
    second = world.run()
    html = opened(world.people, "office", f"/scoring/runs/{second.pk}/changes/")
    assert "甲一村" in html
    assert "2022年第二季度" in html
    assert "细则基础分" in html
    assert "+2" in html
    assert "甲二村" not in html
    assert "没有同一期间可比的" not in html
    assert "甲二村" in opened(world.people, "office", f"/scoring/runs/{second.pk}/changes/?all=1")
    assert "甲二村" not in opened(world.people, "office", f"/scoring/runs/{second.pk}/changes/?q=甲一")
    book = log_in(world.people.office).get(f"/scoring/runs/{second.pk}/changes/?export=xlsx")
    assert load_workbook(io.BytesIO(book.content)).active is not None


def test_a_run_before_of_another_period_is_named(world: World) -> None:
    world.run()
    third = world.run("2022-Q3")
    html = opened(world.people, "office", f"/scoring/runs/{third.pk}/changes/")
    assert "没有同一期间可比的" in html
    assert "2022年第二季度" in html
    world.run()
    again = world.run("2022-Q3")
    html = opened(world.people, "office", f"/scoring/runs/{again.pk}/changes/")
    assert "第2次与第4次" in html
    assert "没有同一期间可比的" not in html


def test_figures_in_sentences_have_a_real_minus() -> None:
    assert real_minus("从 0 到 -0.1，wt-000012，2022-05-10，-3") == "从 0 到 −0.1，wt-000012，2022-05-10，−3"


def test_problems_are_told_in_the_readers_language(world: World) -> None:
    run = world.run("2022-Q3")
    page = f"/scoring/runs/{run.pk}/problems/"
    browser = log_in(world.people.office)
    assert browser.get(page).status_code == 200
    browser.cookies["django_language"] = "en"
    html = browser.get(page).content.decode()
    for said in re.findall(r'<span class="problem-place">[^<]*</span><span>([^<]*)', html):
        assert not re.search(r"[\u3400-\u9fff]{4}", said)


@needs_record_pages
def test_a_score_opens_down_to_its_records(world: World) -> None:
    run = world.publish().run
    own = f"/scoring/runs/{run.pk}/units/{world.people.village.pk}/{Q2}/"
    knock(world.people, own, office=200, leader=200, colleague=200, neighbour=404, stranger=404)
    browser = log_in(world.people.colleague)
    html = browser.get(own).content.decode()
    assert "92.3" in html
    assert "每个问题扣 0.1 分" in html
    score = BaseScore.objects.get(unit=world.people.village)
    for address in (
        reverse("base_score", kwargs={"key": score.pk}),
        reverse("problem", kwargs={"key": Problem.objects.get().pk}),
    ):
        assert f'href="{address}"' in html
        assert browser.get(address).status_code == 200
    assert browser.post(own).status_code == 405
    assert browser.get(own.replace(Q2, "2022-Q9")).status_code == 404


@needs_record_pages
def test_reasons_are_told_in_english_on_an_english_page(world: World) -> None:
    run = world.run()
    browser = log_in(world.people.office)
    browser.cookies["django_language"] = "en"
    html = browser.get(f"/scoring/runs/{run.pk}/units/{world.people.village.pk}/{Q2}/").content.decode()
    assert "Item by item" in html
    assert "Q2 2022" in html


def test_a_large_season_is_left_to_the_worker(world: World, settings: Settings) -> None:
    settings.SCORED_AT_ONCE = 0
    browser = log_in(world.people.office)
    answer = browser.post(reverse("run_new", args=[world.season.pk]), {"period": Q2, "as_of": ""})
    job = Job.objects.get()
    here = reverse("run_job", args=[job.pk])
    assert answer.headers["Location"] == here
    page = browser.get(here).content.decode()
    assert f'hx-get="{here}"' in page
    assert Run.objects.count() == 0
    other = log_in(world.people.office)
    other.cookies["django_language"] = "en"
    assert "<h1>Score</h1>" in other.get(here).content.decode(), "in the language of whoever looks"
    part = browser.get(here, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    knock(world.people, here, stranger=404, leader=404)
    run_job.func(job.pk)
    assert browser.get(here, headers={"HX-Request": "true"}).headers["HX-Redirect"] == here
    run = Run.objects.get()
    assert browser.get(here).headers["Location"] == reverse("run", args=[run.pk])
    run_job.func(job.pk)
    assert Run.objects.count() == 1


def test_a_scoring_that_failed_says_why(world: World, settings: Settings) -> None:
    settings.SCORED_AT_ONCE = 0
    browser = log_in(world.people.office)
    browser.post(reverse("run_new", args=[world.season.pk]), {"period": Q2, "as_of": "2021-01-01"})
    job = Job.objects.get()
    run_job.func(job.pk)
    page = browser.get(reverse("run_job", args=[job.pk])).content.decode()
    assert "计分截止日期" in page
    assert reverse("run_new", args=[world.season.pk]) in page
