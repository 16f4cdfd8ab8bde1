"""The number of a measure for each unit and period (and place): ``number_<n>`` (G22, G40, G41)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Aggregate, Measure, Name, RatioOfSums, Share
from chuangcheng.engine.working.answers import wrong_of
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import (
    NOTHING,
    Emitted,
    Exact,
    Number,
    Plain,
    call,
    divided,
    either,
    exactly,
    held,
)
from chuangcheng.engine.working.leaves.amounts import is_null
from chuangcheng.engine.working.leaves.facts import FactQuery
from chuangcheng.engine.working.literals import BIG, WIDE, WIDE_TYPE

#: No unit has more facts of a kind in a season.
MOST_ROWS: Final = 10**9

Read = Callable[[str], Number | Exact]


@dataclass(frozen=True, slots=True)
class Counted:
    """The query of ``number_<n>(u, p, [place,] x …)`` and how ``x`` is read from it."""

    sql: str
    read: Read


def fact_rows(
    columns: Columns, leaf: Measure
) -> tuple[FactQuery, dict[str, str], Callable[[], tuple[dict[str, str], Read]]]:
    """The facts that the measure takes, the columns of a row, and how they make one number of a group."""
    query = FactQuery(columns, leaf.fact, leaf.where)
    match leaf.number:
        case Aggregate() as aggregate:
            return _aggregate(query, aggregate)
        case Share() as share:
            return _share(query, share)
        case RatioOfSums() as ratio:
            return _ratio(query, ratio)


def number(columns: Columns, leaf: Measure) -> Counted:
    """Write the number of each unit and period that has facts; NULL where nothing qualifies."""
    query, row, make = fact_rows(columns, leaf)
    if query.wrong is not None:
        query.conditions.append(f"({query.wrong}) IS NULL")
    keys = span(query, leaf)
    if leaf.by is not None:
        keys["place"] = query.column(leaf.by)
        query.conditions.append(f"{query.column(leaf.by)} IS NOT NULL")
    rows = query.sql(keys | row)
    if isinstance(leaf.number, Aggregate) and leaf.number.kind == "latest":
        rows = _newest(rows, list(keys))
    made, read = make()
    listed = ", ".join([*(f"r.{key} AS {key}" for key in keys), *(f"{sql} AS {name}" for name, sql in made.items())])
    grouped = f"SELECT {listed}\nFROM (\n{rows}\n) r\nGROUP BY {', '.join(f'r.{key}' for key in keys)}"
    value = read("g")
    kept, outer = held("x", value)
    names = ", ".join([*(f"g.{key} AS {key}" for key in keys), *(f"{sql} AS {name}" for name, sql in kept.items())])
    if leaf.over == "season":
        sql = f"SELECT {names}, w.p AS p\nFROM (\n{grouped}\n) g CROSS JOIN period w"
    else:
        sql = f"SELECT {names}\nFROM (\n{grouped}\n) g"
    return Counted(sql, outer)


def span(query: FactQuery, leaf: Measure) -> dict[str, str]:
    """Join the periods in which a fact counts; the columns that a number is kept by (G11, G22)."""
    if leaf.over == "period":
        query.conditions.append("f.p IS NOT NULL")
        return {"u": "f.u", "p": "f.p"}
    if leaf.over == "year_to_date":
        query.joins.append("JOIN period w ON f.day BETWEEN w.ytd_first AND w.last")
        return {"u": "f.u", "p": "w.p"}
    return {"u": "f.u"}


def _newest(rows: str, keys: list[str]) -> str:
    """Of each group the last row by date, then id, whose value is not NULL."""
    partition = ", ".join(f"b.{key}" for key in keys)
    return (
        f"SELECT b.* FROM (\nSELECT b.*, ROW_NUMBER() OVER (PARTITION BY {partition} ORDER BY b.day DESC, b.id DESC) AS newest\n"
        f"FROM (\n{rows}\n) b WHERE b.v IS NOT NULL\n) b WHERE b.newest = 1"
    )


def _numeric(value: Emitted) -> Number | Exact:
    if isinstance(value, Plain):
        raise TypeError("a number by its static type")
    return value


def _aggregate(
    query: FactQuery, aggregate: Aggregate
) -> tuple[FactQuery, dict[str, str], Callable[[], tuple[dict[str, str], Read]]]:
    tree = aggregate.value.tree
    if (
        aggregate.kind == "count"
        and isinstance(tree, Name)
        and tree.of == "fact"
        and tree.name in ("id", "unit", "date")
    ):
        # These are never empty, and a text need not be read to be counted.
        return query, {"v": "1"}, lambda: ({"x": "COUNT(*)"}, lambda alias: Number(f"{alias}.x", 1, MOST_ROWS))
    value = query.emit(aggregate.value)
    if isinstance(value, Exact):
        query.wrong_code(wrong_of(value.sql))
    if aggregate.kind in ("count", "distinct"):
        return query, _row(value), lambda: _counted(aggregate.kind, value)
    row, read = held("v", _loose(_numeric(value)))
    if aggregate.kind == "latest":
        row |= {"day": "f.day", "id": "f.id"}
        return query, row, lambda: _picked("MAX", read("r"))
    if aggregate.kind in ("min", "max"):
        return query, row, lambda: _picked(aggregate.kind.upper(), read("r"))
    return query, row, lambda: _summed(aggregate.kind, read("r"))


def _loose(value: Number | Exact) -> Number | Exact:
    """A constant as if it were a column: it is aggregated row by row, too."""
    return Number(value.num, value.den, value.most) if isinstance(value, Number) else value


def _row(value: Emitted) -> dict[str, str]:
    if isinstance(value, Number) and not isinstance(value.den, int):
        return {"v": exactly(value)}
    return {"v": value.num if isinstance(value, Number) else value.sql}


def _counted(kind: str, value: Emitted) -> tuple[dict[str, str], Read]:
    counted = "COUNT(DISTINCT r.v)" if kind == "distinct" else "COUNT(r.v)"
    return {"x": counted}, lambda alias: Number(f"{alias}.x", 1, MOST_ROWS)


def _picked(function: str, value: Number | Exact) -> tuple[dict[str, str], Read]:
    if isinstance(value, Number) and isinstance(value.den, int):
        den, most = value.den, value.most
        return {"x": f"{function}({value.num})"}, lambda alias: Number(f"{alias}.x", den, most)
    return {"x": listed(function.lower(), value)}, lambda alias: Exact(f"{alias}.x")


def listed(operation: str, value: Number | Exact) -> str:
    """An aggregate of exact numbers: written into one text, worked out by ``exact``."""
    return call(operation, f"STRING_AGG({exactly(value)}, ' ')")


def _summed(kind: str, value: Number | Exact) -> tuple[dict[str, str], Read]:
    if not (isinstance(value, Number) and isinstance(value.den, int) and value.most * MOST_ROWS < WIDE):
        return {"x": listed(kind, value)}, lambda alias: Exact(f"{alias}.x")
    den, most = value.den, value.most * MOST_ROWS
    made = {"x": total(value.num, most)}
    if kind == "sum":
        return made, lambda alias: Number(f"{alias}.x", den, most)
    made["x_den"] = f"NULLIF(COUNT({value.num}), 0) * {den}"
    return made, lambda alias: Number(f"{alias}.x", f"{alias}.x_den", most, MOST_ROWS * den)


def total(sql: str, most: int) -> str:
    """A sum with a type of its own: engines widen sums, and a HUGEINT would be written to Parquet as DOUBLE."""
    return f"CAST(SUM({sql}) AS {'BIGINT' if most < BIG else WIDE_TYPE})"


def _share(
    query: FactQuery, share: Share
) -> tuple[FactQuery, dict[str, str], Callable[[], tuple[dict[str, str], Read]]]:
    of, among = query.condition(share.of), query.condition(share.among)
    query.wrong_code(among.wrong)
    # ``of`` is asked only where ``among`` holds.
    query.wrong_code(None if of.wrong is None else f"CASE WHEN {among.sql} THEN {of.wrong} END")
    row = {
        "among": f"CASE WHEN {among.sql} THEN 1 END",
        "both": f"CASE WHEN {of.sql} AND {among.sql} THEN 1 END",
    }
    made = {"x": "CASE WHEN COUNT(r.among) > 0 THEN COUNT(r.both) END", "x_den": "NULLIF(COUNT(r.among), 0)"}
    return query, row, lambda: (made, lambda alias: Number(f"{alias}.x", f"{alias}.x_den", MOST_ROWS, MOST_ROWS))


def _ratio(
    query: FactQuery, ratio: RatioOfSums
) -> tuple[FactQuery, dict[str, str], Callable[[], tuple[dict[str, str], Read]]]:
    of, to = _numeric(query.emit(ratio.of)), _numeric(query.emit(ratio.to))
    for value in (of, to):
        if isinstance(value, Exact):
            query.wrong_code(wrong_of(value.sql))
    # A row counts in both sums or in none; it is not left out, as its ``where`` may have gone wrong.
    lacking = f"({is_null(of)} OR {is_null(to)})"
    row, read_of = held("v", _loose(either(lacking, NOTHING, of)))
    more, read_to = held("w", _loose(either(lacking, NOTHING, to)))

    def make() -> tuple[dict[str, str], Read]:
        upper, read_upper = _summed("sum", read_of("r"))
        lower, read_lower = _summed("sum", read_to("r"))
        made = {"x": upper["x"], "y": lower["x"]}

        def read(alias: str) -> Number | Exact:
            above, below = read_upper(alias), _renamed(read_lower(alias), f"{alias}.y")
            if isinstance(below, Exact):
                zero = f"CASE WHEN {below.sql} <> '0' THEN {below.sql} END"
                return divided(above, Exact(zero))
            found = divided(above, below)
            return found if isinstance(found, Number) else Exact(f"CASE WHEN {below.num} <> 0 THEN {found.sql} END")

        return made, read

    return query, row | more, make


def _renamed(value: Number | Exact, sql: str) -> Number | Exact:
    return Exact(sql) if isinstance(value, Exact) else Number(sql, value.den, value.most, value.most_den)


def default(leaf: Measure) -> Fraction | None:
    """What no fact means, where it is a number (G22)."""
    if isinstance(leaf.number, Aggregate) and leaf.number.kind in ("count", "distinct", "sum"):
        return Fraction(0)
    return leaf.missing if isinstance(leaf.missing, Fraction) else None
