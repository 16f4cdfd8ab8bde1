"""Writes of activities, kinds, articles, measures and registers, one verb each."""

from chuangcheng.stages.activities.actions.activities import (
    cancel_activity,
    change_activity,
    confirm_activity,
    hold_activity,
    plan_activity_again,
    postpone_activity,
    record_activity,
    reopen_activity,
    withdraw_activity,
)
from chuangcheng.stages.activities.actions.articles import change_article, record_article, withdraw_article
from chuangcheng.stages.activities.actions.kinds import add_kind, change_kind, install_kinds

__all__ = [
    "add_kind",
    "cancel_activity",
    "change_activity",
    "change_article",
    "change_kind",
    "confirm_activity",
    "hold_activity",
    "install_kinds",
    "plan_activity_again",
    "postpone_activity",
    "record_activity",
    "record_article",
    "reopen_activity",
    "withdraw_activity",
    "withdraw_article",
]
