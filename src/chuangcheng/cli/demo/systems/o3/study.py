"""Friday study in six forms with attendance, the books of party members, the festivals, and what hangs on an event."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chuangcheng.almanac import Calendar, Weekdays, slots, written
from chuangcheng.almanac.festivals import festival_on
from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene, months_after
from chuangcheng.people import actions as people
from chuangcheng.people.models import Person
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import MeasureKind
from chuangcheng.stages.plans import actions as plans

FORMS = ("领导辅导", "集体学习", "自学", "观看影像", "警示教育", "撰写体会")
THEMES = ("公民道德规范", "诚信办事", "爱国主义", "勤俭节约", "服务礼仪", "法治常识", "身边的榜样")
FRIDAYS = Weekdays((5,), part="afternoon")
#: The third Friday from the end was missed; the last one had 45 expected, 3 excused, 40 there.
MISSED_FROM_THE_END = 3
FESTIVALS = {
    "春节": "民俗表演",
    "清明": "祭奠先烈",
    "端午": "经典诵读",
    "七夕": "文体活动",
    "中秋": "经典诵读",
    "重阳": "关爱老人",
}
#: Held the day after the festival instead of before it.
LATE = "七夕"
SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
#: Months up to the current one for which members wrote down their books.
MONTHS = 6
#: Who fell short in the last whole month, with one book.
SHORT = 7


def build(scene: Scene) -> None:
    """Write all of it."""
    _fridays(scene)
    _books(scene)
    _festivals(scene)
    _month_of_morals(scene)
    _models(scene)


def _fridays(scene: Scene) -> None:
    """One was missed; those of two weeks of flood duty were not asked."""
    scene.cadence("周五政治学习", written(FRIDAYS), activity_kind="集中学习", basis="学习制度第二条")
    flood = scene.day(6, 6), scene.day(6, 19)
    with frozen(flood[0]):
        plans.suspend(
            by=scene.office, programme=scene.programme, first=flood[0], last=flood[1], reason="防汛值班，全员在岗",
            basis="市防汛调度令",
        )  # fmt: skip
    past = [slot.due for slot in slots(FRIDAYS, scene.first, scene.ago(1), Calendar())]
    past = [day for day in past if not flood[0] <= day <= flood[1]]
    for number, day in enumerate(past):
        if number == len(past) - MISSED_FROM_THE_END:
            continue
        form, theme = FORMS[number % len(FORMS)], THEMES[number % len(THEMES)]
        excused = 3 if day == past[-1] else number % 4
        present = 40 if day == past[-1] else 45 - excused - number % 3
        scene.held(
            "host", day, "集中学习", title=f"周五学习：{theme}", theme=theme, expected=45, excused=excused,
            persons=present, numbers={"form": form},
        )  # fmt: skip


def _books(scene: Scene) -> None:
    """Thirty members, two or three books a month each; in the last whole month one of them read one."""
    members = _members(scene)
    with frozen(months_after(scene.today, 1 - MONTHS)):
        quota = activities.add_measure(
            by=scene.office, programme=scene.programme, kind=MeasureKind.QUOTA.value, name="党员读书", measure_word="本",
            period="month", least=Decimal(2), most=Decimal(3), persons=members,
        )  # fmt: skip
    for month in range(BEHIND - MONTHS + 1, BEHIND + 1):
        last_whole = month == BEHIND - 1
        for number, member in enumerate(members):
            day = scene.day(month, 20 + number % 8)
            books = 1 if last_whole and number == SHORT else 2 + (number + month) % 2
            if day <= scene.today:
                with frozen(day):
                    activities.record_measurement(
                        by=scene.office, programme=scene.programme, unit=member.organisation, happened_on=day,
                        measure=quota, person=member, number=Decimal(books), text="文明礼仪、道德修养",
                    )  # fmt: skip


def _members(scene: Scene) -> list[Person]:
    """Thirty party members, spread over the sections."""
    units = list(scene.units.values())
    with frozen(scene.first):
        return [
            people.add_person(
                by=scene.office, organisation=units[number % len(units)], name=f"{surname}样", post="党员"
            )
            for number, surname in enumerate(SURNAMES)
        ]


def _festivals(scene: Scene) -> None:
    """Each in its own form, in the week before; one a day late."""
    rhythm = {"kind": "festivals", "names": list(FESTIVALS), "before": 7}
    scene.cadence("我们的节日", rhythm, activity_kind="传统节日活动", basis="创建计划之三", **_by(scene, "union"))
    for name, form in FESTIVALS.items():
        for year in (scene.first.year, scene.first.year + 1):
            feast = festival_on(name, year)
            day = feast + timedelta(days=1) if name == LATE else feast - timedelta(days=2)
            if scene.first <= day <= scene.today and feast >= scene.first:
                scene.held(
                    "union", day, "传统节日活动", title=f"{name}：{form}", festival=name, persons=38,
                    numbers={"form": form},
                )  # fmt: skip


def _month_of_morals(scene: Scene) -> None:
    rhythm = {"kind": "spans", "spans": [{"name": "公民道德宣传月", "first": "09-01", "last": "09-30"}]}
    scene.cadence("公民道德宣传月", rhythm, activity_kind="宣传月", **_by(scene, "party"))
    held = next(day for year in (scene.first.year, scene.first.year + 1) if (day := date(year, 9, 18)) >= scene.first)
    if held <= scene.today:
        scene.held("party", held, "宣传月", title="从自己做起", theme="文明有礼")


def _models(scene: Scene) -> None:
    """Within five working days after a list of candidates is out, it is told by three channels."""
    cadence = scene.cadence(
        "宣传道德模范候选人", {"kind": "event", "of": "候选名单公布", "days": 5, "count": "working"},
        activity_kind="典型宣传", **_by(scene, "party"),
    )  # fmt: skip
    for month, name in ((3, "市级候选名单"), (8, "省级候选名单")):
        out = scene.day(month, 9)
        with frozen(out):
            plans.note_occasion(by=scene.office, cadence=cadence, on=out, name=name)
        for days, channel in enumerate(("网络", "报纸", "电视"), 1):
            day = out + timedelta(days=days)
            scene.held("party", day, "典型宣传", title=f"{name}：{channel}", theme=name, numbers={"channel": channel})


def _by(scene: Scene, unit: str) -> dict[str, Any]:
    """One section does it for the whole house."""
    return {"who": "listed", "units": [scene.units[unit]]}
