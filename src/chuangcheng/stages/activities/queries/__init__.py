"""Reads of activities and registers, and what is worked out from them."""

from chuangcheng.stages.activities.queries.activities import (
    in_month,
    last_of_kind,
    recent_kinds,
    visible_activities,
    visible_articles,
)
from chuangcheng.stages.activities.queries.figures import KindSum, about, sums_by_kind, total
from chuangcheng.stages.activities.queries.kinds import (
    grouped,
    kept_kinds,
    kind_named,
    kinds_in_force,
    shipped_kinds,
)

__all__ = [
    "KindSum",
    "about",
    "grouped",
    "in_month",
    "kept_kinds",
    "kind_named",
    "kinds_in_force",
    "last_of_kind",
    "recent_kinds",
    "shipped_kinds",
    "sums_by_kind",
    "total",
    "visible_activities",
    "visible_articles",
]
