"""Programmes, their leading group, phases and next steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.actions.records import told
from chuangcheng.stages.plans.models import LeadingMember, NextStep, Phase, Programme
from chuangcheng.stages.plans.states import Duty, PhaseKind

Part = TypeVar("Part", Phase, NextStep)


@dataclass(frozen=True, slots=True)
class LeadingEntry:
    """One entry of a leading group: name, post, and a ``Duty``."""

    name: str
    post: str = ""
    duty: str = Duty.MEMBER.value


def start_programme(
    *, by: Account, title: str, level: str, host: Organisation, first: date, last: date, aim: str = ""
) -> Programme:
    """Begin a programme. Raises NotSeen, NotAllowed, Refused (``days-reversed``, ``wrong-value``)."""
    _may(by, host)
    programme = Programme(title=title, aim=aim, level=level, host=host, first=first, last=last)
    checks.check_days(first, last)
    checks.check_fields(programme)
    with action("plans.programme.start", by=by, on=programme) as entry:
        programme.save()
        entry.say(after=told(programme))
    return programme


def change_programme(
    *,
    by: Account,
    programme: Programme,
    revision: int | None,
    title: str | None = None,
    aim: str | None = None,
    level: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Programme:
    """Change a programme; what is None stays. A closed period keeps its days inside."""
    _may(by, programme.host)
    given = {"title": title, "aim": aim, "level": level, "first": first, "last": last}
    with action("plans.programme.change", by=by, on=programme) as entry:
        current = Programme.objects.select_for_update().select_related("host").get(pk=programme.pk)
        ensure_revision(current, revision)
        before = told(current)
        for name, value in given.items():
            if value is not None:
                setattr(current, name, value)
        checks.check_days(current.first, current.last)
        checks.check_fields(current)
        if any(p.first < current.first or p.last > current.last for p in checks.closed_periods(current)):
            raise Refused("already-closed", _("有已关账的期间在新的起止日期之外。请保留这些日期。"), field="first")
        current.save()
        entry.say(before=before, after=told(current))
    return current


def set_leading_group(
    *, by: Account, programme: Programme, revision: int | None, entries: Sequence[LeadingEntry]
) -> Programme:
    """Replace the leading group by these entries, in this order."""
    _may(by, programme.host)
    with action("plans.leading_group.set", by=by, on=programme) as entry:
        current = Programme.objects.select_for_update().select_related("host").get(pk=programme.pk)
        ensure_revision(current, revision)
        before = [f"{m.name} {m.post} {m.duty}" for m in current.leading_group.all()]
        current.leading_group.all().delete()
        for place, given in enumerate(entries, start=1):
            member = LeadingMember(
                programme=current, place=place, name=given.name.strip(), post=given.post.strip(), duty=given.duty
            )
            checks.check_fields(member)
            member.save()
        current.save()
        entry.say(before=before, after=[f"{given.name} {given.post} {given.duty}" for given in entries])
    return current


def add_phase(
    *,
    by: Account,
    programme: Programme,
    title: str,
    first: date,
    last: date,
    content: str = "",
    kind: str = PhaseKind.PHASE.value,
) -> Phase:
    """Add a phase or a campaign; phases may overlap and may leave gaps (``queries.overlaps``, ``queries.gaps``)."""
    checks.check_days(first, last)
    return _add(by, Phase(programme=programme, title=title, first=first, last=last, content=content, kind=kind))


def change_phase(
    *,
    by: Account,
    phase: Phase,
    revision: int | None,
    title: str,
    first: date,
    last: date,
    content: str = "",
    kind: str | None = None,
) -> Phase:
    """Change a phase; its kind stays where none is given."""
    checks.check_days(first, last)
    values = {"title": title, "first": first, "last": last, "content": content}
    return _change(by, phase, revision, values if kind is None else {**values, "kind": kind})


def remove_phase(*, by: Account, phase: Phase, revision: int | None) -> None:
    """Take a phase out of the plan; the journal keeps what it said."""
    _remove(by, phase, revision)


def add_next_step(
    *, by: Account, programme: Programme, text: str, due_on: date | None = None, officer: str = ""
) -> NextStep:
    """Add a next step at the end of the list."""
    last = programme.next_steps.aggregate(last=models.Max("place"))["last"] or 0
    return _add(by, NextStep(programme=programme, text=text, due_on=due_on, officer=officer, place=last + 1))


def change_next_step(
    *, by: Account, step: NextStep, revision: int | None, text: str, due_on: date | None = None, officer: str = ""
) -> NextStep:
    """Change a next step."""
    return _change(by, step, revision, {"text": text, "due_on": due_on, "officer": officer})


def finish_next_step(*, by: Account, step: NextStep, revision: int | None) -> NextStep:
    """Say that a next step was done today."""
    return _change(by, step, revision, {"done_on": clock.today()})


def remove_next_step(*, by: Account, step: NextStep, revision: int | None) -> None:
    """Take a next step out of the list; the journal keeps what it said."""
    _remove(by, step, revision)


def _may(by: Account, host: Organisation) -> None:
    require_sight(by, host)
    require(policy.may_keep_programme(by, host))


def _verb(part: Phase | NextStep, act: str) -> str:
    return f"plans.{'phase' if isinstance(part, Phase) else 'next_step'}.{act}"


def _add(by: Account, part: Part) -> Part:
    _may(by, part.programme.host)
    checks.check_fields(part)
    with action(_verb(part, "add"), by=by, on=part) as entry:
        part.save()
        entry.say(after=told(part))
    return part


def _change(by: Account, part: Part, revision: int | None, values: Mapping[str, object]) -> Part:
    _may(by, part.programme.host)
    with action(_verb(part, "change"), by=by, on=part) as entry:
        current = type(part)._default_manager.select_for_update().get(pk=part.pk)
        ensure_revision(current, revision)
        before = told(current)
        for name, value in values.items():
            setattr(current, name, value)
        checks.check_fields(current)
        current.save()
        entry.say(before=before, after=told(current))
    return current


def _remove(by: Account, part: Phase | NextStep, revision: int | None) -> None:
    _may(by, part.programme.host)
    with action(_verb(part, "remove"), by=by, on=part) as entry:
        current = type(part)._default_manager.select_for_update().get(pk=part.pk)
        ensure_revision(current, revision)
        entry.say(before=told(current), number=current.pk)
        current.delete()
