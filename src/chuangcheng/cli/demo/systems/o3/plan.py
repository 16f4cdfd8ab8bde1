"""The administration's plan: leading group, phases, table of tasks and next steps."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene, months_after
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.states import Duty

GROUP = (
    LeadingEntry("样甲", "局党组书记、局长", Duty.HEAD.value),
    LeadingEntry("样乙", "局党组成员、副局长", Duty.DEPUTY.value),
    LeadingEntry("样丙", "局党组成员、副局长", Duty.DEPUTY.value),
    LeadingEntry("样丁", "局党组成员、纪检组长", Duty.DEPUTY.value),
    LeadingEntry("样戊", "秘书科科长", Duty.MEMBER.value),
    LeadingEntry("样己", "机关党办主任", Duty.MEMBER.value),
    LeadingEntry("样庚", "公共节能科科长", Duty.MEMBER.value),
    LeadingEntry("样辛", "会议服务科科长", Duty.MEMBER.value),
    LeadingEntry("样壬", "保卫部主任", Duty.MEMBER.value),
)
#: category → (task, standard, host, officer, month due, quantity, measure word)
TABLE = {
    "公民道德": (
        ("周五学习全年不断档", "六种形式轮流用，每次有主题、有签到", "机关党办", "样己", 13, "44", "次"),
        ("党员每月读书二至三本", "党员自己记书名，月底看谁还差几本", "机关党办", "样己", 13, "", ""),
        ("办公区经常劝导", "由餐厅、清洁班、工程部、保卫部当面劝止并记数", "保卫部", "样壬", 13, "", ""),
        ("待客和公务用语讲普通话", "窗口和电话用文明用语", "公务接待科", "样癸", 5, "", ""),
    ),
    "未成年人": (
        ("给联系学校讲未成年人法律", "每学期至少一课", "法规科", "样子", 9, "2", "课"),
        ("帮助困难学生完成学业", "一人一卡，款项留收据", "机关工会", "样丑", 8, "6", "人"),
    ),
    "节日文化": (
        ("六个传统节日都有活动", "节前一周内办，写明形式和人数", "机关工会", "样丑", 13, "6", "次"),
        ("职工文体和科普活动", "每季度一次", "老干部科", "样寅", 12, "4", "次"),
    ),
    "文明城市": (
        ("科室每周大扫除一至二次", "资料成列，桌面无灰，地面无痰迹，窗户明净", "公共节能科", "样庚", 13, "", ""),
        ("科室每个工作日小扫除", "上班前十五分钟", "公共节能科", "样庚", 13, "", ""),
        ("停车入位、督查留痕", "院内分区停放，每周看一次", "公务用车科", "样卯", 6, "", ""),
        ("联系小区的宣传、帮扶、讲座和整治", "十一个小区一个不漏", "绿化科", "样辰", 8, "11", "个"),
    ),
}
NEXT = (
    ("把工作标准、程序、内容和方法各更新一处", 12),
    ("选两个科室作示范，再带动其他科室", 12),
    ("定出学习和清洁的奖惩办法", 11),
    ("活动记录缺照片的，月底前补齐归档", 11),
)


def build(scene: Scene) -> None:
    """Write all of it."""
    scene.begin(title="机关事务局文明单位创建", aim="文明单位", level="市级", group=GROUP)
    _phases(scene)
    tasks = scene.table(_rows(scene))
    scene.finish(
        tasks["待客和公务用语讲普通话"], scene.day(5, 20), "窗口和总机都换了用语卡", confirmed=scene.day(5, 24)
    )
    scene.finish(tasks["帮助困难学生完成学业"], scene.day(8, 21), "六名学生都已入学", confirmed=scene.day(8, 26))
    scene.finish(tasks["给联系学校讲未成年人法律"], scene.day(9, 18), "两学期各一课")
    with frozen(scene.day(9, 20)):
        for text, month in NEXT:
            due = months_after(scene.first, month + 1) - timedelta(days=1)
            plans.add_next_step(by=scene.office, programme=scene.programme, text=text, due_on=due)


def _rows(scene: Scene) -> list[dict[str, str]]:
    rows = []
    for category, tasks in TABLE.items():
        rows.append({"kind": "类别", "title": category})
        for title, standard, host, officer, month, quantity, word in tasks:
            due = min(months_after(scene.first, month + 1) - timedelta(days=1), scene.last)
            rows.append(
                {"kind": "任务", "title": title, "standard": standard, "host": host, "officer": officer,
                 "due_on": due.isoformat(), "quantity": quantity, "measure_word": word}
            )  # fmt: skip
    return rows


def _phases(scene: Scene) -> None:
    with frozen(scene.first):
        for title, start, end, content in (
            ("部署", 0, 1, "与后勤业务一起部署、一起考核"),
            ("实施", 2, 10, "学习、读书、清洁、劝导和节日活动按期开展"),
            ("总结", 11, 13, "看差距，定下一年的打算"),
        ):
            last = months_after(scene.first, end + 1) - timedelta(days=1)
            plans.add_phase(
                by=scene.office, programme=scene.programme, title=title, first=months_after(scene.first, start),
                last=last, content=content,
            )  # fmt: skip
