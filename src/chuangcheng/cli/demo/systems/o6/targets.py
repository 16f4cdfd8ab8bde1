"""Revenue divided down the tree (F27): leaders take areas, sections take points.

Last year 1,200 was divided into 700 and 500, and 1,263.6 came in: 105.3 %. This year 1,200 was divided into 700 and 490,
and nobody has taken on the difference of 10.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from chuangcheng.cli.demo.systems.o6.bureau import Bureau
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Target

#: unit, the unit above, who takes it, planned last year, reached at the ends of its quarters, planned this year.
TREE: Final = (
    ("bureau", "", "样大川", "1200", ("302.4", "611.0", "930.5", "1263.6"), "1200"),
    ("east", "bureau", "样长河包片", "700", ("178.2", "360.1", "548.9", "742.8"), "700"),
    ("west", "bureau", "样远山包片", "500", ("124.2", "250.9", "381.6", "520.8"), "490"),
    ("east1", "east", "征管科包点", "400", ("101.7", "205.0", "312.4", "421.8"), "400"),
    ("east2", "east", "法规科包点", "300", ("76.5", "155.1", "236.5", "321.0"), "300"),
    ("west1", "west", "办公室包点", "260", ("64.9", "131.0", "199.1", "271.9"), "250"),
    ("west2", "west", "人事教育科包点", "240", ("59.3", "119.9", "182.5", "248.9"), "240"),
)
#: Ends of the quarters.
ENDS: Final = ((3, 31), (6, 30), (9, 30), (12, 31))
#: What comes in this year, of what came in last year by the same day.
GROWTH: Final = Decimal("1.02")


def divide(bureau: Bureau) -> None:
    """Set the targets of both years in January, and read them at the ends of the quarters."""
    last_year, year = bureau.years
    bureau.diary.on(date(last_year, 1, 15), lambda: _year(bureau, last_year, [Decimal(row[3]) for row in TREE], 1))
    bureau.diary.on(date(year, 1, 15), lambda: _year(bureau, year, [Decimal(row[5]) for row in TREE], GROWTH))


def _year(bureau: Bureau, year: int, planned: list[Decimal], growth: Decimal | int) -> None:
    made: dict[str, Target] = {}
    for (unit, above, officer, _plan, reached, _next), number in zip(TREE, planned, strict=True):
        made[unit] = actions.set_target(
            by=bureau.office,
            programme=bureau.programme,
            unit=bureau.units[unit],
            title=f"{year}年税费收入",
            measure_word="万元",
            planned=number,
            due_on=date(year, 12, 31),
            parent=made.get(above),
            officer=officer,
        )
        for (month, day), text in zip(ENDS, reached, strict=True):
            _read(bureau, made[unit], date(year, month, day), (Decimal(text) * growth).quantize(Decimal("0.1")))


def _read(bureau: Bureau, target: Target, on: date, reached: Decimal) -> None:
    bureau.diary.on(on, lambda: actions.read_target(by=bureau.office, target=target, on=on, reached=reached))
