from __future__ import annotations

from django.apps import AppConfig


class SuggestionPagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.suggestions``."""

    name = "chuangcheng.web.suggestions"
    label = "web_suggestions"
