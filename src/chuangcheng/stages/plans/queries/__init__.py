"""Reads that are used more than once, by what they read."""

from chuangcheng.stages.plans.queries.programmes import Stretch, gaps, overlaps, takes_part, units, visible_programmes
from chuangcheng.stages.plans.queries.records import PREFIXES, Desk, last_code, standing

__all__ = [
    "PREFIXES",
    "Desk",
    "Stretch",
    "gaps",
    "last_code",
    "overlaps",
    "standing",
    "takes_part",
    "units",
    "visible_programmes",
]
