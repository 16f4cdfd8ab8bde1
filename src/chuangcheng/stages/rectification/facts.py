"""What problems tell the engine: one row when found, one for each deadline that went by (F2, F3)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from chuangcheng.base import clock
from chuangcheng.base.facts import FactRow, Value
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import queries

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "problem_state": {"problem": "text", "source": "text", "misses": "integer"},
}


def problem_state(programme: Programme, units: Collection[int] | None = None) -> Iterator[FactRow]:
    """Rows of all problems that stand, up to today. ``problem`` is the code, ``misses`` k so far."""
    for problem in queries.all_rows(programme, clock.today(), units):
        for row in problem.rows:
            values: dict[str, Value] = {"problem": problem.code, "source": row.source, "misses": row.misses}
            yield FactRow(row.id, problem.unit, row.day, values, ("rectification.problem", problem.key))


TABLES: Final[dict[str, Callable[..., Iterable[FactRow]]]] = {"problem_state": problem_state}
