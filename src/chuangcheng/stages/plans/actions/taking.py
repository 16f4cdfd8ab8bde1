"""Taking over what was decided about a plan text: programme, phases, leading group, tasks, cadences, targets and a draft
rulebook, all in one transaction; nothing that was not decided, and what is refused is named by its statement."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, SeveralRefused, ensure_revision
from chuangcheng.base.journal import action, together
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.plans import policy
from chuangcheng.stages.plans.actions.cadences import Asked, add_cadence
from chuangcheng.stages.plans.actions.drafts import locked
from chuangcheng.stages.plans.actions.programmes import LeadingEntry, add_phase, set_leading_group, start_programme
from chuangcheng.stages.plans.actions.targets import set_target
from chuangcheng.stages.plans.actions.task_table import TableRefused, TableRow, save_table
from chuangcheng.stages.plans.models import PlanText, Programme, TextDecision
from chuangcheng.stages.plans.queries import Names, table_rows
from chuangcheng.stages.plans.queries.draft_rules import rules_text
from chuangcheng.stages.plans.queries.drafts import Statement, sheet_of
from chuangcheng.stages.plans.states import Duty, TaskKind

#: Posts of a leading group, the longer words before those that they contain.
_DUTIES: Final = (
    ("第一副组长", Duty.FIRST_DEPUTY), ("常务副组长", Duty.FIRST_DEPUTY), ("副组长", Duty.DEPUTY), ("组长", Duty.HEAD),
    ("办公室主任", Duty.OFFICE_HEAD), ("办公室", Duty.OFFICE_MEMBER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """The programme that a text begins: what ``start_programme`` asks for."""

    title: str
    aim: str
    level: str
    host: Organisation
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a text: its programme, how many records of each kind, and unit names that are not in the
    register: they were kept in the words of their task."""

    text: PlanText
    programme: Programme
    counts: dict[str, int]
    strangers: tuple[str, ...]


def take_text(
    *, by: Account, text: PlanText, revision: int | None, into: Programme | Begun, rulebook_name: str = ""
) -> Taken:
    """Make records of every statement that was accepted or changed and not taken over yet, in one transaction.

    ``rulebook_name``: the id of the rulebook whose draft the scoring sentences go into. Raises NotSeen, NotAllowed,
    Conflict, Refused (``nothing-decided``), SeveralRefused (each with its statement's words as ``place``).
    """
    require_sight(by, text.file.host)
    require(policy.may_keep_programme(by, text.file.host))
    with together():
        current = locked(text)
        ensure_revision(current, revision)
        wanted = sheet_of(current).wanted
        if not wanted:
            raise Refused("nothing-decided", _("还没有采用任何一处。请先逐条决定。"))
        _ensure_whole(wanted)
        programme = into if isinstance(into, Programme) else _begin(by, into)
        taking = _Taking(by, programme, wanted)
        taking.run(rulebook_name)
        _note(by, current, taking)
    return Taken(current, programme, taking.counts, tuple(dict.fromkeys(taking.strangers)))


def _ensure_whole(wanted: Sequence[Statement]) -> None:
    faults = [Refused(fault.code, fault.message, place=one.place) for one in wanted for fault in one.faults]
    if faults:
        raise SeveralRefused(faults)


def _begin(by: Account, begun: Begun) -> Programme:
    return start_programme(
        by=by, title=begun.title, level=begun.level, host=begun.host, first=begun.first, last=begun.last, aim=begun.aim
    )


def _note(by: Account, text: PlanText, taking: _Taking) -> None:
    with action("plans.text.take", by=by, on=text) as entry:
        text.programme, text.taken_at, text.taken_by = taking.programme, clock.now(), by
        text.rulebook = taking.rulebook or text.rulebook
        text.save()
        decisions = [one.decision for one in taking.wanted if one.decision is not None]
        for one in taking.wanted:
            if one.decision is not None:
                one.decision.became = taking.became.get(one.key, "told")
        TextDecision.objects.bulk_update(decisions, ["became"])
        entry.say(programme=taking.programme, became=taking.became, counts=taking.counts)


class _Taking:
    """One take-over: the statements that are wanted, what each became, what was refused."""

    def __init__(self, by: Account, programme: Programme, wanted: Sequence[Statement]) -> None:
        self.by, self.programme, self.wanted = by, programme, wanted
        self.became: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.strangers: list[str] = []
        self.rulebook: Any = None
        self._faults: list[Refused] = []

    def run(self, rulebook_name: str) -> None:
        """Make the records; raises SeveralRefused with everything that was refused."""
        for one in self._going("programme"):
            self._put(one, self.programme)
        for one in self._going("money"):
            self._put(one, None)
        for one in self._going("phases"):
            self._each(one, self._phase)
        self._group()
        self._tasks()
        for one in self._going("cadences"):
            self._each(one, self._cadence)
        for one in self._going("targets"):
            self._each(one, self._target)
        self._rules(rulebook_name)
        if self._faults:
            raise SeveralRefused(self._faults)

    def _going(self, where: str) -> list[Statement]:
        return sorted((one for one in self.wanted if one.goes == where), key=lambda one: one.start)

    def _put(self, one: Statement, record: models.Model | None) -> None:
        self.became[one.key] = f"{record._meta.label_lower}:{record.pk}" if record is not None else "told"
        self.counts[one.goes] = self.counts.get(one.goes, 0) + 1

    def _each(self, one: Statement, make: Callable[[dict[str, str]], models.Model]) -> None:
        try:
            self._put(one, make(one.entry.texts))
        except Refused as refused:
            self._refuse(refused, [one])

    def _refuse(self, refused: Refused, ones: Sequence[Statement]) -> None:
        self._faults.append(Refused(refused.code, refused.message, place=ones[0].place))

    def _phase(self, texts: dict[str, str]) -> models.Model:
        first, last = date.fromisoformat(texts["first"]), date.fromisoformat(texts["last"])
        return add_phase(
            by=self.by, programme=self.programme, title=texts["title"], first=first, last=last, content=texts["content"]
        )

    def _cadence(self, texts: dict[str, str]) -> models.Model:
        asked = Asked(
            title=texts["title"],
            rhythm=json.loads(texts["rhythm"]),
            first=self.programme.first,
            last=self.programme.last,
            least=int(texts["least"] or 1),
            most=int(texts["most"]) if texts["most"] else None,
        )
        return add_cadence(by=self.by, programme=self.programme, asked=asked)

    def _target(self, texts: dict[str, str]) -> models.Model:
        return set_target(
            by=self.by,
            programme=self.programme,
            unit=self.programme.host,
            title=texts["title"],
            measure_word=texts["measure_word"],
            planned=Decimal(texts["planned"]),
            due_on=date.fromisoformat(texts["due_on"]) if texts["due_on"] else self.programme.last,
        )

    def _group(self) -> None:
        ones = self._going("group")
        if not ones:
            return
        standing = [LeadingEntry(m.name, m.post, m.duty) for m in self.programme.leading_group.all()]
        given = [entry for one in ones for entry in leading_entries(one.entry.texts["members"])]
        entries = [*standing, *(entry for entry in given if entry not in standing)]
        try:
            set_leading_group(by=self.by, programme=self.programme, revision=None, entries=entries)
        except Refused as refused:
            self._refuse(refused, ones)
            return
        for one in ones:
            self._put(one, self.programme)

    def _tasks(self) -> None:
        ones = self._going("tasks")
        if not ones:
            return
        names = Names(self.by, self.programme)
        rows = [TableRow(task.pk) for task in table_rows(self.programme)]
        at = len(rows)
        new = [TableRow(None, texts=self._row(one, names, kind)) for one, kind in zip(ones, _kinds(ones), strict=True)]
        try:
            saved = save_table(by=self.by, programme=self.programme, rows=[*rows, *new])
        except TableRefused as refused:
            for fault in refused.faults:
                self._refuse(Refused(refused.code, fault.message), [ones[fault.row - at]])
            return
        except Refused as refused:
            self._refuse(refused, ones)
            return
        for one, task in zip(ones, saved.added, strict=True):
            self._put(one, task)

    def _row(self, one: Statement, names: Names, kind: TaskKind) -> dict[str, str]:
        """The cells of a row. A name that is in no register stays in the words of the standard, where it was read."""
        texts = dict(one.entry.texts)
        kept = [texts["standard"]] if texts["standard"] else []
        for field, label in (("host", _("牵头单位")), ("helpers", _("配合单位"))):
            given = [name for name in texts[field].replace("，", "、").replace(",", "、").split("、") if name.strip()]
            known = [name for name in given if _knows(names, name.strip())]
            strangers = [name.strip() for name in given if name not in known]
            texts[field] = "、".join(known)
            if strangers:
                self.strangers += strangers
                kept.append(f"{label}：{'、'.join(strangers)}")
        return {**texts, "kind": kind.value, "standard": "；".join(kept)}

    def _rules(self, name: str) -> None:
        ones = self._going("rulebook")
        if not ones:
            return
        text = rules_text(name, self.programme.title, [(one.entry.texts, one.sentence) for one in ones])
        try:
            self.rulebook = rulebooks.create(
                by=self.by, organisation=self.programme.host, name=name, title=self.programme.title, text=text
            )
        except Refused as refused:
            self._faults.append(Refused(refused.code, refused.message, field="rulebook_name"))
            return
        for one in ones:
            self._put(one, self.rulebook)


def _kinds(ones: Sequence[Statement]) -> list[TaskKind]:
    """A measure hangs under the task before it whose heading stands above it in the text; without one it is a task."""
    kinds, above = [], ""
    for one in ones:
        below = one.name == "measure" and above and any(head and head in above for head in one.section)
        kinds.append(TaskKind.MEASURE if below else TaskKind.TASK)
        if not below:
            above = one.sentence if one.name == "task" else ""
    return kinds


def _knows(names: Names, name: str) -> bool:
    try:
        names.find(name)
    except Refused:
        return False
    return True


def leading_entries(lines: str) -> list[LeadingEntry]:
    """The members of a leading group from lines ``组长：张三、李四（总负责）``: one entry for each name.

    >>> leading_entries("副组长：甲、乙")[1].duty
    'deputy'
    """
    found = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        post, parted, rest = line.partition("：")
        if not parted:
            post, rest = "", line
        duty = next((duty for word, duty in _DUTIES if word in post), Duty.MEMBER)
        shown = "" if post in {str(label) for label in Duty.labels} else post
        found += [LeadingEntry(name.strip(), shown, duty.value) for name in _names(rest)]
    return found


def _names(text: str) -> list[str]:
    """Names parted by 、 or commas; what stands in brackets belongs to the name before it."""
    parts, depth, current = [], 0, ""
    for sign in text:
        depth += (sign in "（(") - (sign in "）)")
        if sign in "、，," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += sign
    return [part for part in (*parts, current) if part.strip()]
