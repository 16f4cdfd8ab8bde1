"""Writes of programmes. ``records`` holds how every stage writes its records."""

from chuangcheng.stages.plans.actions.periods import close_period, reopen_period
from chuangcheng.stages.plans.actions.programmes import (
    LeadingEntry,
    add_next_step,
    add_phase,
    change_next_step,
    change_phase,
    change_programme,
    finish_next_step,
    remove_next_step,
    remove_phase,
    set_leading_group,
    start_programme,
)
from chuangcheng.stages.plans.actions.task_table import (
    CellFault,
    RowConflict,
    Saved,
    TableConflict,
    TableRefused,
    TableRow,
    save_table,
)
from chuangcheng.stages.plans.actions.tasks import (
    confirm_task,
    drop_task,
    report_done,
    resume_task,
    send_task_back,
)

__all__ = [
    "CellFault",
    "LeadingEntry",
    "RowConflict",
    "Saved",
    "TableConflict",
    "TableRefused",
    "TableRow",
    "add_next_step",
    "add_phase",
    "change_next_step",
    "change_phase",
    "change_programme",
    "close_period",
    "confirm_task",
    "drop_task",
    "finish_next_step",
    "remove_next_step",
    "remove_phase",
    "reopen_period",
    "report_done",
    "resume_task",
    "save_table",
    "send_task_back",
    "set_leading_group",
    "start_programme",
]
