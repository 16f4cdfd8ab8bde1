"""How often something comes round. One frozen type for each kind; ``reading`` knows their JSON form.

How many times within a slot (``least``, ``most``) belongs to the cadence, not to the rhythm: "twice a week" is
``Each("week")`` with ``least`` 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chuangcheng.almanac.festivals import OwnFestival

Period = Literal["week", "month", "quarter", "half", "year"]
Holidays = Literal["skip", "before", "after", "keep"]
Part = Literal["", "morning", "afternoon", "evening"]
Days = Literal["calendar", "working"]

PERIODS: Final = ("week", "month", "quarter", "half", "year")
HOLIDAYS: Final = ("skip", "before", "after", "keep")
PARTS: Final = ("", "morning", "afternoon", "evening")
DAYS: Final = ("calendar", "working")
UNITS: Final = ("days", "weeks", "months")
OCCASIONS: Final = ("phase", "campaign")
#: Words of plans that leave the period to the office (D47–D76).
WORDS: Final = ("定期", "不定期", "经常", "及时", "适时", "随时")


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day, or every working day. ``roster``: somebody has to be on duty the whole day (D1, D72)."""

    days: Days = "calendar"
    roster: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """Once in each week (Monday to Sunday), calendar month, quarter, half-year or year, on any day of it. ``after``:
    not within it but within so many days after its end (D16, D19, D20, D22)."""

    unit: Period
    after: int = 0


@dataclass(frozen=True, slots=True)
class Weekdays:
    """On weekdays (1 Monday … 7 Sunday), in a part of the day. ``holidays``: what becomes of one that is not worked."""

    weekdays: tuple[int, ...]
    part: Part = ""
    holidays: Holidays = "skip"


@dataclass(frozen=True, slots=True)
class Every:
    """Every ``count`` days, weeks or months from ``anchor``, which is day zero: the first is due one step after it."""

    count: int
    unit: Literal["days", "weeks", "months"]
    anchor: date
    holidays: Holidays = "keep"


@dataclass(frozen=True, slots=True)
class Monthly:
    """On a day of each month (``day`` 1–31, the last one where the month is shorter), or on its ``nth`` ``weekday``
    (nth 1–4, or -1: the last)."""

    day: int | None = None
    nth: int | None = None
    weekday: int | None = None
    part: Part = ""
    holidays: Holidays = "keep"


@dataclass(frozen=True, slots=True)
class Span:
    """Days of every year, from (month, day) to (month, day); it may reach over New Year. 29 February is the last."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spans:
    """Once in each of these stretches of every year: a month (D30), a week (D31), seasons (D23), camps (D68)."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Festivals:
    """At each festival, from ``before`` days before it to ``after`` days after it. ``own`` adds the office's own."""

    names: tuple[str, ...]
    own: tuple[OwnFestival, ...] = ()
    before: int = 7
    after: int = 0


@dataclass(frozen=True, slots=True)
class Phases:
    """Once in each phase or campaign of the programme, or within so many days ``after`` it has ended."""

    of: Literal["phase", "campaign"]
    after: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Within ``days`` after something happened (D60–D62, D65, D71); the office notes when it did."""

    of: str
    days: int
    count: Days = "working"


@dataclass(frozen=True, slots=True)
class Age:
    """For each person (or cohort) of whom a birth is noted, within ``within`` days from the birthday ``age`` (D67)."""

    age: int
    within: int = 30


@dataclass(frozen=True, slots=True)
class Once:
    """One stretch of days: a course of three months (D69)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class AsSet:
    """The plan only says 定期, 适时, 及时 …; ``rhythm`` is what the office has set for it, None: never asked (D63)."""

    word: str
    rhythm: Rhythm | None = None


Rhythm = (
    Daily | Each | Weekdays | Every | Monthly | Spans | Festivals | Phases | Event | Age | Once | AsSet
)  # fmt: skip
