"""Every rhythm that plans are known to state, one a line, in invented words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.texts.readings import codes, sentence, values

RHYTHMS: list[tuple[str, dict[str, Any]]] = [
    ("实施全天候巡查。", {"unit": "always"}),
    ("做到垃圾日产日清。", {"unit": "day"}),
    ("各医院每天安排志愿者引导。", {"unit": "day", "who": "各医院"}),
    ("各科室每天至少一次小扫除。", {"unit": "day", "least": 1}),
    ("每周1-2次大扫除。", {"unit": "week", "least": 1, "most": 2}),
    ("坚持每周五政治学习。", {"unit": "week", "on": ["friday"]}),
    ("坚持每周二下午集中学习。", {"unit": "week", "on": ["tuesday", "afternoon"]}),
    ("每周开展一次实践活动。", {"unit": "week", "least": 1}),
    ("实行两周一通报。", {"unit": "week", "every": 2}),
    ("实行一月一调度。", {"unit": "month", "every": 1}),
    ("实行三月一考核。", {"unit": "month", "every": 3}),
    ("每月组织一次宣讲会。", {"unit": "month", "least": 1}),
    ("每名党员每月读2—3本好书。", {"unit": "month", "least": 2, "most": 3, "counted": "本"}),
    ("采取季度考核的方式。", {"unit": "quarter"}),
    ("按季度兑现奖惩。", {"unit": "quarter"}),
    ("每季度报送1名好人材料。", {"unit": "quarter", "least": 1, "counted": "名"}),
    ("坚持一季一考。", {"unit": "quarter"}),
    ("每季度一小结。", {"unit": "quarter"}),
    ("半年一总结。", {"unit": "half_year"}),
    ("年底兑现奖惩。", {"unit": "year", "on": ["end"]}),
    ("分春季行动、夏季行动、秋冬季行动三次验收。", {"unit": "campaign", "least": 3, "on": ["春季", "夏季", "秋冬季"]}),
    ("每年表彰一次文明户。", {"unit": "year", "least": 1}),
    ("召开一年一度的生活会。", {"unit": "year"}),
    ("结合“家风宣传月”活动开展宣讲。", {"unit": "year", "on": ["家风宣传月"]}),
    ("“三八”妇女节组织女职工活动。", {"unit": "holiday", "on": ["三八妇女节"]}),
    ("在迎“五一”、“五四”活动中开展比赛。", {"unit": "holiday", "on": ["五一劳动节", "五四青年节"]}),
    ("每年“七一”举行大会。", {"unit": "holiday", "on": ["七一"]}),
    (
        "在“春节”、“清明”、“端午”、“中秋”、“七夕”、“重阳节”开展活动。",
        {"unit": "holiday", "on": ["春节", "清明节", "端午节", "七夕", "中秋节", "重阳节"]},
    ),
    ("举办“我们的节日”系列活动。", {"unit": "holiday", "on": ["我们的节日"]}),
    ("重大节假日开展文艺演出。", {"unit": "holiday", "on": ["重大节假日"]}),
    ("年初召开动员会。", {"unit": "year", "on": ["start"]}),
    ("定期和不定期开展督查。", {"unit": "unset", "on": ["定期和不定期"]}),
    ("经常性开展劝导。", {"unit": "unset", "on": ["经常性"]}),
    ("及时更新宣传栏。", {"unit": "unset", "on": ["及时"]}),
    ("适时组织复查。", {"unit": "unset", "on": ["适时"]}),
    ("评选活动每期公布结果。", {"unit": "issue"}),
    ("组织18岁成人宣誓。", {"unit": "age", "every": 18}),
    ("开展青少年夏令营活动。", {"unit": "season", "on": ["夏令营"]}),
    ("举办为期三个月的培训班。", {"unit": "course", "every": 3}),
    ("接到投诉后3个工作日内办结。", {"unit": "after", "every": 3, "counted": "工作日"}),
    ("全年不少于6次。", {"unit": "year", "least": 6}),
    ("每 季 度 召 开 一 次 例 会。", {"unit": "quarter", "least": 1}),
    ("每月２０日前报送一次信息。", {"unit": "month", "on": ["20日前"]}),
    ("一日一小扫。", {"unit": "day"}),
    ("双月通报。", {"unit": "month", "every": 2}),
]


@pytest.mark.parametrize(("words", "said"), RHYTHMS, ids=[words for words, _ in RHYTHMS])
def test_a_rhythm(words: str, said: dict[str, Any]) -> None:
    found = values(sentence(words, "cadence"))
    assert found
    assert any(said.items() <= each.items() for each in found), found


NONE = [
    "十一月一日召开会议。",
    "会议定于3月1日召开。",
    "提高报送及时率。",
    "教育青少年年少立志。",
    "深入学习贯彻会议精神。",
    "每个党员都要参加。",
    "“四五”普法工作成效明显。",
]


@pytest.mark.parametrize("words", NONE)
def test_what_only_looks_like_a_rhythm(words: str) -> None:
    assert values(sentence(words, "cadence")) == []


def test_a_vague_rhythm_asks_how_often() -> None:
    (found,) = sentence("定期开展督查。", "cadence")
    assert codes(found) == {"period_unset"}


def test_once_a_week_and_mondays_are_told_apart_by_a_person() -> None:
    (found,) = sentence("每周一通报进展。", "cadence")
    assert codes(found) == {"ambiguous"}


def test_every_two_weeks_needs_a_day_to_count_from() -> None:
    (found,) = sentence("实行两周一通报。", "cadence")
    assert "anchor_missing" in codes(found)
