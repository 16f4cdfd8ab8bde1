"""The bureau's plan: its table of tasks with letters, what comes round, and what people asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from chuangcheng.cli.demo.systems.o6.bureau import Bureau
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import Asked, TableRow
from chuangcheng.stages.plans.models import Letter, Matter, Task

BASIS: Final = "样海市税务局文明单位创建实施方案第三条"
#: kind, text, standard, host, officer, quantity, measure word, month in which it was done last year (0: still open).
TASKS: Final = (
    ("目标", "夯实创建基础", "", "", "", "", "", 0),
    ("类别", "目标、方法、协调到位", "", "", "", "", "", 0),
    ("任务", "制定创建方案和配套办法", "方案、办法齐全并公开", "办公室", "样青松", "4", "项", 3),
    ("任务", "定期向上级和文明办请示汇报", "有记录、有答复", "办公室", "样青松", "8", "次", 0),
    ("任务", "开展民主测评，发放征求意见书", "每年一次，意见逐条回复", "人事教育科", "样白桦", "2", "次", 0),
    ("目标", "突出创建重点", "", "", "", "", "", 0),
    ("类别", "队伍、廉政、人事", "", "", "", "", "", 0),
    ("任务", "一季一考，以考促学", "人人参考，成绩公布", "人事教育科", "样白桦", "8", "次", 0),
    ("任务", "干部上挂、下挂、轮岗、交流", "交流有期限、有鉴定", "人事教育科", "样白桦", "14", "人次", 0),
    ("任务", "效能监察和内部审计", "发现问题有整改", "稽查局", "样远山", "4", "次", 11),
    ("目标", "抓住关键环节", "", "", "", "", "", 0),
    ("类别", "活动、设施、收入、服务", "", "", "", "", "", 0),
    ("任务", "争当十佳分局长、征管能手、服务标兵", "候选公示，评选有结果", "人事教育科", "样白桦", "3", "项", 12),
    ("任务", "东城分局税费收入", "逐级分解，落实到人", "东城分局", "样长河", "1400", "万元", 0),
    ("任务", "西城分局税费收入", "逐级分解，落实到人", "西城分局", "样远山", "990", "万元", 0),
    ("任务", "办税服务厅六项承诺", "承诺上墙，按期办结", "办税服务厅", "样红柳", "6", "项", 5),
    ("任务", "办税公开栏和活动室", "内容按月更新，设施能用", "办公室", "样青松", "2", "处", 6),
)
MEASURES: Final = {
    "一季一考，以考促学": "按季命题、阅卷、公布",
    "办税服务厅六项承诺": "公布承诺时限并按季统计",
    "东城分局税费收入": "科室包点到所",
    "西城分局税费收入": "科室包点到所",
}
#: text, rhythm, further columns (D18, D33–D36, D39, D44–D46, D54, D56, D76).
CADENCES: Final[tuple[tuple[str, dict[str, Any], dict[str, Any]], ...]] = (
    ("一季一考", {"kind": "each", "unit": "quarter"}, {"activity_kind": "考试"}),
    ("七一纪念大会和表彰", {"kind": "festivals", "names": ["七一"]}, {"activity_kind": "纪念日活动"}),
    ("五一、五四系统比赛", {"kind": "festivals", "names": ["五一", "五四"], "before": 10}, {"activity_kind": "体育比赛"}),
    ("八一退役军人活动", {"kind": "festivals", "names": ["八一"]}, {"activity_kind": "建军节活动"}),
    ("重大节日文娱活动", {"kind": "festivals", "names": ["元旦", "春节", "国庆"]}, {"activity_kind": "文化活动"}),
    ("民主测评和征求意见", {"kind": "each", "unit": "year"}, {"activity_kind": "民主测评"}),
    ("先进工作者外出学习", {"kind": "each", "unit": "year"}, {"activity_kind": "外出学习"}),
    ("经费预算和决算", {"kind": "each", "unit": "year"}, {"least": 2}),
    ("学习创建文件", {"kind": "as_set", "word": "经常", "rhythm": {"kind": "each", "unit": "quarter"}},
     {"activity_kind": "集中学习"}),
    ("向上级请示汇报", {"kind": "as_set", "word": "及时", "rhythm": {"kind": "each", "unit": "quarter"}},
     {"activity_kind": "请示汇报"}),
)  # fmt: skip
#: what the opinion letters asked for, to whom, result, reply; an empty one is still open.
ASKED_FOR: Final = (
    ("午间办税窗口无人值守", "hall", "增设午间值班窗口", "已电话回复意见人"),
    ("发票领用排队时间长", "hall", "开通自助领用机2台", "已在办税公开栏答复"),
    ("政策变化通知不及时", "levy", "建立短信提醒，按行业推送", "已书面回复"),
    ("分局停车位不足", "west", "", ""),
)


def plan(bureau: Bureau) -> None:
    """The table in January, its letters in February, what was done when it was done."""
    first = bureau.years[0]
    bureau.diary.on(date(first, 1, 7), lambda: _kinds(bureau))
    bureau.diary.on(date(first, 1, 12), lambda: _table(bureau))
    bureau.diary.on(date(first, 1, 13), lambda: _cadences(bureau))
    bureau.diary.on(date(first, 2, 10), lambda: _letters(bureau))
    for number, row in enumerate(ASKED_FOR):
        _matter(bureau, number, *row)


def _kinds(bureau: Bureau) -> None:
    host = bureau.programme.host
    activities.install_kinds(by=bureau.office, host=host)
    activities.add_kind(by=bureau.office, host=host, name="建军节活动", group="节日", asks=["persons"])
    ways = ["上挂", "下挂", "岗位轮换", "纵横交流"]
    fields: list[dict[str, object]] = [
        {"name": "way", "label": "方式", "type": "choice", "choices": ways, "required": True},
        {"name": "route", "label": "从哪里到哪里", "type": "text"},
        {"name": "term", "label": "期限", "type": "text"},
    ]
    activities.add_kind(by=bureau.office, host=host, name="干部交流", group="学习培训", asks=["persons"], fields=fields)


def _table(bureau: Bureau) -> None:
    first, year = bureau.years
    names = ("kind", "title", "standard", "host", "officer", "quantity", "measure_word")
    rows = []
    for *cells, month in TASKS:
        texts = {name: str(cell) for name, cell in zip(names, cells, strict=True) if cell}
        if texts["kind"] == "任务":
            texts["due_on"] = str(date(first, month, 28) if month else date(year, 12, 20))
        rows.append(TableRow(None, None, texts))
        if (measure := MEASURES.get(texts["title"])) is not None:
            rows.append(TableRow(None, None, {"kind": "措施", "title": measure}))
    actions.save_table(by=bureau.office, programme=bureau.programme, rows=rows)
    tasks = {task.title: task for task in bureau.programme.tasks.select_related("programme__host", "host")}
    for row in TASKS:
        if row[-1]:
            task = tasks[str(row[1])]
            report = partial(actions.report_done, by=bureau.office, task=task, revision=None, result="按标准完成")
            bureau.diary.on(date(first, int(row[-1]), 20), report)
            confirm = partial(actions.confirm_task, by=bureau.second, task=task, revision=None)
            bureau.diary.on(date(first, int(row[-1]), 24), confirm)
    bureau.diary.on(date(year, 3, 2), lambda: _begun(bureau, tasks["干部上挂、下挂、轮岗、交流"]))


def _begun(bureau: Bureau, task: Task) -> None:
    """Reported, and waiting for whoever confirms."""
    actions.report_done(by=bureau.office, task=task, revision=None, result="交流名单已办完，待确认")


def _cadences(bureau: Bureau) -> None:
    for title, rhythm, more in CADENCES:
        asked = Asked(title, rhythm, bureau.programme.first, bureau.programme.last, basis=BASIS, **more)
        actions.add_cadence(by=bureau.office, programme=bureau.programme, asked=asked)


def _letters(bureau: Bureau) -> None:
    """One for each unit with tasks: signed, but for one that is out and one that was not signed at first."""
    letters = actions.draft_letters(by=bureau.office, programme=bureau.programme, title="创建责任书", basis=BASIS)
    for letter in letters:
        actions.issue_letter(by=bureau.office, letter=letter, revision=None)
    for letter in letters[:-2]:
        _sign(bureau, letter)
    actions.refuse_letter(by=bureau.office, letter=letters[-2], revision=None, reason="数量要与科室再核对")


def _sign(bureau: Bureau, letter: Letter) -> None:
    signed_on = date(bureau.years[0], 2, 10)
    actions.sign_letter(
        by=bureau.office, letter=letter, revision=None, signer=f"{letter.party}负责人", signed_on=signed_on
    )


def _matter(bureau: Bureau, number: int, title: str, unit: str, result: str, reply: str) -> None:
    """What the letters asked for: handed out, seen to, answered, closed by another (F42)."""
    day = date(bureau.years[0], 10, 26)
    held: list[Matter] = []

    def current(step: Callable[..., Matter], **more: Any) -> None:
        held.append(step(matter=held[-1], revision=None, **more))

    def hand_out() -> None:
        held.append(
            actions.hand_out_matter(
                by=bureau.office, programme=bureau.programme, unit=bureau.units[unit], happened_on=day, title=title,
                source="征求意见书", wanted="研究答复", due_on=date(day.year, 11, 20),
            )
        )  # fmt: skip

    bureau.diary.on(day, hand_out)
    if result:
        seen_to = day.replace(month=11, day=6 + number)
        bureau.diary.on(seen_to, lambda: current(actions.give_result, by=bureau.office, result=result))
        bureau.diary.on(seen_to, lambda: current(actions.reply_to_matter, by=bureau.office, reply=reply))
        bureau.diary.on(seen_to, lambda: current(actions.close_matter, by=bureau.second))
