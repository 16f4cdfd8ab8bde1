"""Reads used more than once."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.rulebooks.models import Rulebook, Version
from chuangcheng.rulebooks.states import VersionState


def visible_rulebooks(by: Account) -> QuerySet[Rulebook]:
    """Rulebooks of the organisations that the account sees, with their organisation."""
    return scoped(Rulebook.objects.select_related("organisation"), by, path="organisation")


def visible_versions(by: Account) -> QuerySet[Version]:
    """Versions of the rulebooks that the account sees."""
    return scoped(Version.objects.select_related("rulebook__organisation"), by, path="rulebook__organisation")


def published_versions(by: Account) -> QuerySet[Version]:
    """Versions that a season may be scored by."""
    return visible_versions(by).filter(state=VersionState.PUBLISHED)


def next_number(rulebook: Rulebook) -> int:
    """The number of the next version."""
    last = Version.objects.filter(rulebook=rulebook).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
