"""The bureau's plan: leading group, phases, table of tasks, targets, a supervised matter and next steps."""

from __future__ import annotations

from decimal import Decimal

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.states import Duty, PhaseKind

GROUP = (
    LeadingEntry("样甲", "局长", Duty.HEAD.value),
    LeadingEntry("样乙", "副局长", Duty.DEPUTY.value),
    LeadingEntry("样丙", "县医院院长", Duty.MEMBER.value),
    LeadingEntry("样丁", "卫生监督所所长", Duty.MEMBER.value),
    LeadingEntry("样戊", "局办公室主任", Duty.OFFICE_HEAD.value),
)


def build(scene: Scene) -> None:
    """Begin the programme and write its plan."""
    scene.begin(
        title=f"样江县卫健系统创建文明城市（{scene.first.year}年起）", aim="全国文明城市", level="国家级", group=GROUP
    )
    _phases(scene)
    _tasks(scene)
    _targets(scene)
    with frozen(scene.ago(20)):
        plans.hand_out_matter(
            by=scene.office, programme=scene.programme, unit=scene.units["hospital"], happened_on=scene.ago(20),
            title="东门人行道机动车占压盲道", source="县创城办巡查", wanted="与交警商定停放区", due_on=scene.ago(-10),
        )  # fmt: skip
        for text, due in (
            ("各医疗机构挂出就诊流程图和方位标识", -30),
            ("健全绿色急救通道", -45),
            ("医德医风评价办法定稿", -60),
        ):
            plans.add_next_step(by=scene.office, programme=scene.programme, text=text, due_on=scene.ago(due))


def _phases(scene: Scene) -> None:
    for title, first, last, kind in (
        ("动员部署", scene.first, scene.end(1), PhaseKind.PHASE),
        ("集中整治", scene.day(2, 1), scene.end(8), PhaseKind.PHASE),
        ("巩固提升", scene.day(9, 1), scene.last, PhaseKind.PHASE),
        ("公共场所专项整治", scene.day(4, 1), scene.end(5), PhaseKind.CAMPAIGN),
    ):
        plans.add_phase(
            by=scene.office, programme=scene.programme, title=title, first=first, last=last, kind=kind.value
        )


def _tasks(scene: Scene) -> None:
    care, watch, office = "样江县医院", "卫生监督所", "局办公室"
    rows = (
        ("类别", "宣传教育", "", "", ""),
        ("任务", "设立健康知识宣传栏", care, "20", "个"),
        ("任务", "公开行业规范，张贴公益广告", care, "5", "家"),
        ("类别", "公共文明引导", "", "", ""),
        ("任务", "志愿者每天在大厅、住院部和采集点服务", care, "5", "家"),
        ("任务", "规范设置母婴室", "样江县妇幼院", "8", "处"),
        ("类别", "市容市貌", "", "", ""),
        ("任务", "公共场所监督全覆盖", watch, "24", "家"),
        ("任务", "住宿场所健全消毒间、布草间", watch, "10", "处"),
        ("任务", "文明交通劝导", office, "24", "次"),
    )
    due = scene.day(9, 28).isoformat()
    tasks = scene.table(
        {"kind": kind, "title": title, "host": host, "quantity": quantity, "measure_word": word}
        | ({"due_on": due, "officer": "样丙"} if host else {})
        for kind, title, host, quantity, word in rows
    )
    scene.finish(tasks["设立健康知识宣传栏"], scene.day(3, 20), "已设20个", confirmed=scene.day(3, 25))
    scene.finish(tasks["规范设置母婴室"], scene.day(6, 20), "已设8处，正常使用", confirmed=scene.day(6, 24))
    scene.finish(tasks["公共场所监督全覆盖"], scene.ago(3), "24家都已监督检查")
    with frozen(scene.day(0, 8)):
        letters = plans.draft_letters(
            by=scene.office, programme=scene.programme, title="创建工作责任书", basis="样江县卫健局创建工作方案第三条"
        )
        issued = [plans.issue_letter(by=scene.office, letter=letter, revision=None) for letter in letters]
        for letter in issued[:-1]:
            plans.sign_letter(by=scene.office, letter=letter, revision=None, signer="样丙", signed_on=scene.day(0, 8))


def _targets(scene: Scene) -> None:
    with frozen(scene.day(0, 8)):
        given = {"by": scene.office, "programme": scene.programme, "measure_word": "小时", "due_on": scene.last}
        whole = plans.set_target(
            unit=scene.host,
            title="志愿服务时长",
            planned=Decimal(6000),
            **given,  # type: ignore[arg-type]
        )
        for unit, planned in (("hospital", 2400), ("chinese", 1500), ("mothers", 1200), ("upper", 500), ("lower", 400)):
            part = plans.set_target(
                unit=scene.units[unit],
                title="志愿服务时长",
                planned=Decimal(planned),
                parent=whole,
                **given,  # type: ignore[arg-type]
            )
            with frozen(scene.day(9, 28)):
                plans.read_target(by=scene.office, target=part, on=scene.day(9, 28), reached=Decimal(planned * 7 // 10))
