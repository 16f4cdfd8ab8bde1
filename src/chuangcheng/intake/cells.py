"""Cells as values: a text, a day, a number, yes or no. What cannot be read is refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused

YES: Final = frozenset({"是", "true", "yes", "y", "√", "✓", "1"})
NO: Final = frozenset({"否", "false", "no", "n", "×", "✗", "0"})
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_NUMBER: Final = re.compile(r"[-+]?\d{1,12}(\.\d{1,6})?")

Read = Callable[[object, str], object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading, the field it fills, how a cell is read, whether it may be empty, the words to
    choose from (offered, not enforced here), and an example for the template."""

    title: str
    field: str
    read: Read
    needed: bool = False
    choices: Sequence[str | Promise] = ()
    example: str = ""


def is_empty(cell: object) -> bool:
    """Nothing in the cell, or only blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell: object, title: str = "") -> str:
    """A cell as text, as Excel shows it: whole numbers without a point, days as YYYY-MM-DD. ``=`` is a sign like any."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return plain(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()


def plain(number: float) -> str:
    """A number in the fifteen digits that Excel itself shows, so that 0.1 + 0.2 is 0.3; never in exponents."""
    value = Decimal(format(number, ".15g"))
    return format(value.normalize() if value else Decimal(0), "f")


def day(cell: object, title: str = "") -> date | None:
    """A day: a date cell, or a text such as 2022-05-30, 2022/5/30, 2022.5.30, 2022年5月30日."""
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DAY.fullmatch(text(cell))
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Refused("wrong-type", _("“%(cell)s”不是日期。请写成 2022-05-30 的样子。") % {"cell": text(cell)})


def decimal(cell: object, title: str = "") -> Decimal | None:
    """A number with at most twelve digits before and six after the point."""
    if is_empty(cell):
        return None
    written = text(cell).replace("，", ",").replace(",", "")
    if isinstance(cell, bool | date | time | timedelta) or not _NUMBER.fullmatch(written):
        raise Refused("wrong-type", _("“%(cell)s”不是数。请只写数字，小数最多六位。") % {"cell": text(cell)})
    return Decimal(written)


def yes(cell: object, title: str = "") -> bool | None:
    """Yes, no, or nothing."""
    if is_empty(cell):
        return None
    word = text(cell).lower()
    if word in YES or word in NO:
        return word in YES
    raise Refused("wrong-type", _("“%(cell)s”看不懂。请写“是”或“否”，或者空着。") % {"cell": text(cell)})


def firm_yes(cell: object, title: str = "") -> bool:
    """Yes or no; nothing means no."""
    return bool(yes(cell, title))
