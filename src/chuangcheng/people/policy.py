"""Who may. Predicates only; ``require`` and ``require_sight`` turn a no into the right refusal."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from chuangcheng.base.errors import NotAllowed, NotSeen
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import above, current_roles, visible_organisations
from chuangcheng.people.states import RoleKind


def has_role(
    by: Account | AnonymousUser | None, kinds: Iterable[str], organisation: Organisation | None = None
) -> bool:
    """Tell whether the account holds a role of one of the kinds today, for the organisation or something above it
    (None: anywhere)."""
    if not isinstance(by, Account) or not by.is_active:
        return False
    roles = current_roles(by).filter(kind__in=list(kinds))
    if organisation is not None:
        roles = roles.filter(Q(organisation=organisation) | Q(organisation__in=above(organisation).values("pk")))
    return roles.exists()


def sees(by: Account, organisation: Organisation) -> bool:
    """Tell whether the organisation is in the account's scope."""
    return visible_organisations(by).filter(pk=organisation.pk).exists()


def may_administer(by: Account, organisation: Organisation | None = None) -> bool:
    """May keep organisations, accounts and roles: a system administrator, or an administrator above the organisation."""
    if by.is_active and by.is_administrator:
        return True
    return organisation is not None and has_role(by, [RoleKind.ADMINISTRATOR], organisation)


def may_keep_days(by: Account, organisation: Organisation) -> bool:
    """May say on which days an organisation works otherwise than the country: administrators and the office."""
    return may_administer(by, organisation) or has_role(by, [RoleKind.OFFICE], organisation)


def may_keep_persons(by: Account, organisation: Organisation) -> bool:
    """May write down who holds a post: administrators, the office, and the unit itself."""
    return may_administer(by, organisation) or has_role(by, [RoleKind.OFFICE, RoleKind.UNIT], organisation)


def may_keep_places(by: Account, organisation: Organisation) -> bool:
    """May write down grids and places of an organisation: administrators and the office. What is checked is not for the
    checked to draw."""
    return may_administer(by, organisation) or has_role(by, [RoleKind.OFFICE], organisation)


def require(allowed: bool) -> None:
    """Raise NotAllowed (403) unless allowed."""
    if not allowed:
        raise NotAllowed


def require_sight(by: Account, organisation: Organisation) -> None:
    """Raise NotSeen (404) unless the organisation is in sight: what is hidden does not show that it exists."""
    if not sees(by, organisation):
        raise NotSeen
