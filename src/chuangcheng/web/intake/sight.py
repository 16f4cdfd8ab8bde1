"""Who imports, and for which programmes."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from chuangcheng.people.models import Account
from chuangcheng.people.policy import has_role, may_administer
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.policy import may_keep_programme
from chuangcheng.stages.plans.queries import visible_programmes

#: Offices and administrators; for which programme is the action's to say.
IMPORTERS: Final = frozenset({RoleKind.OFFICE.value, RoleKind.ADMINISTRATOR.value})


def may_import(by: Account) -> bool:
    """Whether the pages of importing are open to the account."""
    return bool(by.is_active) and (by.is_administrator or has_role(by, IMPORTERS))


def programmes_to_import(by: Account) -> QuerySet[Programme]:
    """The programmes whose facts or units this person keeps."""
    seen = visible_programmes(by)
    kept = [one.pk for one in seen if may_keep_programme(by, one.host) or may_administer(by, one.host)]
    return seen.filter(pk__in=kept)
