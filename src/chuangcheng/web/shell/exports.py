"""Tables as files: CSV for other programs, Excel with real numbers and dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

from chuangcheng.web.shell import formats
from chuangcheng.web.shell.tables import Column, Table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A spreadsheet program would run a text that begins so as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNITS = {"points": formats.POINT, "gain": formats.POINT, "money": formats.YUAN, "integer": 1}


def export(table: Table, name: str) -> HttpResponse:
    """Write all rows that pass the table's filters, in its order, as the file that the request asks for.

    ``name`` is the file's name without its ending. The caller writes the journal line where personal data leaves.
    """
    form = table.wants_export
    body, kind = (_csv(table), "text/csv; charset=utf-8") if form == "csv" else (_xlsx(table), _XLSX)
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return response


def _lines(table: Table) -> Iterator[list[tuple[Column, Any]]]:
    rows: Any = table.arranged()
    for row in rows.iterator(chunk_size=2000) if hasattr(rows, "iterator") else rows:
        yield [(column, _exact(column, column.value(row))) for column in table.columns]


def _exact(column: Column, raw: Any) -> Decimal | date | str | None:
    """A number for a figure, a local date for a date, the shown text for the rest."""
    if raw is None:
        return None
    if column.kind in _UNITS:
        return Decimal(int(raw)) / _UNITS[column.kind]
    if isinstance(raw, datetime):
        return timezone.localtime(raw).replace(tzinfo=None) if timezone.is_aware(raw) else raw
    return raw if isinstance(raw, date) else str(getattr(raw, "label", raw))


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_defused(str(column.label)) for column in table.columns])
    for line in _lines(table):
        writer.writerow([_csv_cell(value) for _, value in line])
    # The byte-order mark makes Excel read the file as UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Decimal | date | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else _defused(value)


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(table: Table) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bg_color": "#F1EEE7", "bottom": 1})
    dated = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    timed = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, str(column.label), head)
        sheet.set_column(at, at, 14 if column.numeral else 24 if column.wide else 18)
    for number, line in enumerate(_lines(table), start=1):
        for at, (_, value) in enumerate(line):
            if isinstance(value, Decimal):
                sheet.write_number(number, at, value)
            elif isinstance(value, date):
                sheet.write_datetime(number, at, value, timed if isinstance(value, datetime) else dated)
            elif value is not None:
                sheet.write_string(number, at, value)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
