from __future__ import annotations

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "chuangcheng.reminders"
    label = "reminders"

    def ready(self) -> None:
        from chuangcheng.base.jobs import regularly  # noqa: PLC0415  (only once the apps are loaded)
        from chuangcheng.reminders.jobs import look  # noqa: PLC0415

        regularly(look)
