"""Supervised matters (F42): handed out, result, reply, closed with both. All raise NotSeen, NotAllowed, Refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.actions.records import add, change, ensure_stands, locked, withdraw
from chuangcheng.stages.plans.models import Matter, Programme


def hand_out_matter(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    title: str,
    due_on: date,
    source: str = "",
    wanted: str = "",
    code: str = "",
    note: str = "",
    late: bool = False,
) -> Matter:
    """Hand a matter out to a unit on a day, to be seen to by another."""
    matter = Matter(programme=programme, unit=unit, happened_on=happened_on, title=title, due_on=due_on, code=code)
    matter.source, matter.wanted, matter.note = source, wanted, note
    may, check = policy.may_keep_records, checks.check_matter
    return add(matter, verb="plans.matter.record", by=by, may=may, check=check, late=late)


def change_matter(
    *,
    by: Account,
    matter: Matter,
    revision: int | None,
    title: str,
    due_on: date,
    source: str = "",
    wanted: str = "",
    note: str = "",
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
) -> Matter:
    """Change what a matter asks; unit and day stay where they are None. A closed one stands."""
    return change(
        matter,
        verb="plans.matter.change",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_matter,
        revision=revision,
        values={"title": title, "due_on": due_on, "source": source, "wanted": wanted, "note": note},
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_matter(*, by: Account, matter: Matter, revision: int | None, reason: str) -> Matter:
    """Leave a matter out of the figures, with the reason."""
    return withdraw(
        matter, verb="plans.matter.withdraw", by=by, may=policy.may_keep_records, revision=revision, reason=reason
    )


def give_result(*, by: Account, matter: Matter, revision: int | None, result: str) -> Matter:
    """Say what came of a matter: the unit, or the office for it. The day is today."""
    if not result.strip():
        raise Refused("no-result", _("请写明办理结果。"), field="result")

    def write(current: Matter) -> dict[str, object]:
        current.result, current.result_on, current.result_by = result.strip(), clock.today(), by
        return {"after": {"result": current.result, "result_on": current.result_on}}

    return _step(by, matter, "result", revision, write, policy.may_work)


def reply_to_matter(*, by: Account, matter: Matter, revision: int | None, reply: str) -> Matter:
    """Write down what whoever raised the matter was told, today."""
    if not reply.strip():
        raise Refused("no-reply", _("请写明怎样回复的。"), field="reply")

    def write(current: Matter) -> dict[str, object]:
        current.reply, current.replied_on = reply.strip(), clock.today()
        return {"after": {"reply": current.reply, "replied_on": current.replied_on}}

    return _step(by, matter, "reply", revision, write, policy.may_work)


def close_matter(*, by: Account, matter: Matter, revision: int | None) -> Matter:
    """The office closes a matter that has a result and a reply. Whoever gave the result never closes it."""

    def write(current: Matter) -> dict[str, object]:
        checks.check_closing_matter(current)
        if current.result_by_id == by.pk:
            raise NotAllowed(_("办理结果是由您填报的，要由别人来办结。"))
        current.closed_on = clock.today()
        return {"after": {"closed_on": current.closed_on}}

    return _step(by, matter, "finish", revision, write, policy.may_keep_records)


def _step(
    by: Account,
    matter: Matter,
    verb: str,
    revision: int | None,
    write: Callable[[Matter], dict[str, object]],
    may: Callable[[Account, Organisation], bool],
) -> Matter:
    require_sight(by, matter.unit)
    require(may(by, matter.unit))
    with action(f"plans.matter.{verb}", by=by, on=matter) as entry:
        current = locked(matter)
        ensure_revision(current, revision)
        ensure_stands(current)
        if current.closed_on is not None:
            raise Refused("closed", _("这件事已经办结，不能再改。"))
        told = write(current)
        current.save()
        entry.say(before=dict.fromkeys(told["after"], ""), **told)  # type: ignore[call-overload]
    return current
