"""The four layers of the defence network: street, lane, community, household (A103), each a kind of duty on a grid."""

from __future__ import annotations

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.people import actions as people
from chuangcheng.people.actions import GridGiven
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.models import DutyKind
from chuangcheng.stages.plans.states import Concern

LAYERS = ("街面巡逻", "巷道治安", "社区联防", "户户防范")
GRIDS = {"east": ("同心巷", 310), "west": ("和睦巷", 260), "south": ("向阳巷", 285)}
#: The lane whose households nobody answers for yet: a gap that the page of duties shows.
GAP = ("south", "户户防范")


def build(scene: Scene) -> None:
    """Write the kinds, a grid for each community, and who answers on each layer."""
    with frozen(scene.day(0, 12)):
        kinds = [DutyKind(name=name, concerns=Concern.GRID, wanted=True) for name in LAYERS]
        plans.set_duty_kinds(by=scene.office, organisation=scene.host, kinds=kinds)
        for number, (unit, (name, households)) in enumerate(GRIDS.items(), 1):
            given = GridGiven(f"G{number}", name, households=households)
            grid = people.add_grid(by=scene.office, organisation=scene.units[unit], given=given)
            lead = people.add_person(
                by=scene.office, organisation=scene.units[unit], name=f"样{'甲乙丙'[number - 1]}", post="治安委员"
            )
            for layer in LAYERS:
                if (unit, layer) == GAP:
                    continue
                street = layer == LAYERS[0]
                plans.assign_duty(
                    by=scene.office, thing=grid, kind=layer, unit=scene.units["patrol"] if street else None,
                    person=None if street else lead, from_day=scene.day(0, 12),
                )  # fmt: skip
