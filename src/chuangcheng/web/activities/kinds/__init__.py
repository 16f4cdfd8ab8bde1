"""The kinds of records of this room as their pages know them."""

from chuangcheng.web.activities.kinds.records import ACTIVITY, ARTICLE
from chuangcheng.web.activities.kinds.registers import CASE, FACILITY, INCIDENT, MEASUREMENT, SERVICE
from chuangcheng.web.activities.kinds.room import ROOM

__all__ = ["ACTIVITY", "ARTICLE", "CASE", "FACILITY", "INCIDENT", "MEASUREMENT", "ROOM", "SERVICE"]
