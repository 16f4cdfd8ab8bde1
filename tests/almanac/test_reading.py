"""The JSON form and the sentences."""

from __future__ import annotations

from typing import Any

import pytest

from chuangcheng.almanac import BadRhythm, read, say


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        (None, "unknown-kind", "kind"),
        ({"kind": "hourly"}, "unknown-kind", "kind"),
        ({"kind": "daily", "hours": 3}, "unknown-field", "hours"),
        ({"kind": "daily", "roster": "yes"}, "wrong-value", "roster"),
        ({"kind": "each", "unit": "decade"}, "wrong-value", "unit"),
        ({"kind": "each", "unit": "week", "after": -1}, "wrong-value", "after"),
        ({"kind": "weekdays", "weekdays": []}, "empty", "weekdays"),
        ({"kind": "weekdays", "weekdays": [0]}, "wrong-value", "weekdays"),
        ({"kind": "weekdays", "weekdays": [True]}, "wrong-value", "weekdays"),
        ({"kind": "weekdays", "weekdays": [5], "holidays": "drop"}, "wrong-value", "holidays"),
        ({"kind": "every", "count": 0, "unit": "weeks", "anchor": "2026-04-20"}, "wrong-value", "count"),
        ({"kind": "every", "count": 2, "unit": "weeks", "anchor": "20 April"}, "wrong-value", "anchor"),
        ({"kind": "monthly"}, "wrong-value", "nth"),
        ({"kind": "monthly", "day": 32}, "wrong-value", "day"),
        ({"kind": "spans", "spans": []}, "empty", "spans"),
        ({"kind": "spans", "spans": [{"first": "02-30", "last": "03-01"}]}, "wrong-value", "first"),
        ({"kind": "festivals", "names": ["春节", "光棍节"]}, "wrong-value", "names"),
        ({"kind": "festivals", "names": []}, "empty", "names"),
        ({"kind": "festivals", "own": [{"name": "", "month": 3, "day": 3}]}, "empty", "name"),
        ({"kind": "event", "of": "", "days": 3}, "empty", "of"),
        ({"kind": "once", "first": "2026-05-01", "last": "2026-04-01"}, "days-reversed", "last"),
        ({"kind": "as_set", "word": "偶尔"}, "wrong-value", "word"),
        ({"kind": "as_set", "word": "定期", "rhythm": {"kind": "as_set", "word": "及时"}}, "wrong-value", "rhythm"),
    ],
)
def test_what_cannot_be_read_says_where(data: Any, code: str, field: str) -> None:
    with pytest.raises(BadRhythm) as told:
        read(data)
    assert (told.value.code, told.value.field) == (code, field)


@pytest.mark.parametrize(
    ("data", "times", "chinese", "english"),
    [
        ({"kind": "weekdays", "weekdays": [5], "holidays": "keep"}, (1, None), "每周五", "Every Friday"),
        (
            {"kind": "weekdays", "weekdays": [2], "part": "afternoon"},
            (1, None),
            "每周二下午，逢节假日停一次",
            "Every Tuesday afternoon; not on holidays",
        ),
        (
            {"kind": "every", "count": 2, "unit": "weeks", "anchor": "2026-04-20"},
            (1, None),
            "每两周一次，自2026年4月20日起算",
            "Every 2 weeks, counted from 20 April 2026",
        ),
        ({"kind": "every", "count": 1, "unit": "months", "anchor": "2026-04-20"}, (1, None),
         "每月一次，自2026年4月20日起算", "Every month, counted from 20 April 2026"),
        ({"kind": "every", "count": 3, "unit": "months", "anchor": "2026-04-20"}, (1, None),
         "每3个月一次，自2026年4月20日起算", "Every 3 months, counted from 20 April 2026"),
        ({"kind": "each", "unit": "week"}, (1, 2), "每周1—2次", "1 to 2 times a week"),
        ({"kind": "each", "unit": "month"}, (2, None), "每月至少2次", "At least twice a month"),
        ({"kind": "each", "unit": "quarter", "after": 10}, (1, None),
         "每季度一次，季末后10天内", "Once a quarter, within 10 days after its end"),
        ({"kind": "daily", "days": "working"}, (1, None), "每个工作日一次", "Every working day"),
        ({"kind": "daily", "roster": True}, (1, None), "每天全天", "Every day, all day"),
        ({"kind": "monthly", "day": 31}, (1, None), "每月最后一天", "On the last day of each month"),
        ({"kind": "monthly", "day": 5}, (1, None), "每月5日", "On day 5 of each month"),
        ({"kind": "monthly", "nth": 2, "weekday": 3}, (1, None), "每月第二个周三", "On the second Wednesday of each month"),
        ({"kind": "spans", "spans": [{"name": "", "first": "06-01", "last": "06-30"}]}, (1, None),
         "每年6月", "Every year: June"),
        ({"kind": "festivals", "names": ["春节", "中秋"], "before": 0}, (1, None),
         "每逢春节、中秋，当天", "At Spring Festival and Mid-Autumn Festival, on the day"),
        ({"kind": "phases", "of": "campaign", "after": 5}, (1, None),
         "每个战役一次，结束后5天内", "Once in each campaign, within 5 days after its end"),
        ({"kind": "event", "of": "检查结束", "days": 3}, (1, None),
         "“检查结束”后3个工作日内", "Within 3 working days of “检查结束”"),
        ({"kind": "age", "age": 18}, (1, None), "年满18周岁后30天内一次", "Within 30 days of turning 18"),
        ({"kind": "as_set", "word": "定期", "rhythm": {"kind": "each", "unit": "month"}}, (1, None),
         "定期（定为每月一次）", "Regularly (set as: once a month)"),
        ({"kind": "as_set", "word": "适时"}, (1, None), "适时，不定次数", "When suitable; no number is asked for"),
    ],
)  # fmt: skip
def test_sentences(data: Any, times: tuple[int, int | None], chinese: str, english: str) -> None:
    rhythm, (least, most) = read(data), times
    assert say(rhythm, least=least, most=most) == chinese
    assert say(rhythm, least=least, most=most, language="en") == english
