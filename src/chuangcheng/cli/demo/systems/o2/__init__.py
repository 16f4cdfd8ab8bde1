"""O2: a county weather bureau that aims at 文明和谐单位. What only it has: the quality of its trade stands in the report of
its creation (error rates, timeliness, shifts without an error), two lines of superiors, numbered rules and projects.
"""

from __future__ import annotations

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.setting import SINCE, LogIn, organisation
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o2 import bureau, plan, quality
from chuangcheng.people import actions as people
from chuangcheng.people.models import Account
from chuangcheng.people.states import RelationKind, RoleKind
from chuangcheng.stages.plans.models import Programme

CODE = "demo-o2"
SECTION = "股室"
UNITS = {
    "observing": ("测报股", SECTION),
    "forecast": ("预报服务股", SECTION),
    "network": ("网络装备股", SECTION),
    "affairs": ("局办公室", SECTION),
}
LOG_INS = (
    LogIn("o2-office", "气象局创建办甲", "weather bureau, keeps the programme", RoleKind.OFFICE, "host"),
    LogIn("o2-office2", "气象局创建办乙", "weather bureau, confirms", RoleKind.OFFICE, "host"),
    LogIn("o2-unit", "测报股联络员", "section of observers", RoleKind.UNIT, "observing"),
    LogIn("o2-county", "县领导", "county, territorial superior, reads", RoleKind.LEADER, "county"),
    LogIn("o2-upper", "市气象局领导", "city weather bureau, vertical superior, reads", RoleKind.LEADER, "upper"),
)


def build(root: Account) -> Programme:
    """Build the bureau's programme: it stands beneath its county and, in its trade, beneath the city's bureau."""
    county = organisation(root, f"{CODE}-county", "样关县", "county")
    upper = organisation(root, f"{CODE}-upper", "样北市气象局", "bureau")
    host = organisation(root, CODE, "样关县气象局", "bureau", county)
    with frozen(SINCE):
        people.relate(by=root, child=host, parent=upper, kind=RelationKind.VERTICAL, from_day=SINCE)
    scene = Scene(root, host, units={"county": county, "upper": upper})
    scene.settle(CODE, UNITS, LOG_INS)
    plan.build(scene)
    quality.build(scene)
    bureau.build(scene)
    return scene.programme


SYSTEM = System(
    "O2", "县气象局：业务质量进创建", "a county weather bureau: the quality of its trade", CODE, LOG_INS, build
)
