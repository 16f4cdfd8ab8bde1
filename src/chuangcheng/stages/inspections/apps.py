"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Inspections(AppConfig):
    name = "chuangcheng.stages.inspections"
    label = "inspections"
    verbose_name = _("检查")
    default_auto_field = "django.db.models.BigAutoField"
