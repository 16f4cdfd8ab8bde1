"""Thirty-seven supervised matters (F42): all were answered, one has no result."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene
from chuangcheng.stages.plans import actions as plans

NUMBER = 37
#: Without a result; and the last ones of the others still wait to be closed.
WITHOUT_RESULT, WAITING = 35, 4
THINGS = (
    "道路损坏修复",
    "学校周边秩序",
    "饮水工程进度",
    "欠薪投诉",
    "老旧小区电梯",
    "集镇停车",
    "河道清障",
    "农田水渠",
)
SOURCES = ("领导批示", "会议决定", "群众来信")


def build(scene: Scene) -> None:
    """Handed out through the ten months, due in a fortnight, answered on the twelfth day."""
    units = list(scene.units.values())
    for number in range(NUMBER):
        given = scene.day(number * BEHIND // NUMBER, 1 + number % 4 * 3)
        with frozen(given):
            matter = plans.hand_out_matter(
                by=scene.office, programme=scene.programme, unit=units[number % len(units)], happened_on=given,
                title=f"{THINGS[number % len(THINGS)]}（第{number + 1}件）", due_on=given + timedelta(days=14),
                source=SOURCES[number % len(SOURCES)], wanted="办结并答复",
            )  # fmt: skip
        with frozen(given + timedelta(days=12)):
            if number != WITHOUT_RESULT:
                matter = plans.give_result(by=scene.office, matter=matter, revision=None, result="已会同承办单位办理")
            matter = plans.reply_to_matter(by=scene.office, matter=matter, revision=None, reply="已当面答复交办人")
        if number != WITHOUT_RESULT and number < NUMBER - WAITING:
            with frozen(given + timedelta(days=13)):
                plans.close_matter(by=scene.second, matter=matter, revision=None)
