"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PlansPagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.stages.plans``."""

    name = "chuangcheng.web.plans"
    label = "web_plans"
