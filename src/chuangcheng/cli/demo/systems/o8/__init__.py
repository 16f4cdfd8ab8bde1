"""O8: one village that goes for city-level civilised village in a year; its villagers' groups are the units assessed."""

from __future__ import annotations

from datetime import date
from typing import Final

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo import setting
from chuangcheng.cli.demo.diary import Diary
from chuangcheng.cli.demo.setting import LogIn
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o8 import answering, assessment, plan
from chuangcheng.cli.demo.systems.o8.village import Village
from chuangcheng.people.models import Account
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Duty

CODE: Final = "demo-o8"
LOG_INS: Final = (
    LogIn("o8-office", "村创建办甲", "village, leading group's office", RoleKind.OFFICE, "village"),
    LogIn("o8-office2", "村创建办乙", "village, confirms", RoleKind.OFFICE, "village"),
    LogIn("o8-leader", "村党支部书记", "village, secretary, reads everything", RoleKind.LEADER, "village"),
    LogIn("o8-unit", "塘东组组长", "head of a villagers' group", RoleKind.UNIT, "1"),
)
GROUPS: Final = ("塘东组", "塘西组", "坡上组", "坡下组", "老街组", "新屋组")


def build(root: Account) -> Programme:
    """October to October, up to today."""
    diary = Diary(begins=(10, 1))
    first, last = date(diary.year - 1, 10, 1), date(diary.year, 10, 31)
    town = setting.organisation(root, f"{CODE}-town", "样塘镇", "town")
    host = setting.organisation(root, CODE, "样塘村", "village", town)
    units = {"village": host}
    for number, name in enumerate(GROUPS, 1):
        units[str(number)] = setting.organisation(root, f"{CODE}-{number}", name, "group", host)
    accounts = {one.username: setting.log_in(root, one, units[one.place]) for one in LOG_INS}
    with frozen(first):
        programme = plans.start_programme(
            by=accounts["o8-office"],
            title="样塘村争创市级文明村",
            aim="市级文明村",
            level="市级",
            host=host,
            first=first,
            last=last,
        )
        entries = [LeadingEntry("样正", "村党支部书记", Duty.HEAD.value)]
        entries += [LeadingEntry(name, "支部委员", Duty.DEPUTY.value) for name in ("样平", "样安")]
        entries += [LeadingEntry(f"样{name[:2]}", f"{name}组长", Duty.MEMBER.value) for name in GROUPS]
        plans.set_leading_group(by=accounts["o8-office"], programme=programme, revision=None, entries=entries)
        for title, start, end in (
            ("动员分工", first, date(diary.year - 1, 11, 30)),
            ("全面开展", date(diary.year - 1, 12, 1), date(diary.year, 8, 31)),
            ("总结申报", date(diary.year, 9, 1), last),
        ):
            plans.add_phase(by=accounts["o8-office"], programme=programme, title=title, first=start, last=end)
    village = Village(diary, programme, units, accounts)
    plan.write(village)
    answering.assign(village)
    assessment.assess(village)
    diary.live()
    return programme


SYSTEM: Final = System("O8", "一个村的文明村创建", "a village and its groups", CODE, LOG_INS, build)
