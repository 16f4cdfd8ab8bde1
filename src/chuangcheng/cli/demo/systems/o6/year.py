"""What the bureau did in both years: what it held, whom it gave to (G86), what the hall kept (E191), what people said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from chuangcheng.cli.demo.systems.o6.bureau import Bureau
from chuangcheng.cli.demo.systems.o6.targets import ENDS
from chuangcheng.engine.numbers import YUAN
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Measure
from chuangcheng.stages.activities.states import FacilityState

#: month, day, kind, title, further columns; of both years.
HELD: Final[tuple[tuple[int, int, str, str, dict[str, Any]], ...]] = (
    (1, 20, "文化活动", "迎春文艺演出", {"persons": 120}),
    (2, 20, "集中学习", "学习创建文件", {"expected": 48, "excused": 2, "persons": 45, "numbers": {"form": "集体学习"}}),
    (3, 16, "请示汇报", "向市文明办汇报创建进展", {"theme": "创建进展"}),
    (3, 20, "考试", "一季度业务考试", {"expected": 16, "persons": 15, "numbers": {"passed": 14}}),
    (4, 12, "培训", "税收征管法培训班", {"persons": 46, "theme": "税收业务"}),
    (4, 24, "体育比赛", "系统篮球赛", {"persons": 60, "result": "一分局代表队第一"}),
    (5, 3, "体育比赛", "拔河比赛", {"persons": 80, "result": "机关一队第一"}),
    (5, 18, "入户宣传", "送政策上门", {"households": 130, "copies": 260}),
    (5, 26, "集中学习", "学习公民道德文件", {"expected": 48, "excused": 1, "persons": 44}),
    (6, 14, "请示汇报", "向市直机关工委汇报", {"theme": "文明单位创建"}),
    (6, 20, "考试", "二季度业务考试", {"expected": 16, "persons": 15, "numbers": {"passed": 13}}),
    (6, 29, "纪念日活动", "七一纪念大会，表彰先进，请党校教师讲课", {"persons": 88, "festival": "建党节"}),
    (7, 30, "建军节活动", "退役军人活动", {"persons": 22}),
    (8, 16, "外出学习", "先进工作者和优秀公务员外出学习", {"persons": 14}),
    (8, 24, "集中学习", "学习创建文件", {"expected": 48, "excused": 3, "persons": 40}),
    (9, 12, "请示汇报", "向上级局请示迎检工作", {"theme": "迎检"}),
    (9, 20, "考试", "三季度业务考试", {"expected": 16, "persons": 15, "numbers": {"passed": 14}}),
    (9, 29, "文化活动", "迎国庆歌舞和画展", {"persons": 96}),
    (10, 20, "民主测评", "年度民主测评", {"expected": 200, "persons": 180, "numbers": {"satisfied": 165}}),
    (11, 18, "集中学习", "学习创建文件", {"expected": 48, "excused": 0, "persons": 47}),
    (12, 12, "请示汇报", "向市文明办报送年度总结", {"theme": "年度总结"}),
    (12, 20, "考试", "四季度业务考试", {"expected": 16, "persons": 15, "numbers": {"passed": 14}}),
)
#: month, whom, persons who gave, yuan; of both years.
GIVEN: Final = (
    (3, "失学儿童", 52, 8600),
    (4, "困难职工", 48, 6200),
    (5, "孤残儿童", 50, 5400),
    (6, "灾区群众", 55, 21300),
    (9, "福利院老人", 46, 4500),
)
#: The six promises, and of how many in a quarter how many were kept.
PROMISES: Final = (
    ("税务登记", (212, 212)),
    ("受理申报", (4180, 4178)),
    ("发票", (960, 960)),
    ("税务咨询", (733, 721)),
    ("税款征收", (3905, 3905)),
    ("税法宣传", (24, 24)),
)
#: What was asked in October: of how many, how many said so, how many did not know.
SAID: Final = (
    ("民主测评满意率", (180, 165, 5), (186, 173, 4)),
    ("征求意见书收回率", (200, 186, 0), (220, 208, 0)),
)


def live(bureau: Bureau) -> None:
    """Both years, with the measures of the hall and of what people said."""
    for year in bureau.years:
        for month, day, kind, title, more in HELD:
            _hold(bureau, date(year, month, day), "bureau", kind, title, more)
        for month, whom, persons, yuan in GIVEN:
            more = {"persons": persons, "money": yuan * YUAN, "numbers": {"recipient": whom}}
            _hold(bureau, date(year, month, 26), "office", "捐款", f"为{whom}捐款", more)
    bureau.diary.on(date(bureau.years[0], 1, 8), lambda: _measures(bureau))
    bureau.diary.on(date(bureau.years[0], 3, 1), lambda: _facilities(bureau))


def _hold(bureau: Bureau, day: date, unit: str, kind: str, title: str, more: dict[str, Any]) -> None:
    """Held and reported by one, confirmed three days later by another."""
    held = partial(
        actions.record_activity,
        by=bureau.office, programme=bureau.programme, unit=bureau.units[unit], happened_on=day, kind=kind, title=title,
        **more,
    )  # fmt: skip

    def hold() -> None:
        activity = held()
        bureau.diary.on(
            date.fromordinal(day.toordinal() + 3), lambda: actions.confirm_activity(by=bureau.second, activity=activity)
        )

    bureau.diary.on(day, hold)


def _measures(bureau: Bureau) -> None:
    for name, (whole, kept) in PROMISES:
        measure = _measure(bureau, "timely", f"承诺：{name}", "quarter")
        for year in bureau.years:
            for month, day in ENDS:
                _read(bureau, measure, "hall", date(year, month, day), whole, kept)
    for name, *asked in SAID:
        measure = _measure(bureau, "share", str(name), "year")
        for year, (whole, part, unsure) in zip(bureau.years, asked, strict=True):
            _read(bureau, measure, "staff", date(year, 10, 22), whole, part, excused=unsure or None)


def _measure(bureau: Bureau, kind: str, name: str, period: str) -> Measure:
    return actions.add_measure(
        by=bureau.office, programme=bureau.programme, kind=kind, name=name, measure_word="件", period=period
    )


def _read(
    bureau: Bureau, measure: Measure, unit: str, day: date, whole: int, part: int, excused: int | None = None
) -> None:
    read = partial(
        actions.record_measurement,
        by=bureau.office, programme=bureau.programme, unit=bureau.units[unit], happened_on=day, measure=measure,
        number=Decimal(part), out_of=Decimal(whole), excused=excused,
    )  # fmt: skip
    bureau.diary.on(day, read)


def _facilities(bureau: Bureau) -> None:
    for unit, kind, state, quantity in (
        ("hall", "办税公开栏", FacilityState.IN_USE, 1),
        ("hall", "自助办税机", FacilityState.FAULTY, 2),
        ("office", "职工活动室", FacilityState.IN_USE, 3),
        ("office", "局域网和办公自动化", FacilityState.IN_USE, 1),
        ("east", "职工活动室", FacilityState.IN_USE, 1),
        ("west", "职工活动室", FacilityState.BUILDING, 1),
    ):
        actions.record_facility(
            by=bureau.office, programme=bureau.programme, unit=bureau.units[unit],
            happened_on=date(bureau.years[0], 3, 1), kind=kind, state=state, quantity=quantity,
        )  # fmt: skip
