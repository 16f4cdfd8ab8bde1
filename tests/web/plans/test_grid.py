"""/plans/…/tasks/grid/ and paste/: a whole table sent at once, all or nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chuangcheng.stages.plans.actions import TableRow, save_table
from chuangcheng.stages.plans.models import Programme, Task
from tests.people import People, log_in

pytestmark = pytest.mark.django_db

#: Twelve rows as Excel puts them on the clipboard: headings, a cell with a line break in quotes.
TWELVE = "\n".join(
    [
        "层次\t内容\t工作标准\t牵头单位\t责任人\t配合单位\t开始日期\t完成时限\t数量\t量词",
        "目标\t建成县级文明镇",
        "类别\t组织领导",
        '任务\t健全网格责任\t"户户有人包\n人人有责任"\t甲一村\t样甲\t甲二村\t2022/3/1\t2022年6月30日\t1,200\t户',
        "措施\t逐户签字",
        "任务\t开好动员会\t村村开\t甲二村\t样乙\t\t\t2022-04-28\t12\t场",
        "措施\t分片开",
        "类别\t环境整治",
        "任务\t清理三堆\t门前无三堆\t甲一村\t样丙\t\t\t2022-05-20\t60\t处",
        "措施\t先清主街",
        "任务\t建好宣传栏\t每村一处\t甲二村\t样丁\t\t\t2022-05-31\t2\t处",
        "措施\t统一制作",
        "任务\t评选清洁户\t公开评选\t甲一村\t样戊\t\t\t2022-12-31\t4\t期",
    ]
)


def _send(people: People, programme: Programme, rows: list[dict[str, Any]], removed: object = ()) -> Any:
    sent = {"rows": json.dumps(rows), "removed": json.dumps(removed)}
    return log_in(people.office).post(f"/plans/{programme.pk}/tasks/grid/", sent)


def _row(task: Task | None = None, **texts: str) -> dict[str, Any]:
    return {"key": task.pk if task else None, "revision": task.revision if task else None, "texts": texts}


def test_a_table_is_saved_at_once(people: People, programme: Programme, table: list[Task]) -> None:
    rows = [*(_row(task) for task in table[:4]), _row(table[4], officer="样乙"), _row(title="宣传"), _row(kind="任务")]
    rows[3]["texts"] = {"title": "逐户签承诺"}
    answer = _send(people, programme, rows[:3] + rows[4:6], [[table[3].pk, 1]])
    assert answer["Location"] == f"/plans/{programme.pk}/tasks/"
    told = log_in(people.office).get(answer["Location"])
    assert programme.tasks.count() == 5
    assert told.status_code == 200
    assert set(programme.tasks.values_list("title", flat=True)) == {
        "建成县级文明镇",
        "组织领导",
        "健全网格责任",
        "清理三堆",
        "宣传",
    }


def test_what_is_refused_comes_back_as_it_was_typed(people: People, programme: Programme, table: list[Task]) -> None:
    answer = _send(people, programme, [_row(table[4], host="没有的村", officer="样乙"), _row(title="", officer="样丙")])
    html = answer.content.decode()
    assert answer.status_code == 422
    data = json.loads(html.split('id="grid-data" type="application/json">')[1].split("</script>")[0])
    assert data["rows"][0]["texts"] == {"host": "没有的村", "officer": "样乙"}
    assert "没有的村" in data["rows"][0]["faults"]["host"]
    assert "内容" in data["rows"][1]["faults"]["title"]
    assert "什么都没有存" in html
    assert Task.objects.get(pk=table[4].pk).officer == ""


def test_what_others_changed_stands_beside_what_was_typed(
    people: People, programme: Programme, table: list[Task]
) -> None:
    save_table(by=people.office, programme=programme, rows=[TableRow(table[2].pk, 1, {"officer": "样乙"})])
    save_table(by=people.office, programme=programme, rows=[], removed=[(table[4].pk, 1)])
    answer = _send(people, programme, [_row(table[2], officer="样丙"), _row(table[4], officer="样丁")])
    assert answer.status_code == 409
    data = json.loads(answer.content.decode().split('id="grid-data" type="application/json">')[1].split("</script>")[0])
    mine, gone = data["rows"]
    assert (mine["theirs"], mine["texts"], mine["revision"]) == ({"officer": "样乙"}, {"officer": "样丙"}, 2)
    assert gone["key"] is None
    assert "删去" in gone["faults"]["title"]
    again = _send(people, programme, [{"key": mine["key"], "revision": 2, "texts": mine["texts"]}])
    assert again.status_code == 302
    assert Task.objects.get(pk=table[2].pk).officer == "样丙"


@pytest.mark.parametrize(
    "rows", ["", "{", "[1]", '[{"key": "x", "revision": 1, "texts": {}}]', '[{"key": 1}]', '{"key": 1}', "null"]
)
def test_what_is_no_table_is_refused(people: People, programme: Programme, rows: str) -> None:
    answer = log_in(people.office).post(f"/plans/{programme.pk}/tasks/grid/", {"rows": rows})
    assert answer.status_code == 400
    assert "什么都没有存" in answer.content.decode()


def test_twelve_rows_from_excel_without_a_script(people: People, programme: Programme) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/tasks/paste/"
    wrong = browser.post(at, {"block": TWELVE.replace("样丁", "样丁").replace("\t甲二村\t样丁", "\t丙村\t样丁")})
    assert wrong.status_code == 422
    assert "第11行“牵头单位”：参加单位里没有“丙村”" in wrong.content.decode()
    assert not programme.tasks.exists()
    assert browser.post(at, {"block": TWELVE}).status_code == 302
    whole = Task.objects.get(title="健全网格责任")
    assert (whole.standard, str(whole.quantity.normalize())) == ("户户有人包\n人人有责任", "1.2E+3")  # type: ignore[union-attr]
    assert programme.tasks.count() == 12
    assert browser.post(at, {"block": TWELVE}).status_code == 302
    assert programme.tasks.count() == 12
    assert browser.post(at, {"block": " \t \n"}).status_code == 422


def test_columns_by_their_order(people: People, programme: Programme) -> None:
    browser, at = log_in(people.office), f"/plans/{programme.pk}/tasks/paste/"
    browser.post(at, {"block": "办宣传栏\t每村一处\t甲一村\t样甲\n目标\t建成文明镇\n"})
    assert list(programme.tasks.values_list("kind", "title", "officer")) == [
        ("task", "办宣传栏", "样甲"),
        ("goal", "建成文明镇", ""),
    ]
