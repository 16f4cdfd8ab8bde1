"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Plans(AppConfig):
    name = "chuangcheng.stages.plans"
    label = "plans"
    verbose_name = _("创建活动与计划")
    default_auto_field = "django.db.models.BigAutoField"
