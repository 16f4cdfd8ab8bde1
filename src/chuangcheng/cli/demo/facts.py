"""The facts of the demo's year: drawn once from a fixed seed, written as the workbook that an office would fill in."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

import xlsxwriter

from chuangcheng.engine.periods import Period

Row = Sequence[str | int | float | date | None]

PROBLEMS: Final = (
    "主干道旁垃圾未清运", "沟塘有漂浮垃圾", "房前屋后乱堆乱放", "公益广告破损", "公厕保洁不到位", "墙面乱贴乱画", "路灯不亮", "菜市场出入口占道",
)  # fmt: skip
SOURCES: Final = ("县三创办巡查", "领导巡查调研", "媒体曝光", "群众举报", "镇自查", "村自查")
WEIGHTS: Final = (8, 3, 1, 4, 5, 6)
SELECTIONS: Final = ("最美家庭", "清洁文明户", "村好人")
RISES: Final = (("县级", "当选"), ("市级", "提名"), ("市级", "当选"), ("省级", "提名"), ("省级", "当选"))

HEADS: Final[dict[str, tuple[str, ...]]] = {
    "基础分": ("单位", "日期", "得分", "来源"),
    "问题": ("单位", "发现日期", "问题", "来源", "地点", "整改期限", "第二次期限", "整改日期"),
    "好人": ("单位", "人员编号", "姓名", "称号", "层级", "阶段", "公布日期", "规范报送", "推报有力", "审核意见"),
    "材料": ("单位", "人员编号", "姓名", "题目", "报送日期", "规范报送", "审核意见"),
    "活动": (
        "单位",
        "日期",
        "类别",
        "名称",
        "层级",
        "重要活动",
        "承办",
        "圆满完成",
        "候选名单",
        "公示日期",
        "评选结果",
    ),
    "约稿": ("单位", "日期", "题目", "完成", "采用"),
}


class Year:
    """Draws the facts of a year, quarter by quarter: the same every time."""

    def __init__(self, units: Sequence[tuple[str, str]]) -> None:
        """``units``: (code, name) of the villages."""
        self.units = units
        self.random = random.Random(20220630)  # noqa: S311  (a demo, not a draw)
        self.good = {code: 82 + self.random.randrange(0, 130) / 10 for code, _name in units}
        self.risen: dict[str, int] = {}

    def workbook(self, period: Period, until: date) -> bytes:
        """The workbook of a quarter, with the facts up to a day."""
        sheets = {
            "基础分": self._scores(min(period.last - timedelta(days=2), until)),
            "问题": self._problems(period, until),
            "好人": self._honours(period),
            "材料": self._materials(period),
            "活动": self._activities(period),
            "约稿": self._articles(period),
        }
        dated = {"基础分": 1, "问题": 1, "好人": 6, "材料": 4, "活动": 1, "约稿": 1}
        return write({name: [row for row in rows if _day(row[dated[name]]) <= until] for name, rows in sheets.items()})

    def _scores(self, day: date) -> list[Row]:
        found: list[Row] = []
        for code, _name in self.units:
            self.good[code] = min(98.0, max(78.0, self.good[code] + self.random.randrange(-25, 30) / 10))
            found.append((code, day, round(self.good[code], 1), "镇考核组"))
        return found

    def _problems(self, period: Period, until: date) -> list[Row]:
        found: list[Row] = []
        for code, _name in self.units:
            for _number in range(self.random.choice((0, 1, 1, 2, 2, 3, 4))):
                day = self._day_in(period)
                deadline = day + timedelta(days=self.random.choice((5, 7, 10)))
                kept = self.random.random() < 0.72
                second = None if kept else deadline + timedelta(days=8)
                done = (
                    deadline - timedelta(days=1) if kept else deadline + timedelta(days=self.random.choice((4, 6, 12)))
                )
                source = self.random.choices(SOURCES, WEIGHTS)[0]
                title = self.random.choice(PROBLEMS)
                second = second if second and deadline < until else None
                found.append((code, day, title, source, "村内", deadline, second, done if done <= until else None))
        return found

    def _honours(self, period: Period) -> list[Row]:
        found: list[Row] = []
        for code, name in self.units:
            if self.random.random() > 0.3:
                continue
            rise = self.risen.get(code, 0)
            self.risen[code] = min(rise + 1, len(RISES) - 1)
            level, stage = RISES[rise]
            forceful = "是" if self.random.random() < 0.85 else "否"
            reason = "材料齐全，核对属实" if forceful == "是" else "推荐材料过于简单"
            found.append(
                (
                    code,
                    f"{code}-p1",
                    f"{name[:2]}好人",
                    f"{level[:1]}好人",
                    level,
                    stage,
                    self._day_in(period),
                    "是",
                    forceful,
                    reason,
                )
            )
        return found

    def _materials(self, period: Period) -> list[Row]:
        found: list[Row] = []
        for code, name in self.units:
            if self.random.random() < 0.55:
                compliant = "是" if self.random.random() < 0.8 else "否"
                day = self._day_in(period)
                person, who = f"{code}-p1", f"{name[:2]}好人"
                found.append((code, person, who, f"{who}事迹（{period.short}）", day, compliant, "格式和事实已核对"))
        return found

    def _activities(self, period: Period) -> list[Row]:
        found: list[Row] = []
        for code, name in self.units:
            if self.random.random() < 0.2:
                done = "是" if self.random.random() < 0.8 else "否"
                found.append(
                    (code, self._day_in(period), "承办", "镇文明实践现场会", "镇级", "是", "是", done, None, None, None)
                )
            if self.random.random() < 0.45:
                day, kind = self._day_in(period), self.random.choice(SELECTIONS)
                shown = day - timedelta(days=7)
                found.append(
                    (code, day, kind, f"{name}{kind}评选", "村级", None, None, "是", "候选10户", shown, "评出5户")
                )
            if self.random.random() < 0.6:
                found.append(
                    (
                        code,
                        self._day_in(period),
                        "志愿服务",
                        "清洁家园志愿服务",
                        "村级",
                        "否",
                        "否",
                        "是",
                        None,
                        None,
                        None,
                    )
                )
        return found

    def _articles(self, period: Period) -> list[Row]:
        found: list[Row] = []
        for code, _name in self.units:
            if self.random.random() < 0.25:
                adopted = self.random.random() < 0.6
                found.append((code, self._day_in(period), "文明创建工作小记", "是", "是" if adopted else "否"))
        return found

    def _day_in(self, period: Period) -> date:
        """A day of the first two and a half months, so that what follows it happens in the same quarter more often."""
        return period.first + timedelta(days=self.random.randrange(0, 78))


def write(sheets: dict[str, list[Row]]) -> bytes:
    """Write rows under the template's headings."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEADS[name])
            for number, row in enumerate(rows, 1):
                _write_row(page, number, row)
    return stream.getvalue()


def _write_row(
    page: xlsxwriter.worksheet.Worksheet, number: int, row: Iterable[str | int | float | date | None]
) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date):
            page.write_datetime(number, place, cell)
        elif cell is not None:
            page.write(number, place, cell)


def _day(cell: object) -> date:
    assert isinstance(cell, date)
    return cell
