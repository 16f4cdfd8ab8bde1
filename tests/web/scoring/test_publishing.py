"""Publishing a run and opening its period again."""

from __future__ import annotations

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.stages.scoring.models import Publication
from tests.people import log_in
from tests.stages.seasons import JULY, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

BASIS = {"document": "考核办法", "clause": "第五条"}


def test_publishing_is_for_the_office_and_needs_a_basis(world: World) -> None:
    run = world.run()
    page = f"/scoring/runs/{run.pk}/publish/"
    knock(world.people, page, office=200, leader=403, auditor=403, colleague=404, stranger=404)
    knock(world.people, page, BASIS, leader=403, auditor=403, colleague=404, stranger=404)
    browser = log_in(world.people.office)
    assert browser.put(page).status_code == 405
    with frozen(JULY):
        answer = browser.post(page, {"document": "考核办法", "clause": ""})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
        assert not Publication.objects.exists()
        done = browser.post(page, BASIS, follow=True)
    assert "已公布2022年第二季度的结果" in done.content.decode()
    assert "异议期到2022年7月15日" in done.content.decode()


def test_a_run_is_published_once(world: World) -> None:
    run = world.publish().run
    with frozen(JULY):
        answer = log_in(world.people.office).post(f"/scoring/runs/{run.pk}/publish/", BASIS)
    assert answer.status_code == 422
    assert "已经公布过" in answer.content.decode()


def test_a_period_is_reopened_with_reason_and_basis(world: World) -> None:
    publication = world.publish()
    page = f"/scoring/publications/{publication.pk}/reopen/"
    knock(world.people, page, office=200, leader=403, colleague=403, stranger=404)
    browser = log_in(world.people.office)
    with frozen(JULY):
        assert browser.post(page, {"reason": "", "basis": ""}).status_code == 422
        assert browser.post(page, {"reason": "异议成立", "basis": "核定记录"}).status_code == 302
    assert "期间已重开" in opened(world.people, "office", f"/scoring/runs/{publication.run_id}/")
    assert browser.get("/scoring/publications/999999/reopen/").status_code == 404
