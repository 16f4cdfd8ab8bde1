"""Rows out of the tables that reading a season leaves in DuckDB."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from chuangcheng.engine.model import FactKind, Rulebook, Type
from chuangcheng.engine.names import column, fact_table
from chuangcheng.engine.numbers import CELL
from chuangcheng.engine.oracle.rows import Fact, Rows, Unit, Value

if TYPE_CHECKING:
    import duckdb


def read_rows(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, attributes: Mapping[str, Type], unit: str | None = None
) -> Rows:
    """Read units, facts and history; with ``unit`` the facts of that unit alone.

    ``attributes`` are the attribute columns of the units in the order in which they were loaded.
    """
    units = _units(connection, attributes)
    numbers = [one.id for one in sorted(units.values(), key=lambda one: one.id)]
    files = dict(connection.execute("SELECT n, file FROM fact_file").fetchall())
    chosen = None if unit is None else numbers.index(unit)
    facts = {
        kind.name: tuple(_facts(connection, n, kind, files[n], numbers, chosen))
        for n, kind in enumerate(rulebook.facts.values())
    }
    return Rows(units, facts, _history(connection, numbers))


def _units(connection: duckdb.DuckDBPyConnection, attributes: Mapping[str, Type]) -> dict[str, Unit]:
    columns = [column(place, name) for place, name in enumerate(attributes)]
    listed = "".join(f', "{name}"' for name in columns)
    rows = connection.execute(f"SELECT unit, name, parent, kind, grp{listed} FROM unit ORDER BY u").fetchall()
    units = {}
    for unit, name, parent, kind, group, *cells in rows:
        values: dict[str, Value] = {"unit": unit, "name": name, "parent": parent, "kind": kind, "group": group}
        typed = zip(attributes.items(), cells, strict=True)
        units[unit] = Unit(unit, kind, values | {name: _value(cell, type_) for (name, type_), cell in typed})
    return units


def _facts(
    connection: duckdb.DuckDBPyConnection, n: int, kind: FactKind, file: str, units: list[str], chosen: int | None
) -> Iterable[Fact]:
    columns = [column(place, name) for place, name in enumerate(kind.columns)]
    listed = "".join(f', "{name}"' for name in columns)
    where = "" if chosen is None else f" WHERE u = {chosen}"
    query = f'SELECT id, u, day, line{listed} FROM "{fact_table(n, kind.name)}"{where}'
    for id_, u, day, line, *cells in connection.execute(query).fetchall():
        values: dict[str, Value] = {"id": id_, "unit": units[u], "date": day}
        typed = zip(kind.columns.items(), cells, strict=True)
        values.update({name: _value(cell, type_) for (name, type_), cell in typed})
        yield Fact(id_, units[u], day, f"{file}{id_}" if file.endswith(":") else f"{file}:{line}", values)


def _value(cell: Any, type_: Type) -> Value:
    if cell is None or isinstance(cell, str | bool | date):
        return cell
    return Fraction(cell, CELL) if type_ is Type.DECIMAL else Fraction(cell)


def _history(
    connection: duckdb.DuckDBPyConnection, units: list[str]
) -> dict[tuple[str, str], tuple[tuple[str, Fraction], ...]]:
    found: dict[tuple[str, str], list[tuple[str, Fraction]]] = defaultdict(list)
    rows = connection.execute("SELECT u, item, p_id, value FROM history ORDER BY u, item, place").fetchall()
    for u, item, period, value in rows:
        found[units[u], item].append((period, Fraction(value, CELL)))
    return {key: tuple(rows) for key, rows in found.items()}
