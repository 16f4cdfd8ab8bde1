"""Letters of responsibility as they are read: who sees them, how many there are of each kind, and as documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from chuangcheng.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    SheetTitle,
    SignatureLines,
    Table,
    chinese_date,
)
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.models import Letter, Programme, Task
from chuangcheng.stages.plans.queries.task_texts import quantity_of
from chuangcheng.stages.plans.states import LetterState, PartyKind, TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class PartyCount:
    """How many letters of a kind of party there are that were issued and not ended, and how many of them are signed."""

    kind: PartyKind
    issued: int
    signed: int


def visible_letters(by: Account, programme: Programme) -> models.QuerySet[Letter]:
    """Letters that the account sees: those of parties in its sight, and all of an issuer in its sight."""
    rows = programme.letters.select_related("party", "issuer", "programme__host")
    return (scoped(rows, by, path="issuer") | scoped(rows.exclude(party=None), by, path="party")).distinct()


def counts_by_party(letters: Iterable[Letter]) -> list[PartyCount]:
    """How many letters stand and how many are signed, for each kind of party that has one."""
    standing = [one for one in letters if one.state not in (LetterState.DRAFT, LetterState.ENDED)]
    found = []
    for kind in PartyKind:
        own = [one for one in standing if one.party_kind == kind]
        if own:
            found.append(PartyCount(kind, len(own), sum(one.state == LetterState.SIGNED for one in own)))
    return found


def hosts_without_letter(programme: Programme) -> list[tuple[Organisation, list[Task]]]:
    """Units that host tasks and have no letter yet (drafts count), each with its tasks in the table's order. Tasks that a
    letter with somebody by name holds, as with the head of a section (A65), wait for none."""
    letters = programme.letters.exclude(state=LetterState.ENDED)
    held = set(letters.exclude(party=None).values_list("party", flat=True))
    by_name = Letter.tasks.through.objects.filter(letter__in=letters.filter(party=None).values("pk"))
    rows = programme.tasks.filter(kind=TaskKind.TASK).exclude(host=None).exclude(state=TaskState.DROPPED)
    rows = rows.exclude(pk__in=by_name.values("task"))
    found: dict[int, tuple[Organisation, list[Task]]] = {}
    for task in rows.select_related("host").order_by("place", "id"):
        if task.host is not None and task.host_id not in held:
            found.setdefault(task.host.pk, (task.host, []))[1].append(task)
    return sorted(found.values(), key=lambda one: one[0].code)


def rows_of_letter(tasks: Iterable[Task]) -> list[list[str]]:
    """The lines of a letter's table as they are kept when it is issued: task, standard, quantity, limit, person."""
    return [
        [task.title, task.standard, quantity_of(task), chinese_date(task.due_on) if task.due_on else "", task.officer]
        for task in tasks
    ]


def shown_rows(letter: Letter) -> list[list[str]]:
    """The lines of a letter: as issued, or, of a draft, as its tasks stand now."""
    if letter.state != LetterState.DRAFT:
        return list(letter.issued_rows)
    return rows_of_letter(letter.tasks.order_by("place", "id"))


def letter_document(letter: Letter, *, head: str) -> Document:
    """One letter with its signature lines."""
    return Document(title=letter.title, blocks=_blocks(letter), head=head)


def letters_document(letters: Sequence[Letter], *, head: str) -> Document:
    """All letters in one file, each on a page of its own."""
    blocks: list[Block] = []
    for number, letter in enumerate(letters):
        if number:
            blocks.append(PageBreak())
        blocks += [SheetTitle(letter.title), *_blocks(letter)]
    return Document(title="", blocks=blocks, head=head)


def party_of(letter: Letter) -> str:
    """Who signs it, as people call them."""
    return letter.party.name if letter.party is not None else letter.party_name


def _blocks(letter: Letter) -> list[Block]:
    programme, party = letter.programme, party_of(letter)
    opening = f"编号：{letter.number}　　签订单位：{party}"
    said: list[Block] = [
        Paragraph(opening, indent=False),
        Paragraph(f"根据{letter.basis}，为落实{programme.title}各项任务，{letter.issuer.name}与{party}签订本责任书。"),
    ]
    said += _content(letter)
    said += [
        Heading("责任落实", 1),
        Paragraph(
            "签订单位对照上述内容组织落实，按时限报告完成情况并附佐证材料，由发出单位确认。本责任书一式两份，双方各执一份。"
        ),
        SignatureLines(("发出单位", "签订单位")),
    ]
    return said


def _content(letter: Letter) -> list[Block]:
    found: list[Block] = []
    rows = shown_rows(letter)
    if letter.text.strip():
        found.append(Heading("责任内容", 1))
        found += [Paragraph(line) for line in letter.text.splitlines() if line.strip()]
    if rows:
        columns = (
            Column("序号", "center", 5),
            Column("任务", share=20),
            Column("工作标准", share=16),
            Column("数量", "center", 9),
            Column("完成时限", "center", 12),
            Column("责任人", "center", 8),
        )
        found += [Heading("任务清单", 1), Table(columns, [[str(n), *row] for n, row in enumerate(rows, 1)])]
    return found


def changed_since(letter: Letter) -> bool:
    """Whether the tasks of a letter say something else now than when it was issued."""
    if letter.state in (LetterState.DRAFT, LetterState.ENDED):
        return False
    now: Any = rows_of_letter(letter.tasks.order_by("place", "id"))
    return bool(now != letter.issued_rows)
