"""Kinds of lines, states of batches, and the words in which people read parties and reasons."""

from __future__ import annotations

import re
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext
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

#: Who a line may be about. A rulebook may name others.
PARTIES: Final = (
    ("village", _("单位")),
    ("secretary", _("主要负责人")),
    ("officer", _("分管人员")),
    ("persons", _("个人")),
)
ACCOUNTS: Final = {"deposit": _("保证金"), "cash": _("现金"), "short": _("保证金不足")}


def party_name(party: str) -> str:
    """A party's name; one that a rulebook invented stands as it is."""
    return str(dict(PARTIES).get(party, party))


def reason_name(reason: str) -> str:
    """A reason of the contract (G34) as a phrase; a text written by a person stands as it is."""
    match = re.fullmatch(r"(deposit|award|fine)(?: (\S+))?", reason)
    if match is None:
        return reason
    kind, place = match[1], match[2]
    if kind == "deposit":
        return gettext("应缴保证金")
    if place is None:
        return gettext("奖励") if kind == "award" else gettext("处罚")
    if place == "last":
        return gettext("奖励：最后一名") if kind == "award" else gettext("处罚：最后一名")
    return (gettext("奖励：第%(place)s名") if kind == "award" else gettext("处罚：第%(place)s名")) % {"place": place}
