"""Persons and their posts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base.errors import ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people import checks, policy
from chuangcheng.people.models import Account, Organisation, Person


def add_person(*, by: Account, organisation: Organisation, name: str, post: str = "", phone: str = "") -> Person:
    """Write down who holds a post. Refused: missing, too-long."""
    policy.require_sight(by, organisation)
    policy.require(policy.may_keep_persons(by, organisation))
    person = Person(organisation=organisation, **_checked(name, post, phone))
    with action("people.person.add", by=by, on=person) as entry:
        person.save()
        entry.say(organisation=organisation.code, name=person.name, post=person.post)
    return person


def change_person(
    *, by: Account, person: Person, revision: int | None = None, name: str, post: str, phone: str
) -> Person:
    """Correct a person's name, post or telephone. Conflict when ``revision`` is stale. The journal tells that the
    telephone changed, not what it is."""
    policy.require_sight(by, person.organisation)
    policy.require(policy.may_keep_persons(by, person.organisation))
    values = _checked(name, post, phone)
    with action("people.person.change", by=by, on=person) as entry:
        stored = Person.objects.select_for_update().get(pk=person.pk)
        ensure_revision(stored, revision)
        before = {"name": stored.name, "post": stored.post}
        entry.say(before=before, after={"name": values["name"], "post": values["post"]})
        entry.say(phone_changed=stored.phone != values["phone"])
        for field, value in values.items():
            setattr(stored, field, value)
        stored.save()
    return stored


def end_post(*, by: Account, person: Person, on: date) -> Person:
    """A person leaves the post; what was recorded under the name stays."""
    policy.require_sight(by, person.organisation)
    policy.require(policy.may_keep_persons(by, person.organisation))
    with action("people.person.end-post", by=by, on=person) as entry:
        stored = Person.objects.select_for_update().get(pk=person.pk)
        stored.left_on = on
        stored.save()
        entry.say(name=stored.name, left_on=on)
    return stored


def _checked(name: str, post: str, phone: str) -> dict[str, str]:
    return {
        "name": checks.check_text(name, "name", _("姓名"), most=60),
        "post": checks.check_text(post, "post", _("职务"), most=60, needed=False),
        "phone": checks.check_text(phone, "phone", _("电话"), most=40, needed=False),
    }
