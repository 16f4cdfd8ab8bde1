"""Words of the ledger of money for people: parties, reasons, states."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chuangcheng.stages.settlement.states import BatchState
from chuangcheng.web.settlement.forms import PARTIES
from chuangcheng.web.shell.tables import State

BATCH_STATES: Final = {
    BatchState.PROPOSED: State(BatchState.PROPOSED.label, "warn", "clock"),
    BatchState.CONFIRMED: State(BatchState.CONFIRMED.label, "good", "check"),
    BatchState.DROPPED: State(BatchState.DROPPED.label, "", "ban"),
}
ACCOUNTS: Final = {
    "deposit": gettext_lazy("保证金"),
    "cash": gettext_lazy("现金"),
    "short": gettext_lazy("保证金不足"),
}


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
        return _("应缴保证金")
    if place is None:
        return _("奖励") if kind == "award" else _("处罚")
    if place == "last":
        return _("奖励：最后一名") if kind == "award" else _("处罚：最后一名")
    return (_("奖励：第%(place)s名") if kind == "award" else _("处罚：第%(place)s名")) % {"place": place}
