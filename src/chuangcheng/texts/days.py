"""Days in Chinese text: 4月20日, 6月底前, 二〇二六年四月, 20xx年10月, 年底; a missing year stays missing."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Final

from chuangcheng.texts.numbers import read_number

_TWO: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEAR: Final = r"(?:(?:19|20)\d{2}|[二一][〇零九][〇零一二三四五六七八九]{2}|(?:19|20)[xX_*□〇]{2}|20(?=年)|[xX_*]{2,4}|[今本当去明次]|(?<!\d)\d{2})"
_EDGE: Final = r"(?:底|末|初|上旬|中旬|下旬|中)"
#: A day, a month or a named edge of one. Groups: year, month, day, edge.
DAY: Final = rf"(?:(?P<{{0}}year>{YEAR})年(?:度)?)?(?:(?P<{{0}}month>{_TWO})月份?(?:(?P<{{0}}day>{_TWO})[日号]|(?P<{{0}}edge>{_EDGE}))?)"
_DOTTED: Final = r"(?P<{0}dyear>(?:19|20)\d{{2}})[./—](?P<{0}dmonth>\d{{1,2}})[./—](?P<{0}dday>\d{{1,2}})(?!\d)"
_YEAR_EDGE: Final = rf"(?P<{{0}}yyear>{YEAR})?年(?P<{{0}}yedge>[底末初终])"
_QUARTER: Final = rf"(?:(?P<{{0}}qyear>{YEAR})年)?(?P<{{0}}quarter>第?[一二三四1-4]季度|[上下]半年)"
_ANY: Final = f"(?:{_DOTTED}|{DAY}|{_YEAR_EDGE}|{_QUARTER})"


def day_pattern(prefix: str) -> str:
    """The pattern of a day whose groups begin with ``prefix``, to be built into a larger one."""
    return _ANY.replace("{0}", prefix).replace("{{", "{").replace("}}", "}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as the text tells it.

    ``year`` is ``None`` when it is not stated; ``year_shown`` keeps what stands in its place (``20xx``, ``今``).
    ``edge`` tells how a day was taken where only a month was named: ``month`` (whole), 底, 初, 上旬 …
    """

    year: int | None
    month: int
    day: int | None
    year_shown: str = ""
    edge: str = ""

    def first(self) -> tuple[int, int]:
        """Month and day on which it begins."""
        starts = {"中旬": 11, "下旬": 21, "中": 11}
        return self.month, self.day or starts.get(self.edge, 1)

    def last(self) -> tuple[int, int]:
        """Month and day on which it ends; February has 28 days unless the year is known."""
        ends = {"初": 5, "上旬": 10, "中旬": 20, "中": 20}
        return self.month, self.day or ends.get(self.edge, days_in(self.year, self.month))

    def exists(self) -> bool:
        """Whether the calendar has such a day."""
        leap = self.year if self.year is not None else 2024
        return 1 <= self.month <= 12 and (self.day is None or 1 <= self.day <= days_in(leap, self.month))


def days_in(year: int | None, month: int) -> int:
    """Days of a month; without a year, those of a common year."""
    return calendar.monthrange(year if year is not None else 2023, month)[1] if 1 <= month <= 12 else 31


def read_day(found: re.Match[str], prefix: str) -> Day | None:
    """The day of a match of ``day_pattern(prefix)``; ``None`` when that part did not match."""
    parts = {name.removeprefix(prefix): text for name, text in found.groupdict().items() if name.startswith(prefix)}
    if parts.get("dmonth"):
        return Day(int(parts["dyear"] or 0), int(parts["dmonth"] or 0), int(parts["dday"] or 0))
    if parts.get("month"):
        year, shown = read_year(parts.get("year"))
        month, day = _small(parts["month"]), _small(parts.get("day"))
        return None if month is None else Day(year, month, day, shown, parts.get("edge") or ("" if day else "month"))
    if parts.get("yedge"):
        year, shown = read_year(parts.get("yyear"))
        return Day(year, 1, None, shown, "初") if parts["yedge"] == "初" else Day(year, 12, None, shown, "底")
    if parts.get("quarter"):
        year, shown = read_year(parts.get("qyear"))
        return Day(year, _quarter_end(str(parts["quarter"])), None, shown, str(parts["quarter"]))
    return None


def _quarter_end(text: str) -> int:
    if "半年" in text:
        return 6 if text[0] == "上" else 12
    return 3 * ("一二三四".find(text[-3]) + 1 or int(text[-3]))


def _small(text: str | None) -> int | None:
    value = read_number(text) if text else None
    return int(value) if value is not None else None


def read_year(text: str | None) -> tuple[int | None, str]:
    """A year and, when it cannot be told, what stands in its place.

    >>> read_year("2026"), read_year("二〇二六"), read_year("20xx"), read_year("今")
    ((2026, ''), (2026, ''), (None, '20xx'), (None, '今'))
    """
    if not text:
        return None, ""
    if text.isdigit():
        return (int(text), "") if len(text) == 4 else (None, text)
    digits = "".join(str("零一二三四五六七八九".find(each.replace("〇", "零"))) for each in text)
    return (int(digits), "") if digits.isdigit() and len(digits) == 4 else (None, text)
