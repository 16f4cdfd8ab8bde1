"""The states of a version and the moves that are allowed."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    """``draft`` may change, ``published`` scores and never changes, ``retired`` scores no new season."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    RETIRED = "retired", _("停用")


MOVES: Final = {
    VersionState.DRAFT: {VersionState.PUBLISHED},
    VersionState.PUBLISHED: {VersionState.RETIRED},
    VersionState.RETIRED: set[VersionState](),
}
