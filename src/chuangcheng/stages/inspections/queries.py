"""What inspections wrote down, in an account's sight."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.inspections.models import BaseScore, Check, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.plans.models import Programme

R = TypeVar("R", BaseScore, Check, VetoEvent, Judgement, OutsideFigure)


def visible(model: type[R], by: Account, programme: Programme) -> models.QuerySet[R]:
    """Records of one kind that the account sees, withdrawn ones included, newest first."""
    rows = model._default_manager.filter(programme=programme).select_related("unit", "programme")
    return scoped(rows, by).order_by("-happened_on", "code")


def visible_base_scores(by: Account, programme: Programme) -> models.QuerySet[BaseScore]:
    """Base scores with their items."""
    return visible(BaseScore, by, programme).prefetch_related("items")


def visible_checks(by: Account, programme: Programme) -> models.QuerySet[Check]:
    """Results of checklist items at places."""
    return visible(Check, by, programme)


def visible_veto_events(by: Account, programme: Programme) -> models.QuerySet[VetoEvent]:
    """Events that may veto."""
    return visible(VetoEvent, by, programme)


def visible_judgements(by: Account, programme: Programme) -> models.QuerySet[Judgement]:
    """Points given by a person."""
    return visible(Judgement, by, programme)


def visible_figures(by: Account, programme: Programme) -> models.QuerySet[OutsideFigure]:
    """Outside figures with their kind."""
    return visible(OutsideFigure, by, programme).select_related("kind")
