"""Registering exemplars. Their personal data never enters the journal, which cannot forget."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.exemplars import checks, policy
from chuangcheng.stages.exemplars.models import Exemplar
from chuangcheng.stages.plans import checks as plan_checks
from chuangcheng.stages.plans.actions.records import told
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk


class ExemplarValues(TypedDict, total=False):
    """Personal data of an exemplar."""

    name: str
    phone: str
    story: str


def register_exemplar(
    *, by: Account, programme: Programme, unit: Organisation, code: str = "", **values: Unpack[ExemplarValues]
) -> Exemplar:
    """Register a person whom a unit recommends. Raises NotSeen, NotAllowed, Refused."""
    require_sight(by, unit)
    require(policy.may_keep_records(by, unit))
    exemplar = Exemplar(programme=programme, unit=unit, code=code, **values)
    with action("exemplars.exemplar.register", by=by, on=exemplar) as entry:
        prepare_exemplar(exemplar, desk=Desk(programme), by=by)
        exemplar.save(force_insert=True)
        entry.say(after=told(exemplar))
    return exemplar


def prepare_exemplar(exemplar: Exemplar, *, desk: Desk, by: Account) -> None:
    """Check a new exemplar and fill in what the system keeps; the caller saves."""
    desk.ensure_takes_part(exemplar.unit)
    plan_checks.check_code(exemplar.code)
    plan_checks.check_fields(exemplar)
    checks.check_exemplar(exemplar)
    if not exemplar.code:
        exemplar.code = desk.next_code(Exemplar)
    elif desk.is_taken(exemplar):
        raise Refused("code-taken", _("编号“%(code)s”已经用过。") % {"code": exemplar.code}, field="code")
    desk.take(exemplar)
    exemplar.created_at, exemplar.created_by = clock.now(), by


def change_exemplar(
    *, by: Account, exemplar: Exemplar, revision: int | None, **values: Unpack[ExemplarValues]
) -> Exemplar:
    """Change the personal data of an exemplar. The journal names the fields that changed, not what they held."""
    require_sight(by, exemplar.unit)
    require(policy.may_keep_records(by, exemplar.unit))
    with action("exemplars.exemplar.change", by=by, on=exemplar) as entry:
        current = Exemplar.objects.select_for_update(of=("self",)).select_related("unit").get(pk=exemplar.pk)
        ensure_revision(current, revision)
        changed = [name for name, value in values.items() if getattr(current, name) != value]
        for name, value in values.items():
            setattr(current, name, value)
        plan_checks.check_fields(current)
        checks.check_exemplar(current)
        current.save()
        entry.say(code=current.code, changed=changed)
    return current
