"""Reading plan documents and deciding about each statement in them. ``taking`` makes records of what was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.models import PlanFile, PlanText, TextDecision
from chuangcheng.stages.plans.queries.drafts import Statement, sheet_of
from chuangcheng.stages.plans.states import TextAct, TextPart
from chuangcheng.texts.model import Draft, Reading, Unreadable
from chuangcheng.texts.reading import read_upload
from chuangcheng.texts.taking.storing import stored


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is handed in: the statement's key, a ``TextAct`` or '' (undecided again), and for a change the
    texts of its entry."""

    key: str
    act: str
    entry: Mapping[str, str] = field(default_factory=dict)


def read_plan(*, by: Account, host: Organisation, name: str, content: bytes) -> PlanFile:
    """Read a document and keep its text with one draft for each text found; the same document is read once.

    Raises NotSeen, NotAllowed, Refused (the code of ``texts.Unreadable``, ``no-text-found``).
    """
    _may(by, host)
    digest = hashlib.sha256(content).hexdigest()
    if (known := PlanFile.objects.filter(host=host, digest=digest).first()) is not None:
        return known
    reading = _read(name, content)
    file = PlanFile(host=host, name=name[-200:], digest=digest, format=reading.format, content=reading.text)
    file.dropped = [[each.reason, each.place.start, each.place.end] for each in reading.dropped]
    file.read_at, file.read_by = clock.now(), by
    with action("plans.text.read", by=by, on=file) as entry:
        file.save()
        for draft in reading.drafts:
            _text(file, draft).save()
        entry.say(host=host.code, name=file.name, digest=digest, texts=[draft.kind for draft in reading.drafts])
    return file


def _read(name: str, content: bytes) -> Reading:
    try:
        reading = read_upload(name, content)
    except Unreadable as unreadable:
        told = unreadable.told("en" if (get_language() or "").startswith("en") else "zh")
        raise Refused(unreadable.code, told, field="file") from unreadable
    if not reading.drafts or "\x00" in reading.text:
        told = _("没有在文件里找到一篇成形的文字。请换一个方案、通知或总结文件。")
        raise Refused("no-text-found", told, field="file")
    return reading


def _text(file: PlanFile, draft: Draft) -> PlanText:
    title = next((each.value.text for each in draft.named("title") if hasattr(each.value, "text")), "")
    text = PlanText(file=file, number=draft.number, kind=draft.kind, title=title[:200], reading=stored(draft))
    text.start, text.end = draft.place.start, draft.place.end
    return text


def forget_plan(*, by: Account, file: PlanFile) -> None:
    """Remove a document that was read by mistake, with all decisions on it. Refused (``taken``) once something of it
    was taken over."""
    _may(by, file.host)
    with action("plans.text.forget", by=by, on=file) as entry:
        if PlanText.objects.select_for_update().filter(file=file).exclude(taken_at=None).exists():
            raise Refused("taken", _("这份文件里已经有内容用进了创建活动，不能移除。"))
        entry.say(host=file.host.code, name=file.name, digest=file.digest)
        file.delete()


def set_year(*, by: Account, text: PlanText, revision: int | None, year: int | None) -> PlanText:
    """Say in which year the days lie whose year is missing or masked (None: not known again)."""
    _may(by, text.file.host)
    if year is not None and not 1949 <= year <= 2099:
        raise Refused("wrong-value", _("年份要在 1949 到 2099 之间。"), field="year")
    with action("plans.text.year", by=by, on=text) as entry:
        current = locked(text)
        ensure_revision(current, revision)
        entry.say(before=current.year, after=year)
        current.year = year
        current.save()
    return current


def decide(*, by: Account, text: PlanText, decided: Sequence[Decided]) -> PlanText:
    """Decide about statements, all or none; the last decision on each counts.

    Refused: ``no-such-statement``, ``taken`` (a record was made of it), ``lacking``, ``wrong-value``, ``days-reversed``
    with the statement's words as ``place``. A sentence that was not understood is made a task by a change, or dropped.
    """
    _may(by, text.file.host)
    with action("plans.text.decide", by=by, on=text) as entry:
        current = locked(text)
        sheet = sheet_of(current)
        for one in decided:
            statement = sheet.of(one.key)
            if statement is None:
                raise Refused("no-such-statement", _("没有这一处。请刷新页面。"))
            _ensure_decidable(statement, one)
            _put(by, current, statement, one)
        current.save()
        entry.say(decided={one.key: [one.act, dict(one.entry)] for one in decided})
    return current


def _ensure_decidable(statement: Statement, one: Decided) -> None:
    if statement.became:
        raise Refused("taken", _("这一处已经用进创建活动，不能再改决定。请到创建活动里改。"), place=statement.place)
    if one.act not in ("", *TextAct.values) or (statement.part == TextPart.UNREAD and one.act == TextAct.ACCEPT):
        raise Refused("wrong-value", _("请选择采用、改后采用或不采用。"), place=statement.place)
    if one.act == TextAct.ACCEPT:
        fault = next(iter(statement.faults), None)
        if fault is not None:
            raise Refused(fault.code, fault.message, place=statement.place)
    if one.act == TextAct.CHANGE:
        checks.check_entry(statement.name, one.entry)


def _put(by: Account, text: PlanText, statement: Statement, one: Decided) -> None:
    row = TextDecision.objects.filter(text=text, part=statement.part, number=statement.number).first()
    if not one.act:
        if row is not None:
            row.delete()
        return
    row = row or TextDecision(text=text, part=statement.part, number=statement.number)
    row.act, row.at, row.by = one.act, clock.now(), by
    row.entry = checks.check_entry(statement.name, one.entry).texts if one.act == TextAct.CHANGE else {}
    row.save()


def locked(text: PlanText) -> PlanText:
    """The text as it stands now, kept from others until the action ends."""
    rows = PlanText.objects.select_for_update(of=("self",)).select_related("file__host", "programme__host")
    return rows.defer("file__content").get(pk=text.pk)


def _may(by: Account, host: Organisation) -> None:
    require_sight(by, host)
    require(policy.may_keep_programme(by, host))
