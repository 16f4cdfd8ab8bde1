"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Activities(AppConfig):
    name = "chuangcheng.stages.activities"
    label = "activities"
    verbose_name = _("活动")
    default_auto_field = "django.db.models.BigAutoField"
