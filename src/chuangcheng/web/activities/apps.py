"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ActivitiesPagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.stages.activities``."""

    name = "chuangcheng.web.activities"
    label = "web_activities"
