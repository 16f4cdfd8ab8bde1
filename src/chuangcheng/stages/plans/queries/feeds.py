"""Calendar feeds and whom they serve."""

from __future__ import annotations

from django.db import models

from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Feed


def feeds_of(by: Account) -> models.QuerySet[Feed]:
    """An account's own feeds, revoked ones included."""
    return Feed.objects.filter(account=by).select_related("unit", "programme")


def feed_at(token_hash: str) -> Feed | None:
    """The feed behind an address, while it is not revoked and its owner may still log in."""
    rows = Feed.objects.filter(token_hash=token_hash, revoked_at=None, account__is_active=True)
    return rows.select_related("account__organisation", "unit", "programme__host").first()
