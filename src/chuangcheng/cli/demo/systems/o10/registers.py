"""Registers of the street office: aid, jobs, allowances, housing, disputes, letters from the public. The three figures that
the report lost are counts of these (G26–G28). The persons are invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import CaseState, RegisterKind

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈"
#: Persons of each household that was granted the allowance.
ALLOWED = (1, 2, 1, 3, 2, 1, 2, 2)
#: What a household without a home gets in a year, in fen.
HOUSING = (288_000, 312_000, 264_000, 336_000, 288_000)
DISPUTES = ("邻里漏水", "噪声扰民", "停车争位", "婚姻家庭", "装修占道", "物业收费")


def build(scene: Scene) -> None:
    """Write the registers, training and pairing beside them, and the quarterly check for disputes."""
    for number in range(12):
        _case(scene, RegisterKind.JOBS, number, number % 9, "推荐家政就业", settled=number < 9, outcome="已签用工合同")
    for number, persons in enumerate(ALLOWED):
        _case(
            scene, RegisterKind.ALLOWANCE, number, number, "申请最低生活保障", settled=True, outcome="已批准", persons=persons,
            households=1,
        )  # fmt: skip
    _case(scene, RegisterKind.ALLOWANCE, 9, 6, "申请最低生活保障", refused=True, outcome="收入超过标准，已书面告知")
    for number, amount in enumerate(HOUSING):
        _case(
            scene, RegisterKind.HOUSING, number, number + 1, "申请廉租房补贴", settled=True, outcome="已发放", households=1,
            amount=amount,
        )  # fmt: skip
    for number in range(12):
        _case(
            scene, RegisterKind.DISPUTE, number, number % 10, DISPUTES[number % 6], settled=number != 9, kind="邻里",
            outcome="双方签了调解协议",
        )  # fmt: skip
    for number in range(4):
        _case(scene, RegisterKind.LETTER, number, 2 * number, "反映路灯不亮", settled=True, outcome="已修好并回复")
    for number in range(3):
        _case(
            scene, RegisterKind.AID, number, 3 * number, "结对帮扶", settled=True, outcome="已送米面和煤", households=1,
            amount=60_000,
        )  # fmt: skip
    _beside(scene)


def _case(
    scene: Scene, register: RegisterKind, number: int, month: int, title: str, *, settled: bool = False,
    refused: bool = False, outcome: str = "", **values: Any,
) -> None:  # fmt: skip
    """Take a case up on a day of the month; move it on ten days later, settled or refused, or leave it under way."""
    day = scene.day(month, 2 + number)
    with frozen(day):
        case = activities.take_case(
            by=scene.office, programme=scene.programme, unit=scene.host, happened_on=day, register=register.value,
            title=title, person=f"{SURNAMES[number % len(SURNAMES)]}样{'甲乙丙丁'[number % 4]}", handler="样勤",
            due_on=day + timedelta(days=20), **values,
        )  # fmt: skip
    with frozen(day + timedelta(days=10)):
        case = activities.move_case(by=scene.office, case=case, state=CaseState.UNDER_WAY.value)
        if settled or refused:
            state = CaseState.SETTLED if settled else CaseState.REFUSED
            activities.move_case(by=scene.office, case=case, state=state.value, outcome=outcome)


def _beside(scene: Scene) -> None:
    """Training, pairing and the quarterly check; one turn of each quarter."""
    scene.held("service", scene.day(2, 17), "技能培训", theme="家政", persons=42)
    scene.held("service", scene.day(6, 17), "技能培训", theme="创业", persons=35)
    scene.held("host", scene.day(4, 17), "结对共建", organiser="街道机关", money=180_000)
    check = scene.cadence("矛盾纠纷排查", {"kind": "each", "unit": "quarter"}, activity_kind="矛盾排查调解")
    for turn in scene.turns(check):
        day = turn.due - timedelta(days=6)
        scene.held("host", day, "矛盾排查调解", numbers={"found": 3, "settled": 3})
