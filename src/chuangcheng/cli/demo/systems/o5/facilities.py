"""Institutions with their facilities, the grid that the bureau looks after, and the register of premises."""

from __future__ import annotations

from decimal import Decimal

from chuangcheng.base import clock
from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.people import actions as people
from chuangcheng.people.actions import GridGiven, PlaceGiven
from chuangcheng.people.models import Grid, Place
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import FacilityState
from chuangcheng.stages.plans import actions as plans

CARE = ("hospital", "chinese", "mothers", "upper", "lower")
#: Facility → how many each institution has in use.
IN_USE = {
    "一米线地标": (6, 4, 3, 1, 1),
    "无障碍卫生间": (4, 3, 2, 1, 1),
    "无障碍电梯": (3, 2, 2, 1, 1),
    "母婴室": (2, 1, 3, 1, 1),
    "就诊流程图": (3, 2, 2, 1, 0),
}
#: The four small trades, in the bureau's own reading: how many premises of each.
TRADES = {"小理发美容店": 9, "小旅店": 5, "小浴室": 4, "小歌舞厅": 6}


def build(scene: Scene) -> list[Place]:
    """Write all of it; gives the premises of the register."""
    _institutions(scene)
    premises = _register(scene)
    _lodging(scene, [place for place in premises if place.kind == "小旅店"])
    return premises


def _institutions(scene: Scene) -> None:
    for number, (kind, counts) in enumerate(IN_USE.items()):
        for unit, count in zip(CARE, counts, strict=True):
            first, state = scene.day(1, 10 + number), FacilityState.IN_USE if count else FacilityState.BUILDING
            with frozen(first):
                was = FacilityState.BUILDING if kind == "母婴室" else state
                _say(scene, unit, kind, was, max(count, 1))
            if kind == "母婴室":
                with frozen(scene.day(6, 10)):
                    _say(scene, unit, kind, state, count)


def _say(scene: Scene, unit: str, kind: str, state: FacilityState, quantity: int, spot: Place | None = None) -> None:
    activities.record_facility(
        by=scene.office, programme=scene.programme, unit=scene.units[unit], happened_on=clock.today(), kind=kind,
        state=state.value, quantity=quantity, spot=spot,
    )  # fmt: skip


def _register(scene: Scene) -> list[Place]:
    """Two streets of the bureau's grid, the premises along them, and who answers for each."""
    keeper = scene.units["supervision"]
    with frozen(scene.day(0, 12)):
        given = GridGiven("W1", "包片网格：样江路片", households=620)
        grid = people.add_grid(by=scene.office, organisation=scene.host, given=given)
        lead = people.add_person(by=scene.office, organisation=scene.units["office"], name="样戊", post="办公室主任")
        plans.assign_duty(by=scene.office, thing=grid, kind="总负责", person=lead, from_day=scene.day(0, 12))
        watchers = [
            people.add_person(by=scene.office, organisation=keeper, name=name, post="监督员")
            for name in ("样己", "样庚")
        ]
        premises: list[Place] = []
        for trade, count in TRADES.items():
            for number in range(1, count + 1):
                place = _premises(scene, grid, trade, number, len(premises))
                plans.assign_duty(
                    by=scene.office, thing=place, kind="责任人", person=watchers[len(premises) % 2],
                    from_day=scene.day(0, 12),
                )  # fmt: skip
                premises.append(place)
    return premises


def _premises(scene: Scene, grid: Grid, trade: str, number: int, at: int) -> Place:
    row, column = divmod(at, 6)
    given = PlaceGiven(
        code=f"P{at + 1:02d}",
        name=f"样江路{at + 1:02d}号{trade.removeprefix('小')}",
        kind=trade,
        grid=grid,
        address=f"样江路{at + 1}号",
        longitude=Decimal("117.200000") + column * Decimal("0.0012"),
        latitude=Decimal("32.900000") + row * Decimal("0.0009"),
        attributes={"许可证": "有效", "从业人员健康证": f"{number % 3 + 1}人"},
    )
    return people.add_place(by=scene.office, organisation=scene.units["supervision"], given=given)


def _lodging(scene: Scene, lodging: list[Place]) -> None:
    """Disinfection and linen rooms that were brought up: five of one, four of the other, and one under way."""
    for number, place in enumerate(lodging):
        with frozen(scene.day(5, 10 + number)):
            _say(scene, "supervision", "消毒间", FacilityState.IN_USE, 1, place)
            ready = FacilityState.IN_USE if number < 4 else FacilityState.BUILDING
            _say(scene, "supervision", "布草间", ready, 1, place)
