"""/evidence/enough/: lights of units × items, what is missing, one unit, and what is wanted."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from chuangcheng.evidence.actions import cite, set_want, store, withdraw
from chuangcheng.evidence.models import Citation, Evidence, Want
from chuangcheng.stages.activities.actions import record_activity
from chuangcheng.stages.plans.actions import TableRow, save_table
from chuangcheng.stages.plans.models import Programme, Task
from tests.evidence.cameras import photograph
from tests.people import People, log_in
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def task(people: People, programme: Programme) -> Task:
    """A task of 甲一村 that serves item 2.1 and asks for proof."""
    save_table(
        by=people.office, programme=programme,
        rows=[
            TableRow(None, texts={"kind": "任务", "title": "清理三堆", "host": "甲一村", "proof": "前后对比照片", "item": "2.1"})
        ],
    )  # fmt: skip
    return Task.objects.get()


def want(people: People, programme: Programme, item: str = "2.1", least: int = 2, **more: Any) -> Want:
    given = {"kind": "picture", **more}
    return set_want(by=people.office, host=programme.host, record=programme, item=item, least=least, **given)


def piece(people: People, number: int, **more: Any) -> Evidence:
    given = {"by": people.office, "unit": people.village, "name": "a.jpg", "subject": f"现场{number}", **more}
    return store(content=photograph(number), **given)


def test_who_may(people: People, programme: Programme) -> None:
    made, at = want(people, programme), f"/evidence/enough/{programme.pk}/"
    reads = {"office": 200, "leader": 200, "auditor": 200, "inspector": 200, "colleague": 200, "stranger": 404}
    for page in ("", "missing/", "wants/"):
        knock(people, f"{at}{page}", **reads)
    knock(people, f"{at}units/{people.village.pk}/", **{**reads, "neighbour": 404})
    writes = {"leader": 403, "auditor": 403, "inspector": 403, "colleague": 403, "stranger": 404}
    knock(people, f"{at}wants/new/", office=200, **writes)
    knock(people, f"/evidence/wants/{made.pk}/drop/", {}, **{**writes, "colleague": 404})
    browser = log_in(people.office)
    for address in (
        "/evidence/enough/999999/", f"{at}units/999999/", f"{at}units/{people.other_village.pk}/",
        f"{at}wants/new/?task=999999", f"{at}wants/new/?task=x",
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address
    assert browser.get(f"/evidence/wants/{made.pk}/drop/").status_code == 405
    assert browser.post(at).status_code == 405
    assert browser.post(f"/evidence/wants/{made.pk}/drop/").status_code == 302
    assert not Want.objects.exists()


def test_a_light_goes_from_nothing_to_enough(people: People, programme: Programme) -> None:
    want(people, programme)
    at = f"/evidence/enough/{programme.pk}/"
    assert "缺2" in opened(people, "office", at)
    first = piece(people, 1)
    cite(by=people.office, evidence=first, record=programme, item="2.1")
    html = opened(people, "colleague", f"{at}units/{people.village.pk}/")
    assert "还缺：照片 1" in html
    assert "现场1" in html
    assert "还缺一些" in html
    again = piece(people, 1, subject="同一张照片再传一次")
    cite(by=people.office, evidence=again, record=programme, item="2.1")
    assert "还缺：照片 1" in opened(people, "colleague", f"{at}units/{people.village.pk}/")
    cite(by=people.office, evidence=piece(people, 2), record=programme, item="2.1")
    html = opened(people, "colleague", f"{at}units/{people.village.pk}/")
    assert "已够，不必再传" in html
    assert "附上材料" not in html
    withdraw(by=people.office, evidence=first, revision=None, reason="拍错")
    withdraw(by=people.office, evidence=again, revision=None, reason="拍错")
    assert "还缺：照片 1" in opened(people, "colleague", f"{at}units/{people.village.pk}/")


def test_evidence_of_a_task_or_an_activity_serves_the_item_too(
    people: People, programme: Programme, task: Task
) -> None:
    at = f"/evidence/enough/{programme.pk}/missing/?unit={people.village.pk}"
    assert opened(people, "office", at).count("还没有</span>") == 2
    cite(by=people.office, evidence=piece(people, 1), record=task)
    assert opened(people, "office", at).count("已够，不必再传</span>") == 2
    want(people, programme, least=3)
    activity = record_activity(
        by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 2, 10), kind="宣传",
        items=["2.1"],
    )  # fmt: skip
    cite(by=people.office, evidence=piece(people, 2), record=activity)
    html = opened(people, "office", at)
    assert "照片 1" in html
    held = record_activity(
        by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 2, 11), kind="宣传",
        tasks=[task],
    )  # fmt: skip
    cite(by=people.office, evidence=piece(people, 3), record=held)
    assert opened(people, "office", at).count("已够，不必再传</span>") == 2


def test_wants_for_one_type_of_unit(people: People, programme: Programme) -> None:
    want(people, programme, unit_kind="street")
    at = f"/evidence/enough/{programme.pk}/"
    assert "没有写明要哪些材料" in opened(people, "office", f"{at}units/{people.village.pk}/")
    want(people, programme, unit_kind=people.village.kind)
    assert "照片 2" in opened(people, "office", f"{at}units/{people.village.pk}/")


def test_the_number_of_questions_is_fixed(
    people: People, programme: Programme, task: Task, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at, browser = f"/evidence/enough/{programme.pk}/", log_in(people.office)
    pages = {"": 17, "missing/": 17, f"units/{people.village.pk}/": 19, "wants/": 12}

    def read() -> None:
        for page, count in pages.items():
            with django_assert_num_queries(count):
                assert browser.get(f"{at}{page}").status_code == 200

    want(people, programme)
    cite(by=people.office, evidence=piece(people, 1), record=programme, item="2.1")
    cite(by=people.office, evidence=piece(people, 9), record=task)
    read()
    for number in range(2, 6):
        want(people, programme, item=f"3.{number}")
        cite(by=people.office, evidence=piece(people, number), record=programme, item=f"3.{number}")
    read()


def test_the_list_of_what_is_missing_as_a_workbook(people: People, programme: Programme) -> None:
    want(people, programme)
    answer = log_in(people.office).get(f"/evidence/enough/{programme.pk}/missing/?export=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in rows[1:]] == ["甲一村", "甲二村"]
    assert {row[4] for row in rows[1:]} == {"照片 2"}
    mine = log_in(people.colleague).get(f"/evidence/enough/{programme.pk}/missing/?export=csv").content.decode()
    assert "甲二村" not in mine


def test_the_office_says_what_is_wanted(people: People, programme: Programme, task: Task) -> None:
    browser, at = log_in(people.office), f"/evidence/enough/{programme.pk}/wants/"
    sent = {"item": "2.1", "kind": "picture", "least": "2", "note": "前后对比"}
    assert browser.post(f"{at}new/", sent).status_code == 302
    assert browser.post(f"{at}new/?task={task.pk}", {"kind": "document", "least": "1"}).status_code == 302
    assert browser.post(f"{at}new/", {**sent, "least": "0"}).status_code == 422
    html = opened(people, "colleague", at)
    assert "前后对比" in html
    assert "清理三堆" in html
    assert "移除" not in html
    mine = Want.objects.get(record="plans.task")
    assert browser.post(f"/evidence/wants/{mine.pk}/drop/")["Location"] == at


def test_handing_in_for_an_item(people: People, programme: Programme) -> None:
    want(people, programme)
    unit_page = f"/evidence/enough/{programme.pk}/units/{people.village.pk}/"
    name = f"attach=plans.programme:{programme.pk}:2.1&unit={people.village.pk}"
    browser = log_in(people.colleague)
    assert name.replace("&", "&amp;") in browser.get(unit_page).content.decode()
    sent = {"file": photograph(1), "subject": "清理前后"}
    sent["file"].name, _start = "a.jpg", sent["file"].seek(0)
    answer = browser.post(f"/evidence/new/?{name}", sent)
    assert answer["Location"] == f"{unit_page}#item-2.1"
    citation = Citation.objects.get()
    assert (citation.record, citation.record_id, citation.item) == ("plans.programme", programme.pk, "2.1")
    assert f"{programme.title} 2.1" in opened(people, "office", f"/evidence/{citation.evidence_id}/")
    other = piece(people, 2)
    assert browser.post(f"/evidence/cite/?{name}", {"evidence": other.pk}).status_code == 302
    assert Citation.objects.count() == 2
    knock(people, f"/evidence/new/?{name}", office=200, leader=403, neighbour=404, stranger=404)
    for bad in (
        f"attach=plans.programme:{programme.pk}:2.1",
        f"attach=plans.programme:{programme.pk}:&unit={people.village.pk}",
        f"attach=plans.programme:{programme.pk}:{'x' * 65}&unit={people.village.pk}",
        f"attach=plans.programme:{programme.pk}:2.1&unit={people.other_village.pk}",
        f"attach=plans.programme:999999:2.1&unit={people.village.pk}",
        f"attach=plans.cadence:999999&unit={people.village.pk}",
    ):
        assert browser.get(f"/evidence/new/?{bad}").status_code == 404, bad
