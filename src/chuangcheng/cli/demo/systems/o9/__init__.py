"""O9: a city's youth league committee: sections that sign letters, collectives that are checked again, volunteers."""

from __future__ import annotations

from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.setting import LogIn, organisation
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o9 import collectives, plan, rhythms, volunteers
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme

CODE = "demo-o9"
SECTION, COLLECTIVE, TEAM, STATION = "部室", "青年文明号", "志愿服务队", "关爱工作站"
UNITS = {
    "organisation": ("样城团市委组织部", SECTION),
    "publicity": ("样城团市委宣传部", SECTION),
    "rights": ("样城团市委权益部", SECTION),
    "youth": ("样城团市委青年发展部", SECTION),
    "post": ("样城邮政营业厅", COLLECTIVE),
    "station": ("样城汽车站售票班", COLLECTIVE),
    "bank": ("样城银行新街柜组", COLLECTIVE),
    "water": ("样城自来水收费厅", COLLECTIVE),
    "clinic": ("样城医院导诊台", COLLECTIVE),
    "hotel": ("样城宾馆前台班", COLLECTIVE),
    "main": ("样城青年志愿服务总队", TEAM),
    "college": ("样城学院志愿服务队", TEAM),
    "care": ("远坪样村关爱工作站", STATION),
}
LOG_INS = (
    LogIn("o9-office", "团市委创建办甲", "youth league, keeps the programme", RoleKind.OFFICE, "host"),
    LogIn("o9-office2", "团市委创建办乙", "youth league, confirms and checks again", RoleKind.OFFICE, "host"),
    LogIn("o9-unit", "自来水收费厅联络员", "a collective that failed its check", RoleKind.UNIT, "water"),
    LogIn("o9-leader", "团市委分管领导", "youth league, reads everything", RoleKind.LEADER, "host"),
)


def build(root: Account) -> Programme:
    """Build the league's programme."""
    city = organisation(root, f"{CODE}-city", "样城市", "city")
    scene = Scene(root, organisation(root, CODE, "样城团市委", "bureau", city))
    scene.settle(CODE, UNITS, LOG_INS)
    plan.build(scene)
    collectives.build(scene)
    volunteers.build(scene)
    rhythms.build(scene)
    return scene.programme


SYSTEM = System(
    "O9", "团市委：青年文明号复查与志愿者", "a youth league committee: re-checks and volunteers", CODE, LOG_INS, build
)
