"""Writes of activities: recorded or planned, changed, moved from state to state, withdrawn.

All raise NotSeen, NotAllowed, Refused; what changes a record raises Conflict, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation, Place
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.activities import checks, policy
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.queries import kind_named
from chuangcheng.stages.activities.states import ActivityState
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Cadence, Programme, Task
from chuangcheng.stages.plans.queries import Desk


class ActivityValues(TypedDict, total=False):
    """Fields of an activity that people fill in. ``money`` in fen, ``minutes`` of all persons together."""

    kind: str
    title: str
    theme: str
    level: str
    starts_at: time | None
    spot: Place | None
    where: str
    organiser: str
    festival: str
    persons: int | None
    person_times: int | None
    volunteers: int | None
    expected: int | None
    excused: int | None
    minutes: int | None
    households: int | None
    copies: int | None
    vehicles: int | None
    money: int | None
    numbers: Mapping[str, Any]
    items: list[str]
    important: bool | None
    hosted: bool | None
    completed: bool | None
    nominees: str
    shown_on: date | None
    result: str
    note: str


def record_activity(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    state: str = ActivityState.HELD,
    code: str = "",
    late: bool = False,
    tasks: Iterable[Task] = (),
    cadences: Iterable[Cadence] = (),
    **values: Unpack[ActivityValues],
) -> Activity:
    """Record an activity that was held, or one that is planned (``state``), with the tasks and cadences that it serves.

    A unit records its own; what only the office says is refused to it (code ``office-word``). ``late``: book it today
    when its period is closed.
    """
    if state not in (ActivityState.HELD, ActivityState.PLANNED):
        raise Refused("wrong-state", _("新活动只能是计划中或已开展。"), field="state")
    require_sight(by, unit)
    require(policy.may_record(by, unit))
    activity = Activity(programme=programme, unit=unit, happened_on=happened_on, state=state, code=code, **values)
    activity.numbers = _kept_numbers(programme, activity.kind, values)
    activity.held_by = by if state == ActivityState.HELD else None
    serves = (list(tasks), list(cadences))
    return records.add(
        activity,
        verb=f"activities.activity.{'record' if state == ActivityState.HELD else 'plan'}",
        by=by,
        may=policy.may_record,
        check=_checking(by, serves),
        late=late,
        along=_serving(serves[0] or None, serves[1] or None),
    )


def change_activity(
    *,
    by: Account,
    activity: Activity,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    tasks: Iterable[Task] | None = None,
    cadences: Iterable[Cadence] | None = None,
    **values: Unpack[ActivityValues],
) -> Activity:
    """Change an activity; what is not given stays. Refused once it is confirmed (code ``confirmed``)."""
    require_sight(by, activity.unit)
    require(policy.may_change(by, activity))
    serves = (None if tasks is None else list(tasks), None if cadences is None else list(cadences))
    check = _checking(by, serves, was=activity)
    if "numbers" in values:
        values["numbers"] = _kept_numbers(activity.programme, values.get("kind", activity.kind), values)

    def unconfirmed(current: Activity) -> None:
        checks.check_unconfirmed(current)
        check(current)

    return records.change(
        activity,
        verb="activities.activity.change",
        by=by,
        may=policy.may_record,
        check=unconfirmed,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
        along=_serving(*serves),
    )


def withdraw_activity(*, by: Account, activity: Activity, revision: int | None, reason: str) -> Activity:
    """Leave an activity out of the facts, with the reason."""
    require_sight(by, activity.unit)
    require(policy.may_change(by, activity))
    return records.withdraw(
        activity,
        verb="activities.activity.withdraw",
        by=by,
        may=policy.may_record,
        revision=revision,
        reason=reason,
    )


def hold_activity(
    *,
    by: Account,
    activity: Activity,
    revision: int | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[ActivityValues],
) -> Activity:
    """Say that a planned activity took place, on which day and with which counts."""
    require_sight(by, activity.unit)
    if "numbers" in values:
        values["numbers"] = _kept_numbers(activity.programme, activity.kind, values)
    told = {**values, "reason": "", "held_by": by, **({"happened_on": happened_on} if happened_on else {})}
    return _move(activity, to=ActivityState.HELD, verb="hold", by=by, revision=revision, values=told, late=late)


def postpone_activity(
    *, by: Account, activity: Activity, revision: int | None = None, reason: str, happened_on: date | None = None
) -> Activity:
    """Put an activity off, with the reason; ``happened_on``: the new day where it is known."""
    told = {"reason": reason.strip(), **({"happened_on": happened_on} if happened_on else {})}
    return _move(activity, to=ActivityState.POSTPONED, verb="postpone", by=by, revision=revision, values=told)


def cancel_activity(*, by: Account, activity: Activity, revision: int | None = None, reason: str) -> Activity:
    """Call an activity off, with the reason (K10: no epidemic makes a free clinic a missed one)."""
    told = {"reason": reason.strip()}
    return _move(activity, to=ActivityState.CANCELLED, verb="cancel", by=by, revision=revision, values=told)


def plan_activity_again(*, by: Account, activity: Activity, revision: int | None = None, happened_on: date) -> Activity:
    """Set a new day for what was put off or called off."""
    told = {"reason": "", "happened_on": happened_on}
    return _move(activity, to=ActivityState.PLANNED, verb="replan", by=by, revision=revision, values=told)


def confirm_activity(*, by: Account, activity: Activity, revision: int | None = None) -> Activity:
    """The office confirms that it was held as recorded. Who said that it was held never confirms it (NotAllowed)."""
    told = {"confirmed_on": clock.today(), "confirmed_by": by}
    return _move(activity, to=ActivityState.CONFIRMED, verb="confirm", by=by, revision=revision, values=told)


def reopen_activity(*, by: Account, activity: Activity, revision: int | None = None, reason: str) -> Activity:
    """Take a confirmation back so that the record can be corrected, with the reason."""
    if not reason.strip():
        raise Refused("no-reason", _("请写明原因。"), field="reason")
    told = {"confirmed_on": None, "confirmed_by": None}
    return _move(
        activity, to=ActivityState.HELD, verb="reopen", by=by, revision=revision, values=told, reason=reason.strip()
    )


def _move(
    activity: Activity,
    *,
    to: ActivityState,
    verb: str,
    by: Account,
    revision: int | None,
    values: Mapping[str, object],
    late: bool = False,
    reason: str = "",
) -> Activity:
    require_sight(by, activity.unit)
    with action(f"activities.activity.{verb}", by=by, on=activity) as entry:
        current = records.locked(activity)
        ensure_revision(current, revision)
        _require_move(by, current, to)
        checks.ensure_move(current.state, to)
        check, desk = _checking(by, (None, None), was=current), Desk(current.programme)
        entry.say(**records.amend(current, {**values, "state": to}, desk=desk, check=check, late=late))
        if reason:
            entry.say(reason=reason)
        current.save()
    return current


def _require_move(by: Account, current: Activity, to: ActivityState) -> None:
    if to == ActivityState.CONFIRMED:
        if policy.may_keep_records(by, current.unit) and not policy.may_confirm(by, current):
            raise NotAllowed(_("谁报告开展的，不能由谁确认。请文明办的其他同事确认。"))
        require(policy.may_confirm(by, current))
    elif current.state == ActivityState.CONFIRMED:
        require(policy.may_keep_records(by, current.unit))
    else:
        require(policy.may_change(by, current))


def _kept_numbers(programme: Programme, kind: str, values: ActivityValues) -> dict[str, Any]:
    """The further columns as they are kept: what the kind asks for and nothing else."""
    given = values.get("numbers") or {}
    if not given:
        return {}
    fields = kind_named(programme.host, kind).fields
    checks.check_numbers(given, fields)
    return checks.checked_numbers(given, fields)


def _checking(
    by: Account, serves: tuple[list[Task] | None, list[Cadence] | None], was: Activity | None = None
) -> Callable[[Activity], None]:
    """The checks of one write: columns of the kind, words that only the office says, what it serves, where it was."""
    stood = None if was is None else Activity.objects.get(pk=was.pk)

    def check(activity: Activity) -> None:
        checks.check_activity(activity)
        if activity.numbers:
            checks.check_numbers(activity.numbers, kind_named(activity.programme.host, activity.kind).fields)
        if not policy.may_keep_records(by, activity.unit):
            checks.check_own_words(activity, stood)
        if activity.spot is not None:
            require_sight(by, activity.spot.organisation)
        for served in (one for group in serves for one in group or ()):
            if served.programme_id != activity.programme_id:
                raise Refused("other-programme", _("“%(what)s”属于另一个创建活动。") % {"what": served})

    return check


def _serving(
    tasks: list[Task] | None, cadences: list[Cadence] | None
) -> Callable[[Activity], Mapping[str, object]] | None:
    """Write what the activity serves once it is saved; the journal keeps the keys."""

    def along(activity: Activity) -> Mapping[str, object]:
        told: dict[str, object] = {}
        if tasks is not None:
            activity.tasks.set(tasks)
            told["tasks"] = sorted(task.pk for task in tasks)
        if cadences is not None:
            activity.cadences.set(cadences)
            told["cadences"] = sorted(cadence.pk for cadence in cadences)
        return told

    return None if tasks is None and cadences is None else along
