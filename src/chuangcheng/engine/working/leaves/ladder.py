"""Ladders (§5.1, §9 ``once`` and ``unless``): events that move a key; the line is the difference that each makes.

Ladders under one ``once`` are one chain; every other ladder is a chain of its own. ``moved_<n>`` (n: the chain's first
ladder) holds the facts that moved a key, booked or not; ``line_<n>`` of each ladder is the booked part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chuangcheng.engine.model import Combine, Ladder, Section, Type
from chuangcheng.engine.working.answers import condition, words
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import cell
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.leaves.amounts import value_of
from chuangcheng.engine.working.leaves.facts import LARGE, FactQuery, faulty, faulty_rows, item_problem, where_of
from chuangcheng.engine.working.literals import BIG, text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place


@dataclass(frozen=True, slots=True)
class Chain:
    """Ladders whose facts move the same keys, in document order."""

    places: tuple[Place, ...]
    combine: Combine

    @property
    def table(self) -> str:
        return f"moved_{self.places[0].number}"


def chains(places: Sequence[Place]) -> list[Chain]:
    """All chains, those first that the ``unless`` of others look at (G45, G47)."""
    bound: dict[int, list[Place]] = {}
    found: list[Chain] = []
    for place in places:
        leaf = place.item.content
        if not isinstance(leaf, Ladder):
            continue
        once = _once(place, leaf)
        if once is None:
            found.append(Chain((place,), leaf.combine))
        else:
            bound.setdefault(once.number, []).append(place)
    for number, members in bound.items():
        section = places[number].item.content
        assert isinstance(section, Section)
        assert section.once is not None
        found.append(Chain(tuple(members), section.once.combine))
    return _in_order(found)


def _once(place: Place, leaf: Ladder) -> Place | None:
    for above in place.above:
        section = above.item.content
        if isinstance(section, Section) and section.once is not None and section.once.key == leaf.key:
            return above
    return None


def _in_order(chains: list[Chain]) -> list[Chain]:
    ordered: list[Chain] = []

    def visit(chain: Chain) -> None:
        if chain in ordered:
            return
        for other in _looked_at(chain, chains):
            visit(other)
        ordered.append(chain)

    for chain in sorted(chains, key=lambda chain: chain.places[0].number):
        visit(chain)
    return ordered


def _looked_at(chain: Chain, chains: list[Chain]) -> Iterator[Chain]:
    wanted = {
        name for place in chain.places if isinstance(place.item.content, Ladder) for name in place.item.content.unless
    }
    for other in chains:
        if other is not chain and any(place.item.id in wanted for place in other.places):
            yield other


class Ladders:
    """Writes all ladders of a rulebook."""

    def __init__(self, columns: Columns, places: Sequence[Place]) -> None:
        self._columns = columns
        self._chains = chains(places)
        self._with_year = any(
            isinstance(place.item.content, Ladder) and place.item.content.window == "year" for place in places
        )

    def statements(self) -> Iterator[Statement]:
        """Yield ``moved_<n>``, the ladders' lines, their problems and warnings; only facts and units must stand."""
        for chain in self._chains:
            yield from self._chain(chain)

    def _chain(self, chain: Chain) -> Iterator[Statement]:
        names = ", ".join(place.item.id for place in chain.places)
        for place in chain.places:
            yield from self._faulty(place)
        yield from self._lost(chain)
        yield Statement(chain.table, self._moved(chain), f"what each fact of {names} moves its key by")
        for place in chain.places:
            leaf = _ladder(place)
            yield Statement(
                f"line_{place.number}",
                "SELECT m.u AS u, m.p AS p, m.id AS fact, m.key AS key, m.points AS points,\n"
                "'ladder|' || CAST(m.before AS VARCHAR) || '|' || CAST(m.before + m.points AS VARCHAR) AS reason\n"
                f"FROM {chain.table} m\nWHERE m.i = {place.number} AND m.booked AND ABS(m.points) < {BIG}",
                f"the lines of item {place.item.id}",
                view=True,
            )
            yield self._large(chain, place)
            yield self._not_booked(chain, place, leaf)

    def _large(self, chain: Chain, place: Place) -> Statement:
        source = (
            f"SELECT m.u AS u, m.p AS p, CASE WHEN ABS(m.points) >= {BIG} THEN '{LARGE}' END AS wrong\n"
            f"FROM {chain.table} m WHERE m.i = {place.number}"
        )
        return item_problem(place, source, f"a line of item {place.item.id} that is too large")

    def _not_booked(self, chain: Chain, place: Place, leaf: Ladder) -> Statement:
        window = {"season": "0", "period": "m.p", "year": "m.y"}[leaf.window]
        table = self._columns.table(leaf.fact)
        # Nobody knows whether a fact moves its key after one of which nothing can be made.
        known = "".join(f"\nAND NOT {condition}" for condition in self._after_fault(chain, "m", window))
        return Statement(
            "problem",
            f"SELECT 'fact-not-booked', {where_of('f', 'o')}, '', {text(place.item.id)}, f.id, n.unit\n"
            f"FROM {table} f JOIN unit n ON n.u = f.u JOIN fact_file o ON o.n = {self._columns.number(leaf.fact)}\n"
            f"WHERE f.id IN (SELECT m.id FROM {chain.table} m\n"
            f"WHERE m.i = {place.number} AND m.p IS NOT NULL AND NOT m.booked{known})",
            f"facts that move item {place.item.id} where nobody is assessed",
        )

    def _moved(self, chain: Chain) -> str:
        parts = [self._taken(place) for place in chain.places]
        leaf = _ladder(chain.places[0])
        facts = "\nUNION ALL\n".join(parts)
        year = ", c.y AS y" if self._with_year else ""
        kept = f"c.u AS u, c.p AS p, c.day AS day, c.id AS id, c.key AS key, c.i AS i{year}"
        kept, booked = f"{kept}, a.u IS NOT NULL AS booked", "LEFT JOIN assessed a ON a.u = c.u AND a.p = c.p"
        if leaf.key == "id" and len(chain.places) == 1:
            value = {"highest": "GREATEST(c.v, 0)", "lowest": "LEAST(c.v, 0)"}.get(chain.combine, "c.v")
            return f"SELECT {kept}, CAST(0 AS BIGINT) AS before, {value} AS points\nFROM (\n{facts}\n) c {booked}\nWHERE {value} <> 0"
        running, points = _running(chain.combine, windowed=leaf.window != "season", several=len(chain.places) > 1)
        running = f"SELECT c.*, {running}\nFROM (\n{facts}\n) c"
        return f"SELECT {kept}, c.before AS before, {points} AS points\nFROM (\n{running}\n) c {booked}\nWHERE {points} <> 0"

    def _lost(self, chain: Chain) -> Iterator[Statement]:
        """``unknown_<n>(u, p)`` of each ladder: facts of which nothing can be made, and what follows under their keys."""
        facts = "\nUNION ALL\n".join(self._taken(place) for place in chain.places)
        after = self._after_fault(chain, "c", "c.w")
        for place in chain.places:
            rows = "SELECT a.u AS u, a.p AS p FROM assessed a WHERE FALSE"
            if after:
                rows = f"SELECT c.u AS u, c.p AS p FROM (\n{facts}\n) c\nWHERE c.i = {place.number} AND ({' OR '.join(after)})"
            if self._can_fail(place):
                rows += f"\nUNION ALL\nSELECT e.u AS u, e.p AS p FROM faulty_{place.number} e"
            why = f"where item {place.item.id} is not known"
            yield Statement(f"unknown_{place.number}", rows, why, view=True)

    def _can_fail(self, place: Place) -> bool:
        query, _ = self.query(place)
        return query.wrong is not None

    def _after_fault(self, chain: Chain, alias: str, window: str) -> list[str]:
        """Truth over ``alias``: its key was moved before by a fact of which nothing can be made (by date, then id)."""
        return [
            f"EXISTS (SELECT 1 FROM faulty_{place.number} e WHERE e.key = {alias}.key AND e.w IS NOT DISTINCT FROM {window}\n"
            f"AND (e.day < {alias}.day OR (e.day = {alias}.day AND e.id <= {alias}.id)))"
            for place in chain.places
            if self._can_fail(place)
        ]

    def query(self, place: Place, *, unless: bool = True) -> tuple[FactQuery, dict[str, str]]:
        """The facts that a ladder takes, each with its value.

        Columns: u, p, day, id, key, w (the number of the window), i (the item), v (0.0001 point); y (the twelve months)
        where a ladder asks for it. Without ``unless``, with the facts that it leaves out.
        """
        leaf = _ladder(place)
        query = FactQuery(self._columns, leaf.fact, leaf.where)
        key = self._key(query, leaf)
        value = value_of(query, leaf)
        self._applicable(query, place)
        if unless:
            self._unless(query, leaf, key)
        selected = {"u": "f.u", "p": "f.p", "day": "f.day", "id": "f.id", "key": key}
        selected |= {"w": self._window(query, leaf), "i": str(place.number), "v": value}
        if self._with_year:
            selected["y"] = self._year(query, "f")
        return query, selected

    def _faulty(self, place: Place) -> Iterator[Statement]:
        leaf = _ladder(place)
        query, selected = self.query(place)
        if query.wrong is not None:
            rows = faulty_rows(query, query.wrong, {"key": selected["key"], "w": selected["w"]})
            yield from faulty(self._columns, leaf.fact, place, [rows])

    def chain_of(self, place: Place) -> Chain:
        """The chain that a ladder belongs to."""
        return next(chain for chain in self._chains if place in chain.places)

    def _taken(self, place: Place) -> str:
        query, selected = self.query(place)
        if query.wrong is not None:
            query.conditions.append(f"({query.wrong}) IS NULL")
        return query.sql(selected)

    def _key(self, query: FactQuery, leaf: Ladder) -> str:
        if leaf.key == "id":
            return "f.id"
        kind = self._columns.fact_type(leaf.fact, leaf.key)
        key = query.column(leaf.key)
        query.wrong_if(f"{key} IS NULL", "null-value")
        return key if kind is Type.TEXT else words(cell(key, kind), kind).sql

    def _applicable(self, query: FactQuery, place: Place) -> None:
        """A fact at a unit to which the item is not applicable moves no key, whatever kind of unit it is (G46)."""
        for one in (place, *place.above):
            if one.item.applies is not None:
                query.with_unit()
                query.conditions.append(condition(emit(one.item.applies.tree, self._columns.unit_names("n"))).sql)

    def _window(self, query: FactQuery, leaf: Ladder) -> str:
        if leaf.window == "season":
            return "0"
        return "f.p" if leaf.window == "period" else self._year(query, "f")

    def _year(self, query: FactQuery, alias: str) -> str:
        """The number of the twelve months, counted from the season's first day, that hold the fact's day (G11)."""
        if self._columns.rulebook.period != "rounds":
            join = f"JOIN period q ON q.p = {alias}.p"
            number = "q.twelve"
        else:
            join = "CROSS JOIN season z"
            day, first = f"{alias}.day", "z.first"
            number = (
                f"(EXTRACT(YEAR FROM {day}) - EXTRACT(YEAR FROM {first}) - CASE WHEN "
                f"EXTRACT(MONTH FROM {day}) * 100 + EXTRACT(DAY FROM {day}) < "
                f"EXTRACT(MONTH FROM {first}) * 100 + EXTRACT(DAY FROM {first}) THEN 1 ELSE 0 END)"
            )
        if join not in query.joins:
            query.joins.append(join)
        return number

    def _unless(self, query: FactQuery, leaf: Ladder, key: str) -> None:
        """Leave out a fact whose key one of the named ladders moved before, in this ladder's window (G47)."""
        for name in leaf.unless:
            chain = next(one for one in self._chains if any(member.item.id == name for member in one.places))
            number = next(member.number for member in chain.places if member.item.id == name)
            window = ""
            if leaf.window != "season":
                column = "p" if leaf.window == "period" else "y"
                window = f" AND x.{column} = {self._window(query, leaf)}"
            query.conditions.append(
                f"NOT EXISTS (SELECT 1 FROM {chain.table} x WHERE x.i = {number} AND x.key = {key} AND x.day <= f.day{window})"
            )


def _ladder(place: Place) -> Ladder:
    assert isinstance(place.item.content, Ladder)
    return place.item.content


def _running(combine: Combine, *, windowed: bool, several: bool) -> tuple[str, str]:
    """Columns with the combined value before each fact, over ``c`` (key, w, day, id, i, v), and what the fact adds to it."""
    # Whole numbers of facts are sorted here: what is the same for all is left out.
    over = f"PARTITION BY c.key{', c.w' if windowed else ''} ORDER BY c.day, c.id{', c.i' if several else ''}"
    before, after = (
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING",
        "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
    )
    if combine == "latest":
        return f"COALESCE(LAG(c.v) OVER ({over}), 0) AS before", "(c.v - c.before)"
    if combine == "sum":
        return f"COALESCE(CAST(SUM(c.v) OVER ({over} {before}) AS DECIMAL(38,0)), 0) AS before", "c.v"
    function, bound = ("MAX", "GREATEST") if combine == "highest" else ("MIN", "LEAST")
    first = f"{bound}(0, COALESCE({function}(c.v) OVER ({over} {before}), 0))"
    return f"{first} AS before, {bound}(0, {function}(c.v) OVER ({over} {after})) AS after", "(c.after - c.before)"
