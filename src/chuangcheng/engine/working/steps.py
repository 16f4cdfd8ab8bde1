"""A query in steps: each adds a column that is worked out from the columns before it, and watches its size (G60)."""

from __future__ import annotations

from fractions import Fraction

from chuangcheng.engine.numbers import POINT
from chuangcheng.engine.working.answers import Answer, points, rounded
from chuangcheng.engine.working.emitted import Number, arithmetic, constant, scaled
from chuangcheng.engine.working.literals import BIG, WIDE, WIDE_TYPE, whole


class Steps:
    """Common table expressions over ``s``: ``add`` a column, ask for ``select``.

    Every added column is a BIGINT below 10^18 in absolute value, or NULL. ``large`` holds the conditions under which
    one of them had to be NULL because its number has no place in a line (G60).
    """

    def __init__(self, first: str) -> None:
        self._queries = [first]
        self.large: list[str] = []

    def add(self, name: str, answer: Answer) -> None:
        """Add the column ``name``; ``answer.wrong`` is what makes it NULL."""
        added = f"{answer.sql} AS {name}"
        if answer.wrong is not None:
            added += f", COALESCE({answer.wrong} IS NOT NULL, FALSE) AS {name}_large"
            self.large.append(f"{name}_large")
        self._queries.append(f"SELECT s.*, {added} FROM step_{len(self._queries) - 1} s")

    def watch(self, name: str, sql: str, most: int) -> None:
        """Watch a number that is shown but not kept (the difference that a line books)."""
        if most >= BIG:
            self._queries.append(
                f"SELECT s.*, COALESCE(ABS({sql}) >= {BIG}, FALSE) AS {name}_large FROM step_{len(self._queries) - 1} s"
            )
            self.large.append(f"{name}_large")

    def select(self, columns: str) -> str:
        """The whole query; ``columns`` are written over ``s``."""
        steps = ",\n".join(f"step_{number} AS ({query})" for number, query in enumerate(self._queries))
        return f"(WITH {steps}\nSELECT {columns} FROM step_{len(self._queries) - 1} s)"

    @property
    def too_large(self) -> str:
        """The condition under which any number was too large."""
        return "(" + " OR ".join(f"s.{name}" for name in self.large) + ")" if self.large else "FALSE"


def kept(sql: str, most: int) -> Answer:
    """A sum of points as a column; ``sql`` must be wide where ``most`` is."""
    if most < BIG:
        return Answer(sql)
    return Answer(
        f"CAST(CASE WHEN ABS({sql}) < {BIG} THEN {sql} END AS BIGINT)",
        f"CASE WHEN ABS({sql}) >= {BIG} THEN 'number-too-large' END",
    )


def widened(sql: str, most: int) -> str:
    """An operand of a sum that may be as large as ``most``."""
    return f"CAST({sql} AS {WIDE_TYPE})" if most >= BIG else sql


def product(sql: str, most: int, factor: Fraction) -> tuple[Answer, int]:
    """A column of points times a number of the rulebook, rounded once; and the new bound (G16)."""
    value = scaled(Number(sql, 1, most), factor)
    if value is not None:
        answer = rounded(value, 1, BIG - 1, "points")
    else:
        answer = points(arithmetic("*", Number(sql, POINT, most), constant(factor)))
    return answer, min(int(most * abs(factor)) + 1, BIG - 1)


def quotient(sql: str, most: int, by: int, den: str) -> tuple[Answer, int]:
    """``sql × by ÷ den`` rounded once, where ``den`` is SQL of a positive BIGINT; and the new bound."""
    value = scaled(Number(sql, 1, most), Fraction(by))
    bound = most * by
    if value is None:
        ratio = arithmetic("/", constant(Fraction(by)), Number(den, 1, WIDE - 1))
        return points(arithmetic("*", Number(sql, POINT, most), ratio)), BIG - 1
    if bound < BIG:
        return Answer(f"half_up({value.num}, {den})"), bound
    divided = f"wide_half_up({value.num}, {den})"
    return kept(divided, bound), BIG - 1


def clamped(sql: str, floor: int | None, cap: int | None) -> str:
    """The number between floor and cap; where they cross, the cap wins (G15). NULL stays NULL."""
    whens = ""
    if cap is not None:
        whens += f" WHEN {sql} > {cap} THEN {whole(cap)}"
        floor = None if floor is None else min(floor, cap)
    if floor is not None:
        whens += f" WHEN {sql} < {floor} THEN {whole(floor)}"
    return f"CASE{whens} ELSE {sql} END" if whens else sql


def clamped_most(most: int, floor: int | None, cap: int | None) -> int:
    """The bound of a clamped number whose bound was ``most``."""
    ends = [abs(end) for end in (floor, cap) if end is not None]
    if floor is not None and cap is not None:
        return max(ends)
    return max([most, *ends])
