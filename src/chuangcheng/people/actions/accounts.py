"""Accounts, their passwords, and the roles they hold."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people import checks, policy
from chuangcheng.people.models import Account, Organisation, Role
from chuangcheng.people.states import SLIP_DAYS, RoleKind

#: Signs that nobody confuses on paper.
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Slip:
    """A first-log-in slip, to be printed once: the password is stored nowhere in the clear. It opens the account until
    ``until`` (included) and must be changed at the first log-in."""

    account: Account
    password: str = field(repr=False)
    until: date


def _new_slip(account: Account) -> Slip:
    """Give the account a password of sixteen signs (79 bits) in groups of four, and the duty to change it."""
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))
    account.set_password(password)
    account.must_change_password = True
    account.slip_until = clock.today() + timedelta(days=SLIP_DAYS)
    return Slip(account, password, account.slip_until)


def make_first_administrator(*, username: str, name: str) -> Slip:
    """Make the system administrator of an empty installation. Refused (not-empty) when there is an account already."""
    account = Account(username=checks.check_username(username), is_administrator=True)
    account.name = checks.check_text(name, "name", _("姓名"), most=60)
    with action("people.account.first", by=None, on=account) as entry:
        if Account.objects.exists():
            raise Refused("not-empty", _("已有账号，不能再建首个管理员。请由现有管理员建立账号。"))
        slip = _new_slip(account)
        account.save()
        entry.say(username=account.username)
    return slip


def make_account(
    *, by: Account, username: str, name: str, organisation: Organisation | None, is_administrator: bool = False
) -> Slip:
    """Make an account and its first-log-in slip. Only system administrators make one that belongs nowhere or is a
    system administrator itself. Refused: bad-username, username-taken, missing."""
    if organisation is not None:
        policy.require_sight(by, organisation)
    policy.require(policy.may_administer(by, organisation) and (by.is_administrator or not is_administrator))
    account = Account(organisation=organisation, is_administrator=is_administrator)
    account.name = checks.check_text(name, "name", _("姓名"), most=60)
    with action("people.account.make", by=by, on=account) as entry:
        account.username = checks.check_username(username)
        slip = _new_slip(account)
        account.save()
        entry.say(username=account.username, name=account.name, organisation=organisation.code if organisation else "")
        entry.say(is_administrator=is_administrator)
    return slip


def renew_slip(*, by: Account, account: Account) -> Slip:
    """Hand out a new slip to someone who forgot the password or lost the slip. Sessions under the old one end."""
    require_keeper(by, account)
    with action("people.account.renew-slip", by=by, on=account) as entry:
        stored = Account.objects.select_for_update().get(pk=account.pk)
        slip = _new_slip(stored)
        stored.save()
        entry.say(username=stored.username, until=slip.until)
    return slip


def set_password(*, by: Account, account: Account, password: str) -> Account:
    """Set one's own password. Refused: weak-password, same-password (the slip's may not stay)."""
    policy.require(by.pk == account.pk)
    checks.check_password_strength(password, account)
    with action("people.account.set-password", by=by, on=account) as entry:
        stored = Account.objects.select_for_update().get(pk=account.pk)
        checks.check_not_the_slips(password, stored)
        for record in (stored, account):  # the caller's object too: its session is renewed from it
            record.set_password(password)
            record.must_change_password, record.slip_until = False, None
        account.password = stored.password
        stored.save()
        account.revision = stored.revision
        entry.say(username=stored.username)
    return stored


def change_account(
    *, by: Account, account: Account, revision: int | None = None, name: str, organisation: Organisation | None
) -> Account:
    """Correct the name, or move the account to another organisation. Conflict when ``revision`` is stale."""
    require_keeper(by, account)
    if organisation is not None:
        policy.require_sight(by, organisation)
    policy.require(policy.may_administer(by, organisation))
    name = checks.check_text(name, "name", _("姓名"), most=60)
    with action("people.account.change", by=by, on=account) as entry:
        stored = Account.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=account.pk)
        ensure_revision(stored, revision)
        entry.say(before={"name": stored.name, "organisation": stored.organisation and stored.organisation.code})
        stored.name, stored.organisation = name, organisation
        stored.save()
        entry.say(after={"name": name, "organisation": organisation and organisation.code})
    return stored


def deactivate_account(*, by: Account, account: Account) -> Account:
    """Nobody logs in with it any more; what was done under the name stays. Refused: last-administrator."""
    require_keeper(by, account)
    with action("people.account.deactivate", by=by, on=account) as entry:
        stored = Account.objects.select_for_update().get(pk=account.pk)
        others = Account.objects.filter(is_administrator=True, is_active=True).exclude(pk=stored.pk)
        if stored.is_administrator and not others.exists():
            raise Refused("last-administrator", _("这是最后一个系统管理员，不能停用。请先设立另一个系统管理员。"))
        stored.is_active = False
        stored.save()
        entry.say(username=stored.username)
    return stored


def activate_account(*, by: Account, account: Account) -> Slip:
    """Open a deactivated account again, with a new slip."""
    require_keeper(by, account)
    with action("people.account.activate", by=by, on=account) as entry:
        stored = Account.objects.select_for_update().get(pk=account.pk)
        stored.is_active = True
        slip = _new_slip(stored)
        stored.save()
        entry.say(username=stored.username)
    return slip


def set_language(*, by: Account, language: str) -> Account:
    """Remember the language in which a person reads. Refused: bad-language."""
    if language not in dict(settings.LANGUAGES):
        raise Refused("bad-language", _("没有这种语言。"), field="language")
    with action("people.account.set-language", by=by, on=by) as entry:
        stored = Account.objects.select_for_update().get(pk=by.pk)
        stored.language = language
        stored.save()
        entry.say(language=language)
    return stored


def grant_role(
    *,
    by: Account,
    account: Account,
    kind: str,
    organisation: Organisation,
    from_day: date,
    to_day: date | None = None,
) -> Role:
    """Let an account act for an organisation and all beneath it. Refused: role-twice, days-reversed."""
    policy.require_sight(by, organisation)
    policy.require(policy.may_administer(by, organisation))
    checks.check_days(from_day, to_day)
    role = Role(account=account, kind=RoleKind(kind), organisation=organisation, from_day=from_day, to_day=to_day)
    with action("people.role.grant", by=by, on=role) as entry:
        checks.check_role_free(account, kind, organisation, from_day)
        role.save()
        entry.say(account=account.username, kind=role.kind, organisation=organisation.code)
        entry.say(from_day=from_day, to_day=to_day)
    return role


def revoke_role(*, by: Account, role: Role, to_day: date | None = None) -> Role:
    """The role holds for the last time on ``to_day`` (None: yesterday, so that it ends now)."""
    policy.require_sight(by, role.organisation)
    policy.require(policy.may_administer(by, role.organisation))
    with action("people.role.revoke", by=by, on=role) as entry:
        stored = Role.objects.select_for_update(of=("self",)).select_related("account", "organisation").get(pk=role.pk)
        last = to_day or clock.today() - timedelta(days=1)
        if last < stored.from_day:  # granted by mistake today: it never held
            stored.from_day = last
        stored.to_day = last
        stored.save()
        entry.say(account=stored.account.username, kind=stored.kind, organisation=stored.organisation.code)
        entry.say(to_day=last)
    return stored


def require_keeper(by: Account, account: Account) -> None:
    """Whoever keeps accounts of that organisation; system administrators are kept by system administrators."""
    if account.organisation is not None:
        policy.require_sight(by, account.organisation)
    allowed = policy.may_administer(by, account.organisation) and (by.is_administrator or not account.is_administrator)
    policy.require(allowed)
