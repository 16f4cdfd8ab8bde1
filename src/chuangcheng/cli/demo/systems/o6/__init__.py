"""O6: a tax bureau whose civilised-unit programme goes along with its revenue, its staff and its hall."""

from __future__ import annotations

from datetime import date
from typing import Final

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo import setting
from chuangcheng.cli.demo.diary import Diary
from chuangcheng.cli.demo.setting import LogIn
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o6 import staff, targets, work, year
from chuangcheng.cli.demo.systems.o6.bureau import Bureau
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Duty

CODE: Final = "demo-o6"
LOG_INS: Final = (
    LogIn("o6-office", "创建办甲", "tax bureau, office of the programme", RoleKind.OFFICE, "bureau"),
    LogIn("o6-office2", "创建办乙", "tax bureau, office, confirms", RoleKind.OFFICE, "bureau"),
    LogIn("o6-leader", "局领导", "tax bureau, leader, reads everything", RoleKind.LEADER, "bureau"),
    LogIn("o6-unit", "东城分局联络员", "tax bureau, the eastern branch", RoleKind.UNIT, "east"),
    LogIn("o6-hall", "办税厅联络员", "tax bureau, the tax hall", RoleKind.UNIT, "hall"),
)
#: key: (name, under which key).
UNITS: Final = {
    "office": ("办公室", "bureau"),
    "staff": ("人事教育科", "bureau"),
    "law": ("法规科", "bureau"),
    "levy": ("征管科", "bureau"),
    "hall": ("办税服务厅", "bureau"),
    "audit": ("稽查局", "bureau"),
    "east": ("东城分局", "bureau"),
    "west": ("西城分局", "bureau"),
    "east1": ("东城一所", "east"),
    "east2": ("东城二所", "east"),
    "west1": ("西城一所", "west"),
    "west2": ("西城二所", "west"),
}


def build(root: Account) -> Programme:
    """Two years of the bureau: the last one whole, this one up to today."""
    diary = Diary()
    units = {"bureau": setting.organisation(root, CODE, "样海市税务局", "bureau")}
    for number, (key, (name, above)) in enumerate(UNITS.items(), 1):
        units[key] = setting.organisation(root, f"{CODE}-{number:02d}", name, "unit", units[above])
    accounts = {one.username: setting.log_in(root, one, units[one.place]) for one in LOG_INS}
    with frozen(date(diary.year - 1, 1, 6)):
        programme = _begin(accounts["o6-office"], units["bureau"], diary.year)
    bureau = Bureau(diary, programme, units, accounts)
    work.plan(bureau)
    targets.divide(bureau)
    staff.examine(bureau)
    staff.elect(bureau)
    year.live(bureau)
    diary.live()
    return programme


def _begin(office: Account, host: Organisation, year_now: int) -> Programme:
    programme = plans.start_programme(
        by=office,
        title=f"{year_now - 1}–{year_now}年样海市税务局文明单位创建",
        aim="自治区级文明单位",
        level="省级",
        host=host,
        first=date(year_now - 1, 1, 1),
        last=date(year_now, 12, 31),
    )
    group = (
        ("样大川", "党委书记、局长", Duty.HEAD),
        ("样长河", "分管副局长", Duty.FIRST_DEPUTY),
        ("样远山", "纪检组长", Duty.DEPUTY),
        ("样青松", "办公室主任", Duty.OFFICE_HEAD),
        ("样白桦", "人事教育科科长", Duty.OFFICE_MEMBER),
        ("样红柳", "创建专班成员", Duty.OFFICE_MEMBER),
    )
    entries = [LeadingEntry(name, post, duty.value) for name, post, duty in group]
    plans.set_leading_group(by=office, programme=programme, revision=None, entries=entries)
    for title, first, last in (
        ("动员和建章立制", date(year_now - 1, 1, 6), date(year_now - 1, 3, 31)),
        ("重点推进", date(year_now - 1, 4, 1), date(year_now, 8, 31)),
        ("自查和迎接验收", date(year_now, 8, 1), date(year_now, 12, 31)),
    ):
        plans.add_phase(by=office, programme=programme, title=title, first=first, last=last)
    return programme


SYSTEM: Final = System("O6", "税务局文明单位创建", "a tax bureau", CODE, LOG_INS, build)
