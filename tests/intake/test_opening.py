"""Files that anybody may send: each gets a clear refusal, none fills the memory, no formula is worked out."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from pytest_django import Settings

from chuangcheng.base.errors import Refused
from chuangcheng.intake import opening
from chuangcheng.intake.actions import preview_workbook
from chuangcheng.intake.sheets import SHEETS
from chuangcheng.intake.template import template
from chuangcheng.stages.activities.models import Article
from chuangcheng.stages.plans.models import Programme
from tests.intake.test_import import ARTICLES, bring
from tests.intake.workbooks import workbook
from tests.people import People


def code_of(content: io.BytesIO) -> str:
    with pytest.raises(Refused) as error:
        opening.open_workbook(content)
    return error.value.code


def replaced(part: str, change: bytes) -> io.BytesIO:
    """A good workbook with one part replaced."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(workbook({"约稿": [ARTICLES]})) as good,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in good.namelist():
            made.writestr(name, change if name == part else good.read(name))
    written.seek(0)
    return written


def test_what_is_no_workbook() -> None:
    assert code_of(io.BytesIO()) == "empty-file"
    assert code_of(io.BytesIO(b"\xd0\xcf\x11\xe0 an old .xls or an encrypted file")) == "not-a-workbook"
    assert code_of(io.BytesIO(workbook({"约稿": [ARTICLES]}).getvalue()[:-200])) == "not-a-workbook"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", "text")
    assert code_of(archive) == "not-a-workbook"
    assert code_of(replaced("xl/workbook.xml", b"<workbook")) == "not-a-workbook"


def test_a_large_file(settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1
    assert code_of(io.BytesIO(b"PK\x03\x04" + b"0" * (1024 * 1024))) == "too-large"


def test_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED", 8 * 1024 * 1024)
    assert code_of(replaced("xl/sharedStrings.xml", b"<sst>" + b" " * (9 * 1024 * 1024))) == "bomb"


def test_entities_do_not_swell() -> None:
    entity = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    assert code_of(replaced("xl/workbook.xml", entity.encode())) == "bomb"
    assert code_of(replaced("xl/workbook.xml", entity.encode("utf-16"))) == "bomb"


def test_a_far_corner_does_not_fill_the_memory() -> None:
    for row, column in ((1_048_575, 0), (0, 16_383)):
        written = io.BytesIO()
        with xlsxwriter.Workbook(written) as book:
            book.add_worksheet("约稿").write(row, column, "远")
        assert code_of(written) == "too-many-rows"


def test_a_formula_or_an_error_is_named_and_not_worked_out(people: People, programme: Programme) -> None:
    written = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    page.title = "约稿"
    page.append(ARTICLES)
    page.append(["a1", "jia-1", "2022-05-30", "=1+1"])
    page.append(["a2", "jia-1", "2022-05-30", "题", "#N/A"])
    book.save(written)
    outcome = preview_workbook(by=people.office, programme=programme, content=written)
    told = [(f.sheet, f.row, f.column, f.code) for f in outcome.faults]
    assert ("约稿", 2, "D 题目", "formula") in told
    assert ("约稿", 3, "E 完成", "error-value") in told


def test_a_text_that_begins_with_an_equals_sign_is_text(people: People, programme: Programme) -> None:
    assert bring(people, programme, 约稿=[ARTICLES, ["a1", "jia-1", "2022-05-30", "=HYPERLINK(1)"]]).written
    assert Article.objects.get().title == "=HYPERLINK(1)"


def test_numbers_are_read_as_excel_shows_them(people: People, programme: Programme) -> None:
    rows = [["编号", "单位", "日期", "得分"], [7, "jia-1", "2022-05-30", 0.1 + 0.2]]
    assert bring(people, programme, 基础分=rows).written
    from chuangcheng.stages.inspections.models import BaseScore

    score = BaseScore.objects.get()
    assert (score.code, f"{score.score:f}") == ("7", "0.300000")


def test_the_template_has_every_sheet_and_imports_as_nothing(people: People, programme: Programme) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert book.sheetnames == ["填写说明", *(kind.name for kind in SHEETS)]
    assert [cell.value for cell in book["约稿"][1]] == ["编号", "单位*", "日期*", "题目*", "完成", "采用", "备注"]
    outcome = preview_workbook(by=people.office, programme=programme, content=io.BytesIO(template()))
    assert (outcome.faults, outcome.sheets) == ([], [])
