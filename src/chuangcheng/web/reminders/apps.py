from __future__ import annotations

from django.apps import AppConfig


class WebRemindersConfig(AppConfig):
    name = "chuangcheng.web.reminders"
    label = "web_reminders"
