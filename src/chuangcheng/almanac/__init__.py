"""Rhythms of a plan and the days they fall on; Chinese working days and festivals. Pure: no database, clock, network.

rhythm = read({"kind": "every", "count": 2, "unit": "weeks", "anchor": "2026-04-20"})
slots(rhythm, date(2026, 4, 20), date(2026, 12, 31), Calendar())    # 18, the first due on 4 May
say(rhythm)                                                         # 每2周一次，自2026年4月20日起算
"""

from chuangcheng.almanac.festivals import FESTIVALS, OwnFestival, festival_on
from chuangcheng.almanac.filling import Filled, fill
from chuangcheng.almanac.reading import BadRhythm, read, written
from chuangcheng.almanac.rhythms import (
    Age,
    AsSet,
    Daily,
    Each,
    Event,
    Every,
    Festivals,
    Monthly,
    Once,
    Phases,
    Rhythm,
    Span,
    Spans,
    Weekdays,
)
from chuangcheng.almanac.slots import Slot, slots
from chuangcheng.almanac.telling import say
from chuangcheng.almanac.working import ANNOUNCED_UNTIL, Calendar, Occasion

__all__ = [
    "ANNOUNCED_UNTIL",
    "FESTIVALS",
    "Age",
    "AsSet",
    "BadRhythm",
    "Calendar",
    "Daily",
    "Each",
    "Event",
    "Every",
    "Festivals",
    "Filled",
    "Monthly",
    "Occasion",
    "Once",
    "OwnFestival",
    "Phases",
    "Rhythm",
    "Slot",
    "Span",
    "Spans",
    "Weekdays",
    "festival_on",
    "fill",
    "read",
    "say",
    "slots",
    "written",
]
