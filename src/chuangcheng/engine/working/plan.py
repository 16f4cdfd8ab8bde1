"""A plan: SQL statements in order, each with the reason why it stands there, and the functions that they need.

The text of a plan is portable: whole numbers, explicit frames and orders, no ``/``, no ``round``. What engines do
differently stands in the prelude: ``floor_div`` and its kin for division, ``printed`` for a decimal as text, ``iso_week``
for the id of a week, and ``exact`` (see ``exact.py``) for ratios that no whole number type can be trusted with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: DuckDB: ``//`` and ``%`` truncate and would go through DOUBLE for decimals; HUGEINT holds every 38-digit number.
PRELUDE: Final[tuple[str, ...]] = (
    "CREATE OR REPLACE TEMP MACRO floor_div(a, b) AS "
    "CASE WHEN a % b <> 0 AND (a < 0) <> (b < 0) THEN a // b - 1 ELSE a // b END",
    "CREATE OR REPLACE TEMP MACRO half_up(a, b) AS "
    "CASE WHEN ABS(a) % b >= b - ABS(a) % b THEN ABS(a) // b + 1 ELSE ABS(a) // b END * CASE WHEN a < 0 THEN -1 ELSE 1 END",
    "CREATE OR REPLACE TEMP MACRO wide_floor_div(a, b) AS "
    "CAST(floor_div(CAST(a AS HUGEINT), CAST(b AS HUGEINT)) AS DECIMAL(38,0))",
    "CREATE OR REPLACE TEMP MACRO wide_half_up(a, b) AS "
    "CAST(half_up(CAST(a AS HUGEINT), CAST(b AS HUGEINT)) AS DECIMAL(38,0))",
    "CREATE OR REPLACE TEMP MACRO printed(a) AS CASE WHEN a < 0 THEN '-' ELSE '' END"
    " || CAST(ABS(a) // 1000000 AS VARCHAR) || CASE WHEN a % 1000000 = 0 THEN ''"
    " ELSE '.' || RTRIM(LPAD(CAST(ABS(a) % 1000000 AS VARCHAR), 6, '0'), '0') END",
    "CREATE OR REPLACE TEMP MACRO iso_week(d) AS LPAD(CAST(ISOYEAR(d) AS VARCHAR), 4, '0') || '-W'"
    " || LPAD(CAST(WEEK(d) AS VARCHAR), 2, '0')",
)

#: Where problems of scoring are gathered: ``where`` is the place as text, ``a1`` … the arguments of the sentence.
PROBLEM_TABLE: Final = (
    'CREATE TABLE problem (code VARCHAR, "where" VARCHAR, saying VARCHAR, a1 VARCHAR, a2 VARCHAR, a3 VARCHAR)'
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One step: ``sql`` is a query whose rows become ``table``, or are added to it where it is ``problem``."""

    table: str
    sql: str
    why: str
    view: bool = False
    """Whether the rows are worked out anew by each reader, as it costs less than to keep them."""

    @property
    def text(self) -> str:
        """The statement as it is executed."""
        if self.table == "problem":
            return f"INSERT INTO problem {self.sql}"
        return f"CREATE {'VIEW' if self.view else 'TABLE'} {self.table} AS {self.sql}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled rulebook. ``statements`` (the items) are run in order; ``after`` (totals, ranks, decisions, money) only
    where they found no error; of ``results`` (queries by the name of their output) each is run when it is asked for."""

    statements: tuple[Statement, ...]
    results: tuple[Statement, ...] = ()
    after: tuple[Statement, ...] = ()

    @property
    def text(self) -> str:
        """The whole plan for a reader."""
        steps = [f"-- {step.why}\n{step.text};" for step in (*self.statements, *self.after, *self.results)]
        return "\n\n".join([";\n".join(PRELUDE) + ";", PROBLEM_TABLE + ";", *steps]) + "\n"

    @property
    def needs_exact(self) -> bool:
        """Whether any statement calls ``exact``."""
        return any("exact(" in step.sql for step in (*self.statements, *self.after, *self.results))
