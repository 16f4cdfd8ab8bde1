from __future__ import annotations

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "chuangcheng.base"
    label = "base"

    def ready(self) -> None:
        # These modules take their places by being imported: the tripwire on connections, and the system checks.
        from chuangcheng.base import checks, tripwire  # noqa: F401, PLC0415  (only once the apps are loaded)
