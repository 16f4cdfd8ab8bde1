"""Rows that come as a block of text or of cells (pasted, or a sheet of a workbook), brought into the columns of the
table and matched with the rows that stand there."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.models import Task
from chuangcheng.stages.plans.queries.task_papers import KEY, KINDS, REVISION, TITLES
from chuangcheng.stages.plans.queries.task_texts import COLUMNS, Names, texts_of
from chuangcheng.stages.plans.states import TASK_DEPTH, TaskKind

_KIND_WORDS: Final = frozenset({"目标", "类别", "任务", "措施", *TaskKind.values})


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row as it was given: its cells by field, the key and revision where it had them, and where it stood."""

    texts: Mapping[str, str]
    key: int | None = None
    revision: int | None = None
    place: int = field(default=0)


def rows_of_text(text: str) -> list[GivenRow]:
    """Rows of a block copied from a spreadsheet: cells parted by tabs, cells with line breaks in quotes. With a row of
    headings columns are taken by name, else in the table's order, from the level of the row or from its text on."""
    block = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    return rows_of_cells([[cell.strip() for cell in row] for row in block])


def rows_of_cells(block: Sequence[Sequence[str]]) -> list[GivenRow]:
    """Rows of a block of cells; see ``rows_of_text``. Empty rows are left out. Refused: ``no-rows``, ``no-headings``."""
    filled = [(place, row) for place, row in enumerate(block, 1) if any(row)]
    if not filled:
        raise Refused("no-rows", _("里面没有内容。请从表格里复制几行，再粘贴。"))
    headings = _headings(filled[0][1])
    if headings is not None:
        return [_row(place, row, headings) for place, row in filled[1:]]
    return [_row(place, row, _positions(row)) for place, row in filled]


def _headings(row: Sequence[str]) -> dict[int, str] | None:
    known = {title: name for name, title in TITLES.items()} | {str(title): name for name, title in COLUMNS.items()}
    known |= {KEY: KEY, REVISION: REVISION}
    found = {at: known[cell] for at, cell in enumerate(row) if cell in known}
    return found if "title" in found.values() else None


def _positions(row: Sequence[str]) -> dict[int, str]:
    names = list(COLUMNS)
    return dict(enumerate(names if row[0] in _KIND_WORDS else names[1:]))


def _row(place: int, row: Sequence[str], columns: Mapping[int, str]) -> GivenRow:
    cells = {columns[at]: cell for at, cell in enumerate(row) if at in columns}
    key, revision = _whole(cells.pop(KEY, "")), _whole(cells.pop(REVISION, ""))
    if key is None:
        cells = {name: cell for name, cell in cells.items() if cell}
    return GivenRow(cells, key, revision, place)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def matched(given: Sequence[GivenRow], current: Sequence[Task], names: Names) -> list[GivenRow]:
    """Rows without a key that stand in the table already (same level, same text, under a row of the same text) get
    their key, so that a list handed in twice adds nothing. Of rows with a key only the cells that differ remain.

    Refused (``foreign-key``): a key that is not in this table.
    """
    by_key = {task.pk: task for task in current}
    taken, free = {row.key for row in given}, _Free()
    for task in current:
        if task.pk not in taken:
            parent = by_key.get(task.parent_id or 0)
            free.add((task.kind, task.title.strip(), parent.title.strip() if parent else ""), task)
    found, above = [], _Above()
    for row in given:
        if row.key is not None and row.key not in by_key:
            told = _("第%(row)s行的编号 %(key)s 不在这张分解表里。新增的行请把编号空着。")
            raise Refused("foreign-key", told % {"row": row.place, "key": row.key}, field="workbook")
        stands = by_key.get(row.key or 0)
        place = above.place_of(row, stands)
        stood = stands or free.take(place)
        found.append(row if stood is None else _differing(row, stood, names))
    return found


def _differing(row: GivenRow, task: Task, names: Names) -> GivenRow:
    now = texts_of(task, names)
    cells = {name: text for name, text in row.texts.items() if now[name] != text.strip()}
    if cells.get("kind") and kind_of(cells["kind"]) == task.kind:
        del cells["kind"]
    return GivenRow(cells, task.pk, row.revision, row.place)


def kind_of(text: str) -> str:
    """The stored word of a row's level, told in any language; a task where nothing is told."""
    words = {str(label): value for value, label in TaskKind.choices} | {
        told: kind.value for kind, told in KINDS.items()
    }
    return words.get(text, text if text in TaskKind.values else TaskKind.TASK.value)


class _Free:
    """Rows of the table that nobody has named by their key, by where they stand; each is given out once."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, str], list[Task]] = {}

    def add(self, place: tuple[str, str, str], task: Task) -> None:
        self.rows.setdefault(place, []).append(task)

    def take(self, place: tuple[str, str, str]) -> Task | None:
        waiting = self.rows.get(place)
        return waiting.pop(0) if waiting else None


class _Above:
    """What stands above a row of a list that is read from top to bottom."""

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []

    def place_of(self, row: GivenRow, stands: Task | None) -> tuple[str, str, str]:
        """Level, text, and the text of the row above; the row then stands open for those that follow."""
        kind = kind_of(row.texts["kind"]) if row.texts.get("kind") else stands.kind if stands else TaskKind.TASK.value
        title = row.texts.get("title", stands.title if stands else "").strip()
        while self.open and self.open[-1][0] >= TASK_DEPTH[kind]:
            self.open.pop()
        above = self.open[-1][1] if self.open else ""
        self.open.append((TASK_DEPTH[kind], title))
        return kind, title, above
