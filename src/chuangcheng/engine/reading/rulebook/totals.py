"""Totals, ranking and decisions (§6, §9)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, cast
from typing import Literal as OneOf

from chuangcheng.engine.model import Break, Decision, Expression, Imputed, Ranking, Totals, Type
from chuangcheng.engine.reading.expressions import Scope, given_scope
from chuangcheng.engine.reading.fields import Fields, as_number, nearest
from chuangcheng.engine.reading.rulebook.context import Reading
from chuangcheng.engine.reading.yamlfile import Scalar

#: What ``where`` of a decision sees beside units and items (§6, §9).
DECISION_NAMES: Final = {
    "total": Type.NUMBER,
    "rank": Type.NUMBER,
    "last": Type.BOOLEAN,
    "size": Type.INTEGER,
    "mean": Type.NUMBER,
    "best": Type.NUMBER,
    "worst": Type.NUMBER,
}
_MOST_PERIODS: Final = 10_000


def decision_scope(reading: Reading) -> Scope:
    """What ``where`` of a decision, award or fine sees."""
    return given_scope(DECISION_NAMES, reading.item_ids, reading.units)


def read_totals(reading: Reading, top: Fields) -> Totals:
    """Read ``totals`` (G26); without it the year is the mean of the assessed periods."""
    fields = top.mapping_at("totals")
    if fields is None:
        return Totals(None, None, "mean", (), ())
    floor = cap = None
    bounds = fields.mapping_at("period")
    if bounds is not None:
        floor, cap = bounds.number("floor"), bounds.number("cap")
        bounds.close()
    year, weights = _year(fields)
    imputed = tuple(_imputed(reading, one) for one in fields.mappings_at("imputed"))
    fields.close()
    return Totals(floor, cap, year, weights, imputed)


def _year(top: Fields) -> tuple[OneOf["mean", "sum", "weights"], tuple[tuple[str, Fraction, int], ...]]:
    fields = top.mapping_at("year")
    if fields is None:
        return "mean", ()
    kind = fields.one_of(("mean", "sum", "weights"), "year")
    weights: list[tuple[str, Fraction, int]] = []
    if kind == "mean":
        fields.choice("mean", ("assessed",))
    elif kind == "sum":
        fields.choice("sum", ("all",))
    elif kind == "weights":
        inner = fields.mapping_at("weights")
        for name, node in inner.mapping.entries.items() if inner else ():
            weight = as_number(node)
            if weight is None and inner:
                inner.wrong(name, "number")
            weights.append((name, weight or Fraction(0), inner.line_of(name) if inner else 0))
        if inner is not None and not weights:
            fields.wrong("weights", "empty-list")
    fields.close()
    return ("sum" if kind == "sum" else "weights" if kind == "weights" else "mean"), tuple(weights)


def _imputed(reading: Reading, fields: Fields) -> Imputed:
    """Read one period that was not held; it needs a basis. ``line`` is the line of ``period``."""
    period = fields.text("period", required=True)
    points = fields.number("constant", required=True)
    basis = reading.basis(fields)
    if not basis and (not fields.has("basis") or fields.list_at("basis") == ()):
        reading.report("no-basis", fields.line_of("basis"), "imputed", period=period)
    fields.close()
    return Imputed(period, points or Fraction(0), basis, fields.line_of("period"))


def read_ranking(reading: Reading, top: Fields) -> Ranking | None:
    """Read ``ranking``."""
    fields = top.mapping_at("ranking")
    if fields is None:
        return None
    ranking = Ranking(
        within=_within(reading, fields),
        among=reading.expression(fields, "among", reading.unit_scope, "boolean"),
        ties=cast(
            OneOf["min", "dense", "max", "mean"],
            fields.choice("ties", ("min", "dense", "max", "mean"), default="min"),
        ),
        breaks=tuple(_break(reading, one) for one in fields.mappings_at("break")),
        on=cast(OneOf["published", "exact"], fields.choice("on", ("published", "exact"), default="published")),
    )
    fields.close()
    return ranking


def _within(reading: Reading, fields: Fields) -> OneOf["parent", "group", "all"] | Expression:
    node = fields.node("within")
    if node is None:
        return "all"
    if isinstance(node, Scalar) and node.value in ("parent", "group", "all"):
        return cast(OneOf["parent", "group", "all"], node.value)
    return reading.expression_of(node, fields, "within", reading.unit_scope, "any") or "all"


def _break(reading: Reading, fields: Fields) -> Break:
    item = fields.text("item", required=True)
    if item and item not in reading.item_ids:
        known = nearest(item, reading.item_ids)
        reading.report("unknown-item", fields.line_of("item"), "", item=item, nearest=known)
    order = cast(OneOf["asc", "desc"], fields.choice("order", ("desc", "asc"), default="desc"))
    fields.close()
    return Break(item, order)


def read_decisions(reading: Reading, top: Fields) -> tuple[Decision, ...]:
    """Read the list ``decisions``."""
    decisions = tuple(_decision(reading, one) for one in top.mappings_at("decisions"))
    _report_twice(reading, decisions, top.mappings_at("decisions"))
    return decisions


def _report_twice(reading: Reading, decisions: tuple[Decision, ...], fields: Iterable[Fields]) -> None:
    seen: dict[str, int] = {}
    for decision, one in zip(decisions, fields, strict=True):
        line = one.line_of("id")
        if decision.id and decision.id in seen:
            reading.report("duplicate-item", line, "decision", id=decision.id, first=seen[decision.id])
        seen.setdefault(decision.id, line)


def _decision(reading: Reading, fields: Fields) -> Decision:
    """Read one decision (§6, G31, G52, G53)."""
    size = given_scope({"size": Type.INTEGER}, (), None)
    decision_id, title = fields.text("id", required=True), fields.text("title", required=True)
    per = fields.choice("per", ("period", "year"))
    places = {key: _places(reading, fields, key, size) for key in ("top", "bottom")}
    if fields.has("top") and fields.has("bottom"):
        fields.wrong("bottom", "top-and-bottom")
    level = fields.choice("level", ("top", "honour", "concern"), "concern" if fields.has("bottom") else "honour")
    decision = Decision(
        id=decision_id,
        title=title,
        per="year" if per == "year" else "period",
        where=reading.expression(fields, "where", decision_scope(reading), "boolean"),
        top=places["top"],
        bottom=places["bottom"],
        streak=_times(fields, "streak", per),
        times=_times(fields, "times", per),
        level=cast(OneOf["top", "honour", "concern"], level),
        line=fields.line,
    )
    fields.close()
    return decision


def _places(reading: Reading, fields: Fields, key: str, scope: Scope) -> Expression | None:
    """Read ``top`` or ``bottom``: a whole number, or an expression over ``size``."""
    node = fields.node(key)
    if node is None:
        return None
    if isinstance(node, Scalar) and isinstance(node.value, Fraction):
        fields.integer(key, least=0)
    return reading.expression_of(node, fields, key, scope, "number")


def _times(fields: Fields, key: str, per: str | None) -> int | None:
    """Read ``streak`` or ``times``: a year has neither, and they exclude each other (G31, G53)."""
    if not fields.has(key):
        return None
    if per == "year":
        fields.wrong(key, "not-per-year")
    if key == "times" and fields.has("streak"):
        fields.wrong("times", "times-and-streak")
    return fields.integer(key, least=1, most=_MOST_PERIODS)
