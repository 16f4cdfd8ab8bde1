"""The bureau's people: an exam each quarter (F39), three elections of ten (F44), and posts that change hands (N9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from chuangcheng.cli.demo.systems.o6.bureau import Bureau
from chuangcheng.cli.demo.systems.o6.targets import ENDS
from chuangcheng.people.actions import add_person
from chuangcheng.people.models import Person
from chuangcheng.stages.activities import actions
from chuangcheng.stages.activities.models import Measure
from chuangcheng.stages.exemplars import actions as exemplars
from chuangcheng.stages.exemplars.states import Stage
from chuangcheng.stages.plans.states import Level

SIGNS: Final = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
DESKS: Final = ("staff", "law", "levy", "hall", "audit", "east1", "east2", "west1", "west2", "hall", "east", "west")
#: title, how many were elected, of how many, how the last place was settled.
TITLES: Final = (
    ("十佳分局长", 4, 6, ""),
    ("十佳征管能手", 10, 14, ""),
    ("十佳服务标兵", 10, 13, "；第10名有2人同票，经局长办公会研究确定1人"),
)
#: way, who, how many, from where to where, months, month in which it begins.
MOVES: Final = (
    ("上挂", "东城一所", 1, "东城一所到市局征管科", 6, 3),
    ("上挂", "西城二所", 1, "西城二所到市局法规科", 6, 4),
    ("下挂", "办公室", 1, "市局办公室到西城分局", 12, 3),
    ("下挂", "征管科", 2, "市局征管科到东城分局", 12, 5),
    ("岗位轮换", "办税服务厅", 4, "登记、申报、发票、咨询窗口互换", 3, 4),
    ("岗位轮换", "稽查局", 3, "选案、检查、审理岗位互换", 6, 2),
    ("纵横交流", "东城、西城分局", 2, "两个分局互派", 12, 6),
)


def examine(bureau: Bureau) -> None:
    """Sixteen people are asked each quarter; each time another is missing, and once two fail."""
    bureau.diary.on(date(bureau.years[0], 1, 8), lambda: _examine(bureau))


def _examine(bureau: Bureau) -> None:
    people = [
        add_person(by=bureau.office, organisation=bureau.units[DESKS[n % len(DESKS)]], name=f"样{sign}", post="干部")
        for n, sign in enumerate(SIGNS)
    ]
    measure = actions.add_measure(
        by=bureau.office,
        programme=bureau.programme,
        kind="exam",
        name="业务考试",
        measure_word="分",
        period="quarter",
        pass_mark=Decimal(60),
        persons=people,
    )
    for year in bureau.years:
        for quarter, (month, _day) in enumerate(ENDS):
            bureau.diary.on(date(year, month, 20), _marks(bureau, measure, people, date(year, month, 20), quarter))


def _marks(bureau: Bureau, measure: Measure, people: list[Person], day: date, quarter: int) -> Callable[[], None]:
    def write() -> None:
        absent = (day.year + quarter) % len(people)
        failed = {(absent + 3) % len(people)} | ({(absent + 7) % len(people)} if quarter == 1 else set())
        for place, person in enumerate(people):
            if place == absent:
                continue
            mark = 55 if place in failed else 62 + (place * 7 + quarter * 11 + day.year) % 37
            actions.record_measurement(
                by=bureau.office,
                programme=bureau.programme,
                unit=person.organisation,
                happened_on=day,
                measure=measure,
                person=person,
                number=Decimal(mark),
            )

    return write


def elect(bureau: Bureau) -> None:
    """The three elections, at the end of the first year: who stood, when they were shown, who won."""
    day = date(bureau.years[0], 12, 18)
    for number, (title, winners, stood, tie) in enumerate(TITLES):
        bureau.diary.on(day, _election(bureau, day, number, title, winners, stood, tie))
    for way, who, persons, route, months, month in MOVES:
        for year in bureau.years:
            day = date(year, month, 10)
            bureau.diary.on(
                day, _move(bureau, day, f"{way}：{who}", persons, {"way": way, "route": route, "term": f"{months}个月"})
            )


def _election(
    bureau: Bureau, day: date, number: int, title: str, winners: int, stood: int, tie: str
) -> Callable[[], None]:
    def hold() -> None:
        actions.record_activity(
            by=bureau.office,
            programme=bureau.programme,
            unit=bureau.units["staff"],
            happened_on=day,
            kind="十佳评选",
            title=f"{title}评选",
            level=Level.CITY,
            nominees=f"候选{stood}人",
            shown_on=day.replace(day=8),
            result=f"评出{winners}人{tie}",
        )
        for place in range(winners):
            unit = bureau.units[("east", "west", "levy", "hall")[(place + number) % 4]]
            exemplar = exemplars.register_exemplar(
                by=bureau.office,
                programme=bureau.programme,
                unit=unit,
                code=f"{title}-{place + 1:02d}",
                name=f"样{'东南西'[number]}{SIGNS[place]}",
            )
            exemplars.record_honour(
                by=bureau.office,
                exemplar=exemplar,
                happened_on=day,
                title=title,
                level=Level.CITY,
                stage=Stage.ELECTED,
            )

    return hold


def _move(bureau: Bureau, day: date, title: str, persons: int, numbers: dict[str, object]) -> Callable[[], object]:
    return lambda: actions.record_activity(
        by=bureau.office,
        programme=bureau.programme,
        unit=bureau.units["staff"],
        happened_on=day,
        kind="干部交流",
        title=title,
        persons=persons,
        numbers=numbers,
    )
