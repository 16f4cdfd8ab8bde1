"""Checklists (§5.3, G23): graded checks at places, one line for each unit and period.

Checks are by far the most facts, so they are read once, into one row for each unit, period and place: ``checked_<n>(u, p,
[place,] checks, seen<w>, got, graded, zero)``. ``seen<w>`` has a bit for each item of the list; where ``checks`` counts more
rows than the list has items, some were checked again, and only there the latest results are looked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Checklist
from chuangcheng.engine.working.answers import Answer, points
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import Exact, Number, call, scaled
from chuangcheng.engine.working.leaves.amounts import values_table
from chuangcheng.engine.working.leaves.facts import item_problem, scope
from chuangcheng.engine.working.literals import BIG, WIDE_TYPE, text, whole
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place, leaf_can_be_out

#: Bits in one word: a sum of as many rows stays within a BIGINT on every engine.
WORD: Final = 31
#: No unit has more places in a period.
MOST_PLACES: Final = 10**7


@dataclass(frozen=True, slots=True)
class _Grades:
    """A checklist in whole numbers: every full and every result counted in ``1 / den`` point."""

    den: int
    full: int
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...]
    """All bits of each word."""


def _grades(leaf: Checklist) -> _Grades:
    worth = [item.full * (grade if grade is not None else 1) for item in leaf.items for grade in leaf.grades.values()]
    den = math.lcm(*(value.denominator for value in [*worth, *(item.full for item in leaf.items)]))
    words = [0] * ((len(leaf.items) + WORD - 1) // WORD)
    rows = []
    for number, item in enumerate(leaf.items):
        word, bit = number // WORD, 1 << number % WORD
        words[word] += bit
        full = int(item.full * den)
        for result, grade in leaf.grades.items():
            got = int(item.full * grade * den) if grade is not None else full if leaf.na == "full" else 0
            zero = item.key and grade == 0
            bits = [whole(bit if place == word else 0) for place in range(len(words))]
            graded = whole(full if grade is not None else 0)
            flags = ["1" if zero else "0", "1" if grade is None else "0"]
            rows.append((text(item.id), text(result), *bits, whole(got), graded, *flags))
    return _Grades(den, int(sum((item.full for item in leaf.items), Fraction()) * den), tuple(rows), tuple(words))


@dataclass(frozen=True, slots=True)
class _Score:
    """Rows ``t`` of units and periods, and the points of each."""

    source: str
    answer: Answer
    where: str = ""


class ChecklistWriter:
    """Writes one checklist."""

    def __init__(self, columns: Columns, place: Place, leaf: Checklist) -> None:
        self.place, self.leaf, self.number = place, leaf, place.number
        self.grades = _grades(leaf)
        self.table = columns.table(leaf.fact)
        self.item = columns.of_fact(leaf.fact, "item", "f")
        self.result = columns.of_fact(leaf.fact, "result", "f")
        has_place = "place" in columns.rulebook.facts[leaf.fact].columns
        self.spot = f"COALESCE({columns.of_fact(leaf.fact, 'place', 'f')}, '')" if has_place else None
        self.placed = ", c.place AS place" if has_place else ""

    def tally(self) -> Statement:
        """The checks gathered; it needs facts alone, and tells who is assessed (G12)."""
        why = f"the checks of item {self.place.item.id} by unit, period and place"
        return Statement(f"tally_{self.number}", self._tally(), why)

    def statements(self) -> Iterator[Statement]:
        """Yield everything that ends in ``line_<n>`` and, where it can be, ``na_<n>``; ``tally`` must stand."""
        about = f"item {self.place.item.id}"
        scores = self._scores()
        can_fail = any(score.answer.wrong is not None for score in scores)
        places = "CAST(s.places AS VARCHAR)" if self.spot else "'1'"
        yield Statement(
            f"checked_{self.number}", self._checked(), "the same, of checks made again the latest", view=True
        )
        yield Statement("problem", self._missing(), f"checks of {about} that were not made")
        if leaf_can_be_out(self.place.item):
            yield Statement(f"na_{self.number}", self._nothing_graded(), f"where nothing of {about} is graded")
        yield Statement(
            f"score_{self.number}",
            "\nUNION ALL\n".join(self._scored(score, can_fail=can_fail) for score in scores),
            f"the scores of {about}",
        )
        unknown = f"SELECT a.u AS u, a.p AS p {self._unseen}"
        if can_fail:
            why = f"scores of {about} that are too large"
            yield item_problem(self.place, f"SELECT s.* FROM score_{self.number} s", why)
            unknown += f"\nUNION ALL\nSELECT s.u AS u, s.p AS p FROM score_{self.number} s WHERE s.wrong IS NOT NULL"
        yield Statement(f"unknown_{self.number}", unknown, f"where {about} is not known", view=True)
        yield Statement(
            f"line_{self.number}",
            "SELECT s.u AS u, s.p AS p, '' AS fact, '' AS key, s.v AS points,\n"
            f"'checklist|' || {places} AS reason\nFROM score_{self.number} s WHERE s.v <> 0",
            f"the lines of {about}",
            view=True,
        )

    # --- rows into places -----------------------------------------------------------------------------------------

    @property
    def _keys(self) -> str:
        return "c.u, c.p" + (", c.place" if self.spot else "")

    def _sums(self, alias: str) -> str:
        zero = f"MAX({alias}.zero)" if any(item.key for item in self.leaf.items) else "0"
        seen = ", ".join(f"BIT_OR({alias}.b{word}) AS seen{word}" for word in range(len(self.grades.words)))
        return (
            f"COUNT(*) AS checks, {seen}, CAST(SUM({alias}.got) AS BIGINT) AS got, "
            f"CAST(SUM({alias}.graded) AS BIGINT) AS graded, {zero} AS zero"
        )

    @property
    def _joined(self) -> str:
        bits = [f"b{word}" for word in range(len(self.grades.words))]
        names = ["item", "result", *bits, "got", "graded", "zero", "na"]
        values = values_table(self.grades.rows, names, "g")
        return f"JOIN {values} ON g.item = {self.item} AND g.result = {self.result}"

    def _tally(self) -> str:
        spot = f", {self.spot} AS place" if self.spot else ""
        group = "f.u, f.p" + (f", {self.spot}" if self.spot else "")
        return (
            f"SELECT f.u AS u, f.p AS p{spot}, {self._sums('g')}\nFROM {self.table} f\n{self._joined}\n"
            f"WHERE f.p IS NOT NULL\nGROUP BY {group}"
        )

    def _checked(self) -> str:
        """Places as they are, or, where something was checked again, by the latest result of each item (by date, then id)."""
        items = len(self.leaf.items)
        spot = f" AND c.place = {self.spot}" if self.spot else ""
        again = (
            f"SELECT c.u AS u, c.p AS p{self.placed}, g.*,\n"
            f"ROW_NUMBER() OVER (PARTITION BY {self._keys}, {self.item} ORDER BY f.day DESC, f.id DESC) AS newest\n"
            f"FROM tally_{self.number} c JOIN {self.table} f ON f.u = c.u AND f.p = c.p{spot}\n{self._joined}\n"
            f"WHERE c.checks > {items}"
        )
        return (
            f"SELECT c.* FROM tally_{self.number} c WHERE c.checks <= {items}\nUNION ALL\n"
            f"SELECT c.u AS u, c.p AS p{self.placed}, {self._sums('c')}\nFROM (\n{again}\n) c\n"
            f"WHERE c.newest = 1 GROUP BY {self._keys}"
        )

    # --- places into scores ---------------------------------------------------------------------------------------

    def _missing(self) -> str:
        """Every item of the list without a result, at each place; a unit without any place lacks all."""
        item = text(self.place.item.id)
        rows = [
            [
                text(check.id),
                *(whole(1 << number % WORD if number // WORD == word else 0) for word in range(len(self.grades.words))),
            ]
            for number, check in enumerate(self.leaf.items)
        ]
        values = values_table(rows, ["item", *(f"b{word}" for word in range(len(self.grades.words)))], "g")
        unseen = " OR ".join(
            f"(COALESCE(c.seen{word}, 0) & g.b{word}) <> g.b{word}" for word in range(len(self.grades.words))
        )
        spot = "c.place" if self.spot else "''"
        return (
            f"SELECT 'check-missing', n.unit || '/' || q.id || '/' || {item}, '', g.item, {spot}, {item}\n"
            f"FROM (\nSELECT a.u AS au, a.p AS ap, c.* {self._unseen}\n) c\n"
            f"JOIN unit n ON n.u = c.au JOIN period q ON q.p = c.ap JOIN {values} ON TRUE\nWHERE {unseen}"
        )

    @property
    def _unseen(self) -> str:
        """From where an item of the list has no result."""
        lacking = " OR ".join(f"c.seen{word} <> {bits}" for word, bits in enumerate(self.grades.words))
        joined = f"LEFT JOIN checked_{self.number} c ON c.u = a.u AND c.p = a.p"
        return f"FROM {scope(self.place)} {joined}\nWHERE c.u IS NULL OR {lacking}"

    def _nothing_graded(self) -> str:
        rows = f"FROM {scope(self.place)} JOIN checked_{self.number} c ON c.u = a.u AND c.p = a.p"
        if self.spot is None:
            return f"SELECT c.u AS u, c.p AS p {rows}\nWHERE c.graded = 0"
        return f"SELECT c.u AS u, c.p AS p {rows}\nGROUP BY c.u, c.p HAVING MAX(c.graded) = 0"

    def _scores(self) -> list[_Score]:
        places = (
            f"FROM {scope(self.place)} JOIN checked_{self.number} c ON c.u = a.u AND c.p = a.p\n"
            "WHERE c.graded > 0 GROUP BY c.u, c.p"
        )
        got = "CASE WHEN c.zero = 1 THEN 0 ELSE c.got END"
        if self.leaf.places is not None:
            return [self._passing(places, got)]
        sums = f"SELECT c.u AS u, c.p AS p, COUNT(*) AS places, CAST(SUM({got}) AS BIGINT) AS got,\n"
        sums += f"MIN(c.graded) AS least, MAX(c.graded) AS most\n{places}"
        if self.spot is None:
            # One place for each unit and period: nothing has to be gathered.
            single = places.removesuffix(" GROUP BY c.u, c.p")
            sums = f"SELECT c.u AS u, c.p AS p, {whole(1)} AS places, {got} AS got,\n"
            sums += f"c.graded AS least, c.graded AS most\n{single}"
        grades = self.grades
        if self.leaf.na != "rescale" or not leaf_can_be_out(self.place.item):
            mean = _ratio("t.got", grades.full * MOST_PLACES, 1, ["t.places"], MOST_PLACES, grades.den)
            return [_Score(sums, points(mean))]
        # Where all places were rescaled alike, one division does; elsewhere the ratios are added exactly.
        dens, most_den = ["t.most", "t.places"], grades.full * MOST_PLACES
        alike = _ratio("t.got", grades.full * MOST_PLACES, grades.full, dens, most_den, grades.den)
        scores = [_Score(sums, points(alike), "WHERE t.least = t.most" if self.spot else "")]
        if self.spot:
            ratio = call("/", f"CAST({got} * {grades.full} AS VARCHAR)", f"CAST(c.graded * {grades.den} AS VARCHAR)")
            mixed = "SELECT c.u AS u, c.p AS p, COUNT(*) AS places, MIN(c.graded) AS least, MAX(c.graded) AS most,\n"
            mixed += f"{listed('mean', ratio)} AS x\n"
            mixed += places.replace(
                "WHERE ", f"JOIN ({sums}) m ON m.u = c.u AND m.p = c.p\nWHERE m.least <> m.most AND "
            )
            scores.append(_Score(mixed, points(Exact("t.x"))))
        return scores

    def _scored(self, score: _Score, *, can_fail: bool) -> str:
        """The query of some units and periods: (u, p, v), ``places`` where there can be several, ``wrong`` where something can be."""
        columns = "t.u AS u, t.p AS p" + (", t.places AS places" if self.spot else "")
        columns += f", {score.answer.sql} AS v"
        if can_fail:
            columns += f", {score.answer.wrong or 'CAST(NULL AS VARCHAR)'} AS wrong"
        return f"SELECT {columns}\nFROM (\n{score.source}\n) t {score.where}".rstrip()

    def traces(self) -> str:
        """Each check of ``$u`` in ``$p`` and its part of the line: rows (fact, key, gave, state, note, day)."""
        spot = self.spot or "''"
        joined = " AND c.place = t.place" if self.spot else ""
        graded = "t.graded > 0" if self.leaf.na != "full" else "TRUE"
        gave, note = "CAST(NULL AS BIGINT)", "''"
        if self.leaf.places is None:
            of = "c.graded" if self.leaf.na == "rescale" else whole(self.grades.full)
            bound = self.grades.full * MOST_PLACES
            full, places = self.grades.full, "s.places" if self.spot else whole(1)
            part = points(_ratio("t.got", full, full, [f"({of})", places], bound, self.grades.den)).sql
            gave = f"CASE WHEN c.graded > 0 AND t.newest = 1 AND ({graded}) THEN CASE WHEN c.zero = 1 THEN 0 ELSE {part} END END"
            note = "CASE WHEN c.zero = 1 THEN 'key' ELSE '' END"
        rows = (
            f"SELECT f.u AS u, f.p AS p, f.id AS id, f.day AS day, {spot} AS place, g.*,\n"
            f"ROW_NUMBER() OVER (PARTITION BY {spot}, {self.item} ORDER BY f.day DESC, f.id DESC) AS newest\n"
            f"FROM {self.table} f\n{self._joined}\nWHERE f.u = $u AND f.p = $p"
        )
        return (
            f"SELECT t.id AS fact, t.place AS key, {gave} AS gave,\n"
            "CASE WHEN t.newest > 1 THEN 'superseded' WHEN t.na = 1 THEN 'na' ELSE 'used' END AS state,\n"
            f"{note} AS note, t.day AS day\nFROM (\n{rows}\n) t\n"
            f"JOIN checked_{self.number} c ON c.u = t.u AND c.p = t.p{joined}\n"
            f"JOIN score_{self.number} s ON s.u = t.u AND s.p = t.p"
        )

    def _passing(self, places: str, got: str) -> _Score:
        pass_ = self.leaf.places
        assert pass_ is not None
        full, reach = self.grades.full, pass_.reach
        of = "c.graded" if self.leaf.na == "rescale" else whole(full)
        passes = f"({got}) * {reach.denominator} >= {of} * {reach.numerator}"
        counted = f"SELECT c.u AS u, c.p AS p, COUNT(*) AS places, CAST(SUM(CASE WHEN {passes} THEN 1 ELSE 0 END) AS BIGINT) AS got\n{places}"
        if pass_.ratio:
            value: Number | Exact = _ratio("t.got", MOST_PLACES, full, ["t.places"], MOST_PLACES, self.grades.den)
        else:
            value = Number(f"CASE WHEN t.got = t.places THEN {whole(full)} ELSE {whole(0)} END", self.grades.den, full)
        return _Score(counted, points(value))


def listed(operation: str, exactly: str) -> str:
    """An aggregate of exact numbers: written into one text, worked out by ``exact``."""
    return call(operation, f"STRING_AGG({exactly}, ' ')")


def _ratio(num: str, most: int, by: int, dens: list[str], most_den: int, den: int) -> Number | Exact:
    """``num × by`` over the product of columns and a constant, each with its bound."""
    product = " * ".join([_sized(dens[0], most_den * den), *dens[1:], str(den)])
    value = scaled(Number(num, f"({product})", most, most_den * den), Fraction(by))
    if value is not None:
        return value
    return Exact(call("/", call("*", f"CAST({num} AS VARCHAR)", f"'{by}'"), f"CAST({product} AS VARCHAR)"))


def _sized(column: str, most: int) -> str:
    return column if most < BIG else f"CAST({column} AS {WIDE_TYPE})"
