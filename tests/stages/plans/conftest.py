"""The decomposition table that the tests of plans work on."""

from __future__ import annotations

import pytest

from chuangcheng.stages.plans.actions import TableRow, save_table
from chuangcheng.stages.plans.models import Programme, Task
from tests.people import People

TABLE = (
    {"kind": "目标", "title": "建成县级文明镇"},
    {"kind": "类别", "title": "组织领导"},
    {
        "kind": "任务",
        "title": "健全网格责任",
        "standard": "户户有人包",
        "host": "甲一村",
        "officer": "样甲",
        "helpers": "甲二村",
        "due_on": "2022-06-30",
        "quantity": "12",
        "measure_word": "场",
    },
    {"kind": "措施", "title": "逐户签字"},
    {"kind": "任务", "title": "清理三堆", "host": "jia-2"},
)


@pytest.fixture
def table(people: People, programme: Programme) -> list[Task]:
    """A goal, a category, a task with all that it must state and a measure, and a task that lacks much."""
    save_table(by=people.office, programme=programme, rows=[TableRow(None, texts=texts) for texts in TABLE])
    return list(programme.tasks.order_by("place"))
