"""Scales (§5.2, G20, G21, G43, G44): a number, or its comparison, becomes points, exact until the line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Final

from chuangcheng.engine import model
from chuangcheng.engine.model import Band, Bands, Each, RankScale, RatioScale, Scale, Step, ValueScale
from chuangcheng.engine.working.answers import condition, wrong_of
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import (
    NOTHING,
    Emitted,
    Exact,
    Number,
    Plain,
    absolute,
    arithmetic,
    call,
    cell,
    compare_numbers,
    constant,
    either,
    exactly,
    floor,
    negative,
)
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.leaves.amounts import is_null, values_table
from chuangcheng.engine.working.leaves.measure.layers import Layers
from chuangcheng.engine.working.literals import whole

ZERO: Final = constant(Fraction(0))
#: Places are no more than units.
MOST_UNITS: Final = 10**8


def scaled_points(scale: Scale, y: Number | Exact, layers: Layers) -> Number | Exact:
    """Points of the scales that look at one number alone."""
    match scale:
        case Bands():
            return _bands(scale, y, layers)
        case Each(points):
            return arithmetic("*", y, constant(points))
        case Step():
            return _step(scale, y)
        case RatioScale(points, cap):
            bounded = either(_holds("<", y, ZERO), ZERO, either(_holds(">", y, constant(cap)), constant(cap), y))
            # A missing number has no points; it stays NULL and is not taken for the cap.
            return arithmetic("*", bounded, constant(points))
    raise TypeError("a scale over one number")


def _holds(op: str, left: Number | Exact, right: Number | Exact) -> str:
    return condition(compare_numbers(op, left, right)).sql


# --- bands ------------------------------------------------------------------------------------------------------


def _bands(scale: Bands, y: Number | Exact, layers: Layers) -> Number | Exact:
    """``band``: the number of the band that holds y; a number in none is told; a judged band has no points here."""
    whens = "".join(f" WHEN {_inside(band, y)} THEN {place}" for place, band in enumerate(scale.bands))
    layers.add("band", f"CASE{whens} END")
    if not _complete(scale.bands):
        layers.flag_if(f"t.band IS NULL AND NOT ({is_null(y)})", "band-gap")
    points = [band.points or Fraction(0) for band in scale.bands]
    den = lcm(*(value.denominator for value in points))
    units = [int(value * den) for value in points]
    whens = "".join(f" WHEN {place} THEN {whole(unit)}" for place, unit in enumerate(units))
    return Number(f"CASE t.band{whens} END", den, max(abs(unit) for unit in units))


def _complete(bands: Sequence[Band]) -> bool:
    """Whether every number lies in a band: the first has no upper end, the last no lower one, and each meets the next."""
    meet = all(
        below.upper is not None and below.upper == above.lower and below.upper_included != above.lower_included
        for above, below in pairwise(bands)
    )
    return meet and bands[0].upper is None and bands[-1].lower is None


def _inside(band: Band, y: Number | Exact) -> str:
    parts = []
    if band.lower is not None:
        parts.append(_holds(">=" if band.lower_included else ">", y, constant(band.lower)))
    if band.upper is not None:
        parts.append(_holds("<=" if band.upper_included else "<", y, constant(band.upper)))
    return " AND ".join(parts) if parts else f"NOT ({is_null(y)})"


# --- steps ------------------------------------------------------------------------------------------------------


def _step(scale: Step, y: Number | Exact) -> Number | Exact:
    size = absolute(y)
    if scale.side == "under":
        size = either(_holds("<", y, ZERO), negative(y), ZERO)
    elif scale.side == "over":
        size = either(_holds(">", y, ZERO), y, ZERO)
    size = either(is_null(y), NOTHING, size)
    count = arithmetic("*", size, constant(1 / scale.step))
    if scale.rounding == "floor":
        count = floor(count)
    elif scale.rounding == "ceil":
        count = negative(floor(negative(count)))
    return arithmetic("*", count, constant(scale.points))


# --- an expression ----------------------------------------------------------------------------------------------


def value_points(
    columns: Columns, scale: ValueScale, x: Number | Exact, target: Number | Exact | None, layers: Layers
) -> Number | Exact:
    """Points by an expression of ``x``, ``target`` and the unit."""

    def answer(name: model.Name) -> Emitted:
        if name.of == "unit":
            return cell(columns.of_unit(name.name, "n"), name.type)
        return target if name.name == "target" and target is not None else x

    value = emit(scale.value.tree, answer)
    if isinstance(value, Plain):
        raise TypeError("points are a number")
    kept = layers.keep("points", value, "\nJOIN unit n ON n.u = t.u")
    if isinstance(kept, Exact):
        layers.flag(wrong_of(kept.sql))
    # Where the number itself is missing, or what it is compared with, that has been said.
    known = [f"NOT ({is_null(one)})" for one in (x, target) if one is not None]
    layers.flag_if(" AND ".join([is_null(kept), *known]), "null-value")
    return kept


# --- places -----------------------------------------------------------------------------------------------------


def order_key(y: Number | Exact) -> tuple[Number | Exact, str]:
    """What places are counted by: a whole number where there is one denominator, else a text that sorts alike."""
    if isinstance(y, Number) and isinstance(y.den, int):
        return y, y.num
    return y, call("order", exactly(y))


def places_query(scale: RankScale, known: str) -> str:
    """``high``, ``low`` of each row of ``known`` (u, p, k: the key) among its peers (G21).

    A unit that takes no part is placed as if it did, without moving the others.
    """
    falling = "DESC" if scale.order == "desc" else "ASC"
    tied = (
        "SELECT s.g AS g, k.p AS p, k.k AS k, SUM(CASE WHEN s.ranked THEN 1 ELSE 0 END) AS size\n"
        f"FROM {known} k JOIN subject s ON s.u = k.u WHERE k.k IS NOT NULL GROUP BY s.g, k.p, k.k"
    )
    ahead = (
        "SELECT c.*, COALESCE(SUM(c.size) OVER (PARTITION BY c.g, c.p "
        f"ORDER BY c.k {falling} NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS ahead\nFROM (\n{tied}\n) c"
    )
    return (
        "SELECT k.u AS u, k.p AS p, CAST(c.ahead + 1 AS BIGINT) AS high,\n"
        "CAST(c.ahead + c.size + CASE WHEN s.ranked THEN 0 ELSE 1 END AS BIGINT) AS low\n"
        f"FROM {known} k JOIN subject s ON s.u = k.u\n"
        f"JOIN (\n{ahead}\n) c ON c.g = s.g AND c.p = k.p AND c.k = k.k"
    )


def rank_points(scale: RankScale, layers: Layers, places: str) -> Number | Exact:
    """Points by place; with ``ties: mean`` the mean of the points of all places taken."""
    den = lcm(*(value.denominator for value in (*scale.points, scale.then or Fraction(0), scale.least or Fraction(0))))
    rule = _Places([int(v * den) for v in scale.points], _times(scale.then, den), _times(scale.least, den))
    layers.join(f"\nLEFT JOIN (\n{places}\n) z ON z.u = t.u AND z.p = t.p", {"high": "z.high", "low": "z.low"})
    if scale.ties != "mean":
        place = "high" if scale.ties == "high" else "low"
        layers.join(rule.joined(f"t.{place}", "v"), {"points": rule.at(f"t.{place}", "v")})
        return Number("t.points", den, rule.most)
    joins = rule.joined("(t.high - 1)", "v") + rule.joined("t.low", "w")
    layers.join(joins, {"points": f"{rule.sum_to('t.low', 'w')} - {rule.sum_to('(t.high - 1)', 'v')}"})
    return Number("t.points", f"((t.low - t.high + 1) * {den})", rule.most * MOST_UNITS, den * MOST_UNITS)


def _times(value: Fraction | None, den: int) -> int | None:
    return None if value is None else int(value * den)


class _Places:
    """Points of places 1, 2, … in whole numbers: a list, then steps of ``then`` down to ``least``."""

    def __init__(self, listed: list[int], then: int | None, least: int | None) -> None:
        self.listed, self.then = listed, then
        self.least = 0 if then is None and least is None else least
        self.most = max(abs(value) for value in [*listed, self.least or 0]) + abs(then or 0) * MOST_UNITS

    def joined(self, place: str, alias: str) -> str:
        """The list with its running sum, joined at the place or the last one listed."""
        rows, running = [[whole(0), whole(0), whole(0)]], 0
        for number, value in enumerate(self.listed, 1):
            running += value
            rows.append([whole(number), whole(value), whole(running)])
        return f"\nLEFT JOIN {values_table(rows, ['k', 'n', 'c'], alias)} ON {alias}.k = LEAST({place}, {len(self.listed)})"

    def at(self, place: str, alias: str) -> str:
        """The points of a place."""
        past = f"({place} - {len(self.listed)})"
        if self.then is None:
            beyond = whole(self.least or 0)
        else:
            beyond = f"({self.listed[-1]} + {whole(self.then)} * {past})"
            if self.least is not None:
                beyond = f"GREATEST({beyond}, {whole(self.least)})"
        # A unit without a number has no place; LEAST and GREATEST would take NULL for the other number.
        listed = f"WHEN {place} <= {len(self.listed)} THEN {alias}.n"
        return f"CASE WHEN {place} IS NULL THEN NULL {listed} ELSE {beyond} END"

    def sum_to(self, place: str, alias: str) -> str:
        """The sum of the points of all places up to this one."""
        past = f"({place} - {len(self.listed)})"
        beyond = f"{alias}.c + CASE WHEN {past} > 0 THEN {self._beyond(past)} ELSE 0 END"
        return f"CASE WHEN {place} IS NULL THEN NULL ELSE {beyond} END"

    def _beyond(self, past: str) -> str:
        """The sum of the points of so many places past the list."""
        last, then, least = self.listed[-1], self.then, self.least
        if then is None or (then == 0 and least is not None):
            each = (least or 0) if then is None else max(last, least or 0)
            return f"{past} * {whole(each)}"
        if least is None:
            return _steps(last, then, past)
        if then < 0:
            # Places go down by steps as long as they stay above the least.
            steps = max(0, (last - least) // -then)
            return f"{_steps(last, then, f'LEAST({past}, {steps})')} + GREATEST({past} - {steps}, 0) * {whole(least)}"
        # They go up from below the least: so many have it, then the steps count.
        low = max(0, -((last - least) // then) - 1) if last < least else 0
        stepped = f"{_steps(last, then, past)} - ({_steps(last, then, f'LEAST({past}, {low})')})"
        return f"LEAST({past}, {low}) * {whole(least)} + {stepped}"


def _steps(last: int, then: int, count: str) -> str:
    """last + then, last + 2 × then, …: the sum of ``count`` of them."""
    return f"{count} * {whole(last)} + {whole(then)} * floor_div({count} * ({count} + 1), 2)"
