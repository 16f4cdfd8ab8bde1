"""units.csv: who there is, and what is known of them (§2, G1, G4)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from chuangcheng.engine.model import Rulebook, Type
from chuangcheng.engine.names import column
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.cells import quoted, value
from chuangcheng.engine.reading.facts.checks import check_twice, run_checks, unknown_unit, with_nearest_unit
from chuangcheng.engine.reading.facts.header import cell_checks, match_header
from chuangcheng.engine.reading.facts.rawtable import RawTable, header_of, open_table

OWN: Final = ("unit", "name", "parent", "kind", "group")


def attribute_columns(folder: Path) -> tuple[str, ...] | None:
    """The attribute columns of a season's units in the order of the header; ``None`` where there is no header."""
    header = header_of(folder, "units")
    return None if header is None else tuple(name for name in dict.fromkeys(header) if name not in OWN)


def attribute_types(columns: tuple[str, ...], rulebook: Rulebook | None) -> dict[str, Type]:
    """The type of each attribute column: as the rulebook names it, else text (G1)."""
    named = rulebook.unit_columns if rulebook else {}
    return {name: named.get(name, Type.TEXT) for name in columns}


def read_units(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    rulebook: Rulebook | None,
    problems: list[Problem],
    *,
    checked: bool,
) -> bool:
    """Check the units and leave ``unit_id(unit, u)`` and, where nothing is wrong, ``unit``.

    ``unit(u, unit, name, parent, kind, grp, <attributes>)``: ``u`` numbers the units from 0 by code point of their ids.
    Tells whether all units are in ``unit_id``, so that facts can be checked against it: a row that could not be read may
    be the unit that a fact names. Without a rulebook every attribute is text.
    """
    before = len(problems)
    table = open_table(connection, folder, "units", "raw_units", problems)
    complete = not {"row-length", "wrong-type"}.intersection(one.code for one in problems[before:])
    if table is None:
        return False
    found: list[Problem] = []
    attributes = attribute_types(tuple(name for name in table.columns if name not in OWN), rulebook)
    declared = dict(rulebook.unit_columns) if rulebook else {}
    # without a rulebook nobody knows the attributes' types, so only the unit's own columns are looked at
    wanted = {**dict.fromkeys(OWN, Type.TEXT), **declared, **(attributes if rulebook else {})}
    usable = match_header(table, wanted, found, more=rulebook is None)
    if "unit" not in usable:
        problems += found
        return False
    cell = table.cell("unit")
    connection.execute(
        f"CREATE TABLE unit_id AS SELECT unit, CAST(row_number() OVER (ORDER BY unit) - 1 AS INTEGER) AS u "
        f"FROM (SELECT DISTINCT {cell} AS unit FROM raw_units r WHERE {cell} IS NOT NULL) t"
    )
    if not checked:
        found += _check(connection, table, usable, complete)
        found += _nobody(connection, table, usable, rulebook) if complete else []
    problems += found
    if not found and rulebook:
        _make(connection, table, attributes)
    return complete


def _check(
    connection: duckdb.DuckDBPyConnection, table: RawTable, usable: dict[str, Type], complete: bool
) -> list[Problem]:
    checks = cell_checks(table, usable, ("unit", "name", "kind"))
    source = "raw_units r"
    if "parent" in usable and complete:
        parent = table.cell("parent")
        source = f"raw_units r LEFT JOIN unit_id x ON x.unit = {parent}"
        checks.append(unknown_unit(parent, "parent"))
    found = run_checks(connection, table, source, checks)
    return with_nearest_unit(connection, found) + check_twice(connection, table, ("unit",))


def _nobody(
    connection: duckdb.DuckDBPyConnection, table: RawTable, usable: dict[str, Type], rulebook: Rulebook | None
) -> list[Problem]:
    """``no-units`` at the rulebook's ``subject`` where nobody is of that kind."""
    if rulebook is None or not rulebook.subject or "kind" not in usable:
        return []
    subject = quoted(rulebook.subject)
    row = connection.execute(f"SELECT count(*) FROM raw_units r WHERE {table.cell('kind')} = {subject}").fetchone()
    if row and row[0]:
        return []
    where = f"{rulebook.file}:{rulebook.lines.get('subject', 1)}"
    return [Problem("no-units", where, "", {"kind": rulebook.subject, "file": table.file})]


def _make(connection: duckdb.DuckDBPyConnection, table: RawTable, attributes: dict[str, Type]) -> None:
    typed = "".join(
        f", {value(type_, table.cell(name), table.stored(name))} AS {column(position, name)}"
        for position, (name, type_) in enumerate(attributes.items())
    )
    own = ", ".join(
        f"{table.cell(name)} AS {physical}"
        for name, physical in (
            ("unit", "unit"),
            ("name", "name"),
            ("parent", "parent"),
            ("kind", "kind"),
            ("group", "grp"),
        )
    )
    connection.execute(
        f"CREATE TABLE unit AS SELECT x.u, {own}{typed} FROM raw_units r "
        f"JOIN unit_id x ON x.unit = {table.cell('unit')} ORDER BY x.u"
    )
