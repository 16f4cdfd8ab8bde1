"""The ground that every demo programme stands on: an administrator, organisations, log-ins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind

PASSWORD: Final = "demo-chuangcheng"  # noqa: S105  (it is printed: the demo holds nothing real)
SINCE: Final = date(2020, 1, 1)
ADMINISTRATOR: Final = "admin"


@dataclass(frozen=True, slots=True)
class LogIn:
    """A demo account: what it is called, in both languages, its role, and the code of the organisation it acts for."""

    username: str
    name: str
    english: str
    role: RoleKind
    place: str


def administrator() -> Account:
    """The demo's administrator; made when the database is empty. Nothing is added to an office that is not the demo."""
    found = Account.objects.filter(username=ADMINISTRATOR).first()
    if found is not None:
        return found
    made = actions.make_first_administrator(username=ADMINISTRATOR, name="系统管理员").account
    actions.set_password(by=made, account=made, password=PASSWORD)
    return made


def is_demo() -> bool:
    """Whether the database is empty or holds the demo: its administrator still has the printed password."""
    found = Account.objects.filter(username=ADMINISTRATOR).first()
    return not Account.objects.exists() if found is None else found.check_password(PASSWORD)


def organisation(
    by: Account,
    code: str,
    name: str,
    kind: str,
    parent: Organisation | None = None,
    attributes: Mapping[str, str] | None = None,
) -> Organisation:
    """Make an organisation beneath its territorial superior."""
    return actions.create_organisation(
        by=by, code=code, name=name, kind=kind, parent=parent, from_day=SINCE, attributes=dict(attributes or {})
    )


def log_in(by: Account, one: LogIn, place: Organisation) -> Account:
    """Make an account with the printed password and its role; one that is there is given the role only."""
    account = Account.objects.filter(username=one.username).first()
    if account is None:
        account = actions.make_account(by=by, username=one.username, name=one.name, organisation=place).account
        actions.set_password(by=account, account=account, password=PASSWORD)
    actions.grant_role(by=by, account=account, kind=one.role, organisation=place, from_day=SINCE)
    return account
