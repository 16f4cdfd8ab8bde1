"""O11: a city's office for the archive of creating a civilised city: complete and true evidence, by indicator, for
assessors from outside."""

from __future__ import annotations

from datetime import date
from typing import Final

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo import setting
from chuangcheng.cli.demo.diary import Diary
from chuangcheng.cli.demo.setting import LogIn
from chuangcheng.cli.demo.systems import System
from chuangcheng.cli.demo.systems.o11.archive import Archive
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry, TableRow
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Duty
from chuangcheng.stages.scoring import actions as scoring

CODE: Final = "demo-o11"
LOG_INS: Final = (
    LogIn("o11-office", "档案办甲", "city archive office, keeps the catalogue", RoleKind.OFFICE, "city"),
    LogIn("o11-office2", "档案办乙", "city archive office, checks", RoleKind.OFFICE, "city"),
    LogIn("o11-unit", "岭西街道资料员", "a street that hands in", RoleKind.UNIT, "2"),
    LogIn("o11-assessor", "验收组", "assessors from outside, read everything", RoleKind.AUDITOR, "city"),
)
UNITS: Final = ("岭东街道", "岭西街道", "样河镇", "样滩镇", "样坪镇")
BASIS: Final = ("样岭市创建档案管理办法", "归档范围")
#: text, standard, deadline, what it wants as proof, month in which it was done.
TASKS: Final = (
    ("制定归档范围和档案目录", "逐项对应测评指标", (2, 28), "目录文件", 2),
    ("按指标收集材料", "每项写明要几份", (8, 31), "", 0),
    ("核对材料真实性", "时间、地点、人物与记录一致", (9, 30), "核对记录", 0),
    ("整理装订，编制总目录", "一项一卷", (11, 30), "总目录", 0),
)


def build(root: Account) -> Programme:
    """The year of the archive, up to today."""
    diary = Diary(begins=(6, 1))
    city = setting.organisation(root, CODE, "样岭市档案工作办公室", "city")
    units = {"city": city}
    for number, name in enumerate(UNITS, 1):
        units[str(number)] = setting.organisation(
            root, f"{CODE}-{number}", name, "town", city, {"market": "true" if number < 4 else "false"}
        )
    accounts = {one.username: setting.log_in(root, one, units[one.place]) for one in LOG_INS}
    with frozen(date(diary.year, 1, 8)):
        programme = _begin(accounts["o11-office"], units, diary.year)
    archive = Archive(diary, programme, units, accounts)
    for title, _standard, _due, _proof, month in TASKS:
        if month:
            archive.finish(title, date(diary.year, month, 24))
    archive.want()
    archive.collect()
    diary.live()
    return programme


def _begin(office: Account, units: dict[str, Organisation], year: int) -> Programme:
    first, last = date(year, 1, 1), date(year, 12, 31)
    programme = plans.start_programme(
        by=office,
        title=f"{year}年样岭市创建全国文明城市档案",
        aim="全国文明城市",
        level="国家级",
        host=units["city"],
        first=first,
        last=last,
    )
    group = (("样修远", "分管副市长", Duty.HEAD), ("样存真", "档案办主任", Duty.OFFICE_HEAD))
    entries = [LeadingEntry(name, post, duty.value) for name, post, duty in group]
    plans.set_leading_group(by=office, programme=programme, revision=None, entries=entries)
    for title, begins, ends in (
        ("建目录", first, date(year, 2, 28)),
        ("收集归档", date(year, 3, 1), date(year, 8, 31)),
        ("核对装订", date(year, 9, 1), date(year, 11, 30)),
        ("接受验收", date(year, 12, 1), last),
    ):
        plans.add_phase(by=office, programme=programme, title=title, first=begins, last=ends)
    rows = [
        {"kind": "任务", "title": title, "standard": standard, "host": units["city"].name, "officer": "样存真",
         "due_on": str(date(year, *due)), "proof": proof, "quantity": "1", "measure_word": "套"}
        for title, standard, due, proof, _month in TASKS
    ]  # fmt: skip
    plans.save_table(by=office, programme=programme, rows=[TableRow(None, None, texts) for texts in rows])
    version = rulebooks.copy_shipped(by=office, organisation=units["city"], name="county-index")
    document, clause = BASIS
    rulebooks.publish(by=office, version=version, document=document, clause=clause, first=first, last=None)
    scoring.open_season(by=office, programme=programme, version=version, first=first, last=last)
    return programme


SYSTEM: Final = System("O11", "创建档案", "a city's archive of evidence", CODE, LOG_INS, build)
