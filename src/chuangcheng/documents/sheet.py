"""The writer of .xlsx: tables with real numbers, frozen heads and filters."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

import xlsxwriter

Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, how its cells are shown, its width in characters."""

    title: str
    kind: Literal["text", "integer", "points", "money", "date"] = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Cells of kind ``points`` and ``money`` are exact decimals."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]]


#: "0.####" would show 90 as "90.": a spreadsheet's own way writes what there is.
FORMATS = {"points": "General", "money": "#,##0.00", "date": "yyyy-mm-dd", "integer": "0", "text": "@"}


def write_sheets(sheets: Iterable[Sheet]) -> bytes:
    """Write a workbook. Texts are written as texts, whatever they begin with: a ``=`` is no formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#F2EFEA", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        styles = {kind: book.add_format({"num_format": pattern}) for kind, pattern in FORMATS.items()}
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:31])
            for place, column in enumerate(sheet.columns):
                page.set_column(place, place, column.width)
                page.write_string(0, place, column.title, head)
            last = 0
            for last, row in enumerate(sheet.rows, 1):
                for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
                    _write(page, last, place, cell, styles[column.kind])
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
    return stream.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: Cell, style: object) -> None:
    if cell is None:
        page.write_blank(row, place, None, style)
    elif isinstance(cell, str):
        page.write_string(row, place, cell, style)
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell, style)
    else:
        page.write_number(row, place, cell, style)
