"""A query over the facts of one kind: what an item takes of them, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from chuangcheng.engine.model import Expression
from chuangcheng.engine.working.answers import Answer, condition
from chuangcheng.engine.working.columns import Columns, sees_unit
from chuangcheng.engine.working.emitted import Emitted
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place

LARGE: Final = "number-too-large"
#: What is worked out from something with an error is unknown; that is no second problem.
UNKNOWN: Final = "unknown"


class FactQuery:
    """``SELECT … FROM facts f [JOIN unit n] …`` where ``where`` takes a row.

    ``wrong`` gathers conditions in order; the first that holds is the row's problem. A row whose ``where`` itself goes
    wrong is taken along, so that its problem is heard.
    """

    def __init__(self, columns: Columns, kind: str, where: Expression | None) -> None:
        self.columns = columns
        self.kind = kind
        self.joins: list[str] = []
        self.conditions: list[str] = []
        self._wrong: list[str] = []
        self._names = columns.fact_names(kind, "f", "n")
        self._with_unit = False
        if where is not None:
            self._take(self.condition(where))

    def emit(self, expression: Expression) -> Emitted:
        """Write an expression over the fact and its unit."""
        self._with_unit = self._with_unit or sees_unit(expression)
        return emit(expression.tree, self._names)

    def condition(self, expression: Expression) -> Answer:
        """Write truth over the fact and its unit."""
        return condition(self.emit(expression))

    def unless(self, expression: Expression) -> None:
        """Leave a row out where this is true; NULL is not true (G5)."""
        answer = self.condition(expression)
        self.conditions.append(f"({answer.sql}) IS NOT TRUE")
        self.wrong_code(answer.wrong)

    def _take(self, answer: Answer) -> None:
        if answer.wrong is None:
            self.conditions.append(answer.sql)
        else:
            self.conditions.append(f"({answer.sql} OR {answer.wrong} IS NOT NULL)")
            self.wrong_code(answer.wrong)

    def with_unit(self) -> None:
        """Ask for the table of units as ``n``."""
        self._with_unit = True

    def column(self, name: str) -> str:
        """SQL of a column of the fact."""
        if name == "unit":
            self._with_unit = True
            return "n.unit"
        return self.columns.of_fact(self.kind, name, "f")

    def wrong_code(self, code: str | None) -> None:
        """Add SQL that gives a problem's code or NULL."""
        if code is not None:
            self._wrong.append(code)

    def wrong_if(self, holds: str, code: str) -> None:
        """Add a condition under which the row has this problem."""
        self._wrong.append(f"CASE WHEN {holds} THEN {text(code)} END")

    @property
    def wrong(self) -> str | None:
        """SQL of the row's problem code or NULL; None where nothing can go wrong."""
        if not self._wrong:
            return None
        return self._wrong[0] if len(self._wrong) == 1 else f"COALESCE({', '.join(self._wrong)})"

    def sql(self, selected: dict[str, str], *, group: str = "") -> str:
        """The query with these columns."""
        listed = ", ".join(f"{value} AS {name}" for name, value in selected.items())
        unit = ["JOIN unit n ON n.u = f.u"] if self._with_unit else []
        lines = [f"SELECT {listed}", f"FROM {self.columns.table(self.kind)} f", *unit, *self.joins]
        if self.conditions:
            lines.append("WHERE " + "\nAND ".join(self.conditions))
        if group:
            lines.append(f"GROUP BY {group}")
        return "\n".join(lines)


def faulty(columns: Columns, kind: str, place: Place, queries: Sequence[str]) -> Iterator[Statement]:
    """``faulty_<n>(u, p, day, id, line, wrong …)``: the rows of which an item can make nothing, and their problems."""
    if queries:
        table = f"faulty_{place.number}"
        why = f"facts of which item {place.item.id} can make nothing"
        yield Statement(table, "\nUNION ALL\n".join(queries), why)
        yield fact_problem(columns, kind, place, f"SELECT e.* FROM {table} e")


def faulty_rows(query: FactQuery, wrong: str, more: dict[str, str] | None = None) -> str:
    """The query of ``faulty_<n>`` over the rows that ``query`` takes."""
    keys = {"u": "f.u", "p": "f.p", "day": "f.day", "id": "f.id", "line": "f.line", "wrong": wrong}
    return f"SELECT e.* FROM (\n{query.sql(keys | (more or {}))}\n) e WHERE e.wrong IS NOT NULL"


def fact_problem(columns: Columns, kind: str, place: Place, source: str) -> Statement:
    """Problems of rows of ``source`` (id, line, u, p, wrong): at the fact; a number too large at unit/period/item (G60).

    Arguments of the sentence: the item's id and the fact's.
    """
    item = text(place.item.id)
    return Statement(
        "problem",
        f"SELECT t.wrong, CASE WHEN t.wrong = '{LARGE}' AND q.id IS NOT NULL THEN n.unit || '/' || q.id || '/' || {item}\n"
        f"ELSE {where_of('t', 'o')} END, '', {item}, t.id, NULL\n"
        f"FROM (\n{source}\n) t\n"
        f"JOIN unit n ON n.u = t.u LEFT JOIN period q ON q.p = t.p\n"
        f"JOIN fact_file o ON o.n = {columns.number(kind)}\nWHERE t.wrong IS NOT NULL",
        f"facts of which item {place.item.id} can make nothing",
    )


def where_of(fact: str, file: str) -> str:
    """``where`` of a fact: file:line, or KIND:id of a source (G37, G51)."""
    return (
        f"{file}.file || CASE WHEN SUBSTR({file}.file, LENGTH({file}.file), 1) = ':' THEN {fact}.id "
        f"ELSE ':' || CAST({fact}.line AS VARCHAR) END"
    )


def item_problem(place: Place, source: str, why: str) -> Statement:
    """Problems at unit/period/item: ``source`` gives (u, p, wrong); arguments: unit, period, item."""
    item = text(place.item.id)
    return Statement(
        "problem",
        f"SELECT t.wrong, n.unit || '/' || q.id || '/' || {item}, '', n.unit, q.id, {item}\n"
        f"FROM (\n{source}\n) t\nJOIN unit n ON n.u = t.u JOIN period q ON q.p = t.p\n"
        f"WHERE t.wrong IS NOT NULL AND t.wrong <> '{UNKNOWN}'",
        why,
    )


def scope(place: Place) -> str:
    """The units and periods that a leaf gives lines for, as a table expression ``a(u, p)``."""
    if not place.has_applies:
        return "assessed a"
    return f"(SELECT a.u AS u, a.p AS p FROM assessed a JOIN applies_{place.number} y ON y.u = a.u) a"
