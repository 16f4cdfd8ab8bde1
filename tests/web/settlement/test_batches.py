"""Batches: proposed by one, confirmed by another."""

from __future__ import annotations

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.stages.settlement.models import Batch, Line
from tests.people import log_in
from tests.stages.seasons import JULY, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

CONFIRMED = {"document": "兑现通知", "document_date": "2022-07-10"}


def proposed(world: World) -> Batch:
    world.publish()
    with frozen(JULY):
        log_in(world.people.office).post(f"/settlement/{world.season.pk}/batches/propose/")
    return Batch.objects.get()


def test_a_batch_is_proposed_by_the_office_from_what_is_published(world: World) -> None:
    page = f"/settlement/{world.season.pk}/batches/propose/"
    browser = log_in(world.people.office)
    nothing = browser.post(page)
    assert nothing.status_code == 400
    assert "还没有公布的结果" in nothing.content.decode()
    world.publish()
    knock(world.people, page, {}, leader=403, auditor=403, colleague=404, stranger=404)
    assert browser.get(page).status_code == 405
    assert browser.post(page).status_code == 302
    assert Batch.objects.count() == 1


def test_another_person_confirms(world: World) -> None:
    batch = proposed(world)
    page = f"/settlement/batches/{batch.pk}/"
    knock(world.people, page, office=200, leader=200, auditor=200, colleague=403, stranger=404)
    assert "请由另一位同志核对后确认" in opened(world.people, "office", page)
    with frozen(JULY):
        knock(world.people, page, CONFIRMED, office=403, auditor=403, colleague=403, stranger=404)
        second = log_in(world.second)
        assert second.post(page, {**CONFIRMED, "document": ""}).status_code == 422
        assert not Line.objects.exists()
        assert second.post(page, CONFIRMED).status_code == 302
        assert second.post(page, CONFIRMED).status_code == 422
    assert Line.objects.filter(batch=batch).count() == 7
    html = opened(world.people, "office", page)
    assert "《兑现通知》" in html
    assert "奖励：第1名" in html
    assert "2022年第二季度" in html
    assert "有 1 笔处罚没有列入" in html
    assert second.delete(page).status_code == 405
    assert second.get("/settlement/batches/999999/").status_code == 404


def test_a_village_finds_its_award_among_its_own_lines(world: World) -> None:
    batch = proposed(world)
    with frozen(JULY):
        log_in(world.second).post(f"/settlement/batches/{batch.pk}/", CONFIRMED)
    page = f"/settlement/{world.season.pk}/"
    assert "3,000 元" in opened(world.people, "neighbour", f"{page}lines/")
    assert "3,000 元" not in opened(world.people, "colleague", f"{page}lines/")
    assert "兑现批次" not in opened(world.people, "colleague", page)
