"""The street's plan, and its letters with residents, shops and builders (A69): signed, refused, or still out."""

from __future__ import annotations

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.states import Duty, PartyKind

GROUP = (
    LeadingEntry("样东", "街道党工委书记", Duty.HEAD.value),
    LeadingEntry("样西", "街道办事处主任", Duty.DEPUTY.value),
    LeadingEntry("样北", "创建办主任", Duty.OFFICE_HEAD.value),
)
BASIS = "样和街道门前三包和建筑垃圾管理办法第二条"
#: With whom letters are signed, and what each promises.
PARTIES = {
    PartyKind.RESIDENT: (
        "门前不乱泼乱倒、不乱堆放，生活垃圾入箱。",
        ("同心巷1号住户", "同心巷2号住户", "和睦巷5号住户", "向阳巷3号住户"),
    ),
    PartyKind.SHOP: (
        "门前无乱贴乱画、无占道经营，保持整洁。",
        ("样和早点铺", "样和理发店", "样和便利店", "样和五金店", "样和水果店"),
    ),
    PartyKind.BUILDER: (
        "建筑垃圾密闭运输，运到指定地点，不随意倾倒。",
        ("样河建筑公司（旧楼改造工地）", "样江建设公司（向阳路工地）"),
    ),
}
REFUSED, WAITING = "样和五金店", "向阳巷3号住户"
TASKS = (
    ("环境卫生", "east", "重点路段集中整治", "10", "次"),
    ("环境卫生", "west", "与居民、商户、建筑企业签责任书", "11", "份"),
    ("见缝插绿", "south", "巷路和门前植花种草", "12", "处"),
    ("平安建设", "mediation", "矛盾纠纷排查", "4", "次"),
    ("居民服务", "service", "帮助下岗失业居民再就业", "12", "人"),
)


def build(scene: Scene) -> None:
    """Begin the programme and write its plan."""
    scene.begin(
        title=f"样和街道创建整洁文明街区（{scene.first.year}年起）",
        aim="整洁文明的工作生活环境",
        level="县级",
        group=GROUP,
    )
    rows: list[dict[str, str]] = []
    for number, (category, unit, title, quantity, word) in enumerate(TASKS):
        if number == 0 or TASKS[number - 1][0] != category:
            rows.append({"kind": "类别", "title": category})
        rows.append(
            {
                "kind": "任务", "title": title, "host": scene.units[unit].name, "quantity": quantity, "measure_word": word,
                "due_on": scene.day(9, 25).isoformat(),
            }
        )  # fmt: skip
    tasks = scene.table(rows)
    scene.finish(tasks["重点路段集中整治"], scene.day(9, 24), "已开展10次", confirmed=scene.day(9, 26))
    scene.finish(tasks["矛盾纠纷排查"], scene.day(9, 24), "每季度一次，已排查")
    with frozen(scene.first):
        for title, first, last in (
            ("宣传发动", scene.first, scene.end(1)),
            ("经常管理和突击整治", scene.day(2, 1), scene.last),
        ):
            plans.add_phase(by=scene.office, programme=scene.programme, title=title, first=first, last=last)
        plans.add_next_step(
            by=scene.office, programme=scene.programme, text="向阳巷垃圾台选址征求居民意见", due_on=scene.last
        )
    for kind, (text, parties) in PARTIES.items():
        for party in parties:
            scene.letter(
                kind, party, title="门前环境责任书", basis=BASIS, text=text, signed=party != WAITING,
                refused="店主外出，家人不便代签" if party == REFUSED else "",
            )  # fmt: skip
