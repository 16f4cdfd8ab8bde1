"""O10: a street: letters with residents, shops and builders, registers of aid and disputes, daily removal of rubbish."""

from __future__ import annotations

from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.setting import LogIn, organisation
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o10 import network, plan, registers, streets
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme

CODE = "demo-o10"
COMMUNITY = "community"
UNITS = {
    "east": ("同心样社区", COMMUNITY),
    "west": ("和睦样社区", COMMUNITY),
    "south": ("向阳样社区", COMMUNITY),
    "service": ("家政服务中心", "服务站"),
    "mediation": ("人民调解委员会", "服务站"),
    "patrol": ("治安巡逻队", "巡逻队"),
}
LOG_INS = (
    LogIn("o10-office", "街道创建办甲", "street office, keeps programme and registers", RoleKind.OFFICE, "host"),
    LogIn("o10-office2", "街道创建办乙", "street office, confirms", RoleKind.OFFICE, "host"),
    LogIn("o10-unit", "同心样社区联络员", "a community of the street", RoleKind.UNIT, "east"),
    LogIn("o10-leader", "街道分管领导", "street, reads everything", RoleKind.LEADER, "host"),
)


def build(root: Account) -> Programme:
    """Build the street's programme."""
    district = organisation(root, f"{CODE}-district", "样河区", "district")
    scene = Scene(root, organisation(root, CODE, "样和街道", "subdistrict", district))
    scene.settle(CODE, UNITS, LOG_INS)
    plan.build(scene)
    network.build(scene)
    streets.build(scene)
    registers.build(scene)
    return scene.programme


SYSTEM = System(
    "O10", "街道：责任书、帮扶登记与日产日清", "a street: letters, aid cases, daily removal", CODE, LOG_INS, build
)
