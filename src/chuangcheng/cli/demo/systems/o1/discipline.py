"""The ladder of discipline (F20): five incidents of one person in one year, four decided, the fifth before a person."""

from __future__ import annotations

from datetime import date, timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.people import actions as people
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.queries import proposal

KINDS = ("工作不在状态", "串岗", "做无关的事", "工作不在状态", "串岗")
DECIDED = 4


def days(today: date) -> list[date]:
    """Five days, the last ones before ``today`` that lie within one calendar year with room between them."""
    latest = today - timedelta(days=3)
    if latest.month < 6:
        latest = date(latest.year - 1, 12, 20)
    return [latest - timedelta(days=25 * number) for number in reversed(range(len(KINDS)))]


def build(scene: Scene) -> None:
    """The supervision section decides what the ladder proposes, with a reason; a colleague did it once."""
    unit = scene.units["affairs"]
    with frozen(scene.first):
        person, other = (
            people.add_person(by=scene.office, organisation=unit, name=name, post="职员") for name in ("样午", "样未")
        )
    for number, (day, kind) in enumerate(zip(days(scene.today), KINDS, strict=True)):
        with frozen(day):
            incident = activities.record_incident(
                by=scene.office, programme=scene.programme, unit=unit, happened_on=day, person=person, kind=kind,
                found_by="督查室",
            )  # fmt: skip
            if number < DECIDED:
                _count, step = proposal(incident)
                activities.decide_incident(
                    by=scene.second, incident=incident, step=step.value, reason="事实清楚，按制度处理", decided_by="督查室"
                )  # fmt: skip
    once = days(scene.today)[1] + timedelta(days=3)
    with frozen(once):
        activities.record_incident(
            by=scene.office, programme=scene.programme, unit=unit, happened_on=once, person=other, kind="串岗",
            found_by="督查室",
        )  # fmt: skip
