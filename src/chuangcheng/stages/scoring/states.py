"""States of runs and objections, and the moves that are allowed."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """``draft`` until it is published; ``replaced`` when a corrected run took its place. Results never change."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已公布")
    REPLACED = "replaced", _("已更正")


class ObjectionState(TextChoices):
    """``upheld``: the office agreed and will correct; ``dismissed``: it did not, with its reason."""

    FILED = "filed", _("待答复")
    UPHELD = "upheld", _("成立")
    DISMISSED = "dismissed", _("不成立")
    WITHDRAWN = "withdrawn", _("已撤回")


RUN_MOVES: Final = {
    RunState.DRAFT: {RunState.PUBLISHED},
    RunState.PUBLISHED: {RunState.REPLACED},
    RunState.REPLACED: set[RunState](),
}

OBJECTION_MOVES: Final = {
    ObjectionState.FILED: {ObjectionState.UPHELD, ObjectionState.DISMISSED, ObjectionState.WITHDRAWN},
    ObjectionState.UPHELD: set[ObjectionState](),
    ObjectionState.DISMISSED: set[ObjectionState](),
    ObjectionState.WITHDRAWN: set[ObjectionState](),
}
