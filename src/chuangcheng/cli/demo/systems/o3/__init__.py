"""O3: a city's office administration that aims at 文明单位. What only it has: Friday study, a reading quota, a cleaning
quota for twenty sections, the traditional festivals, persuasion by those who work in the building, and its linked estates.
"""

from __future__ import annotations

from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.setting import LogIn, organisation
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o3 import cleaning, links, persuasion, plan, study
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme

CODE = "demo-o3"
SECTION, TEAM = "科室", "班组"
UNITS = {
    "secretary": ("秘书科", SECTION),
    "staff": ("人事科", SECTION),
    "party": ("机关党办", SECTION),
    "finance": ("财务科", SECTION),
    "property": ("资产科", SECTION),
    "housing": ("房产科", SECTION),
    "cars": ("公务用车科", SECTION),
    "saving": ("公共节能科", SECTION),
    "meetings": ("会议服务科", SECTION),
    "visitors": ("公务接待科", SECTION),
    "purchase": ("采购科", SECTION),
    "grounds": ("绿化科", SECTION),
    "rules": ("法规科", SECTION),
    "digital": ("信息科", SECTION),
    "union": ("机关工会", SECTION),
    "retired": ("老干部科", SECTION),
    "canteen": ("餐厅", TEAM),
    "cleaners": ("清洁班", TEAM),
    "engineers": ("工程部", TEAM),
    "guards": ("保卫部", TEAM),
}
LOG_INS = (
    LogIn("o3-office", "创建办甲", "office administration, keeps the programme", RoleKind.OFFICE, "host"),
    LogIn("o3-office2", "创建办乙", "office administration, confirms", RoleKind.OFFICE, "host"),
    LogIn("o3-unit", "秘书科联络员", "section of secretaries", RoleKind.UNIT, "secretary"),
    LogIn("o3-guards", "保卫部联络员", "guards, persuade in the building", RoleKind.UNIT, "guards"),
    LogIn("o3-leader", "事务局分管领导", "reads everything of the administration", RoleKind.LEADER, "host"),
)


def build(root: Account) -> Programme:
    """Build the administration's programme."""
    city = organisation(root, f"{CODE}-city", "样河市", "city")
    scene = Scene(root, organisation(root, CODE, "样河市机关事务局", "bureau", city))
    scene.settle(CODE, UNITS, LOG_INS)
    plan.build(scene)
    study.build(scene)
    cleaning.build(scene)
    persuasion.build(scene)
    links.build(scene)
    return scene.programme


SYSTEM = System(
    "O3",
    "市机关事务局：学习、读书与清洁",
    "a city's office administration: study, books and cleaning",
    CODE,
    LOG_INS,
    build,
)
