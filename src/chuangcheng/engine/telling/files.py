"""The six output tables as files: CSV with equal bytes everywhere, and Parquet (§8, G36, G62)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from typing import Literal as OneOf

import duckdb

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.cells import quoted
from chuangcheng.engine.reading.facts.rawtable import parquet_scan
from chuangcheng.engine.reading.opening import connect
from chuangcheng.engine.scoring import Outcome
from chuangcheng.engine.telling.reasons import make_told
from chuangcheng.engine.telling.wording import Language, problem_sentence

Format = OneOf["csv", "parquet", "both"]

#: Columns in their order, and what they hold.
TABLES: Final[dict[str, dict[str, str]]] = {
    "ledger": {
        "unit": "text", "period": "text", "item": "text", "kind": "text",
        "fact": "text", "key": "text", "points": "points", "reason": "text",
    },
    "scores": {"unit": "text", "period": "text", "item": "text", "points": "points"},
    "ranking": {"group": "text", "period": "text", "unit": "text", "rank": "rank", "points": "points"},
    "decisions": {"period": "text", "unit": "text", "decision": "text"},
    "settlement": {
        "period": "text", "unit": "text", "party": "text", "account": "text", "amount": "amount", "reason": "text",
    },
    "problems": {"severity": "text", "code": "text", "where": "text", "message": "text"},
}  # fmt: skip

#: What a whole number of the plan is counted in, and the Parquet type that it becomes (G36).
_UNITS: Final = {
    "points": ("0.0001", "DECIMAL(18,4)"),
    "amount": ("0.01", "DECIMAL(18,2)"),
    "rank": ("0.1", "DECIMAL(9,1)"),
}

#: Columns whose order a number has that a query may give beside them.
_NUMBERS: Final = {"unit": "u", "group": "g"}

#: Tables that begin with the unit are worked out and sorted for so many units at a time.
UNITS_AT_ONCE: Final = 60_000

_CSV: Final = "(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', COMMENT '')"
_PARQUET: Final = "(FORMAT parquet, COMPRESSION zstd)"
_QUICK: Final = "(FORMAT parquet, COMPRESSION lz4)"


def write_outcome(outcome: Outcome, folder: Path, form: Format = "both", language: Language = "zh") -> None:
    """Write what scoring gave: all six tables, or ``problems`` alone where an error stopped it.

    The tables' files of an earlier run are removed first. Each file is written beside its place and then moved
    there, so that none is ever half there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    remove_tables(folder)
    connection = outcome.connection
    if connection is None:
        with connect() as alone:
            _write_problems(alone, outcome.problems, folder, form, language)
        return
    _write_problems(connection, outcome.problems, folder, form, language)
    for table in TABLES:
        if table != "problems":
            write_table(connection, table, told_query(outcome, table, language), folder, form)


def told_query(outcome: Outcome, table: str, language: Language) -> str:
    """The query of an output table of a scored season, with its reasons as sentences."""
    assert outcome.connection is not None
    query = outcome.query(table)
    if "reason" not in TABLES[table]:
        return query
    words = (step.sql for step in outcome.plan.results if step.table == "words" and table == "ledger")
    return make_told(outcome.connection, query, language, next(words, None))


def remove_tables(folder: Path) -> None:
    """Remove the files that ``write_outcome`` writes, and nothing else (G62)."""
    for table in TABLES:
        for ending in ("csv", "parquet"):
            (folder / f"{table}.{ending}").unlink(missing_ok=True)


def write_table(connection: duckdb.DuckDBPyConnection, table: str, query: str, folder: Path, form: Format) -> None:
    """Write one table from a query with its columns (points, amounts and ranks as whole numbers), sorted by all of them.

    Where the query has ``u`` and ``g``, the numbers of unit and group in the order of their texts, it is sorted by these;
    where the unit comes first it has ``u``.
    """
    columns = TABLES[table]
    given = _types(connection, query)
    few = {name: type_ for name, type_ in given.items() if type_.startswith("ENUM")}
    typed = ", ".join(
        f"{f'q.{name}' if name in few else _typed(name, kind)} AS {_name(name)}" for name, kind in columns.items()
    )
    keys = [f"q.{_NUMBERS[name]}" if _NUMBERS.get(name) in given else _name(name) for name in columns]
    order = ", ".join(f"{key} ASC NULLS FIRST" for key in keys)
    rows = f"SELECT {typed} FROM ({query}) q"
    with tempfile.TemporaryDirectory(prefix=f".{table}-", dir=folder) as parts:
        if next(iter(columns)) == "unit" and _units(connection) > UNITS_AT_ONCE:
            rows = _sorted_apart(connection, rows, order, few, Path(parts))
        else:
            rows = f"{rows} ORDER BY {order}"
        if form in ("parquet", "both"):
            _copy(connection, rows, folder / f"{table}.parquet", _PARQUET)
            # what was sorted and typed once is read back rather than worked out twice
            rows = f"SELECT * FROM {parquet_scan(folder / f'{table}.parquet')}"
        if form in ("csv", "both"):
            told = ", ".join(f"{_told(name, kind)} AS {_name(name)}" for name, kind in columns.items())
            _copy(connection, f"SELECT {told} FROM ({rows}) t", folder / f"{table}.csv", _CSV)


def _units(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("SELECT max(estimated_size) FROM duckdb_tables() WHERE table_name = 'unit'").fetchone()
    return int(row[0] or 0) if row else 0


def _types(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    """The columns of a query and their types; ENUMs are sorted and written by number."""
    asked = connection.sql(f"SELECT * FROM ({query}) q LIMIT 0")
    return {name: str(type_) for name, type_ in zip(asked.columns, asked.types, strict=True)}


def _sorted_apart(
    connection: duckdb.DuckDBPyConnection, rows: str, order: str, few: Mapping[str, str], folder: Path
) -> str:
    """Work the rows out and sort them for one range of units after the other, each into a file.

    Gives the query that reads them one after the other. Sorting all at once would need more memory than scoring may
    take.
    """
    scans = []
    back = ", ".join(f"CAST(f.{name} AS {type_}) AS {name}" for name, type_ in few.items())
    replaced = f" REPLACE ({back})" if back else ""
    firsts = range(0, _units(connection), UNITS_AT_ONCE)
    for number, first in enumerate(firsts):
        path = folder / f"{number}.parquet"
        below = "" if first == firsts[-1] else f" AND q.u < {first + UNITS_AT_ONCE}"
        piece = f"{rows} WHERE q.u >= {first}{below} ORDER BY {order}"
        connection.execute(f"COPY ({piece}) TO {quoted(str(path))} {_QUICK}")
        scans.append(f"SELECT f.*{replaced} FROM {parquet_scan(path)} f")
    return " UNION ALL ".join(scans)


def told_problems(problems: Iterable[Problem], language: Language) -> list[tuple[str, str, str, str]]:
    """The rows of ``problems``, sorted; one code at one place stands once for each message (G37)."""
    rows = {(one.severity.value, one.code, one.where, problem_sentence(one, language)) for one in problems}
    return sorted(rows)


def _write_problems(
    connection: duckdb.DuckDBPyConnection, problems: Iterable[Problem], folder: Path, form: Format, language: Language
) -> None:
    connection.execute(
        'CREATE OR REPLACE TEMP TABLE told (severity VARCHAR, code VARCHAR, "where" VARCHAR, message VARCHAR)'
    )
    rows = told_problems(problems, language)
    if rows:
        unnested = ", ".join(f"unnest(${place}::VARCHAR[])" for place in range(1, 5))
        connection.execute(f"INSERT INTO told SELECT {unnested}", [list(column) for column in zip(*rows, strict=True)])
    write_table(connection, "problems", "SELECT * FROM told", folder, form)


def _typed(name: str, kind: str) -> str:
    if kind == "text":
        return f"NULLIF(q.{_name(name)}, '')"
    unit, type_ = _UNITS[kind]
    digits = len(unit) - 2
    return f"CAST(CAST(q.{_name(name)} AS DECIMAL(18,0)) * CAST('{unit}' AS DECIMAL({digits},{digits})) AS {type_})"


def _told(name: str, kind: str) -> str:
    column = f"t.{_name(name)}"
    return column if kind == "text" else f"rtrim(rtrim(CAST({column} AS VARCHAR), '0'), '.')"


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, target: Path, options: str) -> None:
    part = target.with_name(f".{target.name}.part")
    connection.execute(f"COPY ({rows}) TO {quoted(str(part))} {options}")
    os.replace(part, target)


def _name(name: str) -> str:
    return f'"{name}"'
