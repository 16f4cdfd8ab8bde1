"""Raw tables: the file of a table as it stands, CSV as text and Parquet as it is typed, with its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import duckdb

from chuangcheng.engine.model import Type
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.cells import accepts, quoted
from chuangcheng.engine.reading.facts.csvtext import Record, Unreadable, read_records

_ROWS_AT_ONCE: Final = 50_000


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table as it was found.

    ``relation`` is its name in DuckDB: it has ``line`` (CSV: the record's first line; Parquet: the row from 1)
    and the physical columns of ``columns`` (by the header's names). ``types`` are DuckDB's types of a Parquet
    file, ``None`` for text. ``header`` is the ``where`` of what concerns the whole table.
    """

    file: str
    relation: str
    columns: Mapping[str, str]
    types: Mapping[str, str] | None
    header: str
    by_id: bool = False
    """A source's fact is named by its id, not by a line (G51)."""

    def stored(self, column: str) -> str | None:
        """DuckDB's type of a Parquet column; ``None`` for the text of a CSV file."""
        return None if self.types is None else self.types[column]

    def cell(self, column: str) -> str:
        """SQL for a column's cell in the table ``r``; an empty text is NULL (§2)."""
        physical, stored = f"r.{self.columns[column]}", self.stored(column)
        if stored is None or not accepts(Type.TEXT, stored):
            return physical
        return f"NULLIF({physical}, '')" if stored == "VARCHAR" else f"NULLIF(CAST({physical} AS VARCHAR), '')"


def open_table(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, relation: str, problems: list[Problem]
) -> RawTable | None:
    """Open ``NAME.csv`` or ``NAME.parquet`` of a season folder.

    ``None`` with the problem ``file-missing`` where neither is there, ``wrong-value`` at season.yaml where both
    are (G61), ``wrong-type`` where the file cannot be read at all.
    """
    text, parquet = folder / f"{name}.csv", folder / f"{name}.parquet"
    if text.is_file() and parquet.is_file():
        problems.append(
            Problem("wrong-value", "season.yaml", "two-files", {"first": text.name, "second": parquet.name})
        )
        return None
    if text.is_file():
        return _open_csv(connection, text, relation, problems)
    if parquet.is_file():
        return _open_parquet(connection, parquet, relation, problems)
    problems.append(Problem("file-missing", text.name, "", {"file": text.name}))
    return None


def header_of(folder: Path, name: str) -> tuple[str, ...] | None:
    """The column names of a table of the season folder, or ``None`` where it cannot be read."""
    text, parquet = folder / f"{name}.csv", folder / f"{name}.parquet"
    if text.is_file():
        first = next(read_records(text), None)
        return tuple(first.cells) if isinstance(first, Record) else None
    if parquet.is_file():
        try:
            with duckdb.connect() as connection:
                return tuple(_parquet_types(connection, parquet))
        except duckdb.Error:
            return None
    return None


def rows_table(
    connection: duckdb.DuckDBPyConnection,
    file: str,
    header: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    relation: str,
) -> RawTable:
    """A raw table from rows of text that are already here (a source's facts)."""
    _create(connection, relation, len(columns))
    _insert(connection, relation, len(columns), ((number, row) for number, row in enumerate(rows, 1)))
    physical = {name: f"r{place}" for place, name in enumerate(columns)}
    return RawTable(file, relation, physical, None, header, by_id=True)


def _open_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, relation: str, problems: list[Problem]
) -> RawTable | None:
    records = read_records(path)
    first = next(records, None)
    header = f"{path.name}:1"
    if isinstance(first, Unreadable):
        problems.append(_unreadable(path.name, first))
        return None
    names = first.cells if first else []
    columns: dict[str, str] = {}
    for place, name in enumerate(names):
        if name in columns:
            problems.append(Problem("unknown-column", header, "twice", {"column": name}))
        else:
            columns[name] = f"r{place}"
    _create(connection, relation, len(names))
    _insert(connection, relation, len(names), _rows(path.name, len(names), records, problems))
    return RawTable(path.name, relation, columns, None, header)


def _rows(
    file: str, width: int, records: Iterator[Record | Unreadable], problems: list[Problem]
) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that have as many cells as the header; the others are problems."""
    for record in records:
        if isinstance(record, Unreadable):
            problems.append(_unreadable(file, record))
        elif len(record.cells) != width:
            found = {"cells": len(record.cells), "columns": width}
            problems.append(Problem("row-length", f"{file}:{record.line}", "", found))
        else:
            yield record.line, record.cells


def _unreadable(file: str, record: Unreadable) -> Problem:
    code = "row-length" if record.fault == "quotes" else "wrong-type"
    return Problem(code, f"{file}:{record.line}", record.fault)


def _create(connection: duckdb.DuckDBPyConnection, relation: str, width: int) -> None:
    columns = ", ".join(["line BIGINT", *(f"r{place} VARCHAR" for place in range(width))])
    connection.execute(f"CREATE TABLE {relation} ({columns})")


def _insert(
    connection: duckdb.DuckDBPyConnection, relation: str, width: int, rows: Iterator[tuple[int, Sequence[str]]]
) -> None:
    """Insert rows of text, column by column and many at once; an empty cell is NULL."""
    cells = ", ".join(f"NULLIF(unnest(${place + 2}::VARCHAR[]), '')" for place in range(width))
    insert = f"INSERT INTO {relation} SELECT unnest($1::BIGINT[]), {cells}"
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        lines = [line for line, _ in batch]
        connection.execute(insert, [lines, *map(list, zip(*(row for _, row in batch), strict=True))])


def _open_parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, relation: str, problems: list[Problem]
) -> RawTable | None:
    try:
        types = _parquet_types(connection, path)
    except duckdb.Error:
        problems.append(Problem("wrong-type", path.name, "not-parquet", {"file": path.name}))
        return None
    columns = {name: f"r{place}" for place, name in enumerate(types)}
    cells = "".join(f", {_identifier(name)} AS {physical}" for name, physical in columns.items())
    connection.execute(
        f"CREATE VIEW {relation} AS SELECT file_row_number + 1 AS line{cells} FROM {parquet_scan(path, row_numbers=True)}"
    )
    return RawTable(path.name, relation, columns, types, path.name)


def _parquet_types(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    described = connection.execute(f"DESCRIBE SELECT * FROM {parquet_scan(path)}").fetchall()
    return {str(row[0]): str(row[1]) for row in described}


def parquet_scan(path: Path, *, row_numbers: bool = False) -> str:
    """``read_parquet`` of exactly this file: characters of file patterns are taken as they are."""
    plain = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
    options = ", file_row_number = true" if row_numbers else ""
    return f"read_parquet({quoted(plain)}, hive_partitioning = false{options})"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
