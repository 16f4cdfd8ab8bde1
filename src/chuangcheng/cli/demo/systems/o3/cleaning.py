"""The cleaning quota (F37): each section one or two big cleanings a week, and a small one each working day."""

from __future__ import annotations

from datetime import date, timedelta

from chuangcheng.almanac import Calendar
from chuangcheng.cli.demo.scene import Scene

#: Who did a small cleaning on only four days of the week that is asked about, and not on which (0 Monday).
MISSED, MISSED_ON = "property", 3
#: Who does not say so before the day is over: the section whose log-in is printed, and two more.
OPEN = ("secretary", "digital", "canteen")


def full_week(today: date) -> date:
    """The Monday of the last whole week, within one month, whose five days were all worked, before ``today``."""
    calendar = Calendar()
    monday = today - timedelta(days=today.weekday() + 7)
    while monday.month != (monday + timedelta(days=6)).month or not all(
        calendar.is_working_day(monday + timedelta(days=number)) for number in range(5)
    ):
        monday -= timedelta(days=7)
    return monday


def build(scene: Scene) -> None:
    """The quota is asked from the Monday of a whole week on: twenty sections, that week and the days since."""
    monday = full_week(scene.today)
    basis = "办公环境制度第四条"
    scene.cadence(
        "科室大扫除", {"kind": "each", "unit": "week"}, who="each", activity_kind="大扫除", least=1, most=2,
        first=monday, basis=basis,
    )  # fmt: skip
    scene.cadence(
        "科室小扫除",
        {"kind": "daily", "days": "working"},
        who="each",
        activity_kind="小扫除",
        first=monday,
        basis=basis,
    )
    _big(scene, monday)
    _small(scene, monday)


def _big(scene: Scene, monday: date) -> None:
    """On Wednesdays; every fifth section a second time on Fridays, one of them a third time."""
    for number, unit in enumerate(scene.units):
        week = monday
        while week <= scene.today:
            days = [2] if number % 5 else [2, 4]
            if week == monday and number == 5:
                days = [1, 2, 4]
            for after in days:
                day = week + timedelta(days=after)
                if day < scene.today and not (unit in OPEN and scene.today - week < timedelta(days=7)):
                    scene.held(unit, day, "大扫除", confirmed=False, persons=4 + number % 3)
            week += timedelta(days=7)


def _small(scene: Scene, monday: date) -> None:
    calendar, missed = Calendar(), monday + timedelta(days=MISSED_ON)
    for number in range((scene.today - monday).days + 1):
        day = monday + timedelta(days=number)
        if not calendar.is_working_day(day):
            continue
        for unit in scene.units:
            if not ((unit == MISSED and day == missed) or (unit in OPEN and day == scene.today)):
                scene.held(unit, day, "小扫除", confirmed=False)
