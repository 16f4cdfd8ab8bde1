"""Quotas per leader (F35): five who link two or more laid-off workers each, eight who link one; two households for each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene
from chuangcheng.people import actions as people
from chuangcheng.people.models import Person
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.models import Measure
from chuangcheng.stages.activities.states import MeasureKind

SENIOR = "赵钱孙李周"
HEADS = "吴郑王冯陈褚卫蒋"


def build(scene: Scene) -> None:
    """Eighteen workers are asked for; the eighteenth was found in the last whole month."""
    host, units = scene.host, list(scene.units.values())
    with frozen(scene.first):
        seniors = [
            people.add_person(by=scene.office, organisation=host, name=f"{one}样", post="副县级") for one in SENIOR
        ]
        heads = [
            people.add_person(by=scene.office, organisation=unit, name=f"{one}样", post="科级")
            for one, unit in zip(HEADS, units, strict=True)
        ]
    workers = "人"
    two = _quota(scene, "联系下岗职工（副县级以上）", workers, 2, seniors)
    one = _quota(scene, "联系下岗职工（科级）", workers, 1, heads)
    homes = _quota(scene, "定点帮扶户", "户", 2, [*seniors, *heads])
    for number, person in enumerate(seniors):
        _reached(scene, two, person, 1, 5 + number, 2)
    for number, person in enumerate(heads):
        late = number == len(heads) - 1
        _reached(scene, one, person, BEHIND - 1 if late else 1, 15 + number, 1)
    for number, person in enumerate((*seniors, *heads)):
        _reached(scene, homes, person, 2, 3 + number, 2)
    for month, found in ((4, 9), (7, 8), (BEHIND - 1, 1)):
        scene.held(
            "union", scene.day(month, 25), "联系下岗职工", title="推荐就业", persons=found, numbers={"employed": found}
        )


def _quota(scene: Scene, name: str, word: str, least: int, persons: Sequence[Person]) -> Measure:
    with frozen(scene.first):
        return activities.add_measure(
            by=scene.office, programme=scene.programme, kind=MeasureKind.QUOTA.value, name=name, measure_word=word,
            least=Decimal(least), persons=persons,
        )  # fmt: skip


def _reached(scene: Scene, measure: Measure, person: Person, month: int, day: int, number: int) -> None:
    with frozen(scene.day(month, day)):
        activities.record_measurement(
            by=scene.office, programme=scene.programme, unit=person.organisation, happened_on=scene.day(month, day),
            measure=measure, person=person, number=Decimal(number),
        )  # fmt: skip
