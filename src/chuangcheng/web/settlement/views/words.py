"""How the states of a batch look."""

from __future__ import annotations

from typing import Final

from chuangcheng.stages.settlement.states import BatchState
from chuangcheng.web.shell.tables import State

BATCH_STATES: Final = {
    BatchState.PROPOSED: State(BatchState.PROPOSED.label, "warn", "clock"),
    BatchState.CONFIRMED: State(BatchState.CONFIRMED.label, "good", "check"),
    BatchState.DROPPED: State(BatchState.DROPPED.label, "", "ban"),
}
