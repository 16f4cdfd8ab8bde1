"""Accounts for responsible units, many at once: one for each, named after the unit, with its first-log-in slip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from chuangcheng.base import clock
from chuangcheng.base.journal import together
from chuangcheng.people.actions.accounts import Slip, grant_role, make_account
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind

_NOT_IN_A_USERNAME: Final = re.compile(r"[^\w.@+-]")


def make_unit_accounts(*, by: Account, units: Iterable[Organisation]) -> list[Slip]:
    """Make an account for each unit, which acts for it from today on; all or none. The user name is the unit's code,
    with a number behind it where another account has that name."""
    slips = []
    with together():
        for unit in units:
            slip = make_account(by=by, username=free_username(unit.code), name=unit.name[:60], organisation=unit)
            grant_role(by=by, account=slip.account, kind=RoleKind.UNIT, organisation=unit, from_day=clock.today())
            slips.append(slip)
    return slips


def free_username(code: str) -> str:
    """A user name made of an organisation's code that nobody has: ``jia-1``, else ``jia-1-2`` and so on."""
    wanted = _NOT_IN_A_USERNAME.sub("", code)
    wanted = wanted if len(wanted) > 1 else f"unit-{wanted}"
    taken = {
        name.lower() for name in Account.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    }
    return next(name for name in _numbered(wanted) if name.lower() not in taken)


def _numbered(name: str) -> Iterable[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
