"""The kinds of records of this room as their pages know them."""

from chuangcheng.web.activities.kinds.records import ACTIVITY, ARTICLE
from chuangcheng.web.activities.kinds.room import ROOM

__all__ = ["ACTIVITY", "ARTICLE", "ROOM"]
