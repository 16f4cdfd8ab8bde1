"""/intake/: who may upload, what is refused in words, the template."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from pytest_django import Settings

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.intake import holding, uploads
from tests.intake.workbooks import Rows, workbook
from tests.people import People, log_in

pytestmark = pytest.mark.django_db
PAGE = "/intake/"
HEADS = ("编号", "单位", "问题", "来源", "发现日期", "整改期限")
ROW = ("p03", "jia-1", "沟塘漂浮垃圾", "群众举报", date(2022, 5, 2), date(2022, 5, 10))


def upload(browser: Client, programme: Programme | None, content: bytes, **more: str) -> object:
    sent = {
        "workbook": SimpleUploadedFile("数据.xlsx", content),
        "programme": programme.pk if programme else "",
        **more,
    }
    with frozen(date(2022, 6, 1)):
        return browser.post(PAGE, sent)


def problems(*rows: Rows) -> bytes:
    return workbook({"问题": [HEADS, *rows]}).getvalue()


@pytest.mark.parametrize(
    ("account", "status"),
    [("office", 200), ("administrator", 200), ("root", 200), ("colleague", 403), ("inspector", 403), ("leader", 403)],
)
def test_who_may_import(people: People, programme: Programme, account: str, status: int) -> None:
    browser = log_in(getattr(people, account))
    assert browser.get(PAGE).status_code == status
    assert browser.get("/intake/template.xlsx").status_code == status
    assert ('href="/intake/"' in browser.get("/rectification/").content.decode()) is (status == 200)
    if status == 403:
        assert upload(browser, programme, problems(ROW)).status_code == 403


def test_nobody_comes_in_without_logging_in() -> None:
    for page in (PAGE, "/intake/template.xlsx", "/intake/jobs/1/", "/intake/token/"):
        assert Client().get(page).status_code == 302
    assert Client().post(PAGE).status_code == 302
    assert Client().delete(PAGE).status_code in (302, 405)


def test_another_office_does_not_find_the_programme(people: People, programme: Programme) -> None:
    assert upload(log_in(people.stranger), programme, problems(ROW)).status_code == 422


def test_a_token_is_asked_for(people: People, programme: Programme) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.office)
    assert upload(browser, programme, problems(ROW)).status_code == 403


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (301 << 20))
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"this is no workbook", "这个文件打不开"),
        (b"", "文件是空的"),
        (bomb(), "解压后过大"),
    ],
    ids=["unreadable", "empty", "bomb"],
)
def test_what_cannot_be_opened_is_told_beside_the_field(
    people: People, programme: Programme, content: bytes, told: str
) -> None:
    answer = upload(log_in(people.office), programme, content)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert answer.context["form"].errors["workbook"]


def test_200_megabytes_are_refused_before_they_are_kept(
    people: People, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole body is sent, and nothing of it reaches Django's parser or the disk."""
    browser, size = log_in(people.office), 200 << 20
    body = b"-" * size
    answer = browser.generic("POST", PAGE, body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "文件有 200 MB，超过了 50 MB" in answer.content.decode()


def test_what_is_refused_for_its_size_is_never_parsed(settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1
    request = RequestFactory().generic("POST", PAGE, b"-" * (2 << 20), content_type="multipart/form-data; boundary=x")
    assert uploads.refusal_of_size(request)
    assert not hasattr(request, "_post")
    assert request.read() == b"", "it was taken from the line"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("p1", "jia-9", "垃圾", "群众举报", date(2022, 5, 2), None), "没有“jia-9”这个单位"),
        (("p1", "jia-1", "垃圾", "群众举报", date(2021, 5, 2), None), "不在创建活动的起止日期"),
        (("p1", "jia-1", "垃圾", "群众举报", date(2022, 5, 2), date(2022, 5, 1)), "早于发现日期"),
        (("p1", "jia-1", "", "群众举报", date(2022, 5, 2), None), "不能空着"),
    ],
    ids=["unknown unit", "outside the programme", "deadline before discovery", "empty"],
)
def test_a_faulty_row_is_told_with_its_place(people: People, programme: Programme, row: Rows, told: str) -> None:
    browser = log_in(people.office)
    answer = upload(browser, programme, problems(ROW, row))
    html = browser.get(answer["Location"]).content.decode()
    assert told in html
    assert "还不能导入" in html
    assert "确认导入" not in html
    csv = browser.get(f"{answer['Location']}?export=csv").content.decode()
    assert "问题,3," in csv, "the sheet and the row"


def test_a_formula_is_told_with_its_place(people: People, programme: Programme) -> None:
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page = book.add_worksheet("问题")
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ("p1", "jia-1", "垃圾", "群众举报"))
        page.write_formula(1, 4, "=TODAY()")
    browser = log_in(people.office)
    answer = upload(browser, programme, written.getvalue())
    html = browser.get(answer["Location"]).content.decode()
    assert "这个单元格是公式" in html
    assert "E 发现日期" in html


def test_what_waits_for_longer_than_a_day_goes(people: People, programme: Programme) -> None:
    import os

    browser = log_in(people.office)
    answer = upload(browser, programme, problems(ROW))
    token = answer["Location"].split("/")[2]
    held = holding.held(token, people.office)
    os.utime(held.path, (0, 0))
    holding.forget_old()
    gone = browser.get(answer["Location"])
    assert gone.status_code == 400
    assert "请重新选择文件" in gone.content.decode()
