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

__all__ = [
    "LeadingEntry",
    "add_next_step",
    "add_phase",
    "change_next_step",
    "change_phase",
    "change_programme",
    "close_period",
    "finish_next_step",
    "remove_next_step",
    "remove_phase",
    "reopen_period",
    "set_leading_group",
    "start_programme",
]
