"""The bureau's plan: leading group, phases, a table whose rules bear numbers, letters of three responsibility systems."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene, months_after
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.states import Duty

GROUP = (
    LeadingEntry("样甲", "局长", Duty.HEAD.value),
    LeadingEntry("样乙", "副局长", Duty.DEPUTY.value),
    LeadingEntry("样丙", "测报股股长", Duty.MEMBER.value),
    LeadingEntry("样丁", "预报服务股股长", Duty.MEMBER.value),
    LeadingEntry("样戊", "办公室主任", Duty.MEMBER.value),
)
#: category → (task, number of the rule that it rests on, section, person, month due)
TABLE = {
    "组织和制度": (
        ("分工到人，出了问题追责", "样气发22号", "局办公室", "样戊", 1),
        ("建立边工作边学习的机制", "样气发23号", "局办公室", "样戊", 2),
    ),
    "环境和文化": (
        ("同时争创市级园林单位", "", "局办公室", "样戊", 12),
        ("布置职工活动室、添置器材", "", "局办公室", "样戊", 4),
    ),
    "业务质量": (
        ("测报和报表零错情", "样气发22号", "测报股", "样丙", 13),
        ("资料上行全部及时", "样气发22号", "网络装备股", "样己", 13),
        ("百班无错和二百五十班无错竞赛", "", "测报股", "样丙", 13),
        ("四星级台站继续保持", "", "测报股", "样丙", 12),
    ),
    "现代化项目": (
        ("自动雨量站和自动站建成", "", "网络装备股", "样己", 8),
        ("会商系统和宽带改造完成", "", "网络装备股", "样己", 6),
    ),
    "平安和廉政": (
        ("巡逻和值班不断档", "", "局办公室", "样戊", 13),
        ("廉政承诺接受评议", "", "局办公室", "样乙", 9),
    ),
}
DONE = {
    "分工到人，出了问题追责": (1, "分工表已公布"),
    "建立边工作边学习的机制": (2, "学习制度已执行"),
    "布置职工活动室、添置器材": (4, "活动室已开放"),
    "会商系统和宽带改造完成": (6, "已通过市局验收"),
    "自动雨量站和自动站建成": (8, "两站在用，一站在建"),
}
LETTERS = (
    ("测报股", "样丙", "文明创建责任书"),
    ("局办公室", "样戊", "党风廉政责任书"),
    ("网络装备股", "样己", "安全责任书"),
)


def build(scene: Scene) -> None:
    """Write all of it."""
    scene.begin(title="气象局文明和谐单位创建", aim="文明和谐单位", level="市级", group=GROUP)
    with frozen(scene.first):
        for title, start, end in (("部署", 0, 1), ("实施", 2, 11), ("总结", 12, 13)):
            last = months_after(scene.first, end + 1) - timedelta(days=1)
            plans.add_phase(
                by=scene.office,
                programme=scene.programme,
                title=title,
                first=months_after(scene.first, start),
                last=last,
            )
    tasks = scene.table(_rows(scene))
    for title, (month, result) in DONE.items():
        waits = title.startswith("自动")
        confirmed = None if waits else scene.day(month, 25)
        scene.finish(tasks[title], scene.day(month, 21), result, confirmed=confirmed)
    units = {unit.name: unit for unit in scene.units.values()}
    for party, signer, title in LETTERS:
        with frozen(scene.day(1, 10)):
            letter = plans.draft_letter(
                by=scene.office, programme=scene.programme, title=title, basis="样气发22号第三条", party=units[party],
                text="按分工负责，年底述职。",
            )  # fmt: skip
            letter = plans.issue_letter(by=scene.office, letter=letter, revision=None)
            plans.sign_letter(by=scene.office, letter=letter, revision=None, signer=signer, signed_on=scene.day(1, 10))
    with frozen(scene.day(9, 18)):
        for text in ("服务领域再拓宽，先补上记录", "年度测评请服务对象参加"):
            plans.add_next_step(by=scene.office, programme=scene.programme, text=text, due_on=scene.day(12, 20))


def _rows(scene: Scene) -> list[dict[str, str]]:
    rows = []
    for category, tasks in TABLE.items():
        rows.append({"kind": "类别", "title": category})
        for title, rule, host, officer, month in tasks:
            due = months_after(scene.first, month + 1) - timedelta(days=1)
            rows.append(
                {"kind": "任务", "title": title, "standard": rule, "host": host, "officer": officer,
                 "due_on": due.isoformat()}
            )  # fmt: skip
    return rows
