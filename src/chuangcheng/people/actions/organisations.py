"""Organisations and the relations between them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base.errors import ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people import checks, policy
from chuangcheng.people.models import Account, Organisation, Relation
from chuangcheng.people.states import RelationKind


def create_organisation(
    *,
    by: Account,
    code: str,
    name: str,
    kind: str,
    group: str = "",
    attributes: dict[str, str] | None = None,
    parent: Organisation | None = None,
    from_day: date | None = None,
) -> Organisation:
    """Make an organisation, with its territorial superior from ``from_day`` when one is given.

    Only a system administrator makes one without a superior. Refused: bad-code, code-taken, missing, too-long.
    """
    if parent is not None:
        policy.require_sight(by, parent)
    policy.require(policy.may_administer(by, parent))
    organisation = Organisation(
        code=checks.check_code(code),
        name=checks.check_text(name, "name", _("名称"), most=120),
        kind=checks.check_text(kind, "kind", _("类型"), most=64),
        group=checks.check_text(group, "group", _("组别"), most=64, needed=False),
        attributes=checks.check_attributes(attributes or {}),
    )
    with action("people.organisation.create", by=by, on=organisation) as entry:
        checks.check_code_free(organisation.code)
        organisation.save()
        if parent is not None and from_day is not None:
            Relation(child=organisation, parent=parent, kind=RelationKind.TERRITORIAL, from_day=from_day).save()
        entry.say(**_told(organisation), parent=parent.code if parent else "", from_day=from_day)
    return organisation


def change_organisation(
    *,
    by: Account,
    organisation: Organisation,
    revision: int | None = None,
    name: str,
    kind: str,
    group: str,
    attributes: dict[str, str],
) -> Organisation:
    """Change what an organisation is called and how it counts; the code stays. Conflict when ``revision`` is stale."""
    policy.require_sight(by, organisation)
    policy.require(policy.may_administer(by, organisation))
    values = {
        "name": checks.check_text(name, "name", _("名称"), most=120),
        "kind": checks.check_text(kind, "kind", _("类型"), most=64),
        "group": checks.check_text(group, "group", _("组别"), most=64, needed=False),
        "attributes": checks.check_attributes(attributes),
    }
    with action("people.organisation.change", by=by, on=organisation) as entry:
        stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
        ensure_revision(stored, revision)
        before = _told(stored)
        for name_of, value in values.items():
            setattr(stored, name_of, value)
        stored.save()
        entry.say(before=before, after=_told(stored))
    return stored


def end_organisation(*, by: Account, organisation: Organisation, on: date, basis: str) -> Organisation:
    """An organisation ends (merged, dissolved). Its records stay; it is offered for no new ones."""
    policy.require_sight(by, organisation)
    policy.require(policy.may_administer(by, organisation))
    basis = checks.check_text(basis, "basis", _("依据"), most=500)
    with action("people.organisation.end", by=by, on=organisation, basis=basis) as entry:
        stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
        stored.ended_on = on
        stored.save()
        entry.say(code=stored.code, ended_on=on)
    return stored


def relate(
    *,
    by: Account,
    child: Organisation,
    parent: Organisation,
    kind: str,
    from_day: date,
    to_day: date | None = None,
) -> Relation:
    """Place one organisation beneath another. Refused: relation-to-itself, -ring, -twice, days-reversed."""
    policy.require_sight(by, child)
    policy.require_sight(by, parent)
    policy.require(policy.may_administer(by, child) and policy.may_administer(by, parent))
    relation = Relation(child=child, parent=parent, kind=RelationKind(kind), from_day=from_day, to_day=to_day)
    with action("people.relation.create", by=by, on=relation) as entry:
        checks.check_relation(child, parent, kind, from_day, to_day)
        relation.save()
        entry.say(child=child.code, parent=parent.code, kind=relation.kind, from_day=from_day, to_day=to_day)
    return relation


def end_relation(*, by: Account, relation: Relation, to_day: date) -> Relation:
    """A relation holds for the last time on ``to_day``."""
    policy.require_sight(by, relation.child)
    policy.require(policy.may_administer(by, relation.child))
    with action("people.relation.end", by=by, on=relation) as entry:
        stored = Relation.objects.select_for_update().select_related("child", "parent").get(pk=relation.pk)
        checks.check_days(stored.from_day, to_day)
        before, stored.to_day = stored.to_day, to_day
        stored.save()
        entry.say(child=stored.child.code, parent=stored.parent.code, kind=stored.kind, before=before, after=to_day)
    return stored


def _told(organisation: Organisation) -> dict[str, object]:
    return {name: getattr(organisation, name) for name in ("code", "name", "kind", "group", "attributes")}
