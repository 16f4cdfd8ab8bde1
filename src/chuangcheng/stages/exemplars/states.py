"""Stages of an honour (F4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a person came with an honour. The stored text is what rulebooks compare with."""

    NOMINATED = "提名", _("提名")
    ELECTED = "当选", _("当选")
