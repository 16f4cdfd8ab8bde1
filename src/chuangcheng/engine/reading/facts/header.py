"""The header of a table against what was declared (§2, G1, G4, G61)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chuangcheng.engine.model import Type
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.facts.cells import accepts, fits
from chuangcheng.engine.reading.facts.checks import Check
from chuangcheng.engine.reading.facts.rawtable import RawTable
from chuangcheng.engine.reading.fields import nearest


def match_header(
    table: RawTable, wanted: Mapping[str, Type], problems: list[Problem], *, more: bool = False
) -> dict[str, Type]:
    """Give the wanted columns that are there and can hold their type; with ``more``, others are allowed.

    Problems: ``missing-column``, ``unknown-column`` (with the nearest wanted name), ``wrong-type`` where a Parquet
    column is of a type that cannot be read exactly.
    """
    usable: dict[str, Type] = {}
    for name, type_ in wanted.items():
        stored = table.stored(name) if name in table.columns else None
        if name not in table.columns:
            problems.append(Problem("missing-column", table.header, "", {"column": name}))
        elif stored is not None and not accepts(type_, stored):
            said = {"column": name, "type": type_.value, "stored": stored}
            problems.append(Problem("wrong-type", table.header, "column", said))
        else:
            usable[name] = type_
    for name in () if more else table.columns:
        if name not in wanted:
            said = {"column": name, "nearest": nearest(name, wanted)}
            problems.append(Problem("unknown-column", table.header, "", said))
    return usable


def cell_checks(table: RawTable, usable: Mapping[str, Type], filled: Sequence[str]) -> list[Check]:
    """``missing-value`` for the columns that may not be empty, ``wrong-type`` for every cell that does not fit."""
    checks = [
        Check("missing-value", f"{table.cell(name)} IS NULL", said={"column": name})
        for name in filled
        if name in usable
    ]
    for name, type_ in usable.items():
        cell = table.cell(name)
        fit = fits(type_, cell, table.stored(name))
        if fit != "true":
            said = {"column": name, "type": type_.value}
            checks.append(
                Check(
                    "wrong-type",
                    f"{cell} IS NOT NULL AND NOT {fit}",
                    "cell",
                    {"value": f"left(CAST({cell} AS VARCHAR), 60)"},
                    said,
                )
            )
    return checks
