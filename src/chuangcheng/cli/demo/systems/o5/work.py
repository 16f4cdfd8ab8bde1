"""What was done in ten months: boards, enforcement, handing out, persuasion, the grid, surveys. Each printed figure of the
report is a sum over these."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.systems.o5.facilities import CARE
from chuangcheng.people.models import Place
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.rectification import actions as rectification

BOARDS = (6, 5, 4, 3, 2)
#: For each of ten months: person-times, vehicles, dissuaded (twice a month), volunteers sent to the grid.
PERSON_TIMES = (18, 22, 16, 24, 20, 26, 18, 21, 19, 23)
VEHICLES = (3, 4, 3, 4, 4, 5, 3, 4, 3, 4)
DISSUADED = (41, 52, 38, 63, 57, 49, 66, 71, 58, 45)
SENT = (24, 18, 31, 27, 22, 35, 28, 19, 26, 30)
#: Months with a survey, and the sheets that came back.
SURVEYS = {1: 186, 4: 254, 7: 231, 9: 318}
#: What was handed out: kind, label and measure word, quantities by month.
HANDED_OUT = {
    "发放理发工具箱": ("工具箱", "套", {2: 9, 5: 9}),
    "张贴禁烟标识": ("标识", "个", {2: 124, 4: 96, 8: 57}),
    "发放消毒指南": ("指南", "个", {3: 60, 6: 48}),
}
#: Problems seen at the hospital gates: institution, months ago, what, days until it was put right (None: not yet).
SEEN = (
    ("hospital", 6, "东门人行道机动车占压盲道", 3),
    ("hospital", 4, "东门人行道机动车占压盲道", 5),
    ("hospital", 1, "东门人行道机动车占压盲道", None),
    ("chinese", 5, "门前共享单车占用人行道", 2),
    ("mothers", 3, "门诊楼前乘坐三小车辆的较多", 4),
)


def build(scene: Scene, premises: list[Place]) -> None:
    """Write all of it, month by month."""
    _kinds(scene)
    for month in range(10):
        _month(scene, month)
    _supervise(scene, premises)
    _problems(scene)


def _kinds(scene: Scene) -> None:
    """Kinds of the bureau's own: what it hands out is counted by itself, and each visit to premises is one."""
    with frozen(scene.day(0, 12)):
        for name, (label, word, _by_month) in HANDED_OUT.items():
            asked = {"name": "quantity", "label": label, "type": "integer", "unit": word, "required": True}
            activities.add_kind(by=scene.office, host=scene.host, name=name, group="执法", fields=[asked])
        activities.add_kind(by=scene.office, host=scene.host, name="监督检查", group="执法")


def _month(scene: Scene, month: int) -> None:
    watch, where = "supervision", "样江路"
    if month in (0, 3, 6, 9):
        for unit, boards in zip(CARE, BOARDS, strict=True):
            numbers = {"boards": boards, "issues": 3} if month == 0 else {"issues": 3}
            scene.held(unit, scene.day(month, 16), "知识宣传栏", title="健康和传染病防控知识", numbers=numbers)
    scene.held(
        watch, scene.day(month, 18), "执法检查", title="综合执法规范整治", person_times=PERSON_TIMES[month],
        vehicles=VEHICLES[month], where=where,
    )  # fmt: skip
    for day, part in ((8, DISSUADED[month] // 2), (22, DISSUADED[month] - DISSUADED[month] // 2)):
        scene.held(
            "office", scene.day(month, day), "交通劝导", title="劝导行人不乘三小车辆", volunteers=6, where="样江路口",
            numbers={"dissuaded": part},
        )  # fmt: skip
    scene.held(
        "office", scene.day(month, 26), "网格志愿服务", title="包片网格志愿服务", volunteers=SENT[month], where=where
    )
    if month % 3 == 2:
        scene.held("office", scene.day(month, 25), "网格大扫除", title="清理堆放、清扫楼道", persons=40, where=where)
    if month in SURVEYS:
        numbers = {"respondents": SURVEYS[month]}
        scene.held("office", scene.day(month, 20), "问卷调查", title="创城知晓情况问卷", numbers=numbers)
    for kind, (_label, _word, by_month) in HANDED_OUT.items():
        if month in by_month:
            numbers = {"quantity": by_month[month]}
            scene.held(watch, scene.day(month, 18), kind, where=where, numbers=numbers)


def _supervise(scene: Scene, premises: list[Place]) -> None:
    """Every place of the register is visited once, the first six a second time: visits are more than places."""
    for number, place in enumerate([*premises, *premises[:6]]):
        day = scene.day(1 + number // 4, 4 + number % 4 * 5)
        scene.held("supervision", day, "监督检查", title=f"监督检查：{place.name}", spot=place)


def _problems(scene: Scene) -> None:
    """What was seen at the gates again and again; the same place comes back (K8)."""
    for unit, months, title, days in SEEN:
        day = scene.day(10 - months, 12)
        with frozen(day):
            problem = rectification.record_problem(
                by=scene.office, programme=scene.programme, unit=scene.units[unit], happened_on=day, title=title,
                place="门前人行道", source="领导巡查调研", deadline=day + timedelta(days=5),
            )  # fmt: skip
        if days is None:
            continue
        with frozen(day + timedelta(days=days)):
            problem = rectification.report_rectified(
                by=scene.office, problem=problem, revision=None, note="已劝离并加装隔离柱"
            )
        with frozen(day + timedelta(days=days + 2)):
            rectification.verify_rectification(by=scene.second, problem=problem, revision=None, note="复查已恢复")
