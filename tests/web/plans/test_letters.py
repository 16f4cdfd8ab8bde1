"""/plans/…/letters/: drafted from tasks, issued, signed with a scan, files."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as open_word
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base import clock
from chuangcheng.evidence.models import Citation
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Letter, Programme, Task
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
WRITES = {"office": 200, "leader": 403, "auditor": 403, "colleague": 403, "neighbour": 404, "stranger": 404}


@pytest.fixture
def letter(people: People, programme: Programme, table: list[Task]) -> Letter:
    """A draft for 甲一村."""
    return actions.draft_letter(
        by=people.office,
        programme=programme,
        title="责任书",
        basis="方案第三条",
        party=people.village,
        tasks=[table[2]],
    )


def test_who_may(people: People, programme: Programme, letter: Letter) -> None:
    at, own = f"/plans/{programme.pk}/letters/", f"/plans/letters/{letter.pk}/"
    knock(people, at, office=200, leader=200, colleague=200, neighbour=200, stranger=404)
    for page in ("new/", "all/"):
        knock(people, f"{at}{page}", office=200, leader=403, colleague=403, neighbour=403, stranger=404)
    knock(people, own, office=200, leader=200, colleague=200, neighbour=404, stranger=404)
    for page in ("edit/", "issue/", "sign/", "refuse/", "end/"):
        knock(people, f"{own}{page}", **WRITES)
    for ending in ("docx", "pdf"):
        knock(people, f"{own}file.{ending}", office=200, colleague=200, neighbour=404, stranger=404)
        knock(people, f"{at}file.{ending}", office=200, colleague=200, neighbour=404, stranger=404)
    browser = log_in(people.office)
    for address in (f"{own}file.exe", "/plans/letters/999999/", "/plans/letters/x/"):
        assert browser.get(address).status_code == 404
    assert browser.post(own).status_code == 405


def test_the_list(
    people: People, programme: Programme, letter: Letter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/letters/"
    with django_assert_num_queries(13):
        assert "还没有责任书：甲二村" in browser.get(at).content.decode()
    for n in range(3):
        actions.draft_letter(
            by=people.office, programme=programme, title="门前三包", basis="条例", party_kind="shop",
            party_name=f"样品商店{n}", text="门前清洁",
        )  # fmt: skip
    with django_assert_num_queries(13):
        assert "共 4 条" in browser.get(at).content.decode()
    assert "样品商店" not in opened(people, "colleague", at)


def test_drafting_on_the_pages(people: People, programme: Programme, table: list[Task]) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/letters/"
    refused = browser.post(f"{at}all/", {"title": "责任书", "basis": "方案第三条"})
    assert refused.status_code == 422
    assert "清理三堆" in refused.content.decode()
    sent = {"title": "责任书", "party_kind": "unit", "party": people.village.pk, "tasks": [table[2].pk]}
    assert browser.post(f"{at}new/", sent).status_code == 422
    assert browser.post(f"{at}new/", {**sent, "basis": "方案第三条"}).status_code == 302
    letter = Letter.objects.get()
    change = {**sent, "basis": "方案第四条", "text": "另须每月报数", "revision": letter.revision}
    assert browser.post(f"/plans/letters/{letter.pk}/edit/", change).status_code == 302
    assert browser.post(f"/plans/letters/{letter.pk}/edit/", change).status_code == 409


def test_issued_and_signed_with_its_scan(people: People, programme: Programme, letter: Letter) -> None:
    browser, at = log_in(people.office), f"/plans/letters/{letter.pk}/"
    assert browser.post(f"{at}issue/", {"revision": 1}).status_code == 302
    assert browser.post(f"{at}refuse/", {"revision": 2, "reason": ""}).status_code == 422
    assert browser.post(f"{at}refuse/", {"revision": 2, "reason": "主任出差"}).status_code == 302
    assert "主任出差" in opened(people, "colleague", at)
    assert browser.post(f"{at}issue/", {"revision": 3}).status_code == 302
    today = clock.today().isoformat()
    bad = {"signer": "样甲", "signed_on": today, "revision": 4, "scan": SimpleUploadedFile("a.exe", b"MZ" * 90)}
    assert browser.post(f"{at}sign/", bad).status_code == 422
    assert Letter.objects.get().state == "issued"
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(stream, "PNG")
    scan = SimpleUploadedFile("letter.png", stream.getvalue())
    assert browser.post(f"{at}sign/", {**bad, "scan": scan}).status_code == 302
    assert Letter.objects.get().signer == "样甲"
    assert Citation.objects.get().record == "plans.letter"
    html = opened(people, "colleague", at)
    assert "责任书（甲一村）" in html
    assert "已签订" in html
    assert "已签订1份" in opened(people, "office", f"/plans/{programme.pk}/letters/")
    text = open_word(io.BytesIO(browser.get(f"{at}file.docx").content)).tables[0].rows[1].cells[1].text
    assert text == "健全网格责任"
