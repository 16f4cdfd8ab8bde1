"""How often a sentence says, in the words of the almanac (``almanac.reading``, JSON form); empty where it does not say
enough: the person who checks chooses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from chuangcheng.almanac.festivals import FESTIVALS

Rhythm = dict[str, Any]

_WEEKDAYS: Final = {
    day: number
    for number, day in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), start=1
    )
}
_PARTS: Final = ("morning", "afternoon", "evening")
#: Festivals that texts call otherwise.
_CALLED: Final = {
    "三八妇女节": "三八", "五一劳动节": "五一", "五四青年节": "五四", "六一儿童节": "六一", "八一建军节": "八一",
    "国庆节": "国庆", "元宵节": "元宵", "清明节": "清明", "端午节": "端午", "中秋节": "中秋", "重阳节": "重阳",
    "腊八节": "腊八", "学雷锋日": "学雷锋纪念日",
}  # fmt: skip
#: Days that the almanac has no name for, by month and day.
_OWN: Final = {"护士节": (5, 12), "世界环境日": (6, 5)}
#: 定期, 经常, 及时 … as the almanac writes them.
_WORDS: Final = (
    ("不定期", "不定期"), ("定期", "定期"), ("经常", "经常"), ("常态", "经常"), ("适时", "适时"), ("即时", "及时"),
    ("及时", "及时"), ("随时", "随时"),
)  # fmt: skip
_LENGTHS: Final = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def rhythm_of(value: dict[str, Any]) -> Rhythm:
    """The rhythm of a stored cadence (``values.Cadence`` as JSON), or {} where the text leaves something open: a day to
    count from, which holidays, what 旬 or a term is."""
    make = _MAKE.get(value["unit"])
    return make(value) if make else {}


def _always(value: dict[str, Any]) -> Rhythm:
    return {"kind": "daily", "days": "calendar", "roster": True}


def _day(value: dict[str, Any]) -> Rhythm:
    return {"kind": "daily", "days": "calendar"} if value["every"] == 1 else {}


def _week(value: dict[str, Any]) -> Rhythm:
    days = [_WEEKDAYS[each] for each in value["on"] if each in _WEEKDAYS]
    if value["every"] != 1:
        return {}
    if not days:
        return {"kind": "each", "unit": "week"}
    part = next((each for each in value["on"] if each in _PARTS), "")
    return {"kind": "weekdays", "weekdays": days, "part": part}


def _month(value: dict[str, Any]) -> Rhythm:
    if value["every"] != 1:
        return {}
    if not value["on"]:
        return {"kind": "each", "unit": "month"}
    on = str(value["on"][0])
    if on in ("end", "底", "末"):
        return {"kind": "monthly", "day": 31}
    day = re.fullmatch(r"(\d{1,2})[日号]", on)
    return {"kind": "monthly", "day": int(day[1])} if day and 1 <= int(day[1]) <= 31 else {}


def _period(unit: str) -> Callable[[dict[str, Any]], Rhythm]:
    """Once in each; by its end is the same. Its beginning is not: no day says how far that reaches."""
    return lambda value: (
        {"kind": "each", "unit": unit} if value["every"] == 1 and set(value["on"]) <= {"end", "底", "末"} else {}
    )


def _year(value: dict[str, Any]) -> Rhythm:
    month = re.fullmatch(r"(\d{1,2})月", str(value["on"][0])) if value["on"] else None
    if month and value["every"] == 1 and 1 <= int(month[1]) <= 12:
        number = int(month[1])
        span = {"name": "", "first": f"{number:02d}-01", "last": f"{number:02d}-{_LENGTHS[number]}"}
        return {"kind": "spans", "spans": [span]}
    return _period("year")(value)


def _holiday(value: dict[str, Any]) -> Rhythm:
    """Named holidays; 重大节日 names none."""
    names = [_CALLED.get(each, each) for each in value["on"]]
    own = [{"name": each, "month": _OWN[each][0], "day": _OWN[each][1]} for each in names if each in _OWN]
    known = [each for each in names if each in FESTIVALS]
    if not names or len(known) + len(own) < len(names):
        return {}
    return {"kind": "festivals", "names": known, "own": own}


def _campaign(value: dict[str, Any]) -> Rhythm:
    return {"kind": "phases", "of": "campaign"}


def _age(value: dict[str, Any]) -> Rhythm:
    return {"kind": "age", "age": value["every"]} if 1 <= value["every"] <= 120 else {}


def _after(value: dict[str, Any]) -> Rhythm:
    lengths = {"天": 1, "日": 1, "工作日": 1, "周": 7}
    days = value["every"] * lengths.get(value["counted"], 0)
    if not 0 < days <= 366:
        return {}
    count = "working" if value["counted"] == "工作日" else "calendar"
    return {"kind": "event", "of": value["what"][:40], "days": days, "count": count}


def _unset(value: dict[str, Any]) -> Rhythm:
    """定期, 及时 …: the word is kept, and nothing is asked until the office says how often."""
    said = "".join(map(str, value["on"]))
    word = next((word for sign, word in _WORDS if sign in said), "")
    return {"kind": "as_set", "word": word} if word else {}


_MAKE: Final[dict[str, Callable[[dict[str, Any]], Rhythm]]] = {
    "always": _always,
    "day": _day,
    "week": _week,
    "month": _month,
    "quarter": _period("quarter"),
    "half_year": _period("half"),
    "year": _year,
    "holiday": _holiday,
    "campaign": _campaign,
    "age": _age,
    "after": _after,
    "unset": _unset,
}
