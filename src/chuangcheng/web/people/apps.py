from __future__ import annotations

from django.apps import AppConfig


class PeoplePagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.people``."""

    name = "chuangcheng.web.people"
    label = "web_people"
