"""The plan's and the oracle's results of one season folder, as rows of text that can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chuangcheng.engine.numbers import YUAN, plain
from chuangcheng.engine.oracle.fetch import read_rows
from chuangcheng.engine.oracle.rows import Result
from chuangcheng.engine.oracle.score import score_rows
from chuangcheng.engine.oracle.world import as_text
from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.reading.facts import load_facts
from chuangcheng.engine.scoring import connect, open_season, score_season

Row = tuple[str, ...]

#: Columns of the output tables that are compared: all but ``reason`` and ``message`` (G36).
COMPARED = {
    "ledger": ("unit", "period", "item", "kind", "fact", "key", "points"),
    "scores": ("unit", "period", "item", "points"),
    "ranking": ("group", "period", "unit", "rank", "points"),
    "decisions": ("period", "unit", "decision"),
    "settlement": ("period", "unit", "party", "account", "amount"),
}


@dataclass
class Opinion:
    """Problems as (severity, code, where), each once; tables as sorted rows, none where an error stopped the scoring."""

    problems: list[Row]
    tables: dict[str, list[Row]] = field(default_factory=dict)
    reading: list[Row] = field(default_factory=list)
    """Errors found before scoring: such a season says nothing about scoring."""


def of_plan(folder: Path) -> Opinion:
    """What the plan gives."""
    with score_season(folder) as outcome:
        opinion = Opinion(_told(outcome.problems))
        if outcome.connection is not None:
            for table, columns in COMPARED.items():
                listed = ", ".join(f'"{column}"' for column in columns)
                found = outcome.connection.execute(f"SELECT {listed} FROM ({outcome.query(table)}) q").fetchall()
                opinion.tables[table] = sorted(_printed(columns, row) for row in found)
        return opinion


def of_oracle(folder: Path) -> Opinion:
    """What the oracle gives."""
    opened = open_season(folder)
    problems = list(opened.problems)
    with connect() as connection:
        if opened.season and opened.rulebook and opened.calendar:
            problems += load_facts(connection, opened.season, opened.rulebook, opened.calendar)
        if has_errors(problems) or not (opened.season and opened.rulebook and opened.calendar):
            told = _told(problems)
            return Opinion(told, reading=[row for row in told if row[0] == "error"])
        rows = read_rows(connection, opened.rulebook, opened.attributes)
    result = score_rows(opened.rulebook, opened.season, opened.calendar, rows)
    problems += result.problems
    return Opinion(_told(problems), {} if has_errors(problems) else tables_of(result))


def tables_of(result: Result) -> dict[str, list[Row]]:
    """The oracle's tables as the plan's are printed."""
    return {
        "ledger": sorted((*line[:6], plain(line.points)) for line in result.lines),
        "scores": sorted((*score[:3], plain(score.points)) for score in result.scores),
        "ranking": sorted((*rank[:3], as_text(rank.rank), plain(rank.points)) for rank in result.ranking),
        "decisions": sorted(tuple(decided) for decided in result.decisions),
        "settlement": sorted((*one[:4], plain(one.amount, YUAN)) for one in result.settlement),
    }


def _told(problems: list[Problem] | tuple[Problem, ...]) -> list[Row]:
    return sorted({(str(one.severity), one.code, one.where) for one in problems})


def _printed(columns: tuple[str, ...], row: tuple[object, ...]) -> Row:
    units = {"points": 10_000, "amount": YUAN, "rank": 10}
    return tuple(
        plain(int(str(cell)), units[column]) if column in units else str(cell or "")
        for column, cell in zip(columns, row, strict=True)
    )
