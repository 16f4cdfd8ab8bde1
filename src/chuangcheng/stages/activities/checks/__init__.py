"""What is valid in activities, kinds, measures and registers."""

from chuangcheng.stages.activities.checks.activities import (
    check_activity,
    check_article,
    check_own_words,
    check_unconfirmed,
    ensure_move,
)
from chuangcheng.stages.activities.checks.kinds import check_kind, check_numbers, checked_numbers
from chuangcheng.stages.activities.checks.measures import check_facility, check_measure, check_measurement
from chuangcheng.stages.activities.checks.registers import (
    check_case,
    check_incident,
    check_service,
    check_volunteer,
    ensure_case_move,
)

__all__ = [
    "check_activity",
    "check_article",
    "check_case",
    "check_facility",
    "check_incident",
    "check_kind",
    "check_measure",
    "check_measurement",
    "check_numbers",
    "check_own_words",
    "check_service",
    "check_unconfirmed",
    "check_volunteer",
    "checked_numbers",
    "ensure_case_move",
    "ensure_move",
]
