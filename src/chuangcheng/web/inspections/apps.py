"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class InspectionsPagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.stages.inspections``."""

    name = "chuangcheng.web.inspections"
    label = "web_inspections"
