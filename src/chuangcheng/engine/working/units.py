"""Units: who is assessed, in which ranking group, who takes part in it, and whom an item concerns (§4, §6, G3, G28)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuangcheng.engine.model import Expression, Rulebook
from chuangcheng.engine.working.answers import condition, words
from chuangcheng.engine.working.emitted import Names
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place


def subject(rulebook: Rulebook, names: Names) -> Iterator[Statement]:
    """Yield ``subject(u, g, grp, ranked)``: the units of the kind ``subject``; ``g`` numbers the groups by their text.

    ``names`` answers what a name is in a query in which the table ``unit`` is ``n``.
    """
    ranking = rulebook.ranking
    group, ranked, wrong = text("all"), "TRUE", []
    if ranking is not None:
        group, trouble = _within(ranking.within, names)
        wrong.append(trouble)
        if ranking.among is not None:
            answer = condition(emit(ranking.among.tree, names))
            ranked = f"COALESCE({answer.sql}, FALSE)"
            wrong.append(answer.wrong)
    yield Statement(
        "subject",
        "SELECT x.u AS u, CAST(DENSE_RANK() OVER (ORDER BY x.grp ASC NULLS FIRST) AS INTEGER) AS g, x.grp AS grp, "
        "x.ranked AS ranked\n"
        f"FROM (SELECT n.u AS u, {group} AS grp, {ranked} AS ranked FROM unit n\n"
        f"WHERE n.kind = {text(rulebook.subject)}) x",
        f"the units of the kind {rulebook.subject}, their ranking group, and whether they take part in the ranking",
    )
    for code in wrong:
        if code is not None:
            yield _wrong(code, rulebook)


def _within(within: str | Expression, names: Names) -> tuple[str, str | None]:
    """The group as text, empty for NULL (G28)."""
    if isinstance(within, Expression):
        answer = words(emit(within.tree, names), within.type)
        return f"COALESCE({answer.sql}, '')", answer.wrong
    return {"parent": "COALESCE(n.parent, '')", "group": "COALESCE(n.grp, '')"}.get(within, text("all")), None


def _wrong(code: str, rulebook: Rulebook) -> Statement:
    """An expression of the ranking that fails for a unit: said at each unit and period that it would be ranked in."""
    return Statement(
        "problem",
        f"SELECT x.code, x.unit || '/' || q.id, '', x.unit, q.id, NULL\nFROM (\n"
        f"SELECT n.unit AS unit, {code} AS code FROM unit n WHERE n.kind = {text(rulebook.subject)}\n"
        ") x CROSS JOIN period q WHERE x.code IS NOT NULL",
        "a unit that cannot be put into a ranking group",
    )


def applies(places: Sequence[Place], names: Names) -> Iterator[Statement]:
    """Yield ``applies_<n>(u)`` for each item that asks, itself or by a section above it, whom it concerns."""
    for place in places:
        if not place.has_applies:
            continue
        joins, wheres = "", []
        if place.parent is not None and place.parent.has_applies:
            joins = f" JOIN applies_{place.parent.number} y ON y.u = s.u"
        if place.item.applies is not None:
            joins += " JOIN unit n ON n.u = s.u"
            answer = condition(emit(place.item.applies.tree, names))
            wheres.append(f"COALESCE({answer.sql}, FALSE)")
            if answer.wrong is not None:
                yield _cannot_tell(place, answer.wrong)
        where = f"\nWHERE {' AND '.join(wheres)}" if wheres else ""
        yield Statement(
            f"applies_{place.number}",
            f"SELECT s.u AS u FROM subject s{joins}{where}",
            f"whom item {place.item.id} concerns",
        )


def _cannot_tell(place: Place, wrong: str) -> Statement:
    item_id = text(place.item.id)
    return Statement(
        "problem",
        f"SELECT {wrong}, n.unit || '/' || q.id || '/' || {item_id}, '', n.unit, q.id, {item_id}\n"
        "FROM assessed a JOIN unit n ON n.u = a.u JOIN period q ON q.p = a.p\n"
        f"WHERE {wrong} IS NOT NULL",
        f"a unit for which it cannot be told whether item {place.item.id} concerns it",
    )
