"""One import under way: who does it, for which programme, and what it comes to so far."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.jobs import Progress
from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.opening import OpenedSheet, letters
from chuangcheng.intake.outcome import Fault, Outcome
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.plans import queries as plan_queries
from chuangcheng.stages.plans.actions.records import plain
from chuangcheng.stages.plans.models import Programme


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: its number from 1, field → value for the columns that the sheet has, and heading → text
    for columns beyond the declared ones."""

    number: int
    values: Mapping[str, object]
    further: Mapping[str, str]

    @property
    def code(self) -> str:
        """The 编号, '' where the row has none."""
        return str(self.values.get("code") or "")


class Running:
    """An import under way. ``late``: facts of closed periods are booked today; ``progress`` is told of each of ``rows``."""

    def __init__(
        self,
        by: Account,
        programme: Programme | None,
        digest: str,
        *,
        late: bool,
        progress: Progress | None = None,
        rows: int = 0,
    ) -> None:
        self.by = by
        self._progress = progress
        self._rows, self._done = rows, 0
        self.chosen = programme
        self.late = late
        self.outcome = Outcome(digest)

    @property
    def programme(self) -> Programme:
        """The programme that facts belong to; refused where none was chosen (``no-programme``)."""
        if self.chosen is None:
            raise Refused("no-programme", _("请先选择创建活动，再导入这张表；现在只能导入“单位”和“人员”。"))
        return self.chosen

    @cached_property
    def desk(self) -> plan_queries.Desk:
        """The programme opened for many writes. Read when facts come: units of the same workbook are there by then."""
        return plan_queries.Desk(self.programme, many=True)

    @cached_property
    def _units(self) -> tuple[dict[str, Organisation], dict[str, list[Organisation]]]:
        by_code: dict[str, Organisation] = {}
        by_name: dict[str, list[Organisation]] = {}
        for unit in plan_queries.units(self.programme):
            by_code[unit.code] = unit
            by_name.setdefault(unit.name, []).append(unit)
        return by_code, by_name

    def unit(self, word: str) -> Organisation:
        """A unit of the programme by its code, or by its name where only one bears it (``unknown-unit``)."""
        by_code, by_name = self._units
        named = by_name.get(word, [])
        if word in by_code:
            return by_code[word]
        if len(named) == 1:
            return named[0]
        if named:
            raise Refused(
                "unknown-unit",
                _("有 %(n)s 个单位叫“%(unit)s”，请写单位代码。") % {"n": len(named), "unit": word},
                field="unit",
            )
        raise Refused(
            "unknown-unit", _("没有“%(unit)s”这个单位。请写“单位”表里的代码或名称。") % {"unit": word}, field="unit"
        )

    def fault(self, sheet: str, row: int, refusal: Refused, headings: Mapping[str, str]) -> None:
        """Note what is wrong with a row; the field that is at fault is named by its heading."""
        column = headings.get(refusal.field, "")
        self.outcome.faults.append(Fault(sheet, row, column, refusal.code, str(refusal.message)))

    @contextmanager
    def row(self, sheet: str, row: Row, headings: Mapping[str, str]) -> Iterator[None]:
        """Within the block a refusal is noted as a fault of the row. Each row counts as one step of the progress."""
        try:
            yield
        except Refused as refusal:
            self.fault(sheet, row.number, refusal, headings)
        self._done += 1
        if self._progress is not None:
            self._progress(min(self._done, self._rows), self._rows)


def headings(columns: tuple[Column, ...], sheet: OpenedSheet) -> dict[str, str]:
    """Field → where it stands, such as ``C 日期``, for the columns that the sheet has."""
    places = _heading_places(sheet)
    return {c.field: f"{letters(places[c.title] + 1)} {c.title}" for c in columns if c.title in places}


def read_rows(running: Running, sheet: OpenedSheet, columns: tuple[Column, ...], *, further: bool) -> list[Row]:
    """The rows of a sheet below its heading; empty rows are skipped, faulty ones are noted and left out.

    Faults: missing-column, unknown-column, duplicate-column, formula, missing-value, wrong-type.
    """
    start = next((n for n, row in enumerate(sheet.rows) if not all(map(cells.is_empty, row))), None)
    if start is None:
        return []
    places = _heading_places(sheet)
    if not _check_headings(running, sheet, start, columns, places, further=further):
        return []
    found = headings(columns, sheet)
    rows = []
    for place in range(start + 1, len(sheet.rows)):
        raw = sheet.rows[place]
        if all(map(cells.is_empty, raw)) and not any(row == place + 1 for row, _column in sheet.faulty):
            continue
        before = len(running.outcome.faults)
        row = _read_row(running, sheet, place, columns, places, found)
        if len(running.outcome.faults) == before:
            rows.append(row)
    return rows


def _heading_places(sheet: OpenedSheet) -> dict[str, int]:
    row = next((row for row in sheet.rows if not all(map(cells.is_empty, row))), [])
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        places.setdefault(cells.text(cell).rstrip("*＊"), place)
    places.pop("", None)
    return places


def _check_headings(
    running: Running,
    sheet: OpenedSheet,
    start: int,
    columns: tuple[Column, ...],
    places: Mapping[str, int],
    *,
    further: bool,
) -> bool:
    """Note headings that are missing, unknown or there twice; whether the rows can be read."""
    known = {column.title for column in columns}
    row = [cells.text(cell).rstrip("*＊") for cell in sheet.rows[start]]
    before = len(running.outcome.faults)

    def note(code: str, reason: str) -> None:
        running.outcome.faults.append(Fault(sheet.name, start + 1, "", code, reason))

    for column in columns:
        if column.needed and column.title not in places:
            note("missing-column", _("缺少“%(title)s”列。请使用模板中的表头。") % {"title": column.title})
    for title, count in Counter(row).items():
        if title and count > 1:
            note("duplicate-column", _("“%(title)s”列出现了两次。请删掉一列。") % {"title": title})
        if title and title not in known and not further:
            note("unknown-column", _("没有“%(title)s”这一列。请使用模板中的表头，或删掉这一列。") % {"title": title})
    return len(running.outcome.faults) == before


def _read_row(
    running: Running,
    sheet: OpenedSheet,
    place: int,
    columns: tuple[Column, ...],
    places: Mapping[str, int],
    found: Mapping[str, str],
) -> Row:
    raw, number = sheet.rows[place], place + 1
    values: dict[str, object] = {}
    for (row, column), fault in sheet.faulty.items():
        if row == number:
            refusal = _formula() if fault == "formula" else _error()
            title = next((title for title, at in places.items() if at == column - 1), "")
            where = f"{letters(column)} {title}".strip()
            running.outcome.faults.append(Fault(sheet.name, number, where, refusal.code, str(refusal.message)))
    for declared in columns:
        if declared.title not in places:
            continue
        cell = raw[places[declared.title]]
        try:
            values[declared.field] = declared.read(cell, declared.title)
            if declared.needed and cells.is_empty(cell):
                raise Refused("missing-value", _("这一格不能空着。"))
        except Refused as refusal:
            running.fault(sheet.name, number, Refused(refusal.code, refusal.message, field=declared.field), found)
    known = {column.title for column in columns}
    rest = {title: cells.text(raw[at]) for title, at in places.items() if title not in known}
    return Row(number, values, rest)


def _formula() -> Refused:
    return Refused("formula", _("这个单元格是公式。请复制后用“选择性粘贴—数值”换成结果，再导入。"))


def _error() -> Refused:
    return Refused("error-value", _("这个单元格是错误值（如 #N/A）。请改成正确的内容，再导入。"))


class Keys:
    """The identity of rows without 编号: their content, and their ordinal among equal rows of the sheet."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._seen: Counter[str] = Counter()

    def of(self, values: Mapping[str, object]) -> str:
        """The key of the next row with these values; a column that is empty says no more than one that is not there."""
        told = [[name, as_text(value)] for name, value in sorted(values.items()) if name != "code"]
        told = [[name, word] for name, word in told if word]
        written = json.dumps([self._sheet, told], ensure_ascii=False)
        digest = hashlib.sha256(written.encode()).hexdigest()[:40]
        self._seen[digest] += 1
        return f"{digest}-{self._seen[digest]}"


def as_text(value: object) -> str:
    """A value as a preview shows it."""
    if isinstance(value, Organisation):
        return value.code
    if isinstance(value, Mapping):
        return "；".join(f"{name} {as_text(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, bool):
        return cells.text(value)
    return "" if value is None else str(plain(value))
