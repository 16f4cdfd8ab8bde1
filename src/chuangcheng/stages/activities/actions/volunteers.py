"""Writes of volunteers and their service. The journal never holds a name or a telephone: it cannot forget.

All raise NotSeen, NotAllowed, Refused, Conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.activities import checks, policy
from chuangcheng.stages.activities.models import Activity, Service, Volunteer
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.checks import check_fields
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk

#: What is deleted when a volunteer leaves and asks for it.
PERSONAL = ("name", "phone", "squad", "skills")


class VolunteerValues(TypedDict, total=False):
    """What is kept of a volunteer, all of it with consent."""

    name: str
    phone: str
    birth_year: int | None
    squad: str
    skills: str
    consent_on: date
    consent_by: str


class ServiceValues(TypedDict, total=False):
    """Fields of a service."""

    volunteer: Volunteer
    activity: Activity | None
    minutes: int
    content: str
    note: str


def register_volunteer(
    *, by: Account, unit: Organisation, registered_on: date | None = None, **values: Unpack[VolunteerValues]
) -> Volunteer:
    """Register a volunteer who consented, under a number of the unit."""
    _require(by, unit)
    volunteer = Volunteer(unit=unit, registered_on=registered_on or clock.today(), **values)
    with action("activities.volunteer.register", by=by, on=volunteer) as entry:
        Organisation.objects.select_for_update().get(pk=unit.pk)
        volunteer.number = _next_number(unit)
        check_fields(volunteer)
        checks.check_volunteer(volunteer)
        volunteer.save()
        entry.say(unit=unit.code, number=volunteer.number, consent_on=volunteer.consent_on)
    return volunteer


def change_volunteer(
    *, by: Account, volunteer: Volunteer, revision: int | None, **values: Unpack[VolunteerValues]
) -> Volunteer:
    """Correct what is kept of a volunteer. The journal tells which fields changed, not what they hold."""
    _require(by, volunteer.unit)
    with action("activities.volunteer.change", by=by, on=volunteer) as entry:
        current = _locked(volunteer)
        ensure_revision(current, revision)
        changed = [name for name, value in values.items() if getattr(current, name) != value]
        for name, value in values.items():
            setattr(current, name, value)
        check_fields(current)
        checks.check_volunteer(current)
        current.save()
        entry.say(number=current.number, fields=changed)
    return current


def leave_volunteer(
    *, by: Account, volunteer: Volunteer, revision: int | None = None, on: date | None = None, erase: bool
) -> Volunteer:
    """A volunteer leaves. ``erase``: on request what is personal is deleted; number, unit, days and hours stay, so that
    totals do not change. Of one who left before it can still be asked."""
    _require(by, volunteer.unit)
    with action("activities.volunteer.leave", by=by, on=volunteer) as entry:
        current = _locked(volunteer)
        ensure_revision(current, revision)
        current.left_on = current.left_on or on or clock.today()
        if not current.registered_on <= current.left_on <= clock.today():
            raise Refused("wrong-day", _("退出日期不能早于登记日期，也不能晚于今天。"), field="on")
        if erase:
            for name in PERSONAL:
                setattr(current, name, "")
            current.birth_year, current.consent_by = None, ""
        current.save()
        entry.say(number=current.number, left_on=current.left_on, erased=erase)
    return current


def record_service(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[ServiceValues],
) -> Service:
    """Record time that a volunteer gave. It counts once it is confirmed."""
    service = Service(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        service,
        verb="activities.service.record",
        by=by,
        may=policy.may_record,
        check=checks.check_service,
        late=late,
    )


def change_service(
    *,
    by: Account,
    service: Service,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[ServiceValues],
) -> Service:
    """Correct a service; its confirmation falls and has to be given again."""
    return records.change(
        service,
        verb="activities.service.change",
        by=by,
        may=policy.may_record,
        check=checks.check_service,
        revision=revision,
        values={**values, "confirmed_on": None},
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_service(*, by: Account, service: Service, revision: int | None, reason: str) -> Service:
    """Leave a service out, with the reason."""
    return records.withdraw(
        service, verb="activities.service.withdraw", by=by, may=policy.may_record, revision=revision, reason=reason
    )


def confirm_services(*, by: Account, services: Sequence[Service]) -> int:
    """The unit confirms services, of one programme; those confirmed or withdrawn stay as they are. Gives how many."""
    open_ones = [one for one in services if one.confirmed_on is None and one.withdrawn_on is None]
    for service in open_ones:
        _require(by, service.unit)
    if not open_ones:
        return 0
    with action("activities.service.confirm", by=by, on=open_ones[0].programme) as entry:
        keys = []
        for service in open_ones:
            current = records.locked(service)
            records.ensure_stands(current)
            records.ensure_open(current, Desk(current.programme))
            current.confirmed_on = clock.today()
            current.save()
            keys.append(current.code)
        entry.say(services=keys)
    return len(keys)


def certify_volunteer(*, by: Account, volunteer: Volunteer, count: int, minutes: int) -> None:
    """Note that a certificate was handed out: a name leaves with it (guardrail 10)."""
    _require(by, volunteer.unit)
    if not volunteer.name:
        raise Refused("erased", _("这名志愿者的个人信息已经删除，不能开证明。"))
    if not count:
        raise Refused("no-service", _("还没有经单位确认的服务，不能开证明。"))
    with action("activities.volunteer.export", by=by, on=volunteer) as entry:
        entry.say(number=volunteer.number, services=count, minutes=minutes)


def _require(by: Account, unit: Organisation) -> None:
    require_sight(by, unit)
    require(policy.may_record(by, unit))


def _locked(volunteer: Volunteer) -> Volunteer:
    return Volunteer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=volunteer.pk)


def _next_number(unit: Organisation) -> str:
    """The unit's code and the next number; the unit is held meanwhile."""
    count = Volunteer.objects.filter(unit=unit).count() + 1
    while Volunteer.objects.filter(number=f"{unit.code}-{count:04d}").exists():
        count += 1
    return f"{unit.code}-{count:04d}"
