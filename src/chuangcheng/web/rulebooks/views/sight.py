"""Finding versions that the account may see."""

from __future__ import annotations

from django.http import HttpRequest

from chuangcheng.base.errors import NotSeen
from chuangcheng.rulebooks import policy
from chuangcheng.rulebooks.models import Version
from chuangcheng.rulebooks.queries import visible_versions
from chuangcheng.web.shell.sight import account_of


def version_seen(request: HttpRequest, key: int) -> Version:
    """The version, or ``NotSeen``."""
    version = visible_versions(account_of(request)).filter(pk=key).first()
    if version is None:
        raise NotSeen
    return version


def keeps(request: HttpRequest, version: Version) -> bool:
    """Whether the account keeps this rulebook."""
    return policy.may_keep_rulebooks(account_of(request), version.rulebook.organisation)
