"""Workbooks made for tests: sheets of rows, written as a person's program writes them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter

Rows = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Rows]) -> io.BytesIO:
    """An .xlsx of these sheets; dates become date cells, ``=`` at the start of a text stays text."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(number, place, cell, day)
                    elif cell is not None:
                        page.write(number, place, cell)
    written.seek(0)
    return written
