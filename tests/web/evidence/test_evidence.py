"""/evidence/: files with captions, attached to records."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from chuangcheng.evidence.actions import cite, store
from chuangcheng.evidence.keeping import name_of
from chuangcheng.evidence.models import Citation, Evidence
from chuangcheng.stages.activities.actions import record_activity
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans.models import Programme
from tests.evidence.cameras import photograph
from tests.people import People, log_in
from tests.web.ladder import knock, opened
from tests.web.records import READS

pytestmark = pytest.mark.django_db
QUERIES_OF_A_PIECE = 12


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _picture(name: str = "村口.png", shade: int = 0) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 0, 0)).save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue())


def _piece(people: People, shade: int = 0, **caption: Any) -> Evidence:
    file = _picture(shade=shade)
    unit = caption.pop("unit", people.village)
    return store(by=people.office, unit=unit, content=file.file, name=file.name or "", subject="村口整治", **caption)


@pytest.fixture
def activity(people: People, programme: Programme) -> Activity:
    return record_activity(
        by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 2, 10), kind="宣传"
    )


def test_who_may(people: People) -> None:
    piece = _piece(people)
    knock(people, f"/evidence/{piece.pk}/", **READS)
    knock(people, f"/evidence/{piece.pk}/download/", **READS)
    for act in ("edit", "withdraw"):
        expected = {"office": 200, "leader": 403, "colleague": 403, "neighbour": 404, "stranger": 404}
        knock(people, f"/evidence/{piece.pk}/{act}/", **expected)
    knock(people, "/evidence/new/", office=200, colleague=200, inspector=200, leader=403, auditor=403)
    browser = log_in(people.office)
    assert browser.get("/evidence/999999/").status_code == 404
    assert browser.post(f"/evidence/{piece.pk}/download/").status_code == 405


def test_the_list(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _piece(people)
    browser = log_in(people.office)
    with django_assert_num_queries(7):
        assert "共 1 条" in browser.get("/evidence/").content.decode()
    for shade in (1, 2):
        _piece(people, shade, unit=people.village_2)
    with django_assert_num_queries(7):
        assert "共 3 条" in browser.get("/evidence/").content.decode()
    assert "共 1 条" in opened(people, "colleague", "/evidence/")


def test_a_village_attaches_a_picture_to_its_record(people: People, activity: Activity) -> None:
    address = f"/evidence/new/?attach=activities.activity:{activity.pk}"
    browser = log_in(people.colleague)
    assert address.replace("&", "&amp;") in browser.get(f"/activities/{activity.pk}/").content.decode()
    answer = browser.post(address, {"file": _picture(), "subject": "宣传现场", "place": "村口"})
    assert answer["Location"] == f"/activities/{activity.pk}/"
    piece = Evidence.objects.get()
    assert (piece.unit, piece.place) == (people.village, "村口")
    assert "宣传现场" in opened(people, "office", f"/activities/{activity.pk}/")
    assert activity.code in opened(people, "colleague", f"/evidence/{piece.pk}/")
    knock(people, address, neighbour=404, stranger=404, leader=403)


def test_evidence_that_is_there_is_cited_without_a_second_upload(people: People, activity: Activity) -> None:
    piece = _piece(people)
    browser = log_in(people.colleague)
    name = f"activities.activity:{activity.pk}"
    assert f"/evidence/cite/?attach={name}" in browser.get(f"/evidence/new/?attach={name}").content.decode()
    assert browser.post(f"/evidence/cite/?attach={name}", {"evidence": piece.pk}).status_code == 302
    assert Citation.objects.get().evidence == piece


@pytest.mark.parametrize("name", ["", "x", "people.account:1", "plans.programme:1", "activities.activity:999999"])
def test_a_bad_name_of_a_record_is_not_there(people: People, name: str) -> None:
    assert log_in(people.office).get(f"/evidence/cite/?attach={name}").status_code == 404


def test_it_is_downloaded_as_an_attachment(people: People) -> None:
    answer = log_in(people.colleague).get(f"/evidence/{_piece(people).pk}/download/")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_evidence_is_refused_beside_the_file(people: People) -> None:
    file = SimpleUploadedFile("表.exe", b"MZ\x90\x00")
    sent = {"file": file, "unit": people.village.pk, "subject": "表"}
    answer = log_in(people.colleague).post("/evidence/new/", sent)
    assert answer.status_code == 422
    assert "不能识别这个文件" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_changing_a_caption_and_withdrawing(people: People) -> None:
    piece = _piece(people)
    browser = log_in(people.office)
    sent = {"subject": "村口整治前后", "revision": piece.revision}
    assert browser.post(f"/evidence/{piece.pk}/edit/", sent).status_code == 302
    assert browser.post(f"/evidence/{piece.pk}/edit/", sent).status_code == 409
    assert browser.post(f"/evidence/{piece.pk}/withdraw/", {"reason": ""}).status_code == 422
    assert browser.post(f"/evidence/{piece.pk}/withdraw/", {"reason": "拍错了"}).status_code == 302
    html = opened(people, "colleague", f"/evidence/{piece.pk}/")
    assert "拍错了" in html
    assert "村口整治前后" in html


def test_what_a_picture_tells_is_shown_to_few(people: People, activity: Activity) -> None:
    position = ((32, 57, 0), "N", (117, 10, 48), "E")
    used = photograph(4, taken="2022:03:12 09:30:00", position=position)
    first = store(by=people.colleague, unit=people.village, content=used, name="a.jpg", subject="宣传现场")
    cite(by=people.colleague, evidence=first, record=activity)
    again = store(
        by=people.colleague, unit=people.village, content=photograph(4, size=(200, 150), taken="2022:03:12 09:30:00"),
        name="b.jpg", subject="义诊现场", taken_on=date(2022, 5, 1),
    )  # fmt: skip
    for who in ("colleague", "office", "inspector"):
        html = opened(people, who, f"/evidence/{again.pk}/")
        assert "几乎相同的照片" in html
        assert f"活动 {activity.code}" in html
        assert "拍摄日期与填写的时间不同" in html
    html = opened(people, "leader", f"/evidence/{again.pk}/")
    assert "几乎相同" not in html
    assert "拍摄日期" not in html
    for who, told in (("colleague", True), ("office", True), ("inspector", False), ("leader", False)):
        html = opened(people, who, f"/evidence/{first.pk}/")
        assert ("32.950000, 117.180000" in html) is told
        assert ("相机记录的时间" in html) is told


def test_the_page_of_a_picture_asks_a_fixed_number_of_questions(
    people: People, activity: Activity, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def piece(side: int) -> Evidence:
        made = store(
            by=people.office,
            unit=people.village,
            content=photograph(4, size=(side, side)),
            name="a.jpg",
            subject="现场",
        )
        cite(by=people.office, evidence=made, record=activity)
        return made

    first, browser = piece(200), log_in(people.office)
    piece(220)
    with django_assert_num_queries(QUERIES_OF_A_PIECE):
        browser.get(f"/evidence/{first.pk}/")
    for side in (240, 260, 280):
        piece(side)
    with django_assert_num_queries(QUERIES_OF_A_PIECE):
        assert browser.get(f"/evidence/{first.pk}/").content.decode().count("几乎相同的照片") == 4


def test_thumbnails_are_ours_and_fenced(people: People) -> None:
    piece = _piece(people)
    answer = log_in(people.leader).get(f"/evidence/{piece.pk}/thumbnail/")
    assert answer["Content-Type"] == "image/jpeg"
    for address in ("thumbnail", "download"):
        answer = log_in(people.leader).get(f"/evidence/{piece.pk}/{address}/")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
    knock(people, f"/evidence/{piece.pk}/thumbnail/", **READS)
    paper = store(by=people.office, unit=people.village, content=io.BytesIO(b"%PDF-1.4"), name="a.pdf", subject="文件")
    assert log_in(people.office).get(f"/evidence/{paper.pk}/thumbnail/").status_code == 404


def test_a_damaged_file_is_told_and_not_sent(people: People, settings: Any) -> None:
    piece = _piece(people)
    (Path(settings.MEDIA_ROOT) / name_of(piece.file.digest)).write_bytes(b"something else")
    answer = log_in(people.office).get(f"/evidence/{piece.pk}/download/")
    assert answer.status_code == 409
    assert "已损坏" in answer.content.decode()
