"""O5: a county health bureau whose institutions take part in creating a civilised city; everything that its report
counts is counted from records."""

from __future__ import annotations

from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.setting import LogIn, organisation
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o5 import facilities, plan, rhythms, work
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme

CODE = "demo-o5"
CARE, SECTION = "医疗机构", "科室"
UNITS = {
    "hospital": ("样江县医院", CARE),
    "chinese": ("样江县中医院", CARE),
    "mothers": ("样江县妇幼院", CARE),
    "upper": ("上游样卫生院", CARE),
    "lower": ("下游样卫生院", CARE),
    "supervision": ("卫生监督所", SECTION),
    "office": ("局办公室", SECTION),
}
LOG_INS = (
    LogIn("o5-office", "卫健局创城办甲", "health bureau, keeps the programme", RoleKind.OFFICE, "host"),
    LogIn("o5-office2", "卫健局创城办乙", "health bureau, confirms", RoleKind.OFFICE, "host"),
    LogIn("o5-unit", "县医院联络员", "county hospital", RoleKind.UNIT, "hospital"),
    LogIn("o5-leader", "卫健局分管领导", "health bureau, reads everything", RoleKind.LEADER, "host"),
)


def build(root: Account) -> Programme:
    """Build the bureau's programme."""
    county = organisation(root, f"{CODE}-county", "样江县", "county")
    scene = Scene(root, organisation(root, CODE, "样江县卫健局", "bureau", county))
    scene.settle(CODE, UNITS, LOG_INS)
    plan.build(scene)
    premises = facilities.build(scene)
    work.build(scene, premises)
    rhythms.build(scene)
    return scene.programme


SYSTEM = System(
    "O5", "县卫健局：医疗机构与“四小”场所", "a county health bureau: institutions and premises", CODE, LOG_INS, build
)
