"""Writes of what inspections found."""

from chuangcheng.stages.inspections.actions.base_scores import (
    change_base_score,
    record_base_matrix,
    record_base_score,
    withdraw_base_score,
    write_items,
)
from chuangcheng.stages.inspections.actions.figures import (
    change_figure,
    declare_kind,
    record_figure,
    withdraw_figure,
)
from chuangcheng.stages.inspections.actions.judgements import (
    change_judgement,
    record_judgement,
    withdraw_judgement,
)
from chuangcheng.stages.inspections.actions.vetoes import (
    change_veto_event,
    record_veto_event,
    withdraw_veto_event,
)
from chuangcheng.stages.inspections.actions.visits import (
    change_check,
    record_check,
    record_visit,
    withdraw_check,
)

__all__ = [
    "change_base_score",
    "change_check",
    "change_figure",
    "change_judgement",
    "change_veto_event",
    "declare_kind",
    "record_base_matrix",
    "record_base_score",
    "record_check",
    "record_figure",
    "record_judgement",
    "record_veto_event",
    "record_visit",
    "withdraw_base_score",
    "withdraw_check",
    "withdraw_figure",
    "withdraw_judgement",
    "withdraw_veto_event",
    "write_items",
]
