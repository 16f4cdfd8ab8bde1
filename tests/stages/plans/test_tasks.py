"""The decomposition table: saved as one, all or nothing; then done, confirmed or sent back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people.actions import create_organisation
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import TableConflict, TableRefused, TableRow, save_table
from chuangcheng.stages.plans.checks import Lack
from chuangcheng.stages.plans.models import Programme, Task
from tests.people import SINCE, People

pytestmark = pytest.mark.django_db


def _refused(code: str, act: Callable[..., object], **given: object) -> None:
    with pytest.raises(Refused) as refused:
        act(**given)
    assert refused.value.code == code


def _titles(programme: Programme) -> list[tuple[str, str]]:
    return [(line.number, line.task.title) for line in queries.lines(programme)]


def test_rows_hang_under_the_last_row_that_stands_less_deep(programme: Programme, table: list[Task]) -> None:
    assert _titles(programme) == [
        ("1", "建成县级文明镇"),
        ("1.1", "组织领导"),
        ("1.1.1", "健全网格责任"),
        ("1.1.1.1", "逐户签字"),
        ("1.1.2", "清理三堆"),
    ]
    whole = Task.objects.get(title="健全网格责任")
    assert whole.host is not None
    assert (whole.host.code, whole.officer, whole.due_on) == ("jia-1", "样甲", date(2022, 6, 30))
    assert (whole.quantity, whole.measure_word) == (Decimal(12), "场")
    assert [unit.code for unit in whole.helpers.all()] == ["jia-2"]


def test_what_is_missing_is_named(programme: Programme, table: list[Task]) -> None:
    """A46, A70, C30, C53: a measure takes host, person and limit from its task."""
    lacks = {line.task.title: line.lacks for line in queries.lines(programme)}
    assert lacks["健全网格责任"] == lacks["逐户签字"] == lacks["建成县级文明镇"] == ()
    assert lacks["清理三堆"] == (Lack.OFFICER, Lack.STANDARD, Lack.MEASURE, Lack.LIMIT, Lack.QUANTITY)
    found = queries.lacking(queries.lines(programme))
    assert [line.number for line in found[Lack.OFFICER]] == ["1.1.2"]
    assert found[Lack.HOST] == []


def test_saving_the_same_again_writes_nothing(people: People, programme: Programme, table: list[Task]) -> None:
    names, before = queries.Names(people.office, programme), JournalLine.objects.count()
    rows = [TableRow(task.pk, task.revision, queries.texts_of(task, names)) for task in queries.table_rows(programme)]
    assert save_table(by=people.office, programme=programme, rows=rows).is_nothing
    assert JournalLine.objects.count() == before
    assert list(programme.tasks.order_by("place").values_list("revision", flat=True)) == [1] * 5


def test_one_wrong_cell_and_nothing_is_saved(people: People, programme: Programme, table: list[Task]) -> None:
    rows = [
        TableRow(table[2].pk, 1, {"officer": "样乙"}),
        TableRow(table[4].pk, 1, {"host": "没有的村", "due_on": "下月底", "quantity": "若干"}),
        TableRow(None, None, {"title": "宣传", "quantity": "3"}),
        TableRow(None, None, {"kind": "步骤", "title": "宣传"}),
        TableRow(None, None, {"title": "宣传", "starts_on": "2022-05-02", "due_on": "2022-05-01"}),
        TableRow(None, None, {"officer": "样丙"}),
    ]
    with pytest.raises(TableRefused) as refused:
        save_table(by=people.office, programme=programme, rows=rows)
    told = {(fault.row, fault.field): fault.message for fault in refused.value.faults}
    assert set(told) == {
        (1, "host"),
        (1, "due_on"),
        (1, "quantity"),
        (2, "measure_word"),
        (3, "kind"),
        (4, "due_on"),
        (5, "title"),
    }
    assert "没有的村" in told[1, "host"]
    assert programme.tasks.count() == 5
    assert not programme.tasks.filter(officer="样乙").exists()


def test_two_units_of_one_name_are_told_apart_by_code(people: People, programme: Programme, table: list[Task]) -> None:
    create_organisation(by=people.root, code="jia-9", name="甲一村", kind="village", parent=people.town, from_day=SINCE)
    with pytest.raises(TableRefused) as refused:
        save_table(by=people.office, programme=programme, rows=[TableRow(table[4].pk, 1, {"host": "甲一村"})])
    assert "jia-1、jia-9" in refused.value.faults[0].message
    save_table(by=people.office, programme=programme, rows=[TableRow(table[4].pk, 1, {"host": "jia-9"})])
    assert queries.Names(people.office, programme).told(Task.objects.get(pk=table[4].pk).host) == "jia-9"


def test_two_people_change_different_rows(people: People, programme: Programme, table: list[Task]) -> None:
    save_table(by=people.office, programme=programme, rows=[TableRow(table[2].pk, 1, {"officer": "样乙"})])
    rows = [TableRow(task.pk, 1) for task in table]
    rows[4] = TableRow(table[4].pk, 1, {"officer": "样丙"})
    saved = save_table(by=people.office, programme=programme, rows=rows)
    assert (saved.changed, saved.moved) == (1, 0)
    assert sorted(programme.tasks.exclude(officer="").values_list("officer", flat=True)) == ["样丙", "样乙"]


def test_a_row_that_both_changed_comes_back_with_what_the_other_wrote(
    people: People, programme: Programme, table: list[Task]
) -> None:
    save_table(by=people.office, programme=programme, rows=[TableRow(table[2].pk, 1, {"officer": "样乙"})])
    with pytest.raises(TableConflict) as conflict:
        save_table(
            by=people.office,
            programme=programme,
            rows=[TableRow(table[4].pk, 1, {"officer": "样丁"}), TableRow(table[2].pk, 1, {"officer": "样丙"})],
        )
    (row,) = conflict.value.rows
    assert (row.row, row.texts["officer"]) == (1, "样乙")
    assert row.task is not None
    assert row.task.revision == 2
    assert not programme.tasks.filter(officer="样丁").exists()
    # The same words as the other's are no conflict.
    assert save_table(
        by=people.office, programme=programme, rows=[TableRow(table[2].pk, 1, {"officer": "样乙"})]
    ).is_nothing


def test_rows_of_others_stay_where_they_stand(people: People, programme: Programme, table: list[Task]) -> None:
    """Somebody added a row after 清理三堆 while this table was open; another was removed."""
    keys = [task.pk for task in table]
    after = [*(TableRow(key) for key in keys), TableRow(None, None, {"title": "办宣传栏"})]
    save_table(by=people.office, programme=programme, rows=after)
    save_table(by=people.office, programme=programme, rows=[], removed=[(keys[3], None)])
    rows = [TableRow(keys[n]) for n in (0, 1, 4, 2, 3)]
    saved = save_table(by=people.office, programme=programme, rows=rows)
    assert saved.moved == 3
    assert _titles(programme) == [
        ("1", "建成县级文明镇"),
        ("1.1", "组织领导"),
        ("1.1.1", "清理三堆"),
        ("1.1.2", "办宣传栏"),
        ("1.1.3", "健全网格责任"),
    ]


def test_what_somebody_removed_cannot_be_changed(people: People, programme: Programme, table: list[Task]) -> None:
    save_table(by=people.office, programme=programme, rows=[], removed=[(table[4].pk, 1)])
    with pytest.raises(TableConflict) as conflict:
        save_table(by=people.office, programme=programme, rows=[TableRow(table[4].pk, 1, {"officer": "样丙"})])
    assert conflict.value.rows[0].task is None
    assert save_table(by=people.office, programme=programme, rows=[], removed=[(table[4].pk, 1)]).is_nothing


def test_a_row_with_work_is_dropped_not_removed(people: People, programme: Programme, table: list[Task]) -> None:
    done = actions.report_done(by=people.colleague, task=table[2], revision=1, result="已办 12 场")
    removed = [(done.pk, done.revision)]
    _refused("has-work", save_table, by=people.office, programme=programme, rows=[], removed=removed)
    with pytest.raises(TableConflict):
        save_table(by=people.office, programme=programme, rows=[], removed=[(table[4].pk, 7)])


def test_the_history_of_one_row_and_of_many(people: People, programme: Programme, table: list[Task]) -> None:
    save_table(by=people.office, programme=programme, rows=[TableRow(table[2].pk, 1, {"officer": "样乙"})])
    line = JournalLine.objects.get(verb="plans.task.change")
    assert (line.subject, line.subject_id) == ("plans.task", str(table[2].pk))
    assert (line.details["before"], line.details["after"]) == ({"officer": "样甲"}, {"officer": "样乙"})
    save_table(
        by=people.office,
        programme=programme,
        rows=[TableRow(table[2].pk, 2, {"officer": "样丙"}), TableRow(table[4].pk, 1, {"helpers": "甲一村"})],
    )
    line = JournalLine.objects.filter(verb="plans.tasks.set").order_by("-number")[0]
    assert line.details["changed"] == {
        str(table[2].pk): {"officer": ["样乙", "样丙"]},
        str(table[4].pk): {"helpers": ["", "甲一村"]},
    }


def test_three_hundred_rows_are_written_in_batches_and_read_at_once(
    people: People,
    programme: Programme,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def rows(count: int) -> list[TableRow]:
        return [
            TableRow(None, None, {"title": f"任务{n}", "host": "甲一村", "helpers": "甲二村"}) for n in range(count)
        ]

    locks = connection.vendor == "postgresql"  # the journal asks for its lock there
    with django_assert_num_queries(17 + locks):
        save_table(by=people.office, programme=programme, rows=rows(3))
    with django_assert_max_num_queries(60):
        save_table(by=people.office, programme=programme, rows=rows(297))
    with django_assert_num_queries(2):
        assert len(queries.lines(programme)) == 300


def test_who_may_save(people: People, programme: Programme) -> None:
    rows = [TableRow(None, None, {"title": "宣传"})]
    for account in (people.leader, people.auditor, people.inspector):
        with pytest.raises(NotAllowed):
            save_table(by=account, programme=programme, rows=rows)
    for account in (people.colleague, people.stranger):
        with pytest.raises(NotSeen):
            save_table(by=account, programme=programme, rows=rows)


def test_done_by_the_host_and_confirmed_by_the_office(people: People, table: list[Task]) -> None:
    task = table[2]
    _refused("no-result", actions.report_done, by=people.colleague, task=task, revision=1, result=" ")
    with frozen(date(2022, 6, 28)):
        done = actions.report_done(by=people.colleague, task=task, revision=1, result="办了 12 场")
    assert (done.state, done.done_on, done.done_by) == ("done", date(2022, 6, 28), people.colleague)
    with pytest.raises(NotAllowed):
        actions.confirm_task(by=people.leader, task=done, revision=2)
    confirmed = actions.confirm_task(by=people.office, task=done, revision=2)
    assert confirmed.state == "confirmed"
    again = actions.send_task_back(by=people.office, task=confirmed, revision=3, reason="台账不全")
    assert (again.state, again.reason, again.confirmed_on, again.done_by) == ("open", "台账不全", None, None)


def test_whoever_reported_it_done_never_confirms_it(people: People, table: list[Task]) -> None:
    done = actions.report_done(by=people.office, task=table[2], revision=1, result="代村里填报")
    with pytest.raises(NotAllowed) as refused:
        actions.confirm_task(by=people.office, task=done, revision=2)
    assert "由您报告完成" in str(refused.value)


def test_a_measure_belongs_to_the_host_of_its_task(people: People, table: list[Task]) -> None:
    with pytest.raises(NotSeen):
        actions.report_done(by=people.neighbour, task=table[3], revision=1, result="签了")
    assert actions.report_done(by=people.colleague, task=table[3], revision=1, result="签了").state == "done"


def test_moves_that_are_not_in_the_table(people: People, programme: Programme, table: list[Task]) -> None:
    _refused("wrong-state", actions.confirm_task, by=people.office, task=table[2], revision=1)
    _refused("wrong-state", actions.send_task_back, by=people.office, task=table[2], revision=1, reason="再办")
    _refused("wrong-state", actions.resume_task, by=people.office, task=table[2], revision=1, reason="再办")
    _refused("no-reason", actions.drop_task, by=people.office, task=table[2], revision=1, reason="")
    _refused("not-a-task", actions.drop_task, by=people.office, task=table[0], revision=1, reason="不办")
    dropped = actions.drop_task(by=people.office, task=table[4], revision=1, reason="并入网格")
    assert {line.task.title: line.lacks for line in queries.lines(programme)}["清理三堆"] == ()
    resumed = actions.resume_task(by=people.office, task=dropped, revision=2, reason="单独办")
    with pytest.raises(Conflict):
        actions.drop_task(by=people.office, task=resumed, revision=2, reason="不办")
    save_table(by=people.office, programme=programme, rows=[TableRow(resumed.pk, None, {"host": ""})])
    _refused(
        "no-host",
        actions.report_done,
        by=people.office,
        task=Task.objects.get(pk=resumed.pk),
        revision=None,
        result="办了",
    )


def test_who_sees_which_rows(people: People, programme: Programme, table: list[Task]) -> None:
    """A unit sees what it hosts or helps with and what stands above; whoever sees the host of the programme sees all."""
    assert len(queries.visible_lines(people.leader, programme)) == 5
    assert [line.number for line in queries.visible_lines(people.colleague, programme)] == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.1.1",
    ]
    assert [line.number for line in queries.visible_lines(people.neighbour, programme)] == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.2",
    ]
    assert queries.visible_lines(people.stranger, programme) == []
