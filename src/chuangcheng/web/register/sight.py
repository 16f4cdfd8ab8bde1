"""Which programme a page of records works in."""

from __future__ import annotations

from django.http import HttpRequest

from chuangcheng.base.errors import NotSeen
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.web.shell.sight import account_of


def programmes_seen(request: HttpRequest) -> list[Programme]:
    """The programmes in the account's sight, newest first."""
    return list(visible_programmes(account_of(request)))


def programme_among(request: HttpRequest, programmes: list[Programme]) -> Programme | None:
    """The programme that ``?programme=`` asks for, the newest without it; None when there is none at all.

    Raises NotSeen for one that is not among them.
    """
    asked = request.GET.get("programme", "")
    if not asked:
        return programmes[0] if programmes else None
    found = next((programme for programme in programmes if str(programme.pk) == asked), None)
    if found is None:
        raise NotSeen
    return found


def programme_seen(request: HttpRequest) -> Programme:
    """As ``programme_among``, for pages that need one. Raises NotSeen when there is none."""
    found = programme_among(request, programmes_seen(request))
    if found is None:
        raise NotSeen
    return found
