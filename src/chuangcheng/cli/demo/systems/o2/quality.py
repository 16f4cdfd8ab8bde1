"""The quality of the trade (F33, F34): errors of observations, reports on time, shifts without an error."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene
from chuangcheng.people import actions as people
from chuangcheng.people.models import Person
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.models import Measure
from chuangcheng.stages.activities.states import MeasureKind

#: Observations a month: 8,760 in the ten months.
MONTHLY = 876
#: (measure, kind, the months with one that was wrong or late).
RATES = (
    ("地面测报错情率", MeasureKind.ERRORS, (2, 5, 7)),
    ("报表错情率", MeasureKind.ERRORS, ()),
    ("资料上行及时率", MeasureKind.TIMELY, (6,)),
)
STREAK, AWARDS = "连续无错班", (100, 250)
#: Observer → shifts without an error, month by month; −1 is one shift with an error.
SHIFTS: Final[dict[str, tuple[int, ...]]] = {
    "赵样": (25, 25, 25, 25, -1, 12, 12, 12, 12, 12),
    "钱样": (25, 25, 25, 25, 25, 25, 25, 25, 49, -1),
    "孙样": (25,) * BEHIND,
    "李样": (-1, 4, 4, 4, 5, 4, 4, 4, 4, 4),
}


def build(scene: Scene) -> None:
    """A reading a month of each; all of the section of observers."""
    for name, kind, months in RATES:
        with frozen(scene.first):
            measure = activities.add_measure(by=scene.office, programme=scene.programme, kind=kind.value, name=name)
        for month in range(BEHIND):
            missed = int(month in months)
            good = missed if kind == MeasureKind.ERRORS else MONTHLY - missed
            _read(scene, measure, month, good, MONTHLY)
    with frozen(scene.first):
        streak = activities.add_measure(
            by=scene.office, programme=scene.programme, kind=MeasureKind.STREAK.value, name=STREAK, awards=AWARDS
        )
        observers = {
            name: people.add_person(by=scene.office, organisation=scene.units["observing"], name=name, post="测报员")
            for name in SHIFTS
        }
    for name, counted in SHIFTS.items():
        for month, shifts in enumerate(counted):
            wrong = shifts < 0
            _read(scene, streak, month, int(wrong), None if wrong else shifts, observers[name])


def _read(
    scene: Scene, measure: Measure, month: int, number: int, out_of: int | None, person: Person | None = None
) -> None:
    day = scene.day(month, 28)
    with frozen(day):
        activities.record_measurement(
            by=scene.office, programme=scene.programme, unit=scene.units["observing"], happened_on=day, measure=measure,
            person=person, number=Decimal(number), out_of=None if out_of is None else Decimal(out_of),
        )  # fmt: skip
