"""The settings of an item that were read for its score, in the words of the rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from chuangcheng.engine import model

Setting = tuple[str, str]
"""The key as it stands in the rulebook, and its value in one line."""


def settings_of(item: model.Item) -> tuple[Setting, ...]:
    """Everything of the item that had a part in its value; what has no effect is left out.

    >>> from fractions import Fraction
    >>> said(Fraction(-1, 10)), said(Fraction(1, 3))
    ('-0.1', '1/3')
    """
    return (*_content(item.content), *_common(item))


def said(value: Fraction | str | bool | date | None) -> str:
    """A value as one would write it in the rulebook."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, Fraction):
        return str(value)
    whole, digits = value, 0
    while whole.denominator != 1 and digits < 12:
        whole, digits = whole * 10, digits + 1
    if whole.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    if not digits:
        return str(whole.numerator)
    sign = "-" if whole < 0 else ""
    text = f"{abs(whole.numerator):0{digits + 1}d}"
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


def written(expression: model.Expression) -> str:
    """An expression as the rulebook writes it; a plain number as a decimal."""
    return expression.text if expression.constant is None else said(expression.constant)


def _common(item: model.Item) -> Iterator[Setting]:
    if item.full is not None:
        yield "full", said(item.full)
    if item.start:
        yield "start", said(item.start)
    if item.floor is not None:
        yield "floor", said(item.floor)
    if item.cap is not None and item.cap != item.full:
        yield "cap", said(item.cap)
    if item.weight != 1:
        yield "weight", said(item.weight)
    if item.applies is not None:
        yield "applies", written(item.applies)
    if item.na.kind != "zero":
        yield "na", said(item.na.amount) if item.na.kind == "constant" else item.na.kind
    if not item.count_in:
        yield "count_in", "false"


def _content(content: model.Section | model.Leaf) -> Iterator[Setting]:
    match content:
        case model.Section():
            if content.once is not None:
                yield "once", f"{content.once.key}, {content.once.combine}"
        case model.Ladder():
            yield from _ladder(content)
        case model.Measure():
            yield from _measure(content)
        case model.Checklist():
            yield from _checklist(content)
        case model.Judgement():
            yield "judgement", content.fact
            yield "between", f"{said(content.lowest)} … {said(content.highest)}"
        case model.Import():
            yield "import", content.fact
            yield from _where(content.where)
            yield "value", written(content.value)
        case model.Veto():
            yield from _veto(content)
        case model.Formula():
            yield "formula", written(content.value)


def _where(where: model.Expression | None) -> Iterator[Setting]:
    if where is not None:
        yield "where", written(where)


def _ladder(ladder: model.Ladder) -> Iterator[Setting]:
    yield "ladder", ladder.fact
    yield from _where(ladder.where)
    yield "key", ladder.key
    yield "window", ladder.window
    yield "combine", ladder.combine
    yield "value", _value(ladder.value)
    for name, part in (("factor", ladder.factor), ("share", ladder.share)):
        if part.constant != 1:
            yield name, written(part)
    if ladder.unless:
        yield "unless", ", ".join(ladder.unless)


def _value(value: model.Expression | model.Table | model.Escalation) -> str:
    match value:
        case model.Expression():
            return written(value)
        case model.Table():
            rows = [f"{' · '.join(said(cell) for cell in cells)} → {said(points)}" for cells, points in value.rows]
            rest = [] if value.otherwise is None else [f"otherwise → {said(value.otherwise)}"]
            return f"{' · '.join(value.by)}: {'; '.join([*rows, *rest])}"
        case model.Escalation():
            limit = "" if value.limit is None else f", limit {value.limit}"
            return f"escalate {value.kind}, base {written(value.base)}, step {written(value.step)}{limit}"


def _measure(measure: model.Measure) -> Iterator[Setting]:
    yield "measure", measure.fact
    yield from _where(measure.where)
    match measure.number:
        case model.Aggregate(kind=kind, value=value):
            yield kind, written(value)
        case model.Share(of=of, among=among):
            yield "share", f"of {written(of)}, among {written(among)}"
        case model.RatioOfSums(of=of, to=to):
            yield "ratio", f"of {written(of)}, to {written(to)}"
    yield "over", measure.over
    if not (isinstance(measure.number, model.Aggregate) and measure.number.kind in ("count", "distinct", "sum")):
        yield "missing", measure.missing if isinstance(measure.missing, str) else said(measure.missing)
    if measure.by is not None:
        yield "by", f"{measure.by}, {measure.combine}"
    if measure.against is not None:
        yield "against", _against(measure.against)
    yield "scale", _scale(measure.scale)


def _against(against: model.Against) -> str:
    what = {
        "target": f"target {written(against.target) if against.target else ''}",
        "peers_mean": "peers mean",
        "peers_best": "peers best",
        "previous": f"previous {against.count}",
        "previous_mean": f"previous_mean {against.count}",
    }[against.kind]
    return f"{what}, {against.as_}"


def _scale(scale: model.Scale) -> str:
    match scale:
        case model.Bands():
            return "bands " + "; ".join(_band(band) for band in scale.bands)
        case model.Each():
            return f"each {said(scale.points)}"
        case model.Step():
            return f"step {said(scale.step)}, points {said(scale.points)}, {scale.rounding}, {scale.side}"
        case model.RatioScale():
            return f"ratio {said(scale.points)}, cap {said(scale.cap)}"
        case model.RankScale():
            then = "" if scale.then is None else f", then {said(scale.then)}"
            least = "" if scale.least is None else f", least {said(scale.least)}"
            return f"rank {', '.join(map(said, scale.points))}{then}{least}, {scale.order}, ties {scale.ties}"
        case model.ValueScale():
            return f"value {written(scale.value)}"


def _band(band: model.Band) -> str:
    low = "" if band.lower is None else f"{said(band.lower)} {'≤' if band.lower_included else '<'} "
    high = "" if band.upper is None else f" {'≤' if band.upper_included else '<'} {said(band.upper)}"
    points = f"{said(band.judge[0])} … {said(band.judge[1])}" if band.judge else said(band.points)
    return f"{low}x{high} → {points}"


def _checklist(checklist: model.Checklist) -> Iterator[Setting]:
    yield "checklist", checklist.fact
    yield (
        "grades",
        ", ".join(f"{name} {'na' if grade is None else said(grade)}" for name, grade in checklist.grades.items()),
    )
    if checklist.places is None:
        yield "places", "all"
    else:
        yield "places", f"pass {said(checklist.places.reach)}, ratio {said(checklist.places.ratio)}"
    if any(grade is None for grade in checklist.grades.values()):
        yield "na", checklist.na


def _veto(veto: model.Veto) -> Iterator[Setting]:
    yield "veto", veto.fact
    yield from _where(veto.where)
    if veto.unless is not None:
        yield "unless", written(veto.unless)
    yield "effect", veto.effect
    if veto.months is not None:
        yield "months", str(veto.months)
    for basis in veto.basis:
        yield "basis", f"{basis.document} {basis.clause}".strip()
