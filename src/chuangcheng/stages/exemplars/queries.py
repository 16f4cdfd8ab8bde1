"""Exemplars, honours and materials in an account's sight."""

from __future__ import annotations

from collections.abc import Container

from django.db import models

from chuangcheng.people.models import Account
from chuangcheng.people.queries import beneath, current_roles, scoped
from chuangcheng.people.states import masked
from chuangcheng.stages.exemplars.models import Exemplar, Honour, Material
from chuangcheng.stages.exemplars.policy import KNOW_NAMES
from chuangcheng.stages.plans.models import Programme


def visible_exemplars(by: Account, programme: Programme) -> models.QuerySet[Exemplar]:
    """Exemplars of a programme that the account sees. Show their names by ``name_for``."""
    return scoped(Exemplar.objects.filter(programme=programme).select_related("unit", "programme"), by)


def visible_honours(by: Account, programme: Programme) -> models.QuerySet[Honour]:
    """Honours that the account sees, withdrawn ones included, newest first."""
    rows = Honour.objects.filter(programme=programme).select_related("unit", "programme", "exemplar")
    return scoped(rows, by).order_by("-happened_on", "code")


def visible_materials(by: Account, programme: Programme) -> models.QuerySet[Material]:
    """Materials that the account sees, withdrawn ones included, newest first."""
    rows = Material.objects.filter(programme=programme).select_related("unit", "programme", "exemplar")
    return scoped(rows, by).order_by("-happened_on", "code")


def units_with_names(by: Account) -> set[int]:
    """Keys of the organisations whose exemplars' names the account may read; ask once for a page."""
    known: set[int] = set()
    for role in current_roles(by).filter(kind__in=KNOW_NAMES).select_related("organisation"):
        known |= set(beneath(role.organisation).values_list("pk", flat=True))
    return known


def name_for(exemplar: Exemplar, known: Container[int]) -> str:
    """The exemplar's name, masked where its unit is not among ``known`` (see ``units_with_names``)."""
    return exemplar.name if exemplar.unit_id in known else masked(exemplar.name)
