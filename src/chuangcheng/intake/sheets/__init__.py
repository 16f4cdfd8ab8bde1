"""The sheets of the workbook, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from chuangcheng.intake.cells import Column
from chuangcheng.intake.outcome import SheetOutcome
from chuangcheng.intake.running import Row, Running
from chuangcheng.intake.sheets import organisations, places
from chuangcheng.intake.sheets.activities import ACTIVITIES, ARTICLES
from chuangcheng.intake.sheets.exemplars import HONOURS, MATERIALS
from chuangcheng.intake.sheets.inspections import CHECKS, FIGURES, JUDGEMENTS, MATRIX, SCORES, VETOES
from chuangcheng.intake.sheets.problems import PROBLEMS
from chuangcheng.intake.sheets.records import RecordSheet, write

Write = Callable[[Running, str, list[Row], Mapping[str, str]], SheetOutcome]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet of the template: its name, its columns, whether others may stand beside them, how its rows are written.
    ``facts``: it belongs to a programme."""

    name: str
    columns: tuple[Column, ...]
    write: Write
    further: bool = False
    facts: bool = True


def _of(name: str, kind: RecordSheet[Any], *, further: bool = False) -> SheetKind:
    def write_rows(running: Running, name: str, rows: list[Row], headings: Mapping[str, str]) -> SheetOutcome:
        return write(running, name, kind, rows, headings)

    return SheetKind(name, kind.columns, write_rows, further=further)


SHEETS: Final = (
    SheetKind("单位", organisations.UNITS, organisations.write_units, further=True, facts=False),
    SheetKind("人员", organisations.PERSONS, organisations.write_persons, facts=False),
    SheetKind("网格", places.GRIDS, places.write_grids, facts=False),
    SheetKind("点位", places.PLACES, places.write_places, further=True, facts=False),
    _of("基础分", SCORES),
    _of("基础分矩阵", MATRIX, further=True),
    _of("问题", PROBLEMS),
    _of("好人", HONOURS),
    _of("材料", MATERIALS),
    _of("活动", ACTIVITIES),
    _of("约稿", ARTICLES),
    _of("检查", CHECKS),
    _of("否决", VETOES),
    _of("评定", JUDGEMENTS),
    _of("其他数据", FIGURES, further=True),
)
#: The first sheet of the template, which explains; it is not read.
EXPLAINS: Final = "填写说明"
