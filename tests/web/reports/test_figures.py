"""Figures open down to their records; a zero is confirmed; the form of a series is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.reports.models import NilReport
from tests.people import log_in
from tests.stages.seasons import World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db


def test_a_figure_opens_down_to_its_records(world: World) -> None:
    publication = world.publish()
    page = f"/reports/publications/{publication.pk}/figures/problems/"
    knock(world.people, page, office=200, leader=200, colleague=403, stranger=404)
    browser = log_in(world.people.office)
    html = browser.get(page).content.decode()
    address = reverse("problem", kwargs={"key": Problem.objects.get().pk})
    assert '<span class="tile-figure">1</span>' in html
    assert world.people.village.name in html
    assert address in html
    assert browser.get(address).status_code == 200
    assert browser.post(page).status_code == 405
    assert browser.get(page.replace("problems", "nothing")).status_code == 404


def test_a_zero_is_confirmed_by_the_responsible_unit(world: World) -> None:
    publication = world.publish()
    page = f"/reports/publications/{publication.pk}/figures/hosting/nil/"
    sent = {"unit": world.people.town.pk, "note": "本季没有承办"}
    knock(world.people, page, office=200, colleague=403, stranger=404)
    knock(world.people, page, sent, leader=403, auditor=403, colleague=403, stranger=404)
    browser = log_in(world.people.office)
    assert browser.post(page, {"unit": ""}).status_code == 422
    assert browser.post(page, sent).status_code == 302
    twice = browser.post(page, sent)
    assert twice.status_code == 422
    assert "已经确认过" in twice.content.decode()
    nil = f"/reports/nil/{NilReport.objects.get().pk}/"
    assert "本季没有承办" in opened(world.people, "office", nil)
    knock(world.people, nil, leader=200, stranger=404)
    assert nil in opened(world.people, "office", f"/reports/publications/{publication.pk}/work_report/")
    some = browser.post(page.replace("hosting", "problems"), sent)
    assert some.status_code == 422
    assert "已经有记录" in some.content.decode()


def test_the_form_of_a_series_is_kept(world: World) -> None:
    page = f"/reports/{world.season.pk}/series/circular/"
    knock(world.people, page, office=200, leader=403, colleague=403, stranger=404)
    browser = log_in(world.people.office)
    sent = {"issuer": "甲镇人民政府文件", "number": "甲政〔{year}〕{number}号", "next_number": 7}
    assert browser.post(page, {**sent, "number": "甲政{x}"}).status_code == 422
    assert browser.post(page, {**sent, "next_number": 0}).status_code == 422
    assert browser.post(page, sent).status_code == 302
    assert 'value="甲镇人民政府文件"' in opened(world.people, "office", page)
    assert browser.get(f"/reports/{world.season.pk}/series/poem/").status_code == 404
    assert browser.get("/reports/999999/series/circular/").status_code == 404
