"""Measures (§5.2, §9): a number, what it is compared with, and the scale that turns it into points."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, cast
from typing import Literal as OneOf

from chuangcheng.engine.model import Against, Aggregate, Bands, Expression, Measure, Over, RankScale, RatioOfSums, Share
from chuangcheng.engine.reading.expressions import Scope
from chuangcheng.engine.reading.fields import Fields, as_number
from chuangcheng.engine.reading.rulebook.context import Reading, constant
from chuangcheng.engine.reading.rulebook.scales import read_scale
from chuangcheng.engine.reading.yamlfile import Scalar

AGGREGATES: Final = ("count", "distinct", "sum", "mean", "min", "max", "latest")
NUMBERS: Final = (*AGGREGATES, "share", "ratio")
_AGAINST: Final = ("target", "peers", "previous", "previous_mean")
#: So many periods before can be asked for.
_MOST_BEFORE: Final = 1000


def read_measure(reading: Reading, item: Fields, fields: Fields) -> Measure:
    """Read the mapping under ``measure`` with the item's ``against`` and ``scale``."""
    kind = reading.kind(fields)
    scope = reading.scope_of(kind)
    where = reading.expression(fields, "where", scope, "boolean")
    number = _number(reading, fields, scope)
    over = fields.choice("over", ("period", "year_to_date", "season"), default="period")
    by = reading.column(fields, "by", kind) or None
    combine = fields.choice("combine", ("mean", "sum", "min", "max"), default="mean")
    if fields.has("combine") and not fields.has("by"):
        fields.wrong("combine", "combine-without-by")
    against = _against(reading, item)
    scale = read_scale(reading, item, against is not None)
    if fields.has("by"):
        _check_by(fields, against, scale)
    return Measure(
        fact=kind.name if kind else "",
        where=where,
        number=number,
        over=cast(Over, over),
        missing=_missing(fields),
        by=by,
        combine=cast(OneOf["mean", "sum", "min", "max"], combine),
        against=against,
        scale=scale,
        line=fields.line,
    )


def _number(reading: Reading, fields: Fields, scope: Scope) -> Aggregate | Share | RatioOfSums:
    """Read the only one of count … ratio (G22, G40)."""
    kind = fields.one_of(NUMBERS, "measure")
    if kind == "share":
        inner = fields.mapping_at("share")
        if inner is not None:
            found = Share(_truth(reading, inner, "of", scope), _truth(reading, inner, "among", scope))
            inner.close()
            return found
    elif kind == "ratio":
        inner = fields.mapping_at("ratio")
        if inner is not None:
            ratio = RatioOfSums(reading.needed(inner, "of", scope), reading.needed(inner, "to", scope))
            inner.close()
            return ratio
    elif kind is not None:
        wants: OneOf["any", "number"] = "any" if kind in ("count", "distinct") else "number"
        aggregate = cast(OneOf["count", "distinct", "sum", "mean", "min", "max", "latest"], kind)
        return Aggregate(aggregate, reading.needed(fields, kind, scope, wants))
    return Aggregate("count", constant(0, fields.line))


def _truth(reading: Reading, fields: Fields, key: str, scope: Scope) -> Expression:
    return reading.needed(fields, key, scope, "boolean")


def _missing(fields: Fields) -> OneOf["problem", "na"] | Fraction:
    """Read ``missing``: problem, na or a number."""
    node = fields.node("missing")
    if node is None:
        return "problem"
    number = as_number(node)
    if number is not None:
        return number
    if isinstance(node, Scalar) and node.value in ("problem", "na"):
        return "na" if node.value == "na" else "problem"
    fields.wrong("missing", "choice", choices="problem, na, 0", nearest="")
    return "problem"


def _against(reading: Reading, item: Fields) -> Against | None:
    """Read ``against`` of a measured item (§5.2)."""
    fields = item.mapping_at("against")
    if fields is None:
        return None
    found = fields.one_of(_AGAINST, "against")
    as_ = cast(OneOf["difference", "ratio"], fields.choice("as", ("difference", "ratio"), default="difference"))
    target, count = None, 0
    kind: OneOf["target", "peers_mean", "peers_best", "previous", "previous_mean"] = "target"
    if found == "target":
        target = reading.needed(fields, "target", reading.unit_scope)
    elif found == "peers":
        kind = "peers_best" if fields.choice("peers", ("mean", "best")) == "best" else "peers_mean"
    elif found is not None:
        kind = "previous" if found == "previous" else "previous_mean"
        count = fields.integer(found, least=1, most=_MOST_BEFORE) or 1
    fields.close()
    return Against(kind, target, count, as_, item.line_of("against"))


def _check_by(fields: Fields, against: Against | None, scale: object) -> None:
    """G42: what cannot be worked out for each place."""
    if against is not None and against.kind != "target":
        fields.wrong("by", "by-against")
    if isinstance(scale, RankScale):
        fields.wrong("by", "by-rank")
    if isinstance(scale, Bands) and scale.judged:
        fields.wrong("by", "by-judged")
