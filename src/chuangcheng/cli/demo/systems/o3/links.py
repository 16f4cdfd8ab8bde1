"""The linked estates, the help point, and minors: what the administration does outside its own building."""

from __future__ import annotations

from datetime import date

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene
from chuangcheng.people import actions as people
from chuangcheng.people.actions import PlaceGiven
from chuangcheng.people.models import Place
from chuangcheng.stages.activities import actions as activities

#: Households of the eleven estates: 980 together; leaflets: 1,537.
HOUSEHOLDS = (120, 112, 104, 98, 95, 90, 84, 78, 73, 66, 60)
LEAFLETS = (190, 176, 163, 154, 149, 141, 132, 122, 114, 102, 94)
VISIT = "帮扶点走访"
#: What each visit asks (I107).
QUESTIONS = {"economy": "经济状况", "income": "增收渠道", "resources": "资源", "potential": "潜力"}


def build(scene: Scene) -> None:
    """Write all of it."""
    estates = _estates(scene)
    for number, estate in enumerate(estates):
        scene.held(
            "grounds", scene.day(4, 3 + 2 * number), "入户宣传", title=f"新农村卫生宣传：{estate.name}", spot=estate,
            households=HOUSEHOLDS[number], copies=LEAFLETS[number],
        )  # fmt: skip
    scene.held(
        "party", scene.day(5, 12), "讲座", title="小区居民文明礼仪", persons=86, theme="文明礼仪", spot=estates[0]
    )
    scene.held("grounds", scene.day(5, 19), "清洁行动", title="道路、绿化带和房前屋后", persons=140, vehicles=3,
               numbers={"tonnes": "6.5"}, spot=estates[3])  # fmt: skip
    _help_point(scene)
    _minors(scene)


def _estates(scene: Scene) -> list[Place]:
    with frozen(scene.day(0, 12)):
        return [
            people.add_place(
                by=scene.office,
                organisation=scene.units["grounds"],
                given=PlaceGiven(f"X{number:02d}", f"样桂小区{number}组团", "居住小区", address="样桂镇",
                                 attributes={"户数": str(households)}),
            )
            for number, households in enumerate(HOUSEHOLDS, 1)
        ]  # fmt: skip


def _help_point(scene: Scene) -> None:
    """The plan says 定期; the office has set each quarter. Every visit asks the same four questions."""
    with frozen(scene.first):
        activities.add_kind(
            by=scene.office, host=scene.host, name=VISIT, group="帮扶", asks=["households"],
            fields=[{"name": name, "label": label, "type": "text"} for name, label in QUESTIONS.items()],
        )  # fmt: skip
    rhythm = {"kind": "as_set", "word": "定期", "rhythm": {"kind": "each", "unit": "quarter"}}
    scene.cadence("走访帮扶点", rhythm, activity_kind=VISIT, who="listed", units=[scene.units["union"]])
    answers = {"economy": "以种植为主", "income": "务工和蔬菜", "resources": "桂花林", "potential": "短途游"}
    for month in range(BEHIND):
        if scene.day(month, 1).month % 3 == 2:
            scene.held("union", scene.day(month, 24), VISIT, title="逐户走访", households=12, numbers=answers)


def _minors(scene: Scene) -> None:
    for month, day in ((2, 23), (9, 17)):
        scene.held("rules", scene.day(month, day), "普法宣传", title="未成年人法律一课", person_times=110)
    scene.held("union", scene.day(8, 20), "助学", title="入学资助", persons=6, money=1_200_000)
    cared: date = scene.day(6, 26)
    scene.held("retired", cared, "关爱服务", title="退休职工陪留守儿童", volunteers=9, persons=21,
               numbers={"target": "留守儿童"})  # fmt: skip
