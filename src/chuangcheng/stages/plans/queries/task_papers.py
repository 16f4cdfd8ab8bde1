"""The decomposition table as files: a workbook that can be handed in again, and an official document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from chuangcheng.documents.model import Column, Document, Paragraph, Table, chinese_date
from chuangcheng.documents.sheet import Cell, Sheet, SheetColumn
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries.task_texts import COLUMNS, Names
from chuangcheng.stages.plans.queries.tasks import Line
from chuangcheng.stages.plans.states import TaskKind, TaskState

#: Titles of the columns by which a workbook's row is known again; in Chinese in every language, as is the whole sheet.
KEY, REVISION = "编号", "修订号"
#: The titles of the columns as the workbook has them, whatever the language of the page.
TITLES: Final = {
    "kind": "层次",
    "title": "内容",
    "standard": "工作标准",
    "host": "牵头单位",
    "officer": "责任人",
    "helpers": "配合单位",
    "starts_on": "开始日期",
    "due_on": "完成时限",
    "quantity": "数量",
    "measure_word": "量词",
    "proof": "佐证要求",
    "item": "对应测评项目",
    "optional": "自选动作",
}
KINDS: Final = {TaskKind.GOAL: "目标", TaskKind.CATEGORY: "类别", TaskKind.TASK: "任务", TaskKind.MEASURE: "措施"}
STATES: Final = {
    TaskState.OPEN: "进行中",
    TaskState.DONE: "已完成待确认",
    TaskState.CONFIRMED: "已确认",
    TaskState.DROPPED: "不再办理",
}


def task_sheet(table: Sequence[Line], names: Names) -> Sheet:
    """The table as a sheet with real dates and numbers. Handed in as it is, it changes nothing."""
    columns = [
        SheetColumn("序号", width=8),
        *(SheetColumn(TITLES[name], _kind_of(name), _width_of(name)) for name in COLUMNS),
        SheetColumn("状态", width=12),
        SheetColumn("完成日期", "date", 12),
        SheetColumn("完成情况", width=24),
        SheetColumn(KEY, "integer", 8),
        SheetColumn(REVISION, "integer", 8),
    ]
    return Sheet("任务分解表", columns, _cells(table, names))


def _kind_of(name: str) -> Literal["text", "points", "date"]:
    return "date" if name in ("starts_on", "due_on") else "points" if name == "quantity" else "text"


def _width_of(name: str) -> int:
    return {"title": 36, "standard": 28, "proof": 24, "kind": 8, "quantity": 8, "measure_word": 8}.get(name, 14)


def _cells(table: Sequence[Line], names: Names) -> Iterator[list[Cell]]:
    for line in table:
        task = line.task
        yield [
            line.number,
            KINDS[TaskKind(task.kind)],
            task.title,
            task.standard,
            names.told(task.host),
            task.officer,
            "、".join(names.told(unit) for unit in line.helpers),
            task.starts_on,
            task.due_on,
            task.quantity,
            task.measure_word,
            task.proof,
            task.item,
            "是" if task.optional else "",
            STATES[TaskState(task.state)] if line.is_worked else "",
            task.done_on,
            task.result,
            task.pk,
            task.revision,
        ]


def task_document(programme: Programme, table: Sequence[Line], *, head: str) -> Document:
    """The table as it is annexed to a plan: a sheet across, goals and categories in bold."""
    block = _paper_table(table) if table else Paragraph("还没有任务。")
    return Document(title=f"{programme.title}任务分解表", blocks=[block], head=head, landscape=True)


def _paper_table(table: Sequence[Line]) -> Table:
    columns = (
        Column("序号", "center", 6),
        Column("目标任务和措施", share=22),
        Column("工作标准", share=14),
        Column("牵头单位", share=10),
        Column("责任人", "center", 7),
        Column("配合单位", share=11),
        Column("完成时限", "center", 11),
        Column("数量", "center", 8),
        Column("佐证要求", share=11),
    )
    rows = [_paper_row(line) for line in table]
    held = frozenset(number for number, line in enumerate(table) if not line.is_worked)
    return Table(columns, rows, strong=held)


def _paper_row(line: Line) -> tuple[str, ...]:
    task = line.task
    return (
        line.number,
        task.title
        + ("（自选）" if task.optional else "")
        + ("（不再办理）" if task.state == TaskState.DROPPED else ""),
        task.standard,
        line.host.name if line.host and line.is_worked else "",
        line.officer if line.is_worked else "",
        "、".join(unit.name for unit in line.helpers),
        chinese_date(line.due_on) if line.due_on and line.is_worked else "",
        line.quantity,
        task.proof,
    )
