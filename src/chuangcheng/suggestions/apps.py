from __future__ import annotations

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "chuangcheng.suggestions"
    label = "suggestions"
