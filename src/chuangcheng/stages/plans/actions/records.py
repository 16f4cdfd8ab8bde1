"""How every stage writes its records: one way to add, one to change, one to withdraw.

The stages give their verbs, their policy and their checks; sight, permission, closed periods, codes, revisions and the
journal line are settled here, so that they cannot be forgotten in one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, queries
from chuangcheng.stages.plans.models import Programme, Record

R = TypeVar("R", bound=Record)
May = Callable[[Account, Organisation], bool]
#: Never in the journal: the journal cannot forget.
PRIVATE = frozenset({"name", "phone", "story"})
BOOKKEEPING = frozenset({"id", "revision", "created_at", "created_by", "import_key"})


def add(record: R, *, verb: str, by: Account, may: May, check: Callable[[R], None], late: bool = False) -> R:
    """Write a new record in an action of its own. ``late``: book it today when its own period is closed.

    Raises NotSeen, NotAllowed, Refused.
    """
    require_sight(by, record.unit)
    require(may(by, record.unit))
    with action(verb, by=by, on=record) as entry:
        place(record, by=by, check=check, late=late)
        entry.say(after=told(record))
    return record


def place(record: Record, *, by: Account, check: Callable[[R], None], late: bool = False) -> None:
    """Check and save a new record inside an open action."""
    programme = record.programme
    if not queries.takes_part(programme, record.unit):
        raise Refused("not-taking-part", _("这个单位不在创建活动的主办单位之下。请检查单位。"), field="unit")
    record.booked_on = checks.book(programme, record.happened_on, checks.closed_periods(programme), late=late)
    checks.check_code(record.code)
    checks.check_fields(record)
    check(record)  # type: ignore[arg-type]  # the stage's check of this very model
    if not record.code:
        record.code = next_code(type(record), programme)
    elif same_code(record).exists():
        raise Refused("code-taken", _("编号“%(code)s”已经用过。") % {"code": record.code}, field="code")
    record.created_at, record.created_by = clock.now(), by
    record.save(force_insert=True)


def change(
    record: R,
    *,
    verb: str,
    by: Account,
    may: May,
    check: Callable[[R], None],
    revision: int | None,
    values: Mapping[str, object],
    late: bool = False,
) -> R:
    """Change fields of a record. Raises Conflict when it was saved since ``revision``, Refused when the day it is
    booked on, or the new one, lies in a closed period."""
    require_sight(by, record.unit)
    require(may(by, record.unit))
    unit = values.get("unit")
    if isinstance(unit, Organisation):
        require_sight(by, unit)
        require(may(by, unit))
    with action(verb, by=by, on=record) as entry:
        current = locked(record)
        ensure_revision(current, revision)
        entry.say(**amend(current, values, check=check, late=late))
    return current


def amend(current: R, values: Mapping[str, object], *, check: Callable[[R], None], late: bool = False) -> Mapping[str, object]:
    """Set values on a record and save it inside an open action; gives what the journal says (before, after)."""
    ensure_stands(current)
    periods = checks.closed_periods(current.programme)
    checks.ensure_open_among(periods, current.booked_on)
    before = told(current)
    for name, value in values.items():
        setattr(current, name, value)
    if "happened_on" in values:
        current.booked_on = checks.book(current.programme, current.happened_on, periods, late=late)
    if "unit" in values and not queries.takes_part(current.programme, current.unit):
        raise Refused("not-taking-part", _("这个单位不在创建活动的主办单位之下。请检查单位。"), field="unit")
    checks.check_fields(current)
    check(current)
    current.save()
    after = told(current)
    changed = [name for name in after if after[name] != before[name]]
    return {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}


def withdraw(record: R, *, verb: str, by: Account, may: May, revision: int | None, reason: str) -> R:
    """Leave a record out of the facts from now on, with its reason. It stays visible."""
    require_sight(by, record.unit)
    require(may(by, record.unit))
    checks.check_reason(reason)
    with action(verb, by=by, on=record) as entry:
        current = locked(record)
        ensure_revision(current, revision)
        ensure_stands(current)
        checks.ensure_open(current.programme, current.booked_on)
        current.withdrawn_on, current.withdrawn_by, current.withdrawn_reason = clock.today(), by, reason.strip()
        current.save(update_fields=("withdrawn_on", "withdrawn_by", "withdrawn_reason"))
        entry.say(code=current.code, reason=current.withdrawn_reason)
    return current


def locked(record: R) -> R:
    """The record as it stands in the database now, kept from others until the action ends."""
    return type(record)._default_manager.select_for_update(of=("self",)).select_related("programme", "unit").get(pk=record.pk)


def ensure_stands(record: Record) -> None:
    """Refuse to touch a record that was withdrawn (code ``withdrawn``)."""
    if record.withdrawn_on is not None:
        raise Refused("withdrawn", _("这条记录已经撤回，不能再修改。需要时请另行录入。"))


def next_code(model: type[models.Model], programme: Programme, *, after: str = "") -> str:
    """A new code of the system: a letter pair for the kind of record and a number, such as ``wt-000012``.

    ``after``: the code given last, when several are given before they are saved.
    """
    prefix = PREFIXES[model._meta.model_name or ""]
    last = after or queries.last_code(model, programme, prefix)
    return f"{prefix}-{int(last.rpartition('-')[2] or 0) + 1:06d}"


#: What the codes of each kind of record begin with (initials of the Chinese word).
PREFIXES = {
    "problem": "wt",
    "activity": "hd",
    "article": "yg",
    "exemplar": "hr",
    "honour": "ry",
    "material": "cl",
    "basescore": "jc",
    "check": "dw",
    "vetoevent": "fj",
    "judgement": "pd",
    "outsidefigure": "sj",
}


def same_code(record: Record) -> models.QuerySet[Record]:
    """Records that already bear the code, as the model's unique constraint sees it."""
    names = next(c.fields for c in record._meta.constraints if isinstance(c, models.UniqueConstraint) and "code" in c.fields)
    return type(record)._default_manager.filter(**{name: getattr(record, name) for name in names})


def told(record: models.Model) -> dict[str, object]:
    """The record's fields as the journal may keep them: keys of relations, no personal data."""
    fields = record._meta.concrete_fields
    return {f.name: plain(f.value_from_object(record)) for f in fields if f.name not in BOOKKEEPING | PRIVATE}


def plain(value: object) -> object:
    """Decimals without trailing zeros, so that 92 and 92.000000 are the same; all else as it is."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return value

