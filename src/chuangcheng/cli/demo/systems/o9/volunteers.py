"""Registered volunteers in two teams, their confirmed hours, and the work with the young that is counted (G75, G77)."""

from __future__ import annotations

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.activities import actions as activities

NAMES = ("样安", "样宁", "样康", "样乐", "样和", "样顺", "样平", "样吉", "样祥", "样瑞", "样庆", "样福", "样禄", "样寿")
#: Activities of the year: unit, month, kind, what is told of it.
HELD = (
    ("host", 5, "成人礼", {"title": "十八岁成人宣誓", "persons": 320}),
    ("care", 3, "爱心图书借阅", {"numbers": {"loans": 180}}),
    ("care", 6, "爱心图书借阅", {"numbers": {"loans": 240}}),
    ("care", 4, "关爱服务", {"volunteers": 9, "persons": 42, "numbers": {"target": "留守儿童"}}),
    ("rights", 8, "助学", {"title": "圆梦助学", "persons": 36, "money": 10_800_000}),
    (
        "rights",
        7,
        "捐款",
        {"title": "希望工程捐款", "persons": 410, "money": 6_230_000, "numbers": {"recipient": "失学儿童"}},
    ),
    ("rights", 6, "专项整治", {"title": "校园周边环境联合整治", "person_times": 46, "vehicles": 6}),
    ("youth", 6, "技能比武", {"title": "窗口岗位技能比武", "persons": 64}),
    ("publicity", 4, "三从十不承诺", {"title": "争做文明市民承诺", "persons": 860}),
    ("publicity", 2, "送服务进社区下乡", {"volunteers": 14, "person_times": 260, "numbers": {"service": "科技"}}),
    ("publicity", 7, "送服务进社区下乡", {"volunteers": 18, "person_times": 310, "numbers": {"service": "医药"}}),
    ("main", 3, "学雷锋和环保", {"title": "沿河清洁", "volunteers": 40}),
    ("publicity", 1, "读书活动", {"persons": 55, "numbers": {"books": 130}}),
)


def build(scene: Scene) -> None:
    """Write kinds of the league's own, volunteers with their service, and activities."""
    with frozen(scene.day(0, 10)):
        loans = {"name": "loans", "label": "借阅", "type": "integer", "unit": "册", "required": True}
        activities.add_kind(by=scene.office, host=scene.host, name="爱心图书借阅", group="帮扶", fields=[loans])
        activities.add_kind(by=scene.office, host=scene.host, name="三从十不承诺", group="宣传", asks=["persons"])
        activities.add_kind(by=scene.office, host=scene.host, name="技能比武", group="学习培训", asks=["persons"])
    for unit, month, kind, values in HELD:
        scene.held(unit, scene.day(month, 15), kind, **values)
    _registered(scene)


def _registered(scene: Scene) -> None:
    """Fourteen register, each serves twice for two hours; one left and asked that the name be deleted, the hours stay."""
    services = []
    volunteers = []
    with frozen(scene.day(1, 16)):
        for number, name in enumerate(NAMES):
            volunteers.append(
                activities.register_volunteer(
                    by=scene.office, unit=scene.units["main" if number < 8 else "college"], name=name,
                    squad="学雷锋小队" if number % 2 else "环保小队", consent_on=scene.day(1, 14), consent_by="签了登记表",
                )
            )  # fmt: skip
    for month in (3, 6):
        day = scene.day(month, 15)
        with frozen(day):
            services += [
                activities.record_service(
                    by=scene.office, programme=scene.programme, unit=one.unit, happened_on=day, volunteer=one, minutes=120,
                    content="清洁家园",
                )
                for one in volunteers
            ]  # fmt: skip
    with frozen(scene.day(6, 20)):
        activities.confirm_services(by=scene.second, services=services)
    with frozen(scene.day(9, 5)):
        activities.leave_volunteer(by=scene.office, volunteer=volunteers[-1], on=scene.day(9, 5), erase=True)
