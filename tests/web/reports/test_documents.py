"""Documents: the list, the preview, drafts, what was issued, own score sheets, the ledger."""

from __future__ import annotations

import io

import pytest
from docx import Document as open_word
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.stages.reports.models import Issue
from tests.people import log_in
from tests.stages.seasons import JULY, World
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

KINDS = ("circular", "work_report", "score_sheet")
SENT = {"dated": "2022-07-10", "leave_out": "on"}


def printed(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def written(content: bytes) -> str:
    word = open_word(io.BytesIO(content))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_documents_are_made_by_insiders_and_issued_by_the_office(world: World) -> None:
    publication = world.publish()
    knock(world.people, "/reports/", office=200, leader=200, colleague=200, stranger=200)
    for kind in KINDS:
        page = f"/reports/publications/{publication.pk}/{kind}/"
        knock(world.people, page, office=200, leader=200, auditor=200, colleague=403, stranger=404)
        with frozen(JULY):
            knock(world.people, page, SENT, leader=403, auditor=403, colleague=403, stranger=404)
        assert log_in(world.people.office).delete(page).status_code == 405
    browser = log_in(world.people.office)
    assert not Issue.objects.exists()
    assert browser.get(f"/reports/publications/{publication.pk}/poem/").status_code == 404
    assert browser.get("/reports/publications/999999/circular/").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_opens_in_word_and_as_pdf(world: World, kind: str) -> None:
    publication = world.publish()
    browser, page = log_in(world.people.office), f"/reports/publications/{publication.pk}/{kind}/draft"
    browser.cookies["django_language"] = "en"  # a document is in Chinese all the same
    for text in (printed(browser.get(f"{page}.pdf").content), written(browser.get(f"{page}.docx").content)):
        assert "第二季度" in text
        assert "Q2" not in text
    assert browser.get(f"{page}.odt").status_code == 404
    knock(world.people, f"{page}.pdf", leader=200, colleague=403, stranger=404)


def test_an_issued_document_stays_as_it_was_issued(world: World) -> None:
    publication = world.publish()
    page = f"/reports/publications/{publication.pk}/circular/"
    browser = log_in(world.people.office)
    with frozen(JULY):
        assert browser.post(page, {"dated": ""}).status_code == 422
        assert browser.post(page, SENT).status_code == 302
    issue = Issue.objects.get()
    html = browser.get("/reports/").content.decode()
    assert issue.title in html
    file = f"/reports/issues/{issue.pk}/document"
    assert "第二季度" in printed(browser.get(f"{file}.pdf").content)
    assert "第二季度" in written(browser.get(f"{file}.docx").content)
    knock(world.people, f"{file}.pdf", leader=200, colleague=404, stranger=404)
    assert browser.get(f"{file}.exe").status_code == 404
    assert browser.get("/reports/issues/999999/document.pdf").status_code == 404


def test_a_report_with_missing_figures_says_which_and_is_not_issued(world: World) -> None:
    publication = world.publish()
    page = f"/reports/publications/{publication.pk}/work_report/"
    with frozen(JULY):
        answer = log_in(world.people.office).post(page, {"dated": "2022-07-10"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "还有数字没有记录" in html
    assert "〔缺：承办镇级以上活动〕" in html
    assert not Issue.objects.exists()


def test_a_village_prints_its_own_sheet_and_no_other(world: World) -> None:
    publication = world.publish()
    own = f"/reports/publications/{publication.pk}/sheets/{world.people.village.pk}.pdf"
    assert own in opened(world.people, "colleague", "/reports/")
    assert own not in opened(world.people, "neighbour", "/reports/")
    knock(world.people, own, office=200, leader=200, colleague=200, neighbour=404, stranger=404)
    text = printed(log_in(world.people.colleague).get(own).content)
    for said in ("甲一村得分明细单", "92.3", "每季度打一次基础分", "单位负责人"):
        assert said in text


def test_the_ledger_is_scoped_to_its_reader(world: World) -> None:
    run = world.run()
    page = f"/reports/runs/{run.pk}/ledger.xlsx"
    knock(world.people, page, office=200, colleague=404, stranger=404)
    world.publish(run)
    knock(world.people, page, office=200, colleague=200, stranger=404)
    book = load_workbook(io.BytesIO(log_in(world.people.colleague).get(page).content))
    assert {row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)} == {"jia-1"}
    assert log_in(world.people.office).get("/reports/runs/999999/ledger.xlsx").status_code == 404


def test_the_list_needs_few_queries_however_much_was_issued(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publication = world.publish()
    browser = log_in(world.people.office)
    for more in (1, 2):
        for _ in range(more):
            with frozen(JULY):
                browser.post(f"/reports/publications/{publication.pk}/circular/", SENT)
        browser.get("/reports/")
        with django_assert_max_num_queries(14):
            browser.get("/reports/")
    assert Issue.objects.count() == 3
