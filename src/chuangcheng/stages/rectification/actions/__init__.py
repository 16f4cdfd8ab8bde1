"""Writes of problems and of what happens to them."""

from chuangcheng.stages.rectification.actions.problems import (
    change_problem,
    merge_problems,
    record_problem,
    withdraw_problem,
)
from chuangcheng.stages.rectification.actions.steps import (
    close_problem,
    extend_deadline,
    refuse_rectification,
    report_rectified,
    set_deadline,
    verify_rectification,
)

__all__ = [
    "change_problem",
    "close_problem",
    "extend_deadline",
    "merge_problems",
    "record_problem",
    "refuse_rectification",
    "report_rectified",
    "set_deadline",
    "verify_rectification",
    "withdraw_problem",
]
