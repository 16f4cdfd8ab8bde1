"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterPagesConfig(AppConfig):
    """Templates and texts only; it has no addresses of its own."""

    name = "chuangcheng.web.register"
    label = "web_register"
