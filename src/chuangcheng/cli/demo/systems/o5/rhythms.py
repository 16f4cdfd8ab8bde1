"""What comes round: volunteers in each institution every day, free clinics and study every month, and the weeks in which an
epidemic stopped the first two."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.systems.o5.facilities import CARE
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.states import CadenceWho

KIND = "医疗机构"
#: The roster began so many days ago; the epidemic stopped it from so many days ago to so many.
BEGAN, STOPPED, RESUMED = 20, 13, 9
#: Months of the scene without free clinics.
WITHOUT_CLINICS = (3, 4)
WHERE = ("门诊大厅", "住院部", "采集点", "门诊大厅", "门诊大厅")
CLINICS = ("hospital", "chinese", "mothers")


def build(scene: Scene) -> None:
    """Write cadences, suspensions, and what was done of each turn."""
    _roster(scene)
    _clinics(scene)
    _study(scene)
    leading = scene.cadence("局领导小组研究创建工作", {"kind": "each", "unit": "quarter"}, basis="创建工作方案第二条")
    for month in (1, 4, 7):
        with frozen(scene.day(month, 15)):
            day = scene.day(month, 15)
            plans.mark_done(by=scene.office, cadence=leading, unit=scene.host, slot=day, note="已研究，有会议记录")


def _roster(scene: Scene) -> None:
    began = scene.ago(BEGAN)
    roster = scene.cadence(
        "医疗机构每天安排志愿者", {"kind": "daily"}, first=began, who=CadenceWho.EACH.value, unit_kind=KIND,
        activity_kind="导医导诊", basis="创建工作方案第四条",
    )  # fmt: skip
    with frozen(scene.ago(STOPPED)):
        plans.suspend(
            by=scene.office, programme=scene.programme, cadence=roster, first=scene.ago(STOPPED),
            last=scene.ago(RESUMED), reason="疫情防控，志愿服务暂停", basis="县防控办通知",
        )  # fmt: skip
    for ago in range(BEGAN, -1, -1):
        if RESUMED <= ago <= STOPPED:
            continue
        for unit, where in zip(CARE, WHERE, strict=True):
            if (unit, ago) in {("lower", 3), ("upper", 0), ("lower", 0)}:
                continue  # one day missed, and two institutions that have not reported today
            scene.held(
                unit, scene.ago(ago), "导医导诊", confirmed=ago > 6, where=where, volunteers=3,
                numbers={"shift": "全天"},
            )  # fmt: skip


def _clinics(scene: Scene) -> None:
    clinics = scene.cadence(
        "每月义诊", {"kind": "each", "unit": "month"}, who=CadenceWho.LISTED.value, activity_kind="义诊",
        units=[scene.units[unit] for unit in CLINICS],
    )  # fmt: skip
    first, last = scene.day(WITHOUT_CLINICS[0], 1), scene.day(WITHOUT_CLINICS[-1] + 1, 1) - timedelta(days=1)
    with frozen(first):
        plans.suspend(
            by=scene.office, programme=scene.programme, cadence=clinics, first=first, last=last,
            reason="疫情防控，义诊难以开展", basis="县防控办通知",
        )  # fmt: skip
    for month in range(10):
        for number, unit in enumerate(CLINICS):
            day = scene.day(month, 12 + number)
            if month in WITHOUT_CLINICS:
                _called_off(scene, unit, month)
            elif (unit, month) != ("chinese", 8):
                scene.held(unit, day, "义诊", title="广场义诊", volunteers=8, person_times=60 + 5 * month)


def _called_off(scene: Scene, unit: str, month: int) -> None:
    """A clinic that was planned and could not be held: called off with the reason, and never a missed one (K10)."""
    with frozen(scene.day(month, 2)):
        planned = activities.record_activity(
            by=scene.office, programme=scene.programme, unit=scene.units[unit], happened_on=scene.day(month, 12),
            kind="义诊", title="广场义诊", state="planned",
        )  # fmt: skip
        activities.cancel_activity(by=scene.office, activity=planned, reason="疫情防控，人员不聚集")


def _study(scene: Scene) -> None:
    scene.cadence("每月集中学习", {"kind": "each", "unit": "month"}, activity_kind="集中学习", basis="医德医风建设方案")
    for month in range(10):
        scene.held(
            "host", scene.day(month, 24), "集中学习", theme="职业道德", expected=46, excused=2, persons=44 - month % 3,
            numbers={"form": "集体学习"},
        )  # fmt: skip
