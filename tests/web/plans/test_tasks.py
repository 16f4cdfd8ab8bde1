"""/plans/…/tasks/: the table, a task's page, its steps, single rows."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as open_word
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.models import JournalLine
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import TableRow, save_table
from chuangcheng.stages.plans.models import Programme, Task
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db
READS = {"office": 200, "leader": 200, "colleague": 200, "neighbour": 200, "stranger": 404}
WRITES = {"office": 200, "leader": 403, "auditor": 403, "inspector": 403, "colleague": 403, "stranger": 404}


def test_who_may(people: People, programme: Programme, table: list[Task]) -> None:
    at, task, own = f"/plans/{programme.pk}/tasks/", f"/plans/tasks/{table[2].pk}/", f"/plans/tasks/{table[4].pk}/"
    knock(people, at, **READS)
    knock(people, task, office=200, leader=200, colleague=200, neighbour=200, stranger=404)
    knock(people, own, office=200, neighbour=200, colleague=404, stranger=404)
    for page in ("new/", "grid/", "paste/", "import/"):
        knock(people, f"{at}{page}", **WRITES)
    knock(people, f"{task}edit/", **WRITES)
    knock(people, f"{task}move/", {"to": "up"}, office=302, leader=403, colleague=403, stranger=404)
    knock(people, f"{task}done/", office=200, colleague=200, leader=403, neighbour=403, stranger=404)
    for word in ("confirm", "return", "drop", "resume"):
        knock(people, f"{task}{word}/", office=200, leader=403, colleague=403, stranger=404)
    for ending in ("xlsx", "docx", "pdf"):
        knock(people, f"{at}file.{ending}", **READS)
    browser = log_in(people.office)
    for address in (f"{at}file.exe", "/plans/tasks/999999/", "/plans/999999/tasks/", f"{at}new/?after=999999"):
        assert browser.get(address).status_code == 404, address
    assert browser.post(at).status_code == 405
    assert browser.get(f"{task}move/").status_code == 405
    assert browser.delete(f"{at}grid/").status_code == 405


def test_the_table_names_what_is_missing(people: People, programme: Programme, table: list[Task]) -> None:
    at = f"/plans/{programme.pk}/tasks/"
    html = opened(people, "office", at)
    assert "缺责任人、工作标准、推进措施、完成时限、数量" in html
    assert "12场" in html
    narrowed = opened(people, "office", f"{at}?lacks=officer")
    assert "清理三堆" in narrowed
    assert "逐户签字" not in narrowed
    assert "只列出 1 行" in narrowed
    assert "逐户签字" in opened(people, "office", f"{at}?host={people.village.pk}&state=open&lacks=nonsense")
    assert "清理三堆" not in opened(people, "colleague", at)


def test_a_table_of_three_hundred_rows_asks_no_more_than_one_of_five(
    people: People, programme: Programme, table: list[Task], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    for page, count in (("", 11), ("grid/", 12)):
        with django_assert_num_queries(count):
            assert browser.get(f"/plans/{programme.pk}/tasks/{page}").status_code == 200
    many = [TableRow(None, None, {"title": f"任务{n}", "host": "甲一村", "helpers": "甲二村"}) for n in range(295)]
    save_table(by=people.office, programme=programme, rows=many)
    for page, count in (("", 11), ("grid/", 12)):
        with django_assert_num_queries(count):
            assert browser.get(f"/plans/{programme.pk}/tasks/{page}").status_code == 200
    assert "任务294" in opened(people, "office", f"/plans/{programme.pk}/tasks/")


def test_rows_by_form(people: People, programme: Programme, table: list[Task]) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/tasks/"
    sent = {"kind": "任务", "title": "办宣传栏", "host": "甲一村", "helpers": "甲二村、没有的村", "quantity": "3"}
    refused = browser.post(f"{at}new/?after={table[2].pk}", sent)
    assert refused.status_code == 422
    assert "没有的村" in refused.content.decode()
    sent |= {"helpers": "甲二村", "measure_word": "处"}
    answer = browser.post(f"{at}new/?after={table[2].pk}", sent)
    made = Task.objects.get(title="办宣传栏")
    assert answer["Location"] == f"/plans/tasks/{made.pk}/"
    assert [line.number for line in queries.lines(programme) if line.task.pk == made.pk] == ["1.1.2"]
    change = {**sent, "officer": "样乙", "revision": made.revision}
    assert browser.post(f"/plans/tasks/{made.pk}/edit/", change).status_code == 302
    conflict = browser.post(f"/plans/tasks/{made.pk}/edit/", {**change, "officer": "样丙"})
    assert conflict.status_code == 409
    assert "样乙" in conflict.content.decode()
    assert "样丙" in conflict.content.decode()
    assert "责任人：空 → 样乙" in opened(people, "office", f"/plans/tasks/{made.pk}/")


def test_moving_by_form(people: People, programme: Programme, table: list[Task]) -> None:
    browser = log_in(people.office)

    def moved(task: Task, to: str) -> list[str]:
        assert browser.post(f"/plans/tasks/{task.pk}/move/", {"to": to}).status_code == 302
        return [f"{line.number} {line.task.title}" for line in queries.lines(programme)][2:]

    assert moved(table[4], "up") == ["1.1.1 清理三堆", "1.1.2 健全网格责任", "1.1.2.1 逐户签字"]
    assert moved(table[4], "up") == ["1.1.1 清理三堆", "1.1.2 健全网格责任", "1.1.2.1 逐户签字"]
    assert moved(table[4], "down") == ["1.1.1 健全网格责任", "1.1.1.1 逐户签字", "1.1.2 清理三堆"]
    assert moved(table[4], "in") == ["1.1.1 健全网格责任", "1.1.1.1 逐户签字", "1.1.1.2 清理三堆"]
    assert moved(table[4], "in")[2] == "1.1.1.2 清理三堆"
    assert moved(table[4], "out") == ["1.1.1 健全网格责任", "1.1.1.1 逐户签字", "1.1.2 清理三堆"]
    assert moved(table[3], "gone") == ["1.1.1 健全网格责任", "1.1.2 清理三堆"]


def test_done_and_confirmed_on_the_pages(people: People, programme: Programme, table: list[Task]) -> None:
    at = f"/plans/tasks/{table[2].pk}/"
    unit, office = log_in(people.colleague), log_in(people.office)
    assert unit.post(f"{at}done/", {"result": "", "revision": 1}).status_code == 422
    assert unit.post(f"{at}done/", {"result": "办了 12 场", "revision": 1}).status_code == 302
    assert unit.post(f"{at}done/", {"result": "又办了", "revision": 1}).status_code == 409
    html = opened(people, "office", at)
    assert f"{at}confirm/" in html
    assert office.post(f"{at}return/", {"reason": "照片不清", "revision": 2}).status_code == 302
    assert "照片不清" in opened(people, "colleague", at)
    assert office.post(f"{at}done/", {"result": "代填", "revision": 3}).status_code == 302
    assert f"{at}confirm/" not in opened(people, "office", at)
    refused = office.post(f"{at}confirm/", {"revision": 4})
    assert refused.status_code == 403
    assert office.post(f"{at}return/", {"reason": "请村里填报", "revision": 4}).status_code == 302
    assert unit.post(f"{at}done/", {"result": "办了 12 场", "revision": 5}).status_code == 302
    assert office.post(f"{at}confirm/", {"revision": 6}).status_code == 302
    html = opened(people, "colleague", at)
    for told in ("报告完成", "退回", "状态：进行中 → 已完成待确认", "状态：已完成待确认 → 已确认"):
        assert told in html


def test_evidence_is_cited_for_a_task(people: People, table: list[Task]) -> None:
    at = f"/plans/tasks/{table[2].pk}/"
    attach = f"/evidence/new/?attach=plans.task:{table[2].pk}"
    assert attach in opened(people, "colleague", at)
    assert log_in(people.colleague).get(attach).status_code == 200
    knock(people, attach, office=200, leader=403, neighbour=404, stranger=404)


def test_the_files(people: People, programme: Programme, table: list[Task]) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/tasks/"
    (sheet,) = load_workbook(io.BytesIO(browser.get(f"{at}file.xlsx").content)).worksheets
    head, *lines = sheet.iter_rows(values_only=True)
    row = dict(zip(head, lines[2], strict=True))
    assert (row["序号"], row["牵头单位"], row["数量"]) == ("1.1.1", "甲一村", 12)
    assert row["完成时限"].isoformat() == "2022-06-30T00:00:00"
    word = open_word(io.BytesIO(browser.get(f"{at}file.docx").content))
    assert word.paragraphs[0].text == "2022 年文明村镇创建任务分解表"
    assert [cell.text for cell in word.tables[0].rows[3].cells][:2] == ["1.1.1", "健全网格责任"]
    assert browser.get(f"{at}file.pdf").content.startswith(b"%PDF")
    seen = open_word(io.BytesIO(log_in(people.colleague).get(f"{at}file.docx").content))
    assert "清理三堆" not in "".join(cell.text for row in seen.tables[0].rows for cell in row.cells)


def _import(people: People, programme: Programme, content: bytes) -> tuple[int, str]:
    sent = {"workbook": SimpleUploadedFile("table.xlsx", content)}
    answer = log_in(people.office).post(f"/plans/{programme.pk}/tasks/import/", sent)
    return answer.status_code, answer.content.decode()


def test_the_same_workbook_twice_changes_nothing(people: People, programme: Programme, table: list[Task]) -> None:
    at = f"/plans/{programme.pk}/tasks/"
    exported = log_in(people.office).get(f"{at}file.xlsx").content
    before = JournalLine.objects.count()
    for _time in range(2):
        assert _import(people, programme, exported)[0] == 302
    assert JournalLine.objects.count() == before
    book = load_workbook(io.BytesIO(exported))
    book.active["F4"] = "样乙"
    book.active.append(["", "任务", "办宣传栏", "", "甲一村"])
    stream = io.BytesIO()
    book.save(stream)
    assert _import(people, programme, stream.getvalue())[0] == 302
    lines = JournalLine.objects.count()
    assert Task.objects.get(pk=table[2].pk).officer == "样乙"
    assert programme.tasks.count() == 6
    # The row that was new has its place now, and what was changed stands there.
    assert _import(people, programme, stream.getvalue())[0] == 302
    assert programme.tasks.count() == 6
    assert JournalLine.objects.count() == lines
    save_table(by=people.office, programme=programme, rows=[TableRow(table[2].pk, None, {"officer": "样丙"})])
    status, html = _import(people, programme, stream.getvalue())
    assert status == 422
    assert "第4行：导出以后别人改过“健全网格责任”" in html


def test_workbooks_that_cannot_be_taken(people: People, programme: Programme, table: list[Task]) -> None:
    exported = log_in(people.office).get(f"/plans/{programme.pk}/tasks/file.xlsx").content

    def changed(cell: str, value: object) -> bytes:
        book = load_workbook(io.BytesIO(exported))
        book.active[cell] = value
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    for content, told in (
        (b"nothing of the kind", "打不开"),
        (changed("E4", "没有的村"), "没有的村"),
        (changed("I4", "下月底"), "第4行“完成时限”"),
        (changed("R4", 999999), "编号 999999 不在这张分解表里"),
        (changed("J4", "=1+1"), "公式"),
    ):
        status, html = _import(people, programme, content)
        assert status == 422
        assert told in html
    assert Task.objects.get(pk=table[2].pk).revision == 1


def test_the_overview_counts_tasks_by_state(people: People, programme: Programme, table: list[Task]) -> None:
    actions.report_done(by=people.colleague, task=table[2], revision=1, result="办了")
    html = opened(people, "office", f"/plans/{programme.pk}/")
    assert "已完成待确认" in html
    assert f"/plans/{programme.pk}/tasks/?state=done" in html
