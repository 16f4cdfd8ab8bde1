"""Groups compared each quarter; the rulebook proposes praise and criticism, a person decides (F28)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

from chuangcheng.cli.demo.systems.o8.village import Village
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.inspections import actions as inspections
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Matter
from chuangcheng.stages.scoring import actions as scoring
from chuangcheng.stages.scoring.models import Season

RULEBOOK: Final = """\
rulebook: groups
version: "1"
title: 样塘村村民小组季度评比办法
subject: group
period: quarter
precision: 0.1
facts:
  base_score:
    title: 督查评分
    columns: {score: decimal, source: text}
items:
  - id: base
    title: 督查评分
    clause: 领导小组每季督查评分
    import: {fact: base_score, value: score}
totals:
  year: {mean: assessed}
ranking:
  within: parent
  ties: min
  on: published
# 方案只写了表扬奖励和通报批评，没有写分数线：系统提出首位和末位，由领导小组决定。
decisions:
  - {id: praised, title: 拟表扬奖励, per: period, top: 1, level: honour}
  - {id: criticised, title: 拟通报批评, per: period, bottom: 1, where: size >= 3, level: concern}
"""
#: Last day of the quarter, scores of the six groups.
QUARTERS: Final = (
    (12, 31, ("88.5", "91.0", "86.0", "79.5", "84.0", "90.5")),
    (3, 31, ("89.0", "92.5", "85.5", "81.0", "86.0", "90.0")),
    (6, 30, ("93.0", "92.0", "87.5", "85.0", "80.5", "91.5")),
    (9, 30, ("94.5", "92.0", "88.0", "86.5", "83.0", "91.0")),
)
#: What was decided, on which day: which group, verdict, grounds. The rulebook had proposed more than was decided.
DECIDED: Final = (
    (4, 12, "塘西组", "表扬", "连续两季第一，发给流动红旗"),
    (4, 12, "坡下组", "不处理", "因道路施工扣分，已限期整改"),
    (7, 12, "塘东组", "表扬", "第一次得第一，进步明显"),
    (7, 12, "老街组", "通报批评", "乱堆乱放三次督促未改"),
)
DECIDER: Final = "创建领导小组会议"
BASIS: Final = ("样塘村争创市级文明村方案", "保障措施")
#: What inspections found: key of the group, what, day, and whether it was put right.
FOUND: Final = (
    ("4", "沟边垃圾未清", (12, 15), True),
    ("5", "门前乱堆乱放", (3, 15), True),
    ("2", "宣传栏内容过期", (5, 15), True),
    ("5", "柴草占道", (9, 15), False),
)


def assess(village: Village) -> None:
    """A season of four quarters; what was found is handed out; decisions follow the published results."""
    village.diary.on(village.day(10, 9), lambda: _open(village))
    for month, day, group, verdict, grounds in DECIDED:
        on = village.day(month, day)
        village.diary.on(on, _decide(village, on, group, verdict, grounds))
    for group, title, (month, day), mended in FOUND:
        _found(village, village.units[group], title, village.day(month, day), mended)


def _open(village: Village) -> None:
    office, programme = village.office, village.programme
    version = rulebooks.create(
        by=office, organisation=programme.host, name="groups", title="村民小组季度评比", text=RULEBOOK
    )
    document, clause = BASIS
    rulebooks.publish(by=office, version=version, document=document, clause=clause, first=programme.first, last=None)
    last = village.day(9, 30)
    season = scoring.open_season(by=office, programme=programme, version=version, first=programme.first, last=last)
    season = scoring.switch_ranking(by=office, season=season, revision=None, document=document, clause="结果及时公布")
    for month, day, scores in QUARTERS:
        over = village.day(month, day)
        for group, score in zip(village.groups, scores, strict=True):
            village.diary.on(over, partial(
                inspections.record_base_score, by=office, programme=programme, unit=group, happened_on=over,
                score=Decimal(score), source="领导小组督查",
            ))  # fmt: skip
        village.diary.on(over + timedelta(days=8), _publish(village, season, f"{over.year}-Q{month // 3}"))


def _publish(village: Village, season: Season, period: str) -> Callable[[], None]:
    def publish() -> None:
        run = scoring.run_season(by=village.office, season=season, period=period)
        scoring.publish_run(by=village.office, run=run, document=BASIS[0], clause="结果及时公布")

    return publish


def _decide(village: Village, day: date, group: str, verdict: str, grounds: str) -> Callable[[], object]:
    return lambda: activities.record_activity(
        by=village.office, programme=village.programme, unit=next(one for one in village.groups if one.name == group),
        happened_on=day, kind="奖惩决定", title=f"{group}：{verdict}",
        numbers={"verdict": verdict, "decider": DECIDER, "grounds": grounds},
    )  # fmt: skip


def _found(village: Village, unit: Organisation, title: str, day: date, mended: bool) -> None:
    """Handed out on the day of the inspection; put right, answered and closed by another, or still open."""
    held: list[Matter] = []

    def step(act: Callable[..., Matter], **more: Any) -> None:
        held.append(act(matter=held[-1], revision=None, **more))

    def hand_out() -> None:
        held.append(
            actions.hand_out_matter(
                by=village.office, programme=village.programme, unit=unit, happened_on=day, title=title,
                source="领导小组督查", wanted="限期整改", due_on=day + timedelta(days=10),
            )
        )  # fmt: skip

    village.diary.on(day, hand_out)
    if mended:
        later = day + timedelta(days=6)
        village.diary.on(later, lambda: step(actions.give_result, by=village.office, result="已整改到位"))
        village.diary.on(later, lambda: step(actions.reply_to_matter, by=village.office, reply="已告知督查人员"))
        village.diary.on(later, lambda: step(actions.close_matter, by=village.second))
