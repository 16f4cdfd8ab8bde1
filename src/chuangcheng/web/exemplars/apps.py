"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ExemplarsPagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.stages.exemplars``."""

    name = "chuangcheng.web.exemplars"
    label = "web_exemplars"
