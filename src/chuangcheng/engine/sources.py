"""Facts that are another season's scores: a town from its villages (§9, G50, G51)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from chuangcheng.engine.model import FactKind, Rulebook, Season, Source, Type
from chuangcheng.engine.names import column
from chuangcheng.engine.numbers import plain
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.rawtable import RawTable, rows_table
from chuangcheng.engine.reading.facts.units import OWN
from chuangcheng.engine.reading.fields import nearest

if TYPE_CHECKING:
    from chuangcheng.engine.reading.rulebook import Draft
    from chuangcheng.engine.scoring import Outcome

COLUMNS: Final = {"of": Type.TEXT, "item": Type.TEXT, "points": Type.DECIMAL}

#: Scores the season in a folder; ``None`` where that season is already being scored, and so would need itself.
Score = Callable[[Path], "Outcome | None"]


def read_sources(
    connection: duckdb.DuckDBPyConnection,
    season: Season,
    rulebook: Rulebook,
    score: Score,
    draft: Draft | None = None,
) -> tuple[dict[str, RawTable], list[Problem]]:
    """Score every season that is a source, and give the raw tables of their facts by fact kind, with all problems.

    ``draft`` is there where the rulebook has errors: nothing is asked of a declaration that has one.
    """
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    for number, source in enumerate(season.sources):
        where = f"{season.file}:{source.line}"
        broken = draft is not None and (not draft.facts_known or source.kind in draft.broken_kinds)
        found = [] if broken else _declaration_problems(season, rulebook, source, where)
        problems += found
        outcome = score(Path(season.folder) / source.season)
        if outcome is None:
            problems.append(Problem("source-loop", where, "", {"season": source.season}))
            continue
        with outcome:
            problems += [
                Problem(one.code, f"{source.kind}:{one.where}", one.saying, one.arguments) for one in outcome.problems
            ]
            wrong = _wanted_problems(outcome, source, where)
            problems += wrong
            if not found and not wrong and not broken and outcome.connection is not None:
                rows = list(_rows(outcome, season, source, problems))
                names = ("id", "unit", "date", *COLUMNS)
                relation = f"raw_source_{number}"
                tables[source.kind] = rows_table(connection, f"{source.kind}:", where, names, rows, relation)
    return tables, problems


def _declaration_problems(season: Season, rulebook: Rulebook, source: Source, where: str) -> list[Problem]:
    """The fact kind must be declared with exactly the columns of a source, and have no file of its own."""
    kind = rulebook.facts.get(source.kind)
    if kind is None:
        said = {"fact": source.kind, "nearest": nearest(source.kind, rulebook.facts)}
        return [Problem("unknown-fact", where, "", said)]
    problems = list(_column_problems(kind, where))
    files = [f"{source.kind}.{ending}" for ending in ("csv", "parquet")]
    problems += [
        Problem("source-and-file", where, "", {"fact": source.kind, "file": file})
        for file in files
        if (Path(season.folder) / file).is_file()
    ]
    return problems


def _column_problems(kind: FactKind, where: str) -> Iterator[Problem]:
    for name, type_ in COLUMNS.items():
        if name not in kind.columns:
            yield Problem("missing-column", where, "source", {"column": name})
        elif kind.columns[name] is not type_:
            yield Problem("missing-column", where, "source-type", {"column": name, "type": type_.value})
    for name in kind.columns:
        if name not in COLUMNS:
            yield Problem("unknown-column", where, "source", {"column": name, "nearest": nearest(name, COLUMNS)})


def _wanted_problems(outcome: Outcome, source: Source, where: str) -> list[Problem]:
    """``unknown-name`` for a column that the season's units do not have, ``unknown-item`` for items that it has not."""
    opened = outcome.opened
    problems = []
    columns = (*OWN, *opened.attributes)
    if source.unit not in columns:
        said = {"name": source.unit, "nearest": nearest(source.unit, columns)}
        problems.append(Problem("unknown-name", where, "source-unit", said))
    if opened.rulebook is not None:
        known = ("total", *(item.id for item in opened.rulebook.walk()))
        problems += [
            Problem("unknown-item", where, "", {"item": item, "nearest": nearest(item, known)})
            for item in source.items
            if item not in known
        ]
    return problems


def _rows(outcome: Outcome, season: Season, source: Source, problems: list[Problem]) -> Iterator[tuple[str, ...]]:
    """The facts: rows of the season's periods (never of its year) that lie in this season, by id."""
    assert outcome.connection is not None
    rows = outcome.connection.execute(
        f"SELECT s.unit, s.period, s.item, s.points, p.last, CAST({_unit_column(outcome, source.unit)} AS VARCHAR) "
        f"FROM ({outcome.query('scores')}) s JOIN period p ON p.id = s.period JOIN unit n ON n.unit = s.unit "
        "WHERE list_contains($1, s.item) AND p.last BETWEEN $2 AND $3 ORDER BY s.unit, s.period, s.item",
        [list(source.items), season.first, season.as_of],
    ).fetchall()
    for unit, period, item, points, day, target in rows:
        fact = f"{unit}/{period}/{item}"
        if target:
            yield fact, target, day.isoformat(), unit, item, plain(int(points))
        else:
            said = {"unit": unit, "column": source.unit}
            problems.append(Problem("source-left-out", f"{source.kind}:{fact}", "", said))


def _unit_column(outcome: Outcome, name: str) -> str:
    """The physical column of the scored units that names the unit which a score goes to."""
    if name in OWN:
        return "n.grp" if name == "group" else f"n.{name}"
    position = list(outcome.opened.attributes).index(name)
    return f"n.{column(position, name)}"
