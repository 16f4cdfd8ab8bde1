"""States and bands as badges."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.scoring.states import ObjectionState, RunState
from chuangcheng.web.shell.tables import State

RUN_STATES: Final = {
    RunState.DRAFT: State(RunState.DRAFT.label, "info", "pencil"),
    RunState.PUBLISHED: State(RunState.PUBLISHED.label, "good", "check"),
    RunState.REPLACED: State(RunState.REPLACED.label, "", "history"),
}

OBJECTION_STATES: Final = {
    ObjectionState.FILED: State(ObjectionState.FILED.label, "warn", "clock"),
    ObjectionState.UPHELD: State(ObjectionState.UPHELD.label, "good", "check"),
    ObjectionState.DISMISSED: State(ObjectionState.DISMISSED.label, "", "x"),
    ObjectionState.WITHDRAWN: State(ObjectionState.WITHDRAWN.label, "", "ban"),
}

BANDS: Final = {
    "top": State(_("优秀"), "good", "check"),
    "honour": State(_("良好"), "good", "check"),
    "middle": State(_("中等"), "", ""),
    "concern": State(_("需要关注"), "warn", "alert-triangle"),
}


def band_state(band: str) -> State:
    """A band as a badge."""
    return BANDS[band]
