"""Plan documents: read once, decided statement by statement, taken over in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from chuangcheng.almanac import read
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused, SeveralRefused
from chuangcheng.base.models import JournalLine
from chuangcheng.rulebooks.models import Rulebook
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import Begun, Decided
from chuangcheng.stages.plans.actions.taking import leading_entries
from chuangcheng.stages.plans.models import PlanFile, PlanText, Programme, TextDecision
from chuangcheng.stages.plans.queries import Statement
from tests.people import People
from tests.plan_documents import PLAN, word_file

pytestmark = pytest.mark.django_db


def read_document(people: People, content: bytes | None = None) -> PlanFile:
    return actions.read_plan(
        by=people.office,
        host=people.town,
        name="青禾镇材料.docx",
        content=content if content is not None else word_file(),
    )


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


@pytest.fixture
def plan(people: People) -> PlanText:
    """The plan among the three texts, with its year given."""
    return actions.set_year(
        by=people.office, text=read_document(people).texts.get(kind="方案"), revision=None, year=2026
    )  # fmt: skip


def named(text: PlanText, name: str) -> list[Statement]:
    return [one for one in queries.sheet_of(text).fields if one.name == name]


def accept_all(people: People, text: PlanText) -> None:
    ready = [one for one in queries.sheet_of(text).fields if one.goes and not one.faults]
    actions.decide(by=people.office, text=text, decided=[Decided(one.key, "accept") for one in ready])
    for one in [one for one in queries.sheet_of(text).undecided if one.name == "measure"]:
        actions.decide(by=people.office, text=text, decided=[Decided(one.key, "drop")])


def begun(people: People) -> Begun:
    return Begun("青禾镇文明村镇创建", "县级文明村镇", "县级", people.town, date(2026, 1, 1), date(2026, 12, 31))


def test_a_document_is_read_once(people: People) -> None:
    file = read_document(people)
    assert [text.kind for text in file.texts.all()] == ["汇报", "方案", "通知"]
    assert read_document(people) == file
    assert JournalLine.objects.filter(verb="plans.text.read").count() == 1
    first = file.texts.first()
    assert first is not None
    assert file.content[first.start : first.end].startswith("青禾镇清洁家园工作情况汇报")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "format_unknown"),
        (b"PK\x03\x04broken", "docx_broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "doc_old"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_file(people: People, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_document(people, content)
    assert (caught.value.code, caught.value.field) == (code, "file")
    assert not PlanFile.objects.exists()


def test_who_may(people: People) -> None:
    content = word_file()
    for by, error in ((people.stranger, NotSeen), (people.leader, NotAllowed), (people.colleague, NotSeen)):
        with pytest.raises(error):
            actions.read_plan(by=by, host=people.town, name="a.docx", content=content)
    text = read_document(people).texts.get(kind="方案")
    assert list(queries.visible_texts(people.stranger)) == list(queries.visible_texts(people.colleague)) == []
    for by, error in ((people.stranger, NotSeen), (people.leader, NotAllowed)):
        for write in (
            lambda by: actions.set_year(by=by, text=text, revision=None, year=2026),
            lambda by: actions.decide(by=by, text=text, decided=[Decided("f0", "drop")]),
            lambda by: actions.take_text(by=by, text=text, revision=None, into=begun(people)),
            lambda by: actions.forget_plan(by=by, file=text.file),
        ):
            with pytest.raises(error):
                write(by)


def test_one_year_for_every_day_that_lacks_one(people: People) -> None:
    text = read_document(people).texts.get(kind="方案")
    phase = named(text, "phase")[0]
    assert phase.yearless
    assert {fault.field for fault in phase.faults} == {"first", "last"}
    with refused("lacking"):
        actions.decide(by=people.office, text=text, decided=[Decided(phase.key, "accept")])
    text = actions.set_year(by=people.office, text=text, revision=text.revision, year=2026)
    assert [one.entry.texts["last"] for one in named(text, "phase")] == ["2026-03-20", "2026-06-30", "2026-11-30"]
    assert named(text, "money")[0].entry.texts["yuan"] == ""  # 20xx元 is no year, and is never guessed
    with refused("wrong-value"):
        actions.set_year(by=people.office, text=text, revision=None, year=20)
    with pytest.raises(Conflict):
        actions.set_year(by=people.office, text=text, revision=text.revision - 1, year=2025)


def test_deciding(people: People, plan: PlanText) -> None:
    rhythmless = named(plan, "cadence")[1]
    assert [fault.field for fault in rhythmless.faults] == ["rhythm"]
    phase = named(plan, "phase")[0]
    for decided, code in (
        (Decided("f999", "accept"), "no-such-statement"),
        (Decided(phase.key, "guess"), "wrong-value"),
        (Decided("u0", "accept"), "wrong-value"),
        (Decided(phase.key, "change", {"title": "动员", "first": "2026-03-05", "last": "3月"}), "wrong-value"),
        (Decided(phase.key, "change", {"title": "动员", "first": "2026-03-05", "last": "2026-03-01"}), "days-reversed"),
        (
            Decided(phase.key, "change", {"title": "长" * 121, "first": "2026-03-05", "last": "2026-03-09"}),
            "wrong-value",
        ),
    ):
        with pytest.raises(Refused) as caught:
            actions.decide(by=people.office, text=plan, decided=[Decided(named(plan, "aim")[0].key, "accept"), decided])
        assert caught.value.code == code
    assert not TextDecision.objects.exists()  # all or none
    texts = {"title": "动员", "first": "2026-03-06", "last": "2026-03-20"}
    actions.decide(by=people.office, text=plan, decided=[Decided(phase.key, "change", texts)])
    changed = named(plan, "phase")[0]
    assert (changed.act, changed.entry.texts["first"], changed.decision and changed.decision.by) == (
        "change", "2026-03-06", people.office,
    )  # fmt: skip
    actions.decide(by=people.office, text=plan, decided=[Decided(phase.key, "")])
    assert named(plan, "phase")[0].entry.texts["first"] == "2026-03-05"
    line = JournalLine.objects.filter(verb="plans.text.decide").latest("number")
    assert line.details["decided"] == {phase.key: ["", {}]}


def test_taking_over_makes_what_the_document_says(people: People, plan: PlanText) -> None:
    accept_all(people, plan)
    taken = actions.take_text(
        by=people.office, text=plan, revision=None, into=begun(people), rulebook_name="qinghe"
    )  # fmt: skip
    programme = taken.programme
    assert [(p.title, p.first, p.last) for p in programme.phases.all()] == [
        ("宣传发动阶段", date(2026, 3, 5), date(2026, 3, 20)),
        ("集中整治阶段", date(2026, 3, 21), date(2026, 6, 30)),
        ("总结验收阶段", date(2026, 7, 1), date(2026, 11, 30)),
    ]
    rows = {task.title: task for task in programme.tasks.select_related("host", "parent")}
    assert rows["清理河塘沟渠"].host == people.village
    assert rows["清理河塘沟渠"].due_on == date(2026, 5, 20)
    served = rows["由甲二村牵头，镇团委配合，每月至少组织1次志愿服务活动。"]
    assert (served.kind, served.parent) == ("measure", rows["开展志愿服务"])
    assert rows["各村召开动员会。"].kind == rows["逐村进行验收。"].kind == "task"
    (cadence,) = programme.cadences.all()
    assert (cadence.title, read(cadence.rhythm), cadence.least) == (
        "每月至少组织1次志愿服务活动", read({"kind": "each", "unit": "month"}), 1,
    )  # fmt: skip
    assert [(m.name, m.duty) for m in programme.leading_group.all()] == [
        ("林知远", "head"), ("沈小舟", "deputy"), ("何青", "deputy"),
    ]  # fmt: skip
    target = programme.targets.get()
    assert (target.planned, target.measure_word, target.due_on) == (95, "%", date(2026, 6, 30))
    version = Rulebook.objects.get(name="qinghe").versions.get()
    assert "value: -0.5 * times" in version.text
    assert version.state == "draft"
    sheet = queries.sheet_of(PlanText.objects.get(pk=plan.pk))
    assert not sheet.wanted
    assert {one.name for one in sheet.undecided} == {"cadence"}


def test_what_was_taken_stands_and_the_rest_can_follow(people: People, plan: PlanText) -> None:
    phase, other = named(plan, "phase")[:2]
    actions.decide(by=people.office, text=plan, decided=[Decided(phase.key, "accept")])
    taken = actions.take_text(by=people.office, text=plan, revision=None, into=begun(people))
    with refused("taken"):
        actions.decide(by=people.office, text=plan, decided=[Decided(phase.key, "drop")])
    with refused("nothing-decided"):
        actions.take_text(by=people.office, text=plan, revision=None, into=taken.programme)
    with refused("taken"):
        actions.forget_plan(by=people.office, file=plan.file)
    sentence = queries.sheet_of(plan).unread[0]
    actions.decide(
        by=people.office,
        text=plan,
        decided=[
            Decided(other.key, "accept"),
            Decided(sentence.key, "change", {"title": "制定方案", "host": "镇团委"}),
        ],
    )
    again = actions.take_text(by=people.office, text=plan, revision=None, into=taken.programme)
    assert taken.programme.phases.count() == 2
    assert again.strangers == ("镇团委",)
    assert taken.programme.tasks.get().standard == "牵头单位：镇团委"


def test_nothing_is_made_where_anything_is_refused(people: People, plan: PlanText) -> None:
    accept_all(people, plan)
    before = JournalLine.objects.count()
    with pytest.raises(SeveralRefused) as caught:
        actions.take_text(
            by=people.office,
            text=plan,
            revision=None,
            into=Begun("短", "", "县级", people.town, date(2026, 3, 1), date(2026, 3, 2)),
            rulebook_name="",
        )
    assert caught.value.refusals
    assert not Programme.objects.filter(title="短").exists()
    assert JournalLine.objects.count() == before


def test_a_document_read_by_mistake_is_forgotten(people: People, plan: PlanText) -> None:
    actions.decide(by=people.office, text=plan, decided=[Decided("f0", "drop")])
    actions.forget_plan(by=people.office, file=plan.file)
    assert not PlanFile.objects.exists()
    assert not TextDecision.objects.exists()


def test_members_from_lines() -> None:
    found = leading_entries("组长：甲（镇长、书记）\n第一副组长：乙\n丙\n办公室主任：丁，戊")
    assert [(one.name, one.duty) for one in found] == [
        ("甲（镇长、书记）", "head"), ("乙", "first_deputy"), ("丙", "member"), ("丁", "office_head"), ("戊", "office_head"),
    ]  # fmt: skip


def test_the_plan_alone_is_one_text(people: People) -> None:
    assert read_document(people, word_file(PLAN)).texts.get().title == "青禾镇文明村镇创建实施方案"
