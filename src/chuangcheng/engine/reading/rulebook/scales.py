"""Scales (§5.2, G21, G43): how a number becomes points. Bands have a file of their own."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, cast
from typing import Literal as OneOf

from chuangcheng.engine.model import Each, RankScale, RatioScale, Scale, Step, Type, ValueScale
from chuangcheng.engine.reading.expressions import given_scope
from chuangcheng.engine.reading.fields import Fields
from chuangcheng.engine.reading.rulebook.bands import read_bands
from chuangcheng.engine.reading.rulebook.context import Reading, number_of

_SCALES: Final = ("bands", "each", "step", "ratio", "rank", "value")


def read_scale(reading: Reading, item: Fields, compared: bool) -> Scale:
    """Read the item's ``scale``; ``compared`` says that it has ``against``, so that ``target`` is a name."""
    fields = item.mapping_at("scale", required=True)
    if fields is None:
        return Each(Fraction(0))
    kind = fields.one_of(_SCALES, "scale")
    scale: Scale
    match kind:
        case "bands":
            scale = read_bands(reading, fields)
        case "step":
            scale = _step(fields)
        case "ratio":
            scale = RatioScale(fields.number("ratio") or Fraction(0), _cap(fields))
        case "rank":
            scale = _rank(reading, fields)
        case "value":
            given = {"x": Type.NUMBER} | ({"target": Type.NUMBER} if compared else {})
            scale = ValueScale(reading.needed(fields, "value", given_scope(given, (), reading.units)))
        case "each":
            scale = Each(fields.number("each") or Fraction(0))
        case _:
            fields.know("points", "rounding", "side", "cap", "then", "least", "order", "ties")
            scale = Each(Fraction(0))
    fields.close()
    return scale


def _cap(fields: Fields) -> Fraction:
    cap = fields.number("cap")
    return Fraction(1) if cap is None else cap


def _step(fields: Fields) -> Step:
    step = fields.number("step")
    if step is not None and step <= 0:
        fields.wrong("step", "positive")
    rounding = fields.choice("rounding", ("floor", "ceil", "exact"), default="floor")
    side = fields.choice("side", ("both", "under", "over"), default="both")
    return Step(
        step=step or Fraction(1),
        points=fields.number("points", required=True) or Fraction(0),
        rounding=cast(OneOf["floor", "ceil", "exact"], rounding),
        side=cast(OneOf["under", "over", "both"], side),
    )


def _rank(reading: Reading, fields: Fields) -> RankScale:
    nodes = fields.list_at("rank")
    if nodes == ():
        fields.wrong("rank", "empty-list")
    return RankScale(
        points=tuple(number_of(reading, node, node.line, "rank") for node in nodes or ()),
        then=fields.number("then"),
        least=fields.number("least"),
        order=cast(OneOf["asc", "desc"], fields.choice("order", ("desc", "asc"), default="desc")),
        ties=cast(OneOf["high", "low", "mean"], fields.choice("ties", ("high", "low", "mean"), default="high")),
    )
