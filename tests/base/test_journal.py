"""The journal: one line for one action, chained, found out when touched."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from chuangcheng.base import journal
from chuangcheng.base.clock import frozen
from chuangcheng.base.journal import Finding, action, head, together, unguarded, verify
from chuangcheng.base.models import JournalLine
from chuangcheng.base.tripwire import check_statement
from chuangcheng.people.models import Organisation
from tests.offices import Offices
from tests.people import People


def write(verb: str = "test.write", **details: object) -> None:
    with action(verb, by=None) as entry:
        entry.say(**details)


def line(number: int) -> JournalLine:
    return JournalLine.objects.get(number=number)


def test_an_action_writes_exactly_one_line(people: People) -> None:
    before = JournalLine.objects.count()
    village = Organisation(code="new", name="新村", kind="village")
    with frozen(date(2026, 3, 1)), action("test.create", by=people.office, basis="甲文〔2026〕1号") as entry:
        village.save()
        entry.on(village)
        entry.say(name=village.name, points=Decimal("1.50"), on=date(2026, 3, 1), label=gettext_lazy("名称"))
    assert JournalLine.objects.count() == before + 1
    last = JournalLine.objects.last()
    assert last is not None
    assert (last.verb, last.by, last.by_id) == ("test.create", "office", people.office.pk)
    assert (last.subject, last.subject_id) == ("people.organisation", str(village.pk))
    assert last.details == {"name": "新村", "points": "1.50", "on": "2026-03-01", "label": "名称"}
    assert last.basis == "甲文〔2026〕1号"
    assert last.at.isoformat() == "2026-03-01T04:00:00+00:00"
    assert verify() == []


def test_an_exception_takes_everything_back_the_line_included(people: People) -> None:
    before = head()
    done: list[str] = []

    def act() -> None:
        with action("test.create", by=None) as entry:
            Organisation(code="new", name="新村", kind="village").save()
            entry.after_commit(lambda: done.append("told"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert head() == before
    assert not Organisation.objects.filter(code="new").exists()
    assert done == []


def test_what_follows_happens_after_the_commit(
    db: None, django_capture_on_commit_callbacks: Callable[..., list[object]]
) -> None:
    done: list[str] = []
    with django_capture_on_commit_callbacks(execute=True), action("test.write", by=None) as entry:  # type: ignore[attr-defined]
        entry.after_commit(lambda: done.append("told"))
        assert done == []
    assert done == ["told"]


def test_actions_do_not_nest_but_follow_each_other(db: None) -> None:
    with pytest.raises(RuntimeError, match=r"inside test\.outer"), action("test.outer", by=None):
        write("test.inner")
    assert head() == ""
    with together():
        write("test.first")
        write("test.second")
    assert [entry.verb for entry in JournalLine.objects.all()] == ["test.first", "test.second"]


def test_together_stands_or_falls_together(db: None) -> None:
    with transaction.atomic(), together():
        write("test.first")
        transaction.set_rollback(True)
    assert head() == ""


def test_numbers_run_without_gaps_and_each_line_names_the_one_before(db: None) -> None:
    for _ in range(3):
        write()
    assert list(JournalLine.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert [line(n).previous for n in (1, 2, 3)] == ["", line(1).digest, line(2).digest]
    assert head() == line(3).digest


def test_a_float_cannot_stand_in_the_journal(db: None) -> None:
    with pytest.raises(TypeError, match="float"):
        write(points=0.1)
    assert head() == ""


def test_sm3_is_used_where_it_is_and_every_line_names_its_algorithm(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    expected = "SM3" if "sm3" in hashlib.algorithms_available else "SHA-256"
    assert line(1).algorithm == expected
    monkeypatch.setattr(journal, "preferred_algorithm", lambda: "SHA-256")
    write()
    assert line(2).algorithm == "SHA-256"
    assert len(line(2).digest) == 64
    assert verify() == []


def test_an_algorithm_that_this_machine_lacks_is_reported_as_unverified(db: None) -> None:
    write()
    write()
    with unguarded("a line from a machine with another algorithm"):
        JournalLine.objects.filter(number=2).update(algorithm="SM9-512")
    assert verify() == [Finding("unverified", 2, "SM9-512")]
    assert not verify()[0].is_fault


def tamper(act: Callable[[], object]) -> list[tuple[str, int]]:
    for number in range(5):
        write(value=number, name="甲一村")
    with unguarded("someone who can reach the database"):
        act()
    return [(finding.code, finding.number) for finding in verify()]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "test.else"),
        ("details", {"value": 2, "name": "甲二村"}),
        ("by", "someone"),
        ("by_id", 7),
        ("at", "2001-01-01T00:00:00Z"),
        ("subject", "people.role"),
        ("subject_id", "9"),
        ("basis", "x"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_line_is_found(db: None, field: str, value: object) -> None:
    found = tamper(lambda: JournalLine.objects.filter(number=3).update(**{field: value}))
    assert ("changed", 3) in found


def test_a_removed_line_is_found(db: None) -> None:
    assert tamper(lambda: JournalLine.objects.filter(number=3).delete()) == [("removed", 3), ("broken", 4)]


def test_reordered_lines_are_found(db: None) -> None:
    def swap() -> None:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            JournalLine.objects.filter(number=old).update(number=new)

    found = tamper(swap)
    assert {("changed", 2), ("changed", 3), ("broken", 2), ("broken", 3), ("broken", 4)} == set(found)


def test_a_removed_line_is_found_even_when_the_rest_is_renumbered(db: None) -> None:
    def close_the_gap() -> None:
        JournalLine.objects.filter(number=2).delete()
        for number in (3, 4, 5):
            JournalLine.objects.filter(number=number).update(number=number - 1)

    assert ("broken", 2) in tamper(close_the_gap)


def test_a_cut_end_is_found_by_a_head_noted_earlier(db: None) -> None:
    for _ in range(4):
        write()
    noted = head()
    write()
    assert verify(noted) == [], "the journal has grown since: all is well"
    with unguarded("someone who can reach the database"):
        JournalLine.objects.filter(number__gte=4).delete()
    assert verify() == [], "without the head nobody can tell"
    assert [(finding.code, finding.number) for finding in verify(noted)] == [("cut", 4)]
    assert [finding.code for finding in verify("0" * 64)] == ["cut"]


@pytest.mark.django_db(transaction=True)
def test_a_frozen_journal_cannot_fork() -> None:
    """Two lines with the same predecessor are refused by the database itself."""
    from django.db import IntegrityError

    write()
    twin = line(1)
    twin.number, twin.digest = 2, "other"
    with pytest.raises(IntegrityError), unguarded("a second writer"), transaction.atomic():
        twin.save(force_insert=True)


CROWD = """
import threading
from django.db import connection
from chuangcheng.base.journal import action

def work():
    for _ in range({each}):
        with action("test.crowd", by=None): pass
    connection.close()

threads = [threading.Thread(target=work) for _ in range({threads})]
[t.start() for t in threads]; [t.join() for t in threads]
"""
STATE = """
from chuangcheng.base.journal import verify, JournalLine
print(verify(), JournalLine.objects.count(), JournalLine.objects.last().number)
"""


def test_many_at_once_leave_no_gap_and_no_fork(offices: Offices) -> None:
    """Three processes of four threads each write at the same time."""
    office = offices.ready()
    code = "import django; django.setup()" + CROWD.format(each=10, threads=4)
    writers = [office.start("-c", code) for _ in range(3)]
    errors = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], errors
    assert office.python(STATE) == "[] 120 120"


def test_an_action_in_another_thread_is_another_action(db: None) -> None:
    """What one thread is doing opens nothing for another."""
    caught: list[BaseException] = []

    def elsewhere() -> None:
        try:
            check_statement("UPDATE people_role SET kind = 'office'")
        except journal.OutsideAction as error:
            caught.append(error)

    with action("test.write", by=None):
        check_statement("UPDATE people_role SET kind = 'office'")
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert len(caught) == 1
