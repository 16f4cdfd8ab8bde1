"""Run a plan in DuckDB: the prelude, the statements in order, and the problems that scoring found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.working.plan import PRELUDE, PROBLEM_TABLE, Plan

if TYPE_CHECKING:
    import duckdb


def run_plan(connection: duckdb.DuckDBPyConnection, plan: Plan) -> list[Problem]:
    """Run the statements of a plan over the tables of facts; result queries are left to who asks for them.

    Returns the problems of scoring, each once for every message (G37), in the order of place and code.
    """
    prepare(connection, plan)
    for statement in plan.statements:
        connection.execute(statement.text)
    found = problems(connection)
    if not plan.after or has_errors(found):
        return found
    for statement in plan.after:
        connection.execute(statement.text)
    return problems(connection)


def prepare(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Make the prelude's functions and the empty table of problems."""
    for text in PRELUDE:
        connection.execute(text)
    connection.execute("DROP TABLE IF EXISTS problem")
    connection.execute(PROBLEM_TABLE)
    if plan.needs_exact:
        # Only here, as DuckDB loads numpy for functions in Python, which costs a tenth of a second.
        from chuangcheng.engine.working.exact import register  # noqa: PLC0415

        register(connection)


def problems(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """The problems found so far."""
    rows = connection.execute(
        'SELECT DISTINCT code, "where", saying, a1, a2, a3 FROM problem ORDER BY "where", code, saying, a1, a2, a3'
    ).fetchall()
    return [
        Problem(code, where, saying or "", {f"a{n}": value for n, value in enumerate(values, 1) if value is not None})
        for code, where, saying, *values in rows
    ]
