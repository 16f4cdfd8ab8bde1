"""Kinds of documents and of figures."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What is printed of a season."""

    CIRCULAR = "circular", _("考核通报")
    SCORE_SHEET = "score_sheet", _("得分明细单")
    WORK_REPORT = "work_report", _("工作情况汇报")
