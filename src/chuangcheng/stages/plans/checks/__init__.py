"""What is valid: shared by forms, import and actions, by what is checked."""

from chuangcheng.stages.plans.checks.cadences import (
    check_cadence,
    check_mark,
    check_suspension,
    ensure_under_way,
    read_rhythm,
)
from chuangcheng.stages.plans.checks.drafts import ENTRY_LABELS, check_entry, faults_of
from chuangcheng.stages.plans.checks.letters import check_letter, check_letter_move, check_quantities
from chuangcheng.stages.plans.checks.matters import check_closing_matter, check_matter
from chuangcheng.stages.plans.checks.records import (
    KEPT_BY_SYSTEM,
    LONGEST_CODE,
    book,
    check_basis,
    check_closing,
    check_code,
    check_days,
    check_fields,
    check_happened,
    check_reason,
    closed_periods,
    closing_of,
    ensure_open,
    ensure_open_among,
)
from chuangcheng.stages.plans.checks.targets import check_day, check_reading, check_target, completion, is_ahead
from chuangcheng.stages.plans.checks.tasks import WORKED, Lack, check_task, check_task_move, lacks_of, wrong_state

__all__ = [
    "ENTRY_LABELS",
    "KEPT_BY_SYSTEM",
    "LONGEST_CODE",
    "WORKED",
    "Lack",
    "book",
    "check_basis",
    "check_cadence",
    "check_closing",
    "check_closing_matter",
    "check_code",
    "check_day",
    "check_days",
    "check_entry",
    "check_fields",
    "check_happened",
    "check_letter",
    "check_letter_move",
    "check_mark",
    "check_matter",
    "check_quantities",
    "check_reading",
    "check_reason",
    "check_suspension",
    "check_target",
    "check_task",
    "check_task_move",
    "closed_periods",
    "closing_of",
    "completion",
    "ensure_open",
    "ensure_open_among",
    "ensure_under_way",
    "faults_of",
    "is_ahead",
    "lacks_of",
    "read_rhythm",
    "wrong_state",
]
