"""Gather what the plan's tables say about one unit in one period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chuangcheng.engine import model
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.scoring import Outcome
from chuangcheng.engine.telling.explain.model import Explanation, ItemTold, LineTold, Rank
from chuangcheng.engine.telling.explain.settings import settings_of
from chuangcheng.engine.telling.explain.traces import Traces, traces_of
from chuangcheng.engine.telling.reasons import told_reason
from chuangcheng.engine.telling.wording import Language
from chuangcheng.engine.working.provenance import Trace

if TYPE_CHECKING:
    import duckdb

TOTAL = "total"


class UnknownPlace(LookupError):
    """There is no such unit or period; ``known`` are the ids that there are, by code point."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        super().__init__(f"{what} {name}")


def explain(outcome: Outcome, unit: str, period: str, language: Language = "zh") -> Explanation:
    """Explain a unit's score of a period, or of the year.

    Where an error stopped the scoring there are no points: each item shows its settings and its problems. Raises
    ``UnknownPlace`` for a unit that is not assessed at all and for a period that has not begun or does not exist.
    """
    rulebook = outcome.opened.rulebook
    if outcome.connection is None or rulebook is None:
        return _failed(outcome, rulebook, unit, period)
    rows = Rows(outcome, outcome.connection, unit, period, language)
    name = rows.name()
    total, year = rows.total(), rows.is_year
    lines = {} if year else rows.lines()
    values = {} if year else rows.values()
    traces = traces_of(outcome, unit, period) if values else Traces()
    problems = [one for one in outcome.problems if one.where.startswith(f"{unit}/")]
    return Explanation(
        unit=unit,
        name=name,
        period=period,
        total=total,
        rank=rows.rank(),
        decisions=rows.decisions(),
        items=()
        if year or not values
        else tuple(_items(rulebook, lines, values, traces, problems, f"{unit}/{period}")),
        lines=tuple(_line(row, ()) for row in lines.get(TOTAL, ())),
        parts=rows.parts() if year else (),
        problems=tuple(one for one in problems if one.where == f"{unit}/{period}"),
    )


class Row(NamedTuple):
    """A ledger line as it was asked for, with its sentence."""

    kind: str
    fact: str
    key: str
    points: int
    reason: str


class Value(NamedTuple):
    """An item's value; ``points`` in 0.0001 point."""

    points: int
    na: bool


class Rows:
    """The rows of the plan's tables for one unit and period."""

    def __init__(
        self, outcome: Outcome, connection: duckdb.DuckDBPyConnection, unit: str, period: str, language: Language
    ) -> None:
        self._outcome, self._connection, self._language = outcome, connection, language
        self._unit, self._period = unit, period
        calendar = outcome.opened.calendar
        assert calendar is not None
        self.is_year = period == calendar.year_id and not calendar.single_year
        known = self._ask("SELECT id FROM period ORDER BY p")
        if not self.is_year and (period,) not in known:
            raise UnknownPlace("period", period, [str(row[0]) for row in known])

    def _ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self._connection.execute(query, list(values)).fetchall()

    def _result(self, table: str, columns: str, *conditions: str) -> list[tuple[object, ...]]:
        """Rows of an output table for the unit and period."""
        where = " AND ".join(["q.unit = ?", "q.period = ?", *conditions])
        query = f"SELECT {columns} FROM ({self._outcome.query(table)}) q WHERE {where}"
        return self._ask(query, self._unit, self._period)

    def name(self) -> str:
        query = "SELECT n.name FROM unit n JOIN subject s ON s.u = n.u"
        found = self._ask(f"{query} WHERE n.unit = ?", self._unit)
        if not found:
            known = self._ask("SELECT n.unit FROM unit n JOIN subject s ON s.u = n.u ORDER BY n.u")
            raise UnknownPlace("unit", self._unit, [str(row[0]) for row in known])
        return str(found[0][0])

    def total(self) -> int | None:
        found = self._result("scores", "q.points", f"q.item = '{TOTAL}'")
        return _whole(found[0][0]) if found else None

    def lines(self) -> Mapping[str, list[Row]]:
        """Ledger lines by item, in the order of the ledger."""
        columns = "q.item, q.kind, q.fact, q.key, q.points, q.reason"
        found: dict[str, list[Row]] = defaultdict(list)
        for item, kind, fact, key, points, reason in sorted(self._result("ledger", columns), key=_as_texts):
            said = told_reason(str(reason or ""), self._language)
            found[str(item)].append(Row(str(kind), str(fact or ""), str(key or ""), _whole(points), said))
        return found

    def values(self) -> Mapping[str, Value]:
        """Items' values by id; items below one that is not applicable have none."""
        rulebook = self._outcome.opened.rulebook
        assert rulebook is not None
        found = {}
        for number, item in enumerate(rulebook.walk()):
            rows = self._ask(
                f"SELECT v.points, v.na FROM value_{number} v JOIN unit n ON n.u = v.u JOIN period q ON q.p = v.p "
                "WHERE n.unit = ? AND q.id = ?",
                self._unit,
                self._period,
            )
            if rows:
                found[item.id] = Value(_whole(rows[0][0]), bool(rows[0][1]))
        return found

    def rank(self) -> Rank | None:
        query = self._outcome.query("ranking")
        found = self._ask(
            'SELECT q."group", q.rank, g.size FROM (' + query + ') q JOIN (SELECT r."group" AS grp, COUNT(*) AS size '
            "FROM (" + query + ') r WHERE r.period = ? GROUP BY r."group") g ON g.grp = q."group" '
            "WHERE q.unit = ? AND q.period = ?",
            self._period,
            self._unit,
            self._period,
        )
        return Rank(str(found[0][0] or ""), _whole(found[0][1]), _whole(found[0][2])) if found else None

    def decisions(self) -> tuple[str, ...]:
        """Titles of the decisions that the unit holds."""
        rulebook = self._outcome.opened.rulebook
        assert rulebook is not None
        held = {str(row[0]) for row in self._result("decisions", "q.decision")}
        return tuple(one.title for one in rulebook.decisions if one.id in held)

    def parts(self) -> tuple[tuple[str, int], ...]:
        query = (
            "SELECT q.id, t.points FROM total t JOIN unit n ON n.u = t.u JOIN period q ON q.p = t.p "
            "WHERE n.unit = ? ORDER BY q.p"
        )
        return tuple((str(period), _whole(points)) for period, points in self._ask(query, self._unit))


def _items(
    rulebook: model.Rulebook,
    lines: Mapping[str, Sequence[Row]],
    values: Mapping[str, Value],
    traces: Traces,
    problems: Sequence[Problem],
    place: str,
) -> Iterator[ItemTold]:
    """Every item in the order of the rulebook; those below an item that is not applicable are left out."""
    for item, depth, counted in walk(rulebook.items):
        value = values.get(item.id)
        if value is None:
            continue
        told = [_line(row, traces.behind(item.id, row.kind, row.fact)) for row in lines.get(item.id, ())]
        shown = {trace for line in told for trace in line.traces}
        yield ItemTold(
            id=item.id,
            title=item.title,
            clause=item.clause,
            depth=depth,
            points=value.points,
            na=value.na,
            counted=counted,
            settings=settings_of(item),
            lines=tuple(told),
            traces=tuple(trace for trace in traces.of(item.id) if trace not in shown),
            problems=tuple(one for one in problems if one.where == f"{place}/{item.id}"),
        )


def walk(items: Sequence[model.Item], depth: int = 0, counted: bool = True) -> Iterator[tuple[model.Item, int, bool]]:
    """Items in document order, with their depth and whether they stand in the ledger (G49)."""
    for item in items:
        stands = counted and item.count_in
        yield item, depth, stands
        yield from walk(item.children, depth + 1, stands)


def _line(row: Row, traces: tuple[Trace, ...]) -> LineTold:
    return LineTold(row.kind, row.fact, row.key, row.points, row.reason, traces)


def _failed(outcome: Outcome, rulebook: model.Rulebook | None, unit: str, period: str) -> Explanation:
    """What can be said where an error stopped the scoring."""
    place = f"{unit}/{period}/"
    items = tuple(
        ItemTold(
            id=item.id,
            title=item.title,
            clause=item.clause,
            depth=depth,
            points=None,
            na=False,
            counted=counted,
            settings=settings_of(item),
            lines=(),
            traces=(),
            problems=tuple(one for one in outcome.problems if one.where == place + item.id),
        )
        for item, depth, counted in (walk(rulebook.items) if rulebook is not None else ())
    )
    shown = {one for item in items for one in item.problems}
    others = tuple(one for one in outcome.problems if one not in shown and _concerns(one, unit))
    return Explanation(unit, unit, period, None, None, (), items, (), (), others)


def _concerns(problem: Problem, unit: str) -> bool:
    """A problem of the unit, or of a file, which stops all units."""
    return problem.where.startswith(f"{unit}/") or "/" not in problem.where


def _as_texts(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(cell or "") for cell in row)


def _whole(cell: object) -> int:
    assert isinstance(cell, int)
    return cell
