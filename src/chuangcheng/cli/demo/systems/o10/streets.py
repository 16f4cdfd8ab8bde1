"""The streets: rubbish taken away every day at each point, blitzes beside the routine, flowers in gaps, toilets and refuse
stations, and what was found wrong."""

from __future__ import annotations

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.people import actions as people
from chuangcheng.people.actions import PlaceGiven
from chuangcheng.people.models import Place
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import FacilityState
from chuangcheng.stages.plans.states import CadenceWho

COMMUNITIES = ("east", "west", "south")
#: Days of the removal that are told; the day and the community where one point was left.
DAYS, MISSED = 12, ("west", 4)
#: Found wrong: community, month, what, deadline in days, put right after (None: not yet).
FOUND = (
    ("east", 3, "沿街乱泼污水", 3, 2),
    ("east", 6, "墙面乱贴小广告", 5, 4),
    ("west", 4, "夜间倾倒建筑垃圾", 3, 5),
    ("west", 8, "夜间倾倒建筑垃圾", 3, 3),
    ("south", 5, "楼道乱堆乱放", 7, 6),
    ("south", 9, "巷口乱倒生活垃圾", 5, None),
)


def build(scene: Scene) -> None:
    """Write all of it."""
    points = _points(scene)
    _removal(scene, points)
    for month in range(10):
        where = ("同心路", "和睦路", "向阳路")[month % 3]
        unit = COMMUNITIES[month % 3]
        scene.held(
            unit, scene.day(month, 19), "重点路段整治", title="干部群众集中整治", persons=36, vehicles=2, where=where
        )
        scene.held("patrol", scene.day(month, 21), "治安巡逻", persons=9, where=where)
    for month, trees, plots in ((2, 24, 5), (3, 18, 4), (8, 12, 3)):
        numbers = {"trees": trees, "plots": plots}
        scene.held("south", scene.day(month, 12), "植树种草", title="见缝插绿", persons=28, numbers=numbers)
    _facilities(scene)
    for unit, month, title, days, done in FOUND:
        scene.problem(unit, scene.day(month, 14), title, days=days, done=done, source="群众举报", place="巷路")


def _points(scene: Scene) -> dict[str, list[Place]]:
    """Two collection points in each community."""
    found: dict[str, list[Place]] = {}
    with frozen(scene.day(0, 12)):
        removed = {"name": "bins", "label": "清运桶数", "type": "integer", "unit": "桶"}
        activities.add_kind(by=scene.office, host=scene.host, name="垃圾清运", group="清洁", fields=[removed])
        for unit in COMMUNITIES:
            name = scene.units[unit].name[:2]
            found[unit] = [
                people.add_place(
                    by=scene.office, organisation=scene.units[unit],
                    given=PlaceGiven(code=f"D{number}", name=f"{name}巷{number}号收集点", kind="垃圾收集点"),
                )
                for number in (1, 2)
            ]  # fmt: skip
    return found


def _removal(scene: Scene, points: dict[str, list[Place]]) -> None:
    """Each point once a day (D2), and the streets kept clean around the clock (D1)."""
    scene.cadence(
        "生活垃圾日产日清", {"kind": "daily"}, first=scene.ago(DAYS), who=CadenceWho.LISTED.value, activity_kind="垃圾清运",
        least=2, units=[scene.units[unit] for unit in COMMUNITIES],
    )  # fmt: skip
    roster = scene.cadence(
        "街路全天候保洁", {"kind": "daily", "roster": True}, first=scene.ago(DAYS), who=CadenceWho.LISTED.value,
        units=[scene.units[unit] for unit in COMMUNITIES],
    )  # fmt: skip
    for turn in scene.turns(roster):
        for unit in COMMUNITIES:
            scene.mark(roster, turn, "三班到岗", unit)
    for ago in range(DAYS, 0, -1):
        for unit in COMMUNITIES:
            for number, place in enumerate(points[unit]):
                if (unit, ago, number) != (*MISSED, 1):
                    scene.held(
                        unit, scene.ago(ago), "垃圾清运", confirmed=ago > 8, spot=place, numbers={"bins": 6 + number}
                    )


def _facilities(scene: Scene) -> None:
    """Toilets and refuse stations: in use, to be repaired, being sited with the residents."""
    for unit, kind, state, quantity in (
        ("east", "公厕", FacilityState.IN_USE, 2), ("west", "公厕", FacilityState.FAULTY, 1),
        ("south", "公厕", FacilityState.IN_USE, 1), ("east", "垃圾台", FacilityState.IN_USE, 2),
        ("west", "垃圾台", FacilityState.IN_USE, 1), ("south", "垃圾台", FacilityState.SITING, 1),
    ):  # fmt: skip
        with frozen(scene.day(8, 9)):
            activities.record_facility(
                by=scene.office, programme=scene.programme, unit=scene.units[unit], happened_on=scene.day(8, 9),
                kind=kind, state=state.value, quantity=quantity,
            )  # fmt: skip
    scene.held("south", scene.day(8, 16), "座谈会", title="垃圾台选址听居民意见", persons=25, theme="垃圾台选址")
