"""O1: a county committee's office that aims at 市级文明单位. What only it has: a table of tasks in five categories, each
with person and section; supervised matters that close with result and reply; the ladder of discipline; quotas of links
per leader; a list of what was published; a campaign with prescribed and optional acts.
"""

from __future__ import annotations

from chuangcheng.cli.demo.scene import Scene
from chuangcheng.cli.demo.setting import LogIn, organisation
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o1 import discipline, links, matters, office, plan
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme

CODE = "demo-o1"
SECTION = "股室"
UNITS = {
    "secretary": ("秘书股", SECTION),
    "papers": ("综合股", SECTION),
    "supervision": ("督查室", SECTION),
    "news": ("信息股", SECTION),
    "research": ("调研室", SECTION),
    "cipher": ("机要股", SECTION),
    "affairs": ("行政股", SECTION),
    "union": ("机关工会", SECTION),
}
LOG_INS = (
    LogIn("o1-office", "县委办创建组", "committee office, keeps the programme", RoleKind.OFFICE, "host"),
    LogIn("o1-supervision", "督查室", "supervision section, confirms and decides", RoleKind.OFFICE, "host"),
    LogIn("o1-unit", "信息股联络员", "section of news", RoleKind.UNIT, "news"),
    LogIn("o1-leader", "县委办主任", "director, reads everything of the office", RoleKind.LEADER, "host"),
)


def build(root: Account) -> Programme:
    """Build the office's programme."""
    county = organisation(root, f"{CODE}-county", "样岭县", "county")
    scene = Scene(root, organisation(root, CODE, "样岭县委办公室", "bureau", county))
    scene.settle(CODE, UNITS, LOG_INS)
    plan.build(scene)
    matters.build(scene)
    discipline.build(scene)
    links.build(scene)
    office.build(scene)
    return scene.programme


SYSTEM = System(
    "O1",
    "县委办：任务分解、督办与纪律",
    "a county committee's office: tasks, matters and discipline",
    CODE,
    LOG_INS,
    build,
)
