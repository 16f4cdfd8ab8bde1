"""Reads that are used more than once, by what they read."""

from chuangcheng.stages.plans.queries.programmes import Stretch, gaps, overlaps, takes_part, units, visible_programmes
from chuangcheng.stages.plans.queries.records import PREFIXES, Desk, last_code, standing
from chuangcheng.stages.plans.queries.task_papers import task_document, task_sheet
from chuangcheng.stages.plans.queries.task_rows import GivenRow, matched, rows_of_cells, rows_of_text
from chuangcheng.stages.plans.queries.task_texts import COLUMNS, Names, plain_number, quantity_of, texts_of, values_of
from chuangcheng.stages.plans.queries.tasks import (
    Line,
    counts_by_state,
    lacking,
    lines,
    lines_of,
    table_rows,
    tasks_of,
    visible_lines,
)

__all__ = [
    "COLUMNS",
    "PREFIXES",
    "Desk",
    "GivenRow",
    "Line",
    "Names",
    "Stretch",
    "counts_by_state",
    "gaps",
    "lacking",
    "last_code",
    "lines",
    "lines_of",
    "matched",
    "overlaps",
    "plain_number",
    "quantity_of",
    "rows_of_cells",
    "rows_of_text",
    "standing",
    "table_rows",
    "takes_part",
    "task_document",
    "task_sheet",
    "tasks_of",
    "texts_of",
    "units",
    "values_of",
    "visible_lines",
    "visible_programmes",
]
