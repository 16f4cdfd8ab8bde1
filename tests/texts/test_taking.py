"""What a plan takes over from a draft: entries, years, rhythms; the stored form loses nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chuangcheng.almanac import read
from chuangcheng.texts.taking.entries import checked, day_of, entry_of, needs_year
from chuangcheng.texts.taking.rhythms import rhythm_of
from chuangcheng.texts.taking.storing import stored, value_as_json
from tests.texts.readings import document, sentence


def day(month: int, number: int | None = None, **more: Any) -> dict[str, Any]:
    return {"year": None, "month": month, "day": number, "year_shown": "", "edge": "", **more}


@pytest.mark.parametrize(
    ("data", "year", "end", "told"),
    [
        (day(4, 20), 2026, False, "2026-04-20"),
        (day(4, 20), None, False, ""),
        (day(4, 20, year=2025), 2026, False, "2025-04-20"),
        (day(6, edge="底", year_shown="20xx"), 2026, True, "2026-06-30"),
        (day(2, edge="month"), 2024, True, "2024-02-29"),
        (day(2, 29), 2026, True, ""),
        (day(3, edge="一季度"), 2026, False, "2026-01-01"),
        (day(12, edge="下半年"), 2026, False, "2026-07-01"),
        (day(12, edge="下半年"), 2026, True, "2026-12-31"),
        (day(5, 1, year_shown="明"), 2026, False, "2027-05-01"),
        (day(5, 1, year_shown="去"), 2026, False, "2025-05-01"),
        (day(5, 1, year_shown="26"), 2026, False, "2026-05-01"),
        (day(5, 1, year_shown="25"), 2026, False, ""),
        (None, 2026, True, ""),
    ],
)
def test_a_day_takes_the_year_that_was_given_and_no_other(
    data: dict[str, Any] | None, year: int | None, end: bool, told: str
) -> None:
    assert day_of(data, year, end=end) == told


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("每周五下午组织集中学习。", {"kind": "weekdays", "weekdays": [5], "part": "afternoon"}),
        ("每月组织1次志愿服务活动。", {"kind": "each", "unit": "month"}),
        ("每季度召开1次调度会。", {"kind": "each", "unit": "quarter"}),
        ("每半年进行一次小结。", {"kind": "each", "unit": "half"}),
        ("每天清扫2次。", {"kind": "daily", "days": "calendar"}),
        ("每月15日组织清扫。", {"kind": "monthly", "day": 15}),
        ("每月15日前报送小结。", {}),
        ("在春节、清明节开展宣传活动。", {"kind": "festivals", "names": ["春节", "清明"], "own": []}),
        ("定期检查卫生死角。", {"kind": "as_set", "word": "定期"}),
        ("接到投诉后3个工作日内办结。", {"kind": "event", "days": 3, "count": "working"}),
        ("实行两周一通报。", {}),
        ("在重大节日开展慰问。", {}),
    ],
)
def test_a_cadence_is_a_rhythm_of_the_almanac_or_is_asked_for(words: str, rhythm: dict[str, Any]) -> None:
    (field,) = sentence(words, "cadence")
    found = rhythm_of(value_as_json(field.value))
    assert {name: found.get(name) for name in rhythm} == rhythm
    assert bool(found) == bool(rhythm)
    if found:
        read(found)


def test_things_that_are_counted_are_not_times() -> None:
    (field,) = sentence("每月阅读2本书。", "cadence")
    assert entry_of("cadence", value_as_json(field.value), None).texts["least"] == "1"
    (field,) = sentence("每周开展2次巡查。", "cadence")
    assert entry_of("cadence", value_as_json(field.value), None).texts["least"] == "2"


def test_masked_money_and_numbers_stay_empty() -> None:
    (money,) = sentence("每人交保证金20xx元。", "money")
    assert entry_of("money", value_as_json(money.value), 2026, money.sentence).texts["yuan"] == ""
    (money,) = sentence("每人交保证金500元。", "money")
    assert entry_of("money", value_as_json(money.value), 2026, money.sentence).texts["yuan"] == "500"


def test_one_name_leads_several_are_kept_as_printed() -> None:
    value = {
        "title": "清理河塘",
        "parties": [{"role": "责任单位", "names": ["甲村", "乙村"]}, {"role": "配合单位", "names": ["丙村"]}],
        "by": None,
    }
    texts = entry_of("task", value, 2026).texts
    assert (texts["host"], texts["helpers"], texts["standard"]) == ("", "丙村", "责任单位：甲村、乙村")


def test_an_entry_tells_what_it_lacks() -> None:
    assert checked("phase", {"title": "动员", "first": "2026-03-01", "other": "x"}).lacks == ("last",)
    assert "other" not in checked("phase", {"other": "x"}).texts


def test_the_stored_form_is_json_and_keeps_every_field() -> None:
    for draft in document("notice.txt").drafts:
        kept = json.loads(json.dumps(stored(draft)))
        assert kept == stored(draft)
        assert [each["name"] for each in kept["fields"]] == [each.name for each in draft.fields]
        assert [each["sentence"] for each in kept["unread"]] == [each.sentence for each in draft.unread]
        for each in kept["fields"]:
            entry_of(each["name"], each["value"], 2026, each["sentence"])
    assert not needs_year({"days": [day(4, year=2026)]})
    assert needs_year({"days": {"first": None, "last": day(4)}})
