"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Evidence(AppConfig):
    name = "chuangcheng.evidence"
    label = "evidence"
    verbose_name = _("佐证材料")
    default_auto_field = "django.db.models.BigAutoField"
