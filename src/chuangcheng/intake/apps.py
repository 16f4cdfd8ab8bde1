"""The room as Django knows it: it keeps no records of its own."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Intake(AppConfig):
    name = "chuangcheng.intake"
    label = "intake"
    verbose_name = _("导入")
