"""How every stage writes its records: one way to add, one to change, one to withdraw.

The stages give their verbs, their policy and their checks; sight, permission, closed periods, codes, revisions and the
journal line are settled here, so that they cannot be forgotten in one of them.

A record that ``is_planned`` may lie in the future (never outside the programme) and is not held by closed periods, since
nothing is scored from it. On the day that it becomes a fact it is booked like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks
from chuangcheng.stages.plans.models import Record
from chuangcheng.stages.plans.queries import Desk

R = TypeVar("R", bound=Record)
May = Callable[[Account, Organisation], bool]
#: Never in the journal: the journal cannot forget.
PRIVATE = frozenset({"name", "phone", "story"})
BOOKKEEPING = frozenset({"id", "revision", "created_at", "created_by", "import_key"})


def add(
    record: R,
    *,
    verb: str,
    by: Account,
    may: May,
    check: Callable[[R], None],
    late: bool = False,
    along: Callable[[R], Mapping[str, object]] | None = None,
) -> R:
    """Write a new record in an action of its own. ``late``: book it today when its own period is closed. ``along``
    writes what belongs to the record once it is saved, and gives what the journal says of that.

    Raises NotSeen, NotAllowed, Refused.
    """
    require_sight(by, record.unit)
    require(may(by, record.unit))
    with action(verb, by=by, on=record) as entry:
        prepare(record, desk=Desk(record.programme), by=by, check=check, late=late)
        record.save(force_insert=True)
        entry.say(after=told(record), **(along(record) if along else {}))
    return record


def prepare(record: R, *, desk: Desk, by: Account, check: Callable[[R], None], late: bool = False) -> None:
    """Check a new record and fill in what the system keeps: the day it is booked on, its code, who made it when."""
    desk.ensure_takes_part(record.unit)
    record.booked_on = _booked(record, desk, late=late)
    checks.check_code(record.code)
    checks.check_fields(record)
    check(record)
    if not record.code:
        record.code = desk.next_code(type(record))
    elif desk.is_taken(record):
        raise Refused("code-taken", _("编号“%(code)s”已经用过。") % {"code": record.code}, field="code")
    desk.take(record)
    record.created_at, record.created_by = clock.now(), by


def change(
    record: R,
    *,
    verb: str,
    by: Account,
    may: May,
    check: Callable[[R], None],
    revision: int | None,
    values: Mapping[str, object],
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    along: Callable[[R], Mapping[str, object]] | None = None,
) -> R:
    """Change fields of a record; unit and day stay where they are None. ``along``: see ``add``.

    Raises Conflict when it was saved since ``revision``, Refused when the day it is booked on, or the new one, lies in
    a closed period.
    """
    for organisation in (record.unit, unit):
        if organisation is not None:
            require_sight(by, organisation)
            require(may(by, organisation))
    moved = {name: value for name, value in (("unit", unit), ("happened_on", happened_on)) if value is not None}
    with action(verb, by=by, on=record) as entry:
        current = locked(record)
        ensure_revision(current, revision)
        entry.say(**amend(current, {**values, **moved}, desk=Desk(current.programme), check=check, late=late))
        current.save()
        entry.say(**(along(current) if along else {}))
    return current


def amend(
    current: R, values: Mapping[str, object], *, desk: Desk, check: Callable[[R], None], late: bool = False
) -> Mapping[str, object]:
    """Set values on a record and check it, inside an open action; gives what the journal says (before, after). The
    caller saves."""
    ensure_stands(current)
    ensure_open(current, desk)
    before = told(current)
    was = (current.happened_on, current.is_planned)
    for name, value in values.items():
        setattr(current, name, value)
    if (current.happened_on, current.is_planned) != was:
        current.booked_on = _booked(current, desk, late=late)
    if "unit" in values:
        desk.ensure_takes_part(current.unit)
    checks.check_fields(current)
    check(current)
    after = told(current)
    changed = [name for name in after if after[name] != before[name]]
    return {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}


def withdraw(
    record: R,
    *,
    verb: str,
    by: Account,
    may: May,
    revision: int | None,
    reason: str,
    check: Callable[[R], None] | None = None,
) -> R:
    """Leave a record out of the facts from now on, with its reason. It stays visible."""
    require_sight(by, record.unit)
    require(may(by, record.unit))
    checks.check_reason(reason)
    with action(verb, by=by, on=record) as entry:
        current = locked(record)
        ensure_revision(current, revision)
        ensure_stands(current)
        ensure_open(current, Desk(current.programme))
        if check is not None:
            check(current)
        current.withdrawn_on, current.withdrawn_by, current.withdrawn_reason = clock.today(), by, reason.strip()
        current.save()
        entry.say(code=current.code, reason=current.withdrawn_reason)
    return current


def locked(record: R) -> R:
    """The record as it stands in the database now, kept from others until the action ends."""
    rows = type(record)._default_manager.select_for_update(of=("self",)).select_related("programme__host", "unit")
    return rows.get(pk=record.pk)


def ensure_open(record: Record, desk: Desk) -> None:
    """Refuse (code ``period-closed``) to touch a fact that is booked in a closed period."""
    if not record.is_planned:
        checks.ensure_open_among(desk.periods, record.booked_on)


def _booked(record: Record, desk: Desk, *, late: bool) -> date:
    """The day on which a record counts; that of a planned one is the day it is planned for."""
    periods = desk.periods  # read even where nothing is compared: reading holds the programme, so that codes stay apart
    if record.is_planned:
        checks.check_happened(record.programme, record.happened_on, planned=True)
        return record.happened_on
    return checks.book(record.programme, record.happened_on, periods, late=late)


def ensure_stands(record: Record) -> None:
    """Refuse to touch a record that was withdrawn (code ``withdrawn``)."""
    if record.withdrawn_on is not None:
        raise Refused("withdrawn", _("这条记录已经撤回，不能再修改。需要时请另行录入。"))


def told(record: models.Model) -> dict[str, object]:
    """The record's fields as the journal may keep them: keys of relations, no personal data."""
    kept_out = BOOKKEEPING | PRIVATE | getattr(record, "private", frozenset())
    return {f.name: plain(f.value_from_object(record)) for f in record._meta.concrete_fields if f.name not in kept_out}


def plain(value: object) -> object:
    """Decimals without trailing zeros, so that 92 and 92.000000 are the same; all else as it is."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return value
