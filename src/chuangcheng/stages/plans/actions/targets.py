"""Targets and their readings. A reading is corrected by a new one and never overwritten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.actions.records import told
from chuangcheng.stages.plans.models import Programme, Target, TargetReading
from chuangcheng.stages.plans.queries import takes_part


def set_target(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    title: str,
    measure_word: str,
    planned: Decimal,
    due_on: date,
    parent: Target | None = None,
    officer: str = "",
) -> Target:
    """Set a target, on its own or as a part of another."""
    _require_office(by, programme)
    target = Target(programme=programme, parent=parent, unit=unit, title=title.strip(), due_on=due_on)
    target.measure_word, target.planned, target.officer = measure_word.strip(), planned, officer.strip()
    _check(target)
    with action("plans.target.add", by=by, on=target) as entry:
        target.save(force_insert=True)
        entry.say(after=told(target))
    return target


def change_target(
    *,
    by: Account,
    target: Target,
    revision: int | None,
    unit: Organisation,
    title: str,
    measure_word: str,
    planned: Decimal,
    due_on: date,
    officer: str = "",
) -> Target:
    """Change a target; its place in the tree stays."""
    _require_office(by, target.programme)
    with action("plans.target.change", by=by, on=target) as entry:
        current = _locked(target)
        ensure_revision(current, revision)
        before = told(current)
        current.unit, current.title, current.due_on, current.officer = unit, title.strip(), due_on, officer.strip()
        current.measure_word, current.planned = measure_word.strip(), planned
        _check(current)
        if current.children.exclude(measure_word=current.measure_word).exists():
            raise Refused("other-measure", _("下级目标用的是另一个计量单位，不能单独改。"), field="measure_word")
        current.save()
        entry.say(before=before, after=told(current))
    return current


def remove_target(*, by: Account, target: Target, revision: int | None) -> None:
    """Take a target out that has neither parts nor readings; the journal keeps what it said."""
    _require_office(by, target.programme)
    with action("plans.target.remove", by=by, on=target) as entry:
        current = _locked(target)
        ensure_revision(current, revision)
        if current.children.exists() or current.readings.exists():
            raise Refused("has-work", _("这个目标已经分解或已有完成数，不能移除。"))
        entry.say(before=told(current), number=current.pk)
        current.delete()


def read_target(*, by: Account, target: Target, on: date, reached: Decimal, note: str = "") -> TargetReading:
    """Write down what had been reached on a day, counted from the start: the unit itself, or the office for it."""
    _require_work(by, target)
    reading = _reading(by, target, on, reached, note)
    with action("plans.target.read", by=by, on=target) as entry:
        _ensure_free(target, on)
        reading.save(force_insert=True)
        entry.say(on=on, reached=reached)
    return reading


def correct_reading(*, by: Account, reading: TargetReading, on: date, reached: Decimal, note: str) -> TargetReading:
    """Correct a reading by a new one, with the reason in ``note``. The old one stays to be seen."""
    _require_work(by, reading.target)
    checks.check_reason(note, field="note")
    new = _reading(by, reading.target, on, reached, note)
    with action("plans.target.correct", by=by, on=reading.target) as entry:
        old = TargetReading.objects.select_for_update().get(pk=reading.pk)
        if old.corrected_at is not None:
            raise Refused("corrected", _("这个完成数已经更正过了。请更正最新的那一个。"))
        old.corrected_at = clock.now()
        old.save()
        _ensure_free(reading.target, on)
        new.save(force_insert=True)
        entry.say(before={"on": old.on, "reached": old.reached}, after={"on": on, "reached": reached}, reason=note)
    return new


def _reading(by: Account, target: Target, on: date, reached: Decimal, note: str) -> TargetReading:
    reading = TargetReading(target=target, on=on, reached=reached, note=note.strip(), made_at=clock.now(), made_by=by)
    checks.check_reading(reading)
    return reading


def _ensure_free(target: Target, on: date) -> None:
    if target.readings.filter(on=on, corrected_at=None).exists():
        told = _("%(day)s 已经有完成数了。要改就更正那一个。")
        raise Refused("day-taken", told % {"day": on}, field="on")


def _check(target: Target) -> None:
    if not takes_part(target.programme, target.unit):
        told = _("“%(unit)s”不在创建活动的主办单位之下。") % {"unit": target.unit}
        raise Refused("not-taking-part", told, field="unit")
    checks.check_target(target)


def _locked(target: Target) -> Target:
    rows = Target.objects.select_for_update(of=("self",)).select_related("programme__host", "unit", "parent")
    return rows.get(pk=target.pk)


def _require_office(by: Account, programme: Programme) -> None:
    require_sight(by, programme.host)
    require(policy.may_keep_programme(by, programme.host))


def _require_work(by: Account, target: Target) -> None:
    require_sight(by, target.unit)
    require(policy.may_work(by, target.unit))
