"""Kinds of lines and states of batches."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchState(TextChoices):
    """``proposed`` until a person confirms it; then its lines are final."""

    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    DROPPED = "dropped", _("已作废")


BATCH_MOVES: Final = {
    BatchState.PROPOSED: {BatchState.CONFIRMED, BatchState.DROPPED},
    BatchState.CONFIRMED: set[BatchState](),
    BatchState.DROPPED: set[BatchState](),
}


class LineKind(TextChoices):
    """What a line is. The first four come from the rulebook through a batch; the others are money that moved."""

    DEPOSIT = "deposit", _("应缴保证金")
    AWARD = "award", _("奖励")
    FINE = "fine", _("处罚")
    SHORT = "short", _("保证金不足")
    RECEIPT = "receipt", _("收到保证金")
    PAYMENT = "payment", _("付出奖励")
    REFUND = "refund", _("退还保证金")
    HAND_OVER = "hand_over", _("保证金交接")


#: Kinds that a batch books from a proposal, and kinds that record money that moved.
BOOKED: Final = frozenset({LineKind.DEPOSIT, LineKind.AWARD, LineKind.FINE, LineKind.SHORT})
MOVED: Final = frozenset({LineKind.RECEIPT, LineKind.PAYMENT, LineKind.REFUND, LineKind.HAND_OVER})
