"""The league's plan: five focuses, each task with a quantity, and a letter with each head of a section."""

from __future__ import annotations

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.states import Duty, PartyKind

#: The head stood blank in the document that set the group up.
GROUP = (
    LeadingEntry("（待定）", "团市委书记", Duty.HEAD.value),
    LeadingEntry("样松", "团市委副书记", Duty.DEPUTY.value),
    LeadingEntry("样竹", "团市委副书记", Duty.DEPUTY.value),
    LeadingEntry("样梅", "青年发展部部长", Duty.OFFICE_HEAD.value),
)
HEADS = {"organisation": "样兰", "publicity": "样菊", "rights": "样荷", "youth": "样梅"}
#: Focus → tasks: section, content, quantity, measure word.
FOCUSES = {
    "加强青少年道德教育": (
        ("publicity", "成人宣誓活动", "1", "场"),
        ("rights", "关爱农村留守儿童工作站", "1", "个"),
        ("rights", "困难学生助学", "36", "人"),
    ),
    "深化青年文明号": (
        ("youth", "青年文明号集体复查", "6", "个"),
        ("youth", "青年技能比武", "2", "场"),
    ),
    "青年志愿服务": (("youth", "注册志愿者", "14", "人"), ("publicity", "送文化科技法律医药下乡", "4", "次")),
    "建好活动场所": (("organisation", "青少年宫更新活动室", "3", "间"),),
    "加强机关建设": (("organisation", "机关干部到基层调研", "8", "次"),),
}
BASIS = "样城团市委创建工作方案第四部分"


def build(scene: Scene) -> None:
    """Begin the programme and write its plan."""
    scene.begin(
        title=f"样城团市委创建工作（{scene.first.year}年起）",
        aim="全国文明城市创建工作先进市",
        level="国家级",
        group=GROUP,
    )
    with frozen(scene.first):
        for title, first, last in (
            ("部署和签状", scene.first, scene.end(1)),
            ("实施", scene.day(2, 1), scene.end(11)),
            ("年底兑现考核", scene.day(12, 1), scene.last),
        ):
            plans.add_phase(by=scene.office, programme=scene.programme, title=title, first=first, last=last)
        for text in ("对未通过复查的集体提出处理意见", "第四届青年技能比武"):
            plans.add_next_step(by=scene.office, programme=scene.programme, text=text, due_on=scene.last)
    tasks = _tasks(scene)
    _letters(scene, tasks)
    done = (
        ("青年文明号集体复查", 7, "6个集体都已复查"),
        ("注册志愿者", 4, "已注册14人"),
        ("困难学生助学", 8, "已资助36人"),
    )
    for title, month, result in done:
        confirmed = None if title == "困难学生助学" else scene.day(month, 26)
        scene.finish(tasks[title], scene.day(month, 20), result, confirmed=confirmed)


def _tasks(scene: Scene) -> dict[str, Task]:
    rows: list[dict[str, str]] = []
    for focus, tasks in FOCUSES.items():
        rows.append({"kind": "类别", "title": focus})
        rows += [
            {
                "kind": "任务", "title": title, "host": scene.units[unit].name, "officer": HEADS[unit], "quantity": quantity,
                "measure_word": word, "due_on": scene.day(11, 20).isoformat(),
            }
            for unit, title, quantity, word in tasks
        ]  # fmt: skip
    return scene.table(rows)


def _letters(scene: Scene, tasks: dict[str, Task]) -> None:
    """One with each head of a section, on the section's own tasks; the last is out and not signed yet."""
    for number, (unit, head) in enumerate(HEADS.items()):
        own = [tasks[title] for rows in FOCUSES.values() for of, title, _quantity, _word in rows if of == unit]
        party = f"{head}（{scene.units[unit].name.removeprefix('样城团市委')}负责人）"
        scene.letter(PartyKind.SECTION, party, title="目标责任状", basis=BASIS, tasks=own, signed=number < 3)
