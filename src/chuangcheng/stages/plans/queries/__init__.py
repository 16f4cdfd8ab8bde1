"""Reads that are used more than once, by what they read."""

from chuangcheng.stages.plans.queries.drafts import Sheet, Statement, sheet_of, visible_texts, with_openings
from chuangcheng.stages.plans.queries.letters import (
    PartyCount,
    changed_since,
    counts_by_party,
    hosts_without_letter,
    letter_document,
    letters_document,
    party_of,
    rows_of_letter,
    shown_rows,
    visible_letters,
)
from chuangcheng.stages.plans.queries.programmes import Stretch, gaps, overlaps, takes_part, units, visible_programmes
from chuangcheng.stages.plans.queries.records import PREFIXES, Desk, last_code, standing
from chuangcheng.stages.plans.queries.targets import Node, node_of, target_tree, visible_targets
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
    "Node",
    "PartyCount",
    "Sheet",
    "Statement",
    "Stretch",
    "changed_since",
    "counts_by_party",
    "counts_by_state",
    "gaps",
    "hosts_without_letter",
    "lacking",
    "last_code",
    "letter_document",
    "letters_document",
    "lines",
    "lines_of",
    "matched",
    "node_of",
    "overlaps",
    "party_of",
    "plain_number",
    "quantity_of",
    "rows_of_cells",
    "rows_of_letter",
    "rows_of_text",
    "sheet_of",
    "shown_rows",
    "standing",
    "table_rows",
    "takes_part",
    "target_tree",
    "task_document",
    "task_sheet",
    "tasks_of",
    "texts_of",
    "units",
    "values_of",
    "visible_letters",
    "visible_lines",
    "visible_programmes",
    "visible_targets",
    "visible_texts",
    "with_openings",
]
