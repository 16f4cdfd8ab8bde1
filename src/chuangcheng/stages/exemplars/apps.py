"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Exemplars(AppConfig):
    name = "chuangcheng.stages.exemplars"
    label = "exemplars"
    verbose_name = _("好人与模范")
    default_auto_field = "django.db.models.BigAutoField"
