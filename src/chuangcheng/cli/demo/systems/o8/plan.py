"""The village's table: seven goals, five contents, three safeguards; and what comes round, on set days and without."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from chuangcheng.cli.demo.systems.o8.village import Village
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.actions import Asked, TableRow

BASIS: Final = "样塘村争创市级文明村方案"
#: text, standard, officer, quantity, measure word, month in which it was done (0: still open).
GOALS: Final = (
    ("创建贯穿城乡一体化建设", "各项建设都有创建内容", "样正", "1", "套", 3),
    ("思想政治工作", "七个专题每季一次", "样平", "28", "场", 0),
    ("公德、职业道德、家庭美德教育", "三德各有活动", "样平", "12", "场", 0),
    ("文体活动", "每季有活动", "样安", "8", "场", 8),
    ("法制教育", "户户有人参加", "样安", "4", "场", 6),
    ("村干部政治和业务培训", "人人有记录", "样正", "6", "次", 0),
    ("环境卫生和村庄美化", "每月评比", "样安", "12", "次", 0),
)
CONTENTS: Final = (
    ("道德实践和技能培训", "村民自愿参加", "样平", "6", "期", 5),
    ("修订制度、量化考核、长效管理", "制度上墙", "样正", "3", "项", 12),
    ("五讲一创", "六项各有一次活动", "样平", "6", "次", 0),
    ("未成年人德育", "假期有活动", "样平", "4", "次", 8),
    ("评文明村民小组、文明个人", "年末评选，公示七天", "样正", "1", "次", 12),
)
SAFEGUARDS: Final = (
    ("学习计划和宣传", "两委成员按月学习", "样正", "12", "次", 0),
    ("分工负责和责任追究", "每件事有主管、经办、追责三个人", "样正", "15", "项", 11),
    ("督查和奖惩", "定期督查，结果及时公布", "样安", "12", "次", 0),
)
TABLE: Final = (("具体目标", GOALS), ("具体内容", CONTENTS), ("保障措施", SAFEGUARDS))
SPEECHES: Final = ("讲文明", "讲诚信", "讲发展", "讲素质", "讲质量", "创业绩")
#: text, rhythm, kind of activity (D43, D47, D54, D61).
CADENCES: Final[tuple[tuple[str, dict[str, Any], str], ...]] = (
    ("领导小组定期督查", {"kind": "as_set", "word": "定期", "rhythm": {"kind": "each", "unit": "month"}}, "督查"),
    ("领导小组不定期督查", {"kind": "as_set", "word": "不定期"}, "抽查"),
    ("督查结果公布", {"kind": "event", "of": "督查", "days": 5}, ""),
    ("三德和法制教育", {"kind": "as_set", "word": "经常", "rhythm": {"kind": "each", "unit": "quarter"}}, "道德讲堂"),
    ("年末评选文明小组和文明个人", {"kind": "spans", "spans": [{"name": "年末", "first": "12-01", "last": "12-31"}]}, "文明评选"),
)  # fmt: skip
#: Months of the window in their order.
MONTHS: Final = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)
#: Month in which the regular inspection was not held.
MISSED: Final = 2


def write(village: Village) -> None:
    """Plan in October, then a year of inspections and what else was held."""
    village.diary.on(village.day(10, 8), lambda: _plan(village))
    _year(village)


def _plan(village: Village) -> None:
    office, host = village.office, village.programme.host
    activities.install_kinds(by=office, host=host)
    for name in ("督查", "抽查"):
        activities.add_kind(by=office, host=host, name=name, group="会议", asks=["persons", "households"])
    activities.add_kind(by=office, host=host, name="文明评选", group="评选", asks=["nominees", "shown_on", "result"])
    fields: list[dict[str, object]] = [
        {
            "name": "verdict",
            "label": "决定",
            "type": "choice",
            "choices": ["表扬", "通报批评", "不处理"],
            "required": True,
        },
        {"name": "decider", "label": "谁决定", "type": "text", "required": True},
        {"name": "grounds", "label": "理由", "type": "text", "required": True},
    ]
    activities.add_kind(by=office, host=host, name="奖惩决定", group="评选", fields=fields)
    actions.save_table(by=office, programme=village.programme, rows=list(_rows(village)))
    for title, rhythm, kind in CADENCES:
        asked = Asked(title, rhythm, village.programme.first, village.programme.last, activity_kind=kind, basis=BASIS)
        made = actions.add_cadence(by=office, programme=village.programme, asked=asked)
        if rhythm["kind"] == "event":
            for month in (11, 3, 6):
                note = partial(actions.note_occasion, by=office, cadence=made, on=village.day(month, 16), name="督查")
                village.diary.on(village.day(month, 16), note)
                done = village.day(month, 18)
                mark = partial(actions.mark_done, by=office, cadence=made, unit=host, slot=done, note="已在村务栏公布")
                if month != 6:
                    village.diary.on(done, mark)
    for _section, tasks in TABLE:
        for title, *_rest, month in tasks:
            if month:
                _done(village, title, month)


def _rows(village: Village) -> list[TableRow]:
    rows = []
    for section, tasks in TABLE:
        rows.append(TableRow(None, None, {"kind": "目标", "title": section}))
        for title, standard, officer, quantity, word, month in tasks:
            due = village.day(month, 25) if month else village.day(13, 20)
            cells = {"kind": "任务", "title": title, "standard": standard, "host": "样塘村", "officer": officer}
            cells |= {"quantity": quantity, "measure_word": word, "due_on": str(due)}
            rows.append(TableRow(None, None, cells))
            if title == "五讲一创":
                rows += [TableRow(None, None, {"kind": "措施", "title": speech}) for speech in SPEECHES]
    return rows


def _done(village: Village, title: str, month: int) -> None:
    task = village.programme.tasks.select_related("programme__host", "host").get(title=title)
    report = partial(actions.report_done, by=village.office, task=task, revision=None, result="按标准完成，有记录")
    village.diary.on(village.day(month, 20), report)
    if title != "未成年人德育":  # still waits for its confirmation
        confirm = partial(actions.confirm_task, by=village.second, task=task, revision=None)
        village.diary.on(village.day(month, 23), confirm)


def _year(village: Village) -> None:
    for month in MONTHS:
        if month != MISSED:
            _hold(village, month, 15, "督查", "领导小组督查", {"persons": 5, "households": 60})
    for month, day in ((11, 27), (3, 9), (7, 21)):
        _hold(village, month, day, "抽查", "不打招呼抽查", {"persons": 2, "households": 18})
    for month in (11, 1, 4, 7):
        _hold(village, month, 24, "道德讲堂", "三德和法制课", {"persons": 70, "theme": "公德、家庭美德、法制"})
    for month, kind, title in ((1, "文艺演出", "村晚"), (5, "体育比赛", "村民运动会"), (8, "夏令营冬令营", "暑期德育")):
        _hold(village, month, 6, kind, title, {"persons": 90})
    shown = village.day(12, 20)
    told = {"nominees": "小组3个、个人12名", "shown_on": shown, "result": "文明小组1个、文明个人8名"}
    _hold(village, 12, 28, "文明评选", "年末评选", told)


def _hold(village: Village, month: int, day: int, kind: str, title: str, more: dict[str, Any]) -> None:
    held = partial(
        activities.record_activity,
        by=village.office, programme=village.programme, unit=village.programme.host, happened_on=village.day(month, day),
        kind=kind, title=title, **more,
    )  # fmt: skip
    village.diary.on(village.day(month, day), held)
