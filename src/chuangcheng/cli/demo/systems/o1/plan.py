"""The office's plan: leading group, the table in five categories, a campaign of three stages, letters, next steps."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene, months_after
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.states import Duty, PhaseKind

GROUP = (
    LeadingEntry("样甲", "办公室主任", Duty.HEAD.value),
    LeadingEntry("样乙", "分管副主任", Duty.DEPUTY.value),
    LeadingEntry("样丙", "秘书股股长", Duty.MEMBER.value),
    LeadingEntry("样丁", "综合股股长", Duty.MEMBER.value),
    LeadingEntry("样戊", "督查室主任", Duty.MEMBER.value),
    LeadingEntry("样己", "信息股股长", Duty.MEMBER.value),
    LeadingEntry("样庚", "行政股股长", Duty.MEMBER.value),
    LeadingEntry("样辛", "机关工会主席", Duty.MEMBER.value),
)
#: category → (task, section, person, month due, quantity, measure word, optional)
TABLE = {
    "组织领导": (
        ("召开创建动员会", "秘书股", "样丙", 1, "1", "次", ""),
        ("修订内部规章并编成册", "综合股", "样丁", 5, "14", "项", ""),
        ("开好班子民主生活会", "秘书股", "样丙", 11, "1", "次", ""),
    ),
    "道德建设": (
        ("集中学习动员", "机关工会", "样辛", 3, "1", "次", ""),
        ("查摆问题、开展评议", "督查室", "样戊", 5, "1", "次", ""),
        ("整改提高、建立长效制度", "督查室", "样戊", 7, "1", "次", ""),
        ("党员到联系村上一课", "调研室", "样壬", 7, "3", "课", "是"),
        ("结合本职提一条建议", "信息股", "样己", 7, "40", "条", "是"),
    ),
    "科学文化建设": (
        ("组织职工继续教育和岗位培训", "秘书股", "样丙", 9, "4", "期", ""),
        ("建好活动室和球场", "行政股", "样庚", 12, "5", "处", ""),
    ),
    "新风尚建设": (
        ("评选和睦家庭", "机关工会", "样辛", 8, "10", "户", ""),
        ("院内保洁绿化到片到人", "行政股", "样庚", 4, "6", "片", ""),
        ("公开作出廉洁承诺", "综合股", "样丁", 2, "8", "份", ""),
    ),
    "业务工作": (
        ("督办事项有结果、有回复", "督查室", "样戊", 13, "", "", ""),
        ("完成信息报送任务", "信息股", "样己", 12, "60", "篇", ""),
        ("办文零差错", "机要股", "样癸", 13, "", "", ""),
    ),
}
#: Done and confirmed by now, with what came of it.
CONFIRMED = {
    "召开创建动员会": (1, "全体职工参加"),
    "修订内部规章并编成册": (5, "修订十四项，人手一册"),
    "集中学习动员": (3, "规定动作完成"),
    "查摆问题、开展评议": (5, "规定动作完成"),
    "整改提高、建立长效制度": (7, "规定动作完成"),
    "党员到联系村上一课": (6, "三个村各一课"),
    "院内保洁绿化到片到人": (3, "六片都有责任人"),
    "公开作出廉洁承诺": (2, "八个股室全部作出"),
}
STAGES = (("学习教育：学习动员", 2, 3), ("学习教育：分析评议", 4, 5), ("学习教育：整改提高", 6, 7))
LETTERS = ("综合股", "行政股", "信息股")
NEXT = ("职工学习定出计划，看谁落下", "参加活动少的股室点名提醒", "到期的规章逐项清理", "多写调研，为决策服务")


def build(scene: Scene) -> None:
    """Write all of it."""
    scene.begin(title="县委办市级文明单位创建", aim="文明单位", level="市级", group=GROUP)
    with frozen(scene.first):
        plans.add_phase(
            by=scene.office, programme=scene.programme, title="全年创建", first=scene.first, last=scene.last
        )  # fmt: skip
        for title, start, end in STAGES:
            plans.add_phase(
                by=scene.office, programme=scene.programme, title=title, first=months_after(scene.first, start),
                last=months_after(scene.first, end + 1) - timedelta(days=1), kind=PhaseKind.CAMPAIGN.value,
            )  # fmt: skip
    tasks = scene.table(_rows(scene))
    for title, (month, result) in CONFIRMED.items():
        scene.finish(tasks[title], scene.day(month, 20), result, confirmed=scene.day(month, 24))
    scene.finish(tasks["评选和睦家庭"], scene.day(9, 2), "评出十户，已公示")
    _letters(scene, tasks)
    with frozen(scene.day(9, 20)):
        for number, text in enumerate(NEXT):
            plans.add_next_step(
                by=scene.office, programme=scene.programme, text=text, due_on=scene.day(11 + number % 2, 28)
            )


def _rows(scene: Scene) -> list[dict[str, str]]:
    rows = []
    for category, tasks in TABLE.items():
        rows.append({"kind": "类别", "title": category})
        for title, host, officer, month, quantity, word, optional in tasks:
            due = months_after(scene.first, month + 1) - timedelta(days=1)
            rows.append(
                {"kind": "任务", "title": title, "host": host, "officer": officer, "due_on": due.isoformat(),
                 "quantity": quantity, "measure_word": word, "optional": optional}
            )  # fmt: skip
    return rows


def _letters(scene: Scene, tasks: dict[str, Task]) -> None:
    """Three sections sign for what has a quantity; one has not signed yet."""
    for number, host in enumerate(LETTERS):
        mine = [task for task in tasks.values() if str(task.host or "") == host and task.quantity is not None]
        with frozen(scene.day(0, 20)):
            letter = plans.draft_letter(
                by=scene.office, programme=scene.programme, title="创建责任书", basis="创建方案第三条",
                party=mine[0].host, tasks=mine,
            )  # fmt: skip
            letter = plans.issue_letter(by=scene.office, letter=letter, revision=None)
        if number < 2:
            with frozen(scene.day(1, 3)):
                plans.sign_letter(
                    by=scene.office, letter=letter, revision=None, signer=mine[0].officer, signed_on=scene.day(1, 3)
                )  # fmt: skip
