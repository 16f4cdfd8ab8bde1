"""The worked quarter of F14, typed into one workbook: what the stages tell the engine is that season's very facts."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.facts import FactRow
from chuangcheng.intake.actions import import_workbook
from chuangcheng.people.actions import grant_role, make_account
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.activities import facts as activities
from chuangcheng.stages.exemplars import facts as exemplars
from chuangcheng.stages.inspections import facts as inspections
from chuangcheng.stages.plans.actions import start_programme
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import facts as rectification
from tests.intake.workbooks import Rows, workbook
from tests.people import SINCE, People

SEASON = Path(__file__).parents[1] / "data" / "town-five"
DAY = date(2022, 6, 30)
TABLES: dict[str, Callable[[Programme], Iterable[FactRow]]] = {
    **activities.TABLES,
    **exemplars.TABLES,
    **inspections.TABLES,
    **rectification.TABLES,
}


def rows(name: str) -> list[dict[str, str]]:
    with (SEASON / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def yes(word: str) -> str:
    return {"true": "是", "false": "否", "": ""}[word]


def problems() -> Rows:
    """A problem a row: its deadlines are the days before its misses."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("problem_state"):
        found[row["problem"]].append(row)
    heading = ["编号", "单位", "发现日期", "问题", "来源", "整改期限", "第二次期限", "第三次期限"]
    table: list[list[object]] = [heading]
    for code, states in found.items():
        first, *misses = sorted(states, key=lambda row: int(row["misses"]))
        deadlines = [date.fromisoformat(row["date"]) - timedelta(days=1) for row in misses]
        table.append([code, first["unit"], first["date"], f"问题 {code}", first["source"], *deadlines])
    return table


def activity(row: dict[str, str]) -> list[object]:
    """The season says only that an issue was complete; here it has what makes it so."""
    shown = ["候选人", row["date"], "评选结果"] if row["completed"] == "true" else ["", "", ""]
    flags = [yes(row[name]) for name in ("important", "hosted", "completed")]
    return [row["id"], row["unit"], row["date"], row["kind"], row["level"], *flags, *shown]


def season() -> dict[str, Rows]:
    people = [
        [
            r["id"],
            r["unit"],
            r["person"],
            "某",
            r["title"],
            r["level"],
            r["stage"],
            r["date"],
            yes(r["compliant"]),
            yes(r["forceful"]),
            "已审",
        ]
        for r in rows("good_person")
    ]
    materials = [
        [r["id"], r["unit"], r["person"], "某", r["date"], yes(r["compliant"]), "已审"] for r in rows("material")
    ]
    articles = [
        [r["id"], r["unit"], r["date"], r["title"], yes(r["completed"]), yes(r["adopted"])] for r in rows("article")
    ]
    return {
        "单位": [
            ["代码", "名称", "类型", "上级代码", "officer"],
            *([r["unit"], r["name"], r["kind"], r["parent"], r["officer"]] for r in rows("units") if r["parent"]),
        ],
        "基础分": [
            ["编号", "单位", "日期", "得分", "来源"],
            *([r["id"], r["unit"], r["date"], float(r["score"]), r["source"]] for r in rows("base_score")),
        ],
        "问题": problems(),
        "好人": [
            [
                "编号",
                "单位",
                "人员编号",
                "姓名",
                "称号",
                "层级",
                "阶段",
                "公布日期",
                "规范报送",
                "推报有力",
                "审核意见",
            ],
            *people,
        ],
        "材料": [["编号", "单位", "人员编号", "姓名", "报送日期", "规范报送", "审核意见"], *materials],
        "活动": [
            [
                "编号",
                "单位",
                "日期",
                "类别",
                "层级",
                "重要活动",
                "承办",
                "圆满完成",
                "候选名单",
                "公示日期",
                "评选结果",
            ],
            *map(activity, rows("activity")),
        ],
        "约稿": [["编号", "单位", "日期", "题目", "完成", "采用"], *articles],
    }


@pytest.fixture
def keeper(people: People) -> Account:
    """Who keeps units and facts of the town of this season."""
    from chuangcheng.people.actions import create_organisation

    town = create_organisation(
        by=people.root, code="town", name="示例镇", kind="town", parent=people.county, from_day=SINCE
    )
    account = make_account(by=people.root, username="keeper", name="镇文明办", organisation=town).account
    for kind in (RoleKind.OFFICE, RoleKind.ADMINISTRATOR):
        grant_role(by=people.root, account=account, kind=kind, organisation=town, from_day=SINCE)
    return account


def written(value: object) -> str:
    """A value as a season's file writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def test_the_stages_tell_the_facts_of_the_season(keeper: Account) -> None:
    with frozen(DAY):
        programme = start_programme(
            by=keeper,
            title="2022 年创建",
            level="县级",
            host=Organisation.objects.get(code="town"),
            first=date(2022, 1, 1),
            last=date(2022, 12, 31),
        )
        outcome = import_workbook(by=keeper, programme=programme, content=workbook(season()))
        assert outcome.faults == []
        for kind in ("base_score", "problem_state", "good_person", "material", "activity", "article"):
            columns = list(rows(kind)[0])[3:]  # a season's file holds what its rulebook reads; the stage may tell more
            told = {
                (row.id, row.unit, row.day.isoformat(), *(written(row.values[name]) for name in columns))
                for row in TABLES[kind](programme)
            }
            assert told == {tuple(row.values()) for row in rows(kind)}, kind
        again = import_workbook(by=keeper, programme=programme, content=workbook(season()))
    assert (again.added, again.changed) == (0, 0)
    assert again.unchanged == outcome.added
