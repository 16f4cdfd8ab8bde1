"""What is valid in activities, kinds, measures and registers."""

from chuangcheng.stages.activities.checks.activities import (
    check_activity,
    check_article,
    check_own_words,
    check_unconfirmed,
    ensure_move,
)
from chuangcheng.stages.activities.checks.kinds import check_kind, check_numbers, checked_numbers

__all__ = [
    "check_activity",
    "check_article",
    "check_kind",
    "check_numbers",
    "check_own_words",
    "check_unconfirmed",
    "checked_numbers",
    "ensure_move",
]
