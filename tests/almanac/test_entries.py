"""Every rhythm of the inventory (D1–D76) as a rhythm of the almanac, with its turns in 2026 counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chuangcheng.almanac import Calendar, Occasion, read, say, slots, written

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
_YEAR = {"kind": "each", "unit": "year"}
_MONTH = {"kind": "each", "unit": "month"}
_QUARTER = {"kind": "each", "unit": "quarter"}
_SIX = ["春节", "清明", "端午", "中秋", "七夕", "重阳"]
#: in the order of their days
_SIX_DAYS = ["02-17", "04-05", "06-19", "08-19", "09-25", "10-18"]
_NATIONAL = ["元旦", "春节", "清明", "五一", "端午", "中秋", "国庆"]
_NATIONAL_DAYS = ["01-01", "02-17", "04-05", "05-01", "06-19", "09-25", "10-01"]
_QUARTER_ENDS = ["03-31", "06-30", "09-30", "12-31"]
_MONTH_ENDS = [
    *("01-31", "02-28", "03-31", "04-30", "05-31", "06-30"),
    *("07-31", "08-31", "09-30", "10-31", "11-30", "12-31"),
]


def _set(word: str, rhythm: dict[str, Any] | None) -> dict[str, Any]:
    return {"kind": "as_set", "word": word, "rhythm": rhythm}


def _span(name: str, first: str, last: str) -> dict[str, Any]:
    return {"name": name, "first": first, "last": last}


def _spans(*spans: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "spans", "spans": list(spans)}


def _festivals(*names: str, before: int = 7) -> dict[str, Any]:
    return {"kind": "festivals", "names": list(names), "before": before}


def _event(of: str, days: int, count: str = "working") -> dict[str, Any]:
    return {"kind": "event", "of": of, "days": days, "count": count}


#: id → rhythm → turns of 2026: how many, or the days on which they are due. 248 days were worked in 2026: 261 from Monday
#: to Friday, less 19 holidays on such days, and 6 Saturdays and Sundays worked instead.
TURNS: list[tuple[str, dict[str, Any], int | list[str]]] = [
    ("D1", {"kind": "daily", "roster": True}, 365),
    ("D2", {"kind": "daily"}, 365),
    ("D3", {"kind": "daily"}, 365),
    ("D4", {"kind": "daily", "days": "working"}, 248),
    ("D5", {"kind": "each", "unit": "week"}, 52),
    ("D6", {"kind": "weekdays", "weekdays": [5], "holidays": "keep"}, 52),
    ("D6", {"kind": "weekdays", "weekdays": [5], "holidays": "skip"}, 46),
    ("D7", {"kind": "weekdays", "weekdays": [2], "part": "afternoon", "holidays": "keep"}, 52),
    ("D7", {"kind": "weekdays", "weekdays": [2], "part": "afternoon", "holidays": "skip"}, 49),
    ("D8", {"kind": "each", "unit": "week"}, 52),
    ("D10", _MONTH, _MONTH_ENDS),
    ("D11", _QUARTER, _QUARTER_ENDS),
    ("D12", _MONTH, 12),
    ("D13", _MONTH, 12),
    ("D14", _MONTH, 12),
    ("D15", _QUARTER, _QUARTER_ENDS),
    ("D16", {**_QUARTER, "after": 30}, ["04-30", "07-30", "10-30", "2027-01-30"]),
    ("D17", _QUARTER, _QUARTER_ENDS),
    ("D18", _QUARTER, _QUARTER_ENDS),
    ("D19", {**_QUARTER, "after": 10}, ["04-10", "07-10", "10-10", "2027-01-10"]),
    ("D20", {"kind": "each", "unit": "half", "after": 15}, ["07-15", "2027-01-15"]),
    ("D21", _spans(_span("年底", "12-01", "12-31")), ["12-31"]),
    ("D22", {**_YEAR, "after": 20}, ["2027-01-20"]),
    ("D23", _spans(_span("春季", "03-01", "05-31"), _span("夏季", "06-01", "08-31"), _span("秋冬季", "09-01", "11-30")),
     ["05-31", "08-31", "11-30"]),
    ("D24", _YEAR, ["12-31"]),
    ("D25", _YEAR, 1),
    ("D26", _YEAR, 1),
    ("D27", _YEAR, 1),
    ("D28", _YEAR, 1),
    ("D29", _spans(_span("", "09-01", "09-30")), ["09-30"]),
    ("D30", _spans(_span("健身月", "06-01", "06-30")), ["06-30"]),
    ("D31", _spans(_span("健身周", "08-08", "08-14")), ["08-14"]),
    ("D32", _festivals("三八"), ["03-08"]),
    ("D33", _festivals("五一"), ["05-01"]),
    ("D34", _festivals("五四"), ["05-04"]),
    ("D35", _festivals("七一"), ["07-01"]),
    ("D36", _festivals("八一"), ["08-01"]),
    ("D37", _festivals(*_SIX), _SIX_DAYS),
    ("D38", _festivals("元宵", *_SIX), ["02-17", "03-03", *_SIX_DAYS[1:]]),
    ("D39", _festivals(*_NATIONAL), _NATIONAL_DAYS),
    ("D40", _festivals(*_NATIONAL), _NATIONAL_DAYS),
    ("D41", _spans(_span("年初", "01-01", "02-29")), ["02-28"]),
    ("D42", _spans(_span("年初", "01-01", "02-29")), ["02-28"]),
    ("D43", _spans(_span("年末", "12-01", "12-31")), ["12-31"]),
    ("D44", _YEAR, 1),
    ("D45", _YEAR, 1),
    ("D46", _YEAR, 1),
    *[(f"D{n}", _set("定期", _MONTH), 12) for n in (47, 48, 49, 50, 51)],
    *[(f"D{n}", _set("经常", {"kind": "each", "unit": "week"}), 52) for n in (52, 53)],
    *[(f"D{n}", _set("经常", _MONTH), 12) for n in (54, 55, 56)],
    ("D57", _set("及时", _MONTH), 12),
    ("D58", _event("故障", 5), ["03-09", "05-11"]),
    ("D59", _set("及时", _MONTH), 12),
    ("D60", _event("名单公布", 10, "calendar"), ["03-12", "05-10"]),
    ("D61", _event("检查结束", 3), ["03-05", "05-08"]),
    ("D62", _event("发现问题", 1), ["03-03", "05-06"]),
    ("D63", _set("适时", None), 0),
    ("D64", _set("适时", _YEAR), 1),
    ("D65", _event("每期评选", 0, "calendar"), ["03-02", "04-30"]),
    ("D66", _YEAR, 1),
    ("D67", {"kind": "age", "age": 18, "within": 30}, ["03-30", "07-01"]),
    ("D68", _spans(_span("冬令营", "01-15", "02-28"), _span("夏令营", "07-01", "08-31")), ["02-28", "08-31"]),
    ("D69", {"kind": "once", "first": "2026-03-01", "last": "2026-05-31"}, ["05-31"]),
    ("D69", {"kind": "once", "first": "2026-01-01", "last": "2026-12-31"}, ["12-31"]),
    ("D70", _spans(_span("开学前", "07-15", "08-31")), ["08-31"]),
    ("D71", _event("重要会议", 2), ["03-04", "05-07"]),
    ("D72", {"kind": "daily", "roster": True}, 365),
    ("D73", _YEAR, 1),
    ("D74", _set("及时", _QUARTER), 4),
    ("D75", _set("及时", _MONTH), 12),
    ("D76", _set("及时", _MONTH), 12),
]  # fmt: skip

#: Two events (Monday 2 March; Thursday 30 April, before the holiday of 1–5 May, while Saturday 9 May is worked), two births.
OCCASIONS = (
    Occasion("event", "一", date(2026, 3, 2), date(2026, 3, 2)),
    Occasion("event", "二", date(2026, 4, 30), date(2026, 4, 30)),
    Occasion("birth", "甲", date(2008, 2, 29), date(2008, 2, 29)),
    Occasion("birth", "乙", date(2008, 6, 1), date(2008, 6, 1)),
    Occasion("birth", "丙", date(2010, 6, 1), date(2010, 6, 1)),
)


@pytest.mark.parametrize(("entry", "data", "expected"), TURNS, ids=[f"{e}-{n}" for n, (e, _, _) in enumerate(TURNS)])
def test_turns_of_2026(entry: str, data: dict[str, Any], expected: int | list[str]) -> None:
    rhythm = read(data)
    assert read(written(rhythm)) == rhythm
    found = slots(rhythm, FIRST, LAST, Calendar(occasions=OCCASIONS))
    if isinstance(expected, int):
        assert len(found) == expected
    else:
        assert [slot.due.isoformat().removeprefix("2026-") for slot in found] == expected
    assert all(slot.first <= slot.due <= slot.last for slot in found)
    assert len({slot.first for slot in found}) == len(found)
    assert say(rhythm)
    assert say(rhythm, language="en")


def test_every_entry_has_its_rhythm() -> None:
    missing = {f"D{n}" for n in range(1, 77)} - {entry for entry, _, _ in TURNS} - {"D9"}
    assert not missing, "D9 stands in test_slots"
