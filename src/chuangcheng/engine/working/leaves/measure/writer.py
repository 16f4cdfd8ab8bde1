"""One measure from facts to lines: number → comparison → points → line, with the problems on the way."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from chuangcheng.engine.model import Bands, Measure, RankScale, ValueScale
from chuangcheng.engine.working.answers import points
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import NOTHING, Exact, Number, constant, either, held
from chuangcheng.engine.working.leaves.amounts import is_null
from chuangcheng.engine.working.leaves.facts import (
    UNKNOWN,
    FactQuery,
    fact_problem,
    faulty,
    faulty_rows,
    item_problem,
    scope,
)
from chuangcheng.engine.working.leaves.measure.against import compared, earlier, of_peers, peers, target
from chuangcheng.engine.working.leaves.measure.judged import JUDGEMENT, judged_band
from chuangcheng.engine.working.leaves.measure.layers import Layers
from chuangcheng.engine.working.leaves.measure.number import (
    MOST_ROWS,
    Counted,
    default,
    fact_rows,
    listed,
    number,
    span,
    total,
)
from chuangcheng.engine.working.leaves.measure.scales import (
    order_key,
    places_query,
    rank_points,
    scaled_points,
    value_points,
)
from chuangcheng.engine.working.literals import WIDE, text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place


class MeasureWriter:
    """Writes one measure."""

    def __init__(self, columns: Columns, place: Place, leaf: Measure) -> None:
        self.columns, self.place, self.leaf, self.number = columns, place, leaf, place.number
        self._by: Number | Exact = NOTHING

    def statements(self) -> Iterator[Statement]:
        """Yield everything that ends in ``line_<n>`` and, where it can be, ``na_<n>``."""
        about, counted = f"item {self.place.item.id}", number(self.columns, self.leaf)
        yield Statement(f"number_{self.number}", counted.sql, f"the number of {about}", view=not self._early)
        queries = self._faulty()
        yield from faulty(self.columns, self.leaf.fact, self.place, queries)
        if self.leaf.by is not None:
            yield self._places()
        layers, x = self._known(counted, bool(queries))
        y = x
        beside: Number | Exact | None = None
        if self.leaf.against is not None:
            against = self.leaf.against
            if against.kind == "target":
                beside = target(self.columns, against, layers)
            elif against.kind in ("previous", "previous_mean"):
                beside = earlier(self.place, self.leaf, against, counted, layers)
            else:
                yield self._kept(layers)
                _, read = held("x", x)
                statement, best = peers(self.place, self.leaf, against, read, f"known_{self.number}", bool(queries))
                yield statement
                beside = of_peers(self.place, best, layers)
            y = compared(self.leaf, against, x, beside, layers)
        yield from self._scaled(layers, x, y, beside)
        yield from self._results(layers, x)

    @property
    def _early(self) -> bool:
        """Whether a number is compared with the unit's earlier ones, so that each is read several times."""
        return self.leaf.against is not None and self.leaf.against.kind in ("previous", "previous_mean")

    # --- the number -----------------------------------------------------------------------------------------------

    def _faulty(self) -> list[str]:
        """Facts of which an expression makes nothing, and, with ``by``, facts without a place; only where they count."""
        queries = []
        query, _, _ = fact_rows(self.columns, self.leaf)
        if query.wrong is not None:
            queries.append(self._asked(query, query.wrong))
        if self.leaf.by is not None:
            rows = FactQuery(self.columns, self.leaf.fact, None)
            rows.conditions.append(f"{rows.column(self.leaf.by)} IS NULL")
            queries.append(self._asked(rows, "'null-value'"))
        return queries

    def _asked(self, query: FactQuery, wrong: str) -> str:
        applies = f" JOIN applies_{self.number} y ON y.u = a.u" if self.place.has_applies else ""
        same = " AND a.p = f.p" if self.leaf.over == "period" and not self._early else ""
        if self.leaf.over == "year_to_date" and not self._early:
            applies += " JOIN period o ON o.p = a.p"
            same = " AND f.day BETWEEN o.ytd_first AND o.last"
        query.conditions.append(f"EXISTS (SELECT 1 FROM assessed a{applies} WHERE a.u = f.u{same})")
        return faulty_rows(query, wrong)

    @property
    def _spoilt(self) -> str:
        """Whether a faulty fact lies in the span of a row of ``t``."""
        rows = f"SELECT 1 FROM faulty_{self.number} e"
        if self.leaf.over == "year_to_date":
            joined = "JOIN period w ON w.p = t.p AND e.day BETWEEN w.ytd_first AND w.last"
            return f"EXISTS ({rows} {joined} WHERE e.u = t.u)"
        return f"EXISTS ({rows} WHERE e.u = t.u{' AND e.p = t.p' if self.leaf.over == 'period' else ''})"

    def _places(self) -> Statement:
        """``places_<n>``: the values of the column in the unit's facts of the span, whatever ``where`` takes (G41)."""
        query = FactQuery(self.columns, self.leaf.fact, None)
        keys = span(query, self.leaf)
        spot = query.column(self.leaf.by or "")
        query.conditions.append(f"{spot} IS NOT NULL")
        sql = query.sql(keys | {"place": spot}, group=", ".join([*keys.values(), spot]))
        if self.leaf.over == "season":
            sql = f"SELECT g.*, w.p AS p\nFROM (\n{sql}\n) g CROSS JOIN period w"
        return Statement(f"places_{self.number}", sql, f"the places of item {self.place.item.id}")

    def _known(self, counted: Counted, spoilt: bool) -> tuple[Layers, Number | Exact]:
        """The number of each assessed unit and period (and place), with what stands for a missing one."""
        value, fallback = counted.read("m"), default(self.leaf)
        spot, joins = "", f"LEFT JOIN number_{self.number} m ON m.u = a.u AND m.p = a.p"
        if self.leaf.by is not None:
            spot = ", l.place AS place"
            joins = f"LEFT JOIN places_{self.number} l ON l.u = a.u AND l.p = a.p\n{joins} AND m.place = l.place"
        if fallback is not None:
            filled = either(is_null(value), constant(fallback), value)
            if self.leaf.by is not None and not isinstance(self.leaf.missing, Fraction):
                # A unit without any place has the number that ``missing`` gives, whatever is counted.
                filled = either("l.place IS NULL", value, filled)
            elif self.leaf.by is not None and isinstance(self.leaf.missing, Fraction):
                filled = either("l.place IS NULL", constant(self.leaf.missing), filled)
            value = filled
        columns, read = held("x", value)
        listed_columns = "".join(f", {sql} AS {name}" for name, sql in columns.items())
        layers = Layers(f"SELECT a.u AS u, a.p AS p{spot}{listed_columns}\nFROM {scope(self.place)}\n{joins}")
        x = read("t")
        if spoilt:
            layers.flag_if(self._spoilt, UNKNOWN)
        if self.leaf.missing == "problem":
            layers.flag_if(is_null(x), "measure-missing")
        elif self.leaf.missing == "na":
            # a faulty fact might have been the number: the item is then unknown and not N/A
            known = f" AND {layers.wrong} IS NULL" if spoilt else ""
            layers.add("na", f"CASE WHEN {is_null(x)}{known} THEN 1 ELSE 0 END")
        return layers, x

    def _kept(self, layers: Layers) -> Statement:
        """Keep the rows so far as a table, as the peers are read from it, too."""
        table = f"known_{self.number}"
        kept = Statement(table, layers.sql, f"the number of item {self.place.item.id} where it is asked for")
        layers.sql = f"SELECT t.* FROM {table} t"
        return kept

    # --- points ---------------------------------------------------------------------------------------------------

    def _scaled(
        self, layers: Layers, x: Number | Exact, y: Number | Exact, beside: Number | Exact | None
    ) -> Iterator[Statement]:
        """Add ``points`` and, without ``by``, the rounded line ``v``."""
        scale = self.leaf.scale
        if isinstance(scale, RankScale):
            _, key = order_key(y)
            layers.add("k", key)
            yield Statement(
                f"ranked_{self.number}", layers.sql, f"what places of item {self.place.item.id} are counted by"
            )
            layers.sql = f"SELECT t.* FROM ranked_{self.number} t"
            worked = rank_points(scale, layers, places_query(scale, f"ranked_{self.number}"))
        elif isinstance(scale, ValueScale):
            worked = value_points(self.columns, scale, x, beside, layers)
        else:
            worked = scaled_points(scale, y, layers)
        if isinstance(scale, Bands) and scale.judged:
            judged_band(self.columns, self.place, scale, layers, worked)
        elif self.leaf.by is None:
            layers.answer("v", points(worked))
        else:
            self._by = layers.keep("placed", worked)
        # where there is no number the item is N/A: nothing is compared or scaled there, so nothing can be wrong
        self._wrong = f"CASE WHEN t.na = 0 THEN {layers.wrong} END" if self.leaf.missing == "na" else layers.wrong

    def _results(self, layers: Layers, x: Number | Exact) -> Iterator[Statement]:
        about, table = f"item {self.place.item.id}", f"measured_{self.number}"
        scale = self.leaf.scale
        judged = isinstance(scale, Bands) and scale.judged
        yield Statement(table, self._measured(layers, x, judged), f"{about}: number and points")
        if layers.can_fail:
            rows = f"SELECT DISTINCT m.u, m.p, m.wrong FROM {table} m"
            yield item_problem(self.place, rows, f"where {about} has no points")
        wrong = "m.wrong" if layers.can_fail else "CAST(NULL AS VARCHAR)"
        outside = " OR m.outside IS NOT NULL" if judged else ""
        yield Statement(
            f"unknown_{self.number}",
            f"SELECT m.u AS u, m.p AS p FROM {table} m WHERE {wrong} IS NOT NULL{outside}",
            f"where {about} is not known",
            view=True,
        )
        if judged:
            yield from self._judged_out_of_range(table)
        if self.leaf.missing == "na":
            yield Statement(
                f"na_{self.number}",
                f"SELECT m.u AS u, m.p AS p FROM {table} m GROUP BY m.u, m.p HAVING MIN(m.na) = 1",
                f"where {about} is not applicable for want of facts",
            )
        if self.leaf.by is not None:
            yield from self._combined(table, wrong)
            return
        fact = "COALESCE(m.fact, '')" if judged else "''"
        there = " AND m.na = 0" if self.leaf.missing == "na" else ""
        yield Statement(
            f"line_{self.number}",
            f"SELECT m.u AS u, m.p AS p, {fact} AS fact, '' AS key, m.v AS points, 'number|' || {_said(x)} AS reason\n"
            f"FROM {table} m WHERE {wrong} IS NULL AND m.v <> 0{there}",
            f"the lines of {about}",
            view=True,
        )

    def _measured(self, layers: Layers, x: Number | Exact, judged: bool) -> str:
        """The rows with what is read of them later: the number, its points, and what is wrong with it."""
        read = ["t.u t.p t.v"] if self.leaf.by is None else ["t.u t.p t.place", *held("placed", self._by)[0].values()]
        read.append(_said(x))
        if self.leaf.missing == "na":
            read.append("t.na")
        if judged:
            read.append("t.fact t.fact_line t.outside")
        if layers.can_fail:
            layers.add("wrong", self._wrong)
            read.append("t.wrong")
        return layers.only(*(sql.replace("m.", "t.") for sql in read))

    def _judged_out_of_range(self, table: str) -> Iterator[Statement]:
        yield fact_problem(
            self.columns,
            JUDGEMENT,
            self.place,
            f"SELECT m.fact AS id, m.fact_line AS line, m.u AS u, m.p AS p, m.outside AS wrong FROM {table} m\n"
            "WHERE m.outside IS NOT NULL",
        )

    def _combined(self, table: str, wrong: str) -> Iterator[Statement]:
        """The points of the places, combined and rounded once (G41)."""
        _, read = held("placed", self._by)
        value, combine = read("m"), self.leaf.combine
        simple = isinstance(value, Number) and isinstance(value.den, int) and value.most * MOST_ROWS < WIDE
        if not simple or not isinstance(value, Number) or not isinstance(value.den, int):
            made: Number | Exact = Exact(listed(combine, value))
        elif combine in ("min", "max"):
            made = Number(f"{combine.upper()}({value.num})", value.den, value.most)
        else:
            most = value.most * MOST_ROWS
            den: int | str = value.den
            if combine == "mean":
                den = f"(NULLIF(COUNT({value.num}), 0) * {value.den})"
            made = Number(total(value.num, most), den, most, MOST_ROWS * value.den)
        kept, outer = held("made", made)
        there = " WHERE m.na = 0" if self.leaf.missing == "na" else ""
        listed_columns = "".join(f", {sql} AS {name}" for name, sql in kept.items())
        grouped = (
            f"SELECT m.u AS u, m.p AS p, COUNT(*) AS places{listed_columns}\nFROM {table} m{there}\n"
            f"GROUP BY m.u, m.p HAVING COUNT({wrong}) = 0"
        )
        answer = points(outer("c"))
        combined = f"combined_{self.number}"
        yield Statement(
            combined,
            f"SELECT c.u AS u, c.p AS p, c.places AS places, {answer.sql} AS v, "
            f"{answer.wrong or 'CAST(NULL AS VARCHAR)'} AS wrong\nFROM (\n{grouped}\n) c",
            f"the places of item {self.place.item.id} together",
        )
        yield item_problem(self.place, f"SELECT c.* FROM {combined} c", "points of places that are too large together")
        yield Statement(
            f"line_{self.number}",
            "SELECT c.u AS u, c.p AS p, '' AS fact, '' AS key, c.v AS points, "
            f"'places|' || CAST(c.places AS VARCHAR) AS reason\nFROM {combined} c WHERE c.v <> 0",
            f"the lines of item {self.place.item.id}",
            view=True,
        )


def _said(x: Number | Exact) -> str:
    """The number for the sentence: a decimal, or a ratio as it was counted."""
    if isinstance(x, Exact):
        return x.sql.replace("t.", "m.", 1)
    num = x.num.replace("t.", "m.", 1)
    if x.fixed is not None:
        return text(str(x.fixed))
    den = text(str(x.den)) if isinstance(x.den, int) else f"CAST({x.den.replace('t.', 'm.', 1)} AS VARCHAR)"
    return f"CAST({num} AS VARCHAR)" if x.den == 1 else f"CAST({num} AS VARCHAR) || '/' || {den}"
