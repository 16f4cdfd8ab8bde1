"""Opening a workbook that anybody may have sent: what it holds, as values, within limits.

Formulas are never worked out: a cell that holds one is a fault that is named. Before calamine reads the file, every
part of the archive is measured by unpacking it, and every sheet's cells are counted, so that neither a bomb nor a far
corner of a sheet can fill the memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.etree.ElementTree import ParseError, iterparse  # no part with a DTD comes this far: see _measure

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from chuangcheng.base.errors import Refused

#: Bytes that a workbook may unpack to, and what a sheet may hold.
MOST_UNPACKED: Final = 300 * 1024 * 1024
MOST_PARTS: Final = 2_000
MOST_SHEETS: Final = 60
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 300

_DTD: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A sheet's name, its rows of values as calamine gives them (from the first row), and the cells that hold no value
    but a ``formula`` or an ``error`` such as #N/A, by (row, column) from 1."""

    name: str
    rows: list[list[object]]
    faulty: Mapping[tuple[int, int], str] = field(default_factory=dict)


def open_workbook(content: BinaryIO) -> list[OpenedSheet]:
    """The sheets of an .xlsx workbook. Refused: empty-file, too-large, not-a-workbook, bomb, too-many-rows."""
    data = _read(content)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _measure(archive)
            faulty = {name: _scan(archive, part, name) for name, part in _sheets(archive).items()}
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [name for name in workbook.sheet_names if name in faulty]
        return [OpenedSheet(name, _values(workbook, name), faulty[name]) for name in names]
    except (zipfile.BadZipFile, CalamineError, ParseError, KeyError, OSError, EOFError, NotImplementedError) as error:
        raise _unreadable() from error


def _values(workbook: CalamineWorkbook, name: str) -> list[list[object]]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [list(row) for row in rows]


def _unreadable() -> Refused:
    return Refused(
        "not-a-workbook",
        _("这个文件打不开。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，不要加密，再导入。"),
        field="workbook",
    )


def _read(content: BinaryIO) -> bytes:
    limit = settings.LARGEST_UPLOAD * 1024 * 1024
    content.seek(0)
    data = content.read(limit + 1)
    if not data:
        raise Refused("empty-file", _("文件是空的。请重新选择。"), field="workbook")
    if len(data) > limit:
        raise Refused(
            "too-large",
            _("文件超过 %(limit)s MB。请只保留要导入的表和行，或分成几个文件。") % {"limit": settings.LARGEST_UPLOAD},
            field="workbook",
        )
    return data


def _measure(archive: zipfile.ZipFile) -> None:
    """Unpack every part to nowhere and count: what a header says of its size is not believed. A part with a DTD, which
    no workbook has, is refused, so that entities cannot swell either."""
    parts = archive.infolist()
    left = MOST_UNPACKED
    for part in parts:
        with archive.open(part) as stream:
            start = True
            while chunk := stream.read(1 << 20):
                left -= len(chunk)
                declares = (
                    start and part.filename.endswith((".xml", ".rels")) and _DTD.search(chunk.replace(b"\0", b""))
                )
                if left < 0 or len(parts) > MOST_PARTS or declares:
                    raise Refused(
                        "bomb",
                        _("文件解压后过大，或者被做过手脚。请把数据复制到模板中再导入。"),
                        field="workbook",
                    )
                start = False


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet → its part of the archive."""
    parts = set(archive.namelist())
    targets: dict[str, str] = {}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        for _event, node in iterparse(stream):  # noqa: S314
            if node.tag == _TARGET:
                target = node.get("Target", "")
                targets[node.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    found: dict[str, str] = {}
    with archive.open("xl/workbook.xml") as stream:
        for _event, node in iterparse(stream):  # noqa: S314
            part = targets.get(node.get(_RELATION, "")) if node.tag == f"{_MAIN}sheet" else None
            if part in parts and part.startswith("xl/worksheets/"):
                found[node.get("name", "")] = part
    if len(found) > MOST_SHEETS:
        raise Refused("too-many-sheets", _("工作表太多。请只保留要导入的表。"), field="workbook")
    if not found:
        raise _unreadable()
    return found


def _scan(archive: zipfile.ZipFile, part: str, name: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet that hold a formula or an error; refuses a sheet that reaches too far."""
    faulty: dict[tuple[int, int], str] = {}
    with archive.open(part) as stream:
        row = column = 0
        for event, node in iterparse(stream, events=("start", "end")):  # noqa: S314
            if event == "start" and node.tag == f"{_MAIN}row":
                row, column = int(node.get("r") or row + 1), 0
            elif event == "start" and node.tag == f"{_MAIN}c":
                place = _CELL.fullmatch(node.get("r", ""))
                row, column = (int(place[2]), number(place[1])) if place else (row, column + 1)
                if row > MOST_ROWS or column > MOST_COLUMNS:
                    raise Refused(
                        "too-many-rows",
                        _(
                            "“%(sheet)s”表超出了 %(rows)s 行或 %(columns)s 列。请删掉多余的行列（整行整列删除），或分开导入。"
                        )
                        % {"sheet": name, "rows": MOST_ROWS, "columns": MOST_COLUMNS},
                        field="workbook",
                    )
            elif event == "end" and node.tag == f"{_MAIN}f":
                faulty[row, column] = "formula"
            elif event == "end" and node.tag == f"{_MAIN}c" and node.get("t") == "e":
                faulty.setdefault((row, column), "error")
            elif event == "end" and node.tag == f"{_MAIN}row":
                node.clear()
    return faulty


def number(letters: str) -> int:
    """A column's number from 1: A → 1, AA → 27."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def letters(number: int) -> str:
    """A column's letters: 1 → A, 27 → AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
