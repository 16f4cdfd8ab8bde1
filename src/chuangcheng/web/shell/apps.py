"""The shell as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Looks, components and what pages share; no models."""

    name = "chuangcheng.web.shell"
    label = "shell"
    verbose_name = "界面"
