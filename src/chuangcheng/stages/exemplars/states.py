"""Stages of an honour (F4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a person came with an honour. The stored text is what rulebooks compare with."""

    NOMINATED = "提名", _("提名")
    ELECTED = "当选", _("当选")


def masked(name: str) -> str:
    """A name as those see it who need not know it: the first character, the rest starred."""
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*"
