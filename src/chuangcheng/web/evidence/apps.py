"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class EvidencePagesConfig(AppConfig):
    """Pages only; the models stand in ``chuangcheng.evidence``."""

    name = "chuangcheng.web.evidence"
    label = "web_evidence"
