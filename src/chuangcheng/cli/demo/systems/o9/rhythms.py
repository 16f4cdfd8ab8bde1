"""The league's rhythm: a small summary each quarter, a summary each half-year, assessment at the year's end, study on Tuesday
afternoons, camps, the oath at eighteen."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.plans import actions as plans

CAMPS = [
    {"name": "夏令营", "first": "07-01", "last": "08-31"},
    {"name": "冬令营", "first": "01-15", "last": "02-20"},
]
#: So many weeks of Tuesdays are told.
WEEKS = 10


def build(scene: Scene) -> None:
    """Write cadences and what was done of each turn."""
    quarter = scene.cadence("每季度小结", {"kind": "each", "unit": "quarter", "after": 15}, grace_days=3)
    for turn in scene.turns(quarter)[:-1]:
        scene.mark(quarter, turn, "已报小结")
    half = scene.cadence("半年总结", {"kind": "each", "unit": "half", "after": 20})
    for turn in scene.turns(half):
        scene.mark(half, turn, "已报总结")
    scene.cadence(
        "年底兑现并考核",
        {"kind": "spans", "spans": [{"name": "年底考核", "first": "12-01", "last": "12-31"}]},
        remind_days=7,
    )
    scene.cadence("机关干部到基层调研", {"kind": "as_set", "word": "定期"}, activity_kind="调研")
    for month in (2, 5, 8):
        scene.held("organisation", scene.day(month, 19), "调研", theme="乡村青年")
    _tuesdays(scene)
    _camps(scene)
    _eighteen(scene)


def _tuesdays(scene: Scene) -> None:
    """Every Tuesday afternoon, one of them forgotten."""
    study = scene.cadence(
        "周二下午政治学习", {"kind": "weekdays", "weekdays": [2], "part": "afternoon"}, first=scene.ago(7 * WEEKS),
        activity_kind="集中学习",
    )  # fmt: skip
    for number, turn in enumerate(scene.turns(study)):
        if number != 4:
            scene.held("host", turn.due, "集中学习", theme="创建动员会精神", expected=24, excused=1, persons=22)


def _camps(scene: Scene) -> None:
    camps = scene.cadence("夏令营、冬令营", {"kind": "spans", "spans": CAMPS}, activity_kind="夏令营冬令营")
    for turn in scene.turns(camps):
        scene.held("host", turn.due - timedelta(days=10), "夏令营冬令营", title=turn.name, persons=80)


def _eighteen(scene: Scene) -> None:
    """A cohort turns eighteen; the oath is due within thirty days."""
    oath = scene.cadence("十八岁成人宣誓", {"kind": "age", "age": 18, "within": 30}, activity_kind="成人礼")
    birthday = scene.day(5, 2)
    with frozen(scene.day(4, 10)):
        born = birthday.replace(year=birthday.year - 18)
        plans.note_occasion(by=scene.office, cadence=oath, on=born, name="样城一中高三年级")
