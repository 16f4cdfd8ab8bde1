"""Bands whose points an assessor gives within a range (§5.2, §5.4, G24)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Bands, Type
from chuangcheng.engine.working.answers import condition, points
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.emitted import Exact, Number, cell, compare_numbers, constant, either
from chuangcheng.engine.working.leaves.measure.layers import Layers
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.tree import Place

#: The fact kind in which such points stand.
JUDGEMENT: Final = "judgement"


def judged_band(columns: Columns, place: Place, scale: Bands, layers: Layers, fixed: Number | Exact) -> None:
    """Add ``v`` (the band's points, or the one judgement's), ``fact``, ``fact_line`` and ``outside`` (out of range)."""
    item = columns.of_fact(JUDGEMENT, "item", "f")
    score = columns.of_fact(JUDGEMENT, "points", "f")
    judgements = (
        f"SELECT f.u AS u, f.p AS p, COUNT(*) AS facts, MIN({score}) AS score, MIN(f.id) AS id, MIN(f.line) AS line\n"
        f"FROM {columns.table(JUDGEMENT)} f WHERE {item} = {text(place.item.id)} GROUP BY f.u, f.p"
    )
    judged = [number for number, band in enumerate(scale.bands) if band.judge is not None]
    asked = f"t.band IN ({', '.join(str(number) for number in judged)})"
    layers.join(
        f"\nLEFT JOIN (\n{judgements}\n) j ON j.u = t.u AND j.p = t.p AND {asked}",
        {"facts": "j.facts", "score": "j.score", "fact": "j.id", "fact_line": "j.line"},
    )
    layers.flag_if(f"{asked} AND t.facts IS NULL", "judgement-missing")
    layers.flag_if(f"{asked} AND t.facts > 1", "judgement-duplicate")
    given = cell("t.score", Type.DECIMAL)
    if not isinstance(given, Number):
        raise TypeError("points are decimals")
    outside = []
    for number in judged:
        lowest, highest = scale.bands[number].judge or (Fraction(0), Fraction(0))
        low = condition(compare_numbers("<", given, constant(lowest))).sql
        high = condition(compare_numbers(">", given, constant(highest))).sql
        outside.append(f"(t.band = {number} AND ({low} OR {high}))")
    layers.add("outside", f"CASE WHEN t.facts = 1 AND ({' OR '.join(outside)}) THEN 'judgement-out-of-range' END")
    layers.answer("v", points(either(asked, given, fixed)))
