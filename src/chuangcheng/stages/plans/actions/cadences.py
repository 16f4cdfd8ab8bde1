"""Cadences: added, changed, stopped; marked as done; suspended; and the days that they hang on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chuangcheng.almanac import written
from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.actions.records import told
from chuangcheng.stages.plans.models import (
    Cadence,
    CadenceMark,
    CadenceOccasion,
    Programme,
    Suspension,
    Task,
)
from chuangcheng.stages.plans.queries.cadences import calendar_for, turns_of
from chuangcheng.stages.plans.queries.programmes import takes_part, units
from chuangcheng.stages.plans.states import CadenceWho


@dataclass(frozen=True, slots=True)
class Asked:
    """What a cadence asks: how often (a rhythm in JSON form), of whom, what shows it, from when to when."""

    title: str
    rhythm: Mapping[str, Any]
    first: date
    last: date
    who: str = CadenceWho.HOST.value
    unit_kind: str = ""
    units: Sequence[Organisation] = ()
    task: Task | None = None
    activity_kind: str = ""
    least: int = 1
    most: int | None = None
    grace_days: int = 0
    remind_days: int = 1
    basis: str = ""


def add_cadence(*, by: Account, programme: Programme, asked: Asked) -> Cadence:
    """Add a cadence. Raises NotSeen, NotAllowed, Refused (see ``checks.check_cadence``; ``not-taking-part``)."""
    _may_keep(by, programme)
    cadence = Cadence(programme=programme)
    with action("plans.cadence.add", by=by, on=cadence, basis=asked.basis.strip()) as entry:
        _set(cadence, asked)
        cadence.save()
        cadence.units.set(asked.units)
        entry.say(after={**told(cadence), "units": [unit.code for unit in asked.units]})
    return cadence


def change_cadence(*, by: Account, cadence: Cadence, revision: int | None, asked: Asked) -> Cadence:
    """Change a cadence; marks stay with the turn in which they lie. Raises Conflict when ``revision`` is stale."""
    _may_keep(by, cadence.programme)
    with action("plans.cadence.change", by=by, on=cadence, basis=asked.basis.strip()) as entry:
        current = _locked(cadence)
        ensure_revision(current, revision)
        before = {**told(current), "units": [unit.code for unit in current.units.all()]}
        _set(current, asked)
        current.save()
        current.units.set(asked.units)
        entry.say(before=before, after={**told(current), "units": [unit.code for unit in asked.units]})
    return current


def _set(cadence: Cadence, asked: Asked) -> None:
    rhythm = checks.read_rhythm(asked.rhythm)
    listed = list(asked.units) if asked.who == CadenceWho.LISTED else []
    for name in ("first", "last", "who", "task", "least", "most", "grace_days", "remind_days"):
        setattr(cadence, name, getattr(asked, name))
    for name in ("title", "unit_kind", "activity_kind", "basis"):
        setattr(cadence, name, getattr(asked, name).strip())
    cadence.rhythm = written(rhythm)
    checks.check_cadence(cadence, listed, calendar_for(cadence.programme))
    if asked.task is not None and asked.task.programme_id != cadence.programme_id:
        raise Refused("outside-programme", _("这项任务不属于这个创建活动。"), field="task")
    inside = set(units(cadence.programme).filter(pk__in=[unit.pk for unit in listed]).values_list("pk", flat=True))
    outside = next((unit for unit in listed if unit.pk not in inside), None)
    if outside is not None:
        raise Refused("not-taking-part", _("“%(unit)s”不在创建活动的主办单位之下。") % {"unit": outside}, field="units")


def end_cadence(*, by: Account, cadence: Cadence, revision: int | None, on: date, reason: str) -> Cadence:
    """Stop a cadence: from ``on`` nothing of it is asked any more; what was due before stays as it was."""
    _may_keep(by, cadence.programme)
    checks.check_reason(reason)
    with action("plans.cadence.end", by=by, on=cadence) as entry:
        current = _locked(cadence)
        ensure_revision(current, revision)
        if current.ended_on is not None:
            raise Refused("ended", _("“%(title)s”已经停止。") % {"title": current.title})
        if on < current.first:
            raise Refused("wrong-value", _("停止日期早于第一天。"), field="on")
        current.ended_on = on
        current.save()
        entry.say(on=on, reason=reason.strip())
    return current


def mark_done(
    *, by: Account, cadence: Cadence, unit: Organisation, slot: date, done_on: date | None = None, note: str = ""
) -> CadenceMark:
    """Say that a unit did a slot (named by its first day), today or on ``done_on``. By the unit itself or its office.

    Refused: ``no-such-turn``, ``not-yet``, ``in-the-future``, ``outside-turn``, ``already-marked``, ``not-asked``.
    """
    require_sight(by, unit)
    require(policy.may_work(by, unit))
    done_on = done_on or clock.today()
    with action("plans.cadence.mark", by=by) as entry:
        current = _locked(cadence)
        _ensure_asked(current, unit)
        turns = turns_of(current, calendar_for(current.programme))
        turn = checks.check_mark(next((turn for turn in turns if turn.first <= slot <= turn.due), None), done_on)
        taken = CadenceMark.objects.filter(cadence=current, unit=unit, withdrawn_at=None)
        if taken.filter(slot__gte=turn.first, slot__lte=turn.due).exists():
            raise Refused("already-marked", _("这一期已经登记办结。"))
        mark = CadenceMark(cadence=current, unit=unit, slot=turn.first, done_on=done_on, note=note.strip())
        mark.made_at, mark.made_by = clock.now(), by
        checks.check_fields(mark)
        mark.save()
        entry.on(mark)
        entry.say(cadence=current, unit=unit.code, slot=turn.first, done_on=done_on)
    return mark


def withdraw_mark(*, by: Account, mark: CadenceMark, reason: str) -> CadenceMark:
    """Take a mark back; it stays, with its reason."""
    require_sight(by, mark.unit)
    require(policy.may_work(by, mark.unit))
    checks.check_reason(reason)
    with action("plans.cadence.unmark", by=by, on=mark) as entry:
        current = CadenceMark.objects.select_for_update(of=("self",)).select_related("unit").get(pk=mark.pk)
        if current.withdrawn_at is not None:
            raise Refused("withdrawn", _("这条登记已经撤回。"))
        current.withdrawn_at, current.withdrawn_reason = clock.now(), reason.strip()
        current.save()
        entry.say(cadence=mark.cadence, unit=current.unit.code, slot=current.slot, reason=current.withdrawn_reason)
    return current


def suspend(
    *,
    by: Account,
    programme: Programme,
    first: date,
    last: date,
    reason: str,
    basis: str = "",
    cadence: Cadence | None = None,
    unit: Organisation | None = None,
) -> Suspension:
    """Ask nothing that falls due between two days, of one unit or of all, of one cadence or of all (K10).

    Refused: ``no-reason``, ``days-reversed``, ``outside-programme``, ``not-taking-part``.
    """
    _may_keep(by, programme)
    pause = Suspension(programme=programme, cadence=cadence, unit=unit, first=first, last=last)
    pause.reason, pause.basis = reason.strip(), basis.strip()
    checks.check_suspension(pause)
    if unit is not None and not takes_part(programme, unit):
        raise Refused("not-taking-part", _("“%(unit)s”不在创建活动的主办单位之下。") % {"unit": unit}, field="unit")
    with action("plans.suspension.add", by=by, on=pause, basis=pause.basis) as entry:
        pause.save()
        entry.say(after=told(pause))
    return pause


def lift_suspension(*, by: Account, suspension: Suspension, revision: int | None, on: date) -> Suspension:
    """Ask again from ``on``; what was waived before stays waived."""
    _may_keep(by, suspension.programme)
    with action("plans.suspension.lift", by=by, on=suspension) as entry:
        current = Suspension.objects.select_for_update().get(pk=suspension.pk)
        ensure_revision(current, revision)
        if current.lifted_on is not None:
            raise Refused("lifted", _("这次暂停已经解除。"))
        if not current.first <= on <= current.last:
            raise Refused("wrong-value", _("解除日期不在暂停的日期之内。"), field="on")
        current.lifted_on = on
        current.save()
        entry.say(on=on)
    return current


def note_occasion(*, by: Account, cadence: Cadence, on: date, name: str) -> CadenceOccasion:
    """Note the day from which a turn of the cadence counts: an event that happened, a birth. Refused: ``empty``,
    ``ended``."""
    _may_keep(by, cadence.programme)
    checks.ensure_under_way(cadence.programme, cadence)
    occasion = CadenceOccasion(cadence=cadence, on=on, name=name.strip())
    checks.check_fields(occasion)
    with action("plans.cadence.occasion", by=by, on=cadence) as entry:
        occasion.save()
        entry.say(on=on)
    return occasion


def withdraw_occasion(*, by: Account, occasion: CadenceOccasion) -> None:
    """Take a noted day back: no turn hangs on it any more."""
    _may_keep(by, occasion.cadence.programme)
    with action("plans.cadence.occasion-withdraw", by=by, on=occasion.cadence) as entry:
        if not CadenceOccasion.objects.filter(pk=occasion.pk, withdrawn_at=None).update(withdrawn_at=clock.now()):
            raise Refused("withdrawn", _("这个日期已经撤回。"))
        entry.say(on=occasion.on)


def _may_keep(by: Account, programme: Programme) -> None:
    require_sight(by, programme.host)
    require(policy.may_keep_programme(by, programme.host))


def _locked(cadence: Cadence) -> Cadence:
    rows = Cadence.objects.select_for_update(of=("self",)).select_related("programme__host")
    found: Cadence = rows.get(pk=cadence.pk)
    return found


def _ensure_asked(cadence: Cadence, unit: Organisation) -> None:
    """Refuse (``not-asked``) a unit of which the cadence asks nothing."""
    if cadence.who == CadenceWho.HOST:
        asked = unit.pk == cadence.programme.host_id
    elif cadence.who == CadenceWho.LISTED:
        asked = cadence.units.filter(pk=unit.pk).exists()
    else:
        kind = cadence.unit_kind
        asked = unit.pk != cadence.programme.host_id and (not kind or unit.kind == kind)
        asked = asked and takes_part(cadence.programme, unit)
    if not asked:
        raise Refused("not-asked", _("“%(unit)s”不办这项周期任务。") % {"unit": unit})
