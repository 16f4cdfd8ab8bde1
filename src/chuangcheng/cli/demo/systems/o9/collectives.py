"""Collectives that hold a title are checked again: three kinds of visits; who fails gets a notice with a deadline, and a
second failure is laid before the assessment group (F31)."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.inspections import actions as inspections
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.rectification import actions as rectification

HOLDERS = ("post", "station", "bank", "water", "clinic", "hotel")
VISITS = ("复查", "调研", "督察")
#: Who fails which visit.
FAILED = {("water", "督察"), ("hotel", "复查")}
SOURCE = "领导巡查调研"


def build(scene: Scene) -> None:
    """Write the visits and what became of the two that failed."""
    for month, visit in zip((4, 5, 7), VISITS, strict=True):
        for number, unit in enumerate(HOLDERS):
            day = scene.day(month, 5 + number)
            with frozen(day):
                inspections.record_visit(
                    by=scene.office, programme=scene.programme, unit=scene.units[unit], happened_on=day,
                    results={f"青年文明号{visit}": "不合格" if (unit, visit) in FAILED else "合格"}, place="服务窗口",
                )  # fmt: skip
    _put_right(scene)
    _fails_again(scene)


def _put_right(scene: Scene) -> None:
    """Failed, noticed, put right in time, accepted at the re-check and struck off."""
    found = scene.problem(
        "hotel", scene.day(4, 10), "青年文明号复查不合格：服务承诺没有公开", days=15, done=12, place="前台",
        source=SOURCE, note="整改通知书1号",
    )  # fmt: skip
    with frozen(scene.day(4, 26)):
        rectification.close_problem(by=scene.office, problem=found, revision=None, note="复查合格，销号")


def _fails_again(scene: Scene) -> None:
    """Failed, noticed, reported in time, refused at the re-check, ordered again, and late: a matter for the group."""
    day = scene.day(7, 8)
    found = scene.problem(
        "water",
        day,
        "青年文明号督察不合格：青年岗位无人在岗",
        days=15,
        place="收费厅",
        source=SOURCE,
        note="整改通知书2号",
    )
    found = scene.put_right(found, day + timedelta(days=14))
    with frozen(day + timedelta(days=18)):
        found = rectification.refuse_rectification(
            by=scene.second, problem=found, revision=None, note="复查时仍无人在岗"
        )
    with frozen(scene.ago(25)):
        rectification.set_deadline(
            by=scene.office, problem=found, revision=None, deadline=scene.ago(5), note="第二次限期整改"
        )
    with frozen(scene.ago(3)):
        plans.hand_out_matter(
            by=scene.office, programme=scene.programme, unit=scene.units["youth"], happened_on=scene.ago(3),
            title="自来水收费厅两次不合格，研究是否建议撤销命名", source="复查", wanted="提交考核小组讨论",
            due_on=scene.ago(-12),
        )  # fmt: skip
