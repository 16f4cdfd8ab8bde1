"""Duties: assigned, handed over, ended; the kinds that an office uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import Entry, action
from chuangcheng.people.models import Account, Organisation, Person
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.checks.duties import Thing, check_duty, check_kinds, concern_of
from chuangcheng.stages.plans.models import Duty, DutyKind
from chuangcheng.stages.plans.queries.duties import kinds_of, organisation_of
from chuangcheng.stages.plans.states import Concern


def assign_duty(
    *,
    by: Account,
    thing: Thing,
    kind: str,
    unit: Organisation | None = None,
    person: Person | None = None,
    from_day: date,
    to_day: date | None = None,
    note: str = "",
) -> Duty:
    """Let a unit, or a person for its unit, answer for a grid, a place or a task. Refused: ``nobody``, and what
    ``checks.check_duty`` refuses."""
    _may_keep(by, thing)
    duty = Duty(kind=kind, from_day=from_day, to_day=to_day, note=note.strip(), **{concern_of(thing).value: thing})
    _let(by, duty, unit, person)
    with action("plans.duty.add", by=by, on=duty) as entry:
        check_duty(duty, kinds_of(organisation_of(thing)))
        duty.save()
        _tell(entry, duty)
    return duty


def hand_over(
    *,
    by: Account,
    duty: Duty,
    revision: int | None = None,
    unit: Organisation | None = None,
    person: Person | None = None,
    on: date,
    reason: str,
) -> Duty:
    """Somebody else answers from ``on``; the old duty ends the day before. Gives the new duty.

    Refused: ``no-reason``, ``nobody``, ``same-person``, ``not-held``, and what ``checks.check_duty`` refuses.
    """
    _may_keep(by, duty.thing)
    require_sight(by, duty.unit)
    checks.check_reason(reason)
    fresh = Duty()
    with action("plans.duty.hand-over", by=by, on=fresh) as entry:
        old = _locked(duty)
        ensure_revision(old, revision)
        _pass_on(by, old, fresh, unit, person, on)
        _tell(entry, fresh)
        entry.say(before=old, to=str(fresh.unit.code), on=on, reason=reason.strip())
    return fresh


def hand_over_all(
    *,
    by: Account,
    duties: Sequence[Duty],
    unit: Organisation | None = None,
    person: Person | None = None,
    on: date,
    reason: str,
) -> list[Duty]:
    """One after the other of somebody's duties to the same successor, all or none; for when a person leaves (A46)."""
    checks.check_reason(reason)
    if not duties:
        raise Refused("nothing-chosen", _("请选择要交接的责任。"), field="duties")
    for duty in duties:
        _may_keep(by, duty.thing)
        require_sight(by, duty.unit)
    made: list[Duty] = []
    with action("plans.duty.hand-over-all", by=by, on=duties[0].person) as entry:
        for duty in duties:
            made.append(Duty())
            try:
                _pass_on(by, _locked(duty), made[-1], unit, person, on)
            except Refused as refused:
                place = f"{duty.thing} {duty.kind}"
                raise Refused(refused.code, refused.message, field=refused.field, place=place) from refused
        entry.say(before=list(duties), after=made, on=on, reason=reason.strip())
    return made


def end_duty(*, by: Account, duty: Duty, revision: int | None = None, on: date, reason: str) -> Duty:
    """A duty is held for the last time on ``on``, and nobody takes it over. Refused: ``no-reason``, ``days-reversed``."""
    _may_keep(by, duty.thing)
    require_sight(by, duty.unit)
    checks.check_reason(reason)
    with action("plans.duty.end", by=by, on=duty) as entry:
        stored = _locked(duty)
        ensure_revision(stored, revision)
        if on < stored.from_day:
            raise Refused("days-reversed", _("止期早于起期。请改正日期。"), field="on")
        before, stored.to_day = stored.to_day, on
        stored.save()
        entry.say(before={"to_day": before}, after={"to_day": on}, reason=reason.strip())
    return stored


def remove_duty(*, by: Account, duty: Duty, reason: str) -> None:
    """Take back a duty that was written down by mistake; the journal keeps what it was."""
    _may_keep(by, duty.thing)
    require_sight(by, duty.unit)
    checks.check_reason(reason)
    with action("plans.duty.remove", by=by, on=duty.thing) as entry:
        stored = _locked(duty)
        _tell(entry, stored)
        entry.say(reason=reason.strip())
        stored.delete()


def set_duty_kinds(*, by: Account, organisation: Organisation, kinds: Sequence[DutyKind]) -> list[DutyKind]:
    """Say which kinds of duty an organisation and all beneath it use. Duties of a kind that is no longer used stay.

    Refused: ``wrong-value``, ``kind-twice``.
    """
    require_sight(by, organisation)
    require(policy.may_keep_programme(by, organisation))
    for number, kind in enumerate(kinds):
        kind.organisation, kind.number, kind.name = organisation, number, kind.name.strip()
    check_kinds(kinds)
    with action("plans.duty-kinds.set", by=by, on=organisation) as entry:
        own = DutyKind.objects.filter(organisation=organisation)
        entry.say(before=[_shown(kind) for kind in own], after=[_shown(kind) for kind in kinds])
        own.delete()
        for kind in kinds:
            kind.pk = None
            kind.save(force_insert=True)
    return list(kinds)


def _shown(kind: DutyKind) -> dict[str, object]:
    return {
        name: getattr(kind, name) for name in ("name", "concerns", "most", "counted", "strict", "wanted", "shows_phone")
    }


def _may_keep(by: Account, thing: Thing) -> None:
    organisation = organisation_of(thing)
    require_sight(by, organisation)
    require(policy.may_keep_duties(by, organisation))


def _let(by: Account, duty: Duty, unit: Organisation | None, person: Person | None) -> None:
    """Name who answers: a person for its unit, or the unit. Both must be in the account's sight."""
    chosen = unit or (person.organisation if person is not None else None)
    if chosen is None:
        raise Refused("nobody", _("请选择责任单位或责任人。"), field="person")
    require_sight(by, chosen)
    duty.unit, duty.person = chosen, person


def _pass_on(by: Account, old: Duty, fresh: Duty, unit: Organisation | None, person: Person | None, on: date) -> None:
    """End the old duty the day before and save ``fresh``, which takes it over."""
    for name in ("place", "grid", "task", "kind", "to_day", "note"):
        setattr(fresh, name, getattr(old, name))
    fresh.from_day = on
    _let(by, fresh, unit, person)
    if (fresh.unit_id, fresh.person_id) == (old.unit_id, old.person_id):
        raise Refused("same-person", _("接手的还是原来的责任人。请另选。"), field="person")
    if on <= old.from_day or (old.to_day is not None and on > old.to_day):
        values = {"first": old.from_day, "last": old.to_day or _("今后")}
        told = _("这项责任从 %(first)s 到 %(last)s，交接日期须在这以内，晚于第一天。记错了请先移除。")
        raise Refused("not-held", told % values, field="on")
    old.to_day = on - timedelta(days=1)
    old.save()
    check_duty(fresh, kinds_of(organisation_of(fresh.thing)))
    fresh.save()


def _locked(duty: Duty) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",)).select_related(
        *("unit", "person__organisation", "place__organisation", "grid__organisation", "task__programme__host"),
        "task__host",
    )
    found: Duty = rows.get(pk=duty.pk)
    return found


def _tell(entry: Entry, duty: Duty) -> None:
    """What the journal keeps: keys, kind and days, no name."""
    for concern in Concern:
        if (thing := getattr(duty, concern)) is not None:
            entry.say(**{concern.value: thing})
    entry.say(kind=duty.kind, unit=duty.unit.code, person=duty.person, from_day=duty.from_day, to_day=duty.to_day)
