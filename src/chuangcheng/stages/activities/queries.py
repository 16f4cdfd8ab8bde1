"""Activities and articles in an account's sight."""

from __future__ import annotations

from django.db import models

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.plans.models import Programme


def visible_activities(by: Account, programme: Programme) -> models.QuerySet[Activity]:
    """Activities of a programme that the account sees, withdrawn ones included, newest first."""
    rows = Activity.objects.filter(programme=programme).select_related("unit", "programme")
    return scoped(rows, by).order_by("-happened_on", "code")


def visible_articles(by: Account, programme: Programme) -> models.QuerySet[Article]:
    """Articles of a programme that the account sees, withdrawn ones included, newest first."""
    rows = Article.objects.filter(programme=programme).select_related("unit", "programme")
    return scoped(rows, by).order_by("-happened_on", "code")
