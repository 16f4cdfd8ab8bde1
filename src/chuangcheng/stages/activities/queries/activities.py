"""Activities and articles in an account's sight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.activities.states import TOOK_PLACE
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing


def visible_activities(by: Account, programme: Programme) -> models.QuerySet[Activity]:
    """Activities of a programme that the account sees, withdrawn ones included, newest first."""
    rows = Activity.objects.filter(programme=programme).select_related("unit", "programme", "spot")
    return scoped(rows, by).order_by("-happened_on", "code")


def visible_articles(by: Account, programme: Programme) -> models.QuerySet[Article]:
    """Articles of a programme that the account sees, withdrawn ones included, newest first."""
    rows = Article.objects.filter(programme=programme).select_related("unit", "programme")
    return scoped(rows, by).order_by("-happened_on", "code")


def last_of_kind(by: Account, programme: Programme, unit: Organisation | None, kind: str) -> Activity | None:
    """The latest activity of a kind that took place, of the unit (or of any in sight): what the next may resemble."""
    rows = standing(visible_activities(by, programme)).filter(kind=kind, state__in=TOOK_PLACE)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.order_by("-happened_on", "-pk").first()


def recent_kinds(by: Account, programme: Programme, most: int = 6) -> list[str]:
    """The kinds that were recorded last in sight, the newest first."""
    names: Iterable[str] = visible_activities(by, programme).order_by("-pk").values_list("kind", flat=True)[:60]
    return list(dict.fromkeys(names))[:most]


def in_month(by: Account, programme: Programme, first: date, last: date) -> list[Activity]:
    """Standing activities of the days of a month, in their order, planned ones included."""
    rows = standing(visible_activities(by, programme)).filter(happened_on__range=(first, last))
    return list(rows.order_by("happened_on", "starts_at", "code"))
