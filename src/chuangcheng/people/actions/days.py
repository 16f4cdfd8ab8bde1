"""Days on which an organisation works, or does not, otherwise than the country."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action
from chuangcheng.people import checks, policy
from chuangcheng.people.models import Account, DayException, Organisation
from chuangcheng.people.queries import calendar_of


def except_day(
    *, by: Account, organisation: Organisation, day: date, working: bool, name: str, basis: str
) -> DayException:
    """Let an organisation and all beneath it work on a day, or be free. Refused: ``day-taken``, ``no-difference`` (it
    does so anyhow), ``missing``, ``too-long``."""
    policy.require_sight(by, organisation)
    policy.require(policy.may_keep_days(by, organisation))
    name = checks.check_text(name, "name", _("名称"), most=60)
    basis = checks.check_text(basis, "basis", _("依据"), most=300)
    exception = DayException(organisation=organisation, day=day, working=working, name=name, basis=basis)
    with action("people.day.except", by=by, on=exception, basis=basis) as entry:
        if DayException.objects.filter(organisation=organisation, day=day).exists():
            raise Refused("day-taken", _("%(day)s 已经登记过。请先移除，再登记。") % {"day": day}, field="day")
        if calendar_of(organisation).is_working_day(day) == working:
            told = _("%(day)s 本来就上班。") if working else _("%(day)s 本来就不上班。")
            raise Refused("no-difference", told % {"day": day}, field="day")
        exception.save()
        entry.say(organisation=organisation.code, day=day, working=working, name=name)
    return exception


def restore_day(*, by: Account, exception: DayException) -> None:
    """Let the day be again what it is in the country; the journal keeps what it was."""
    policy.require_sight(by, exception.organisation)
    policy.require(policy.may_keep_days(by, exception.organisation))
    with action("people.day.restore", by=by, on=exception) as entry:
        entry.say(organisation=exception.organisation.code, day=exception.day, working=exception.working)
        DayException.objects.filter(pk=exception.pk).delete()
