"""Closing and reopening periods: the lock that scoring turns when it publishes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.models import ClosedPeriod, Programme


def close_period(*, by: Account, programme: Programme, first: date, last: date, basis: str) -> ClosedPeriod:
    """Let the facts dated ``first`` to ``last`` stand still. ``basis``: the document by which they were published.

    Raises NotSeen, NotAllowed, Refused (``no-basis``, ``outside-programme``, ``not-over``, ``already-closed``).
    """
    require_sight(by, programme.host)
    require(policy.may_keep_programme(by, programme.host))
    checks.check_basis(basis)
    with action("plans.period.close", by=by, basis=basis.strip()) as entry:
        Programme.objects.select_for_update().get(pk=programme.pk)
        checks.check_closing(programme, first, last)
        period = ClosedPeriod(programme=programme, first=first, last=last, basis=basis.strip(), closed_at=clock.now())
        period.save()
        entry.on(period)
        entry.say(programme=programme, first=first, last=last)
    return period


def reopen_period(*, by: Account, period: ClosedPeriod, reason: str, basis: str) -> ClosedPeriod:
    """Open a closed period again, with reason and basis. The row stays as it was, with when and why it was reopened."""
    require_sight(by, period.programme.host)
    require(policy.may_keep_programme(by, period.programme.host))
    checks.check_reason(reason)
    checks.check_basis(basis)
    with action("plans.period.reopen", by=by, on=period, basis=basis.strip()) as entry:
        period = ClosedPeriod.objects.select_for_update().select_related("programme__host").get(pk=period.pk)
        if period.reopened_at is not None:
            raise Refused("already-open", _("这个期间已经重开。"))
        period.reopened_at, period.reopen_reason, period.reopen_basis = clock.now(), reason.strip(), basis.strip()
        period.save()
        entry.say(first=period.first, last=period.last, reason=period.reopen_reason)
    return period
