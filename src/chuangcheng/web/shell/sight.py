"""Finding what the account may see; everything else is told in the same words as what does not exist."""

from __future__ import annotations

from typing import TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped

M = TypeVar("M", bound=Model)


def account_of(request: HttpRequest) -> Account:
    """The signed-in account (views stand behind ``login_required``)."""
    return cast(Account, request.user)


def seen(queryset: QuerySet[M], request: HttpRequest, key: int, *, path: str) -> M:
    """The record, or ``NotSeen`` when it is out of the account's scope or not there."""
    record = scoped(queryset, account_of(request), path=path).filter(pk=key).first()
    if record is None:
        raise NotSeen
    return record


def organisation_seen(request: HttpRequest, key: int) -> Organisation:
    """The organisation, or ``NotSeen``."""
    return seen(Organisation.objects.all(), request, key, path="")
