"""What a number is compared with: a target, the peers, or the unit's own earlier numbers (§5.2, G14, G22, G43)."""

from __future__ import annotations

from fractions import Fraction

from chuangcheng.engine.model import Against, Measure, ValueScale
from chuangcheng.engine.numbers import CELL
from chuangcheng.engine.working.answers import wrong_of
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import (
    MOST_DECIMAL,
    NOTHING,
    Exact,
    Number,
    Plain,
    arithmetic,
    constant,
    divided,
    either,
    exactly,
    held,
)
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.leaves.amounts import is_null
from chuangcheng.engine.working.leaves.facts import UNKNOWN
from chuangcheng.engine.working.leaves.measure.layers import Layers
from chuangcheng.engine.working.leaves.measure.number import Counted, Read, default, listed, total
from chuangcheng.engine.working.literals import WIDE, text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place

#: No ranking group has more units.
MOST_UNITS = 10**8


def target(columns: Columns, against: Against, layers: Layers) -> Number | Exact:
    """A number or an expression over the unit; its own errors are told."""
    if against.target is None:
        raise TypeError("a target is given")
    value = emit(against.target.tree, columns.unit_names("n"))
    if isinstance(value, Plain):
        value = NOTHING
    kept = layers.keep("target", value, "\nJOIN unit n ON n.u = t.u" if not _fixed(value) else "")
    if isinstance(kept, Exact):
        layers.flag(wrong_of(kept.sql))
    if not _fixed(kept):
        layers.flag_if(is_null(kept), "null-value")
    return kept


def _fixed(value: Number | Exact) -> bool:
    return isinstance(value, Number) and value.fixed is not None


def peers(place: Place, leaf: Measure, against: Against, x: Read, known: str, spoilt: bool) -> tuple[Statement, Read]:
    """``best_<n>(g, p, y, unknown)``: the mean or maximum of the peers' numbers; ``unknown`` peers had an error."""
    value = x("k")
    unknown = (
        f"COUNT(*) - COUNT({value.num if isinstance(value, Number) else value.sql})"
        if leaf.missing == "problem"
        else "0"
    )
    if not isinstance(value, Number) or not isinstance(value.den, int) or value.most * MOST_UNITS >= WIDE:
        made: Number | Exact = Exact(listed("mean" if against.kind == "peers_mean" else "max", value))
    elif against.kind == "peers_best":
        made = Number(f"MAX({value.num})", value.den, value.most)
    else:
        most = value.most * MOST_UNITS
        made = Number(
            total(value.num, most), f"(NULLIF(COUNT({value.num}), 0) * {value.den})", most, MOST_UNITS * value.den
        )
    columns, read = held("y", made)
    listed_columns = "".join(f", {sql} AS {name}" for name, sql in columns.items())
    sql = (
        f"SELECT s.g AS g, k.p AS p, {unknown} AS unknown{listed_columns}\n"
        f"FROM {known} k JOIN subject s ON s.u = k.u\nWHERE s.ranked GROUP BY s.g, k.p"
    )
    return Statement(f"best_{place.number}", sql, f"what the peers of item {place.item.id} reach"), read


def of_peers(place: Place, read: Read, layers: Layers) -> Number | Exact:
    """Join what the peers reach. Nobody to compare with is a problem; peers with an error leave the row unknown."""
    value = read("b")
    joins = (
        f"\nJOIN subject s ON s.u = t.u\nLEFT JOIN best_{place.number} b ON b.g = s.g AND b.p = t.p AND b.unknown = 0\n"
        f"LEFT JOIN best_{place.number} e ON e.g = s.g AND e.p = t.p AND e.unknown > 0"
    )
    columns, outer = held("target", value)
    layers.join(joins, columns | {"unknown": f"CASE WHEN e.p IS NOT NULL THEN '{UNKNOWN}' END"})
    layers.flag("t.unknown")
    kept = outer("t")
    layers.flag_if(is_null(kept), "no-peers")
    return kept


def earlier(place: Place, leaf: Measure, against: Against, counted: Counted, layers: Layers) -> Number | Exact:
    """The number of ``count`` periods before, or the mean of as many; what cannot be had is ``history-missing``."""
    steps = [against.count] if against.kind == "previous" else list(range(1, against.count + 1))
    found = [_before(place, leaf, counted, layers, step) for step in steps]
    value = found[0]
    for other in found[1:]:
        value = arithmetic("+", value, other)
    if against.kind == "previous_mean":
        value = arithmetic("*", value, constant(Fraction(1, against.count)))
    kept = layers.keep("target", value)
    layers.flag_if(is_null(kept), "history-missing")
    return kept


def _before(place: Place, leaf: Measure, counted: Counted, layers: Layers, step: int) -> Number | Exact:
    number, fallback = counted.read("m"), default(leaf)
    here = number if fallback is None else either(is_null(number), constant(fallback), number)
    past = Number("h.value", CELL, MOST_DECIMAL)
    joins = (
        f"\nLEFT JOIN number_{place.number} m ON m.u = t.u AND m.p = t.p - {step}\n"
        f"LEFT JOIN history h ON h.u = t.u AND h.item = {text(place.item.id)} AND h.back = {step} - t.p"
    )
    return layers.keep(f"before{step}", either(f"t.p >= {step}", here, past), joins)


def compared(
    leaf: Measure, against: Against, x: Number | Exact, beside: Number | Exact, layers: Layers
) -> Number | Exact:
    """The comparison: difference or ratio; none where the scale is an expression (G43)."""
    if isinstance(leaf.scale, ValueScale):
        return x
    if against.as_ == "difference":
        return layers.keep("y", arithmetic("-", x, beside))
    zero = f"({exactly(beside)}) = '0'" if isinstance(beside, Exact) else f"{beside.num} = 0"
    layers.flag_if(zero, "ratio-to-zero")
    return layers.keep("y", divided(x, beside))
