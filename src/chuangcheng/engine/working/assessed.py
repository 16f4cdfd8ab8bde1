"""Which units are assessed in which periods (§6, G12, G26), and what N/A makes of that item by item (G14, G15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuangcheng.engine.model import Checklist, Import, Judgement, Rulebook
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.leaves.facts import FactQuery
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place, complete_order, leaf_can_be_out


def assessed(rulebook: Rulebook, columns: Columns) -> Iterator[Statement]:
    """Yield ``assessed(u, p)``: the held periods of each unit; and the warnings of units that are left behind."""
    sources = list(_facts(rulebook, columns))
    if sources:
        sources.append("SELECT e.u AS u, e.p AS p FROM assessed_entry e")
        facts = "\nUNION ALL\n".join(sources)
        stands = f"\nAND EXISTS (SELECT 1 FROM (\n{facts}\n) f WHERE f.u = s.u AND f.p = q.p)"
        why = "a unit is assessed in a period for which a figure, a check, a judgement or an entry of the season stands"
    else:
        stands = ""
        why = "no item asks for a figure, a check or a judgement: every period that has begun is assessed"
    yield Statement(
        "assessed",
        "SELECT s.u AS u, q.p AS p FROM subject s CROSS JOIN period q\n"
        "WHERE NOT EXISTS (SELECT 1 FROM imputed_entry i WHERE i.p = q.p)" + stands,
        why,
    )
    if sources:
        yield _left_behind()


def _left_behind() -> Statement:
    return Statement(
        "problem",
        "SELECT 'not-assessed', n.unit || '/' || q.id, '', n.unit, q.id, NULL\n"
        "FROM (SELECT a.p AS p, COUNT(*) AS units FROM assessed a GROUP BY a.p) c JOIN period q ON q.p = c.p\n"
        "JOIN subject s ON c.units < (SELECT COUNT(*) FROM subject) JOIN unit n ON n.u = s.u\n"
        "WHERE NOT EXISTS (SELECT 1 FROM assessed a WHERE a.p = q.p AND a.u = s.u)",
        "a unit without a figure in a period in which others have one",
    )


def _facts(rulebook: Rulebook, columns: Columns) -> Iterator[str]:
    """Yield one query of (u, p) for each leaf that makes a period assessed (G12); checks stand tallied already."""
    for number, item in enumerate(rulebook.walk()):
        leaf = item.content
        if isinstance(leaf, Checklist):
            # A fact that no checklist of this table lists is an error (``unknown-check``): so the tallies hold every fact.
            yield f"SELECT c.u AS u, c.p AS p FROM tally_{number} c"
        if not isinstance(leaf, Import | Judgement):
            continue
        query = FactQuery(columns, leaf.fact, leaf.where if isinstance(leaf, Import) else None)
        query.conditions.append("f.p IS NOT NULL")
        if isinstance(leaf, Judgement):
            query.conditions.append(f"{query.column('item')} = {text(item.id)}")
        yield query.sql({"u": "f.u", "p": "f.p"})


def not_applicable(places: Sequence[Place]) -> Iterator[Statement]:
    """Yield ``out_<n>(u, p)``, where item n is N/A, and ``open_<n>``, where section n and all above it are not.

    What becomes of a section depends on its children (G15) and what is asked of a child on its section; so first
    all items from below, whatever stands above them, then the sections from above.
    """
    for place in complete_order(places):
        if place.can_be_out:
            yield Statement(f"out_{place.number}", _out(place), f"where {_said(place)} is not applicable")
    for place in places:
        if place.can_be_out and place.children:
            yield Statement(
                f"open_{place.number}",
                f"SELECT b.u AS u, b.p AS p FROM {place.base} b\n"
                f"WHERE NOT EXISTS (SELECT 1 FROM out_{place.number} o WHERE o.u = b.u AND o.p = b.p)",
                f"where the items of {_said(place)} are asked for",
            )


def _out(place: Place) -> str:
    parts = []
    if place.item.applies is not None:
        parts.append(
            "SELECT a.u AS u, a.p AS p FROM assessed a\n"
            f"WHERE NOT EXISTS (SELECT 1 FROM applies_{place.number} y WHERE y.u = a.u)"
        )
    if place.children and place.can_lose_all:
        children = [f"SELECT u, p FROM out_{child.number}" for child in place.counted_children]
        parts.append("SELECT c.u AS u, c.p AS p FROM (\n" + "\nINTERSECT\n".join(children) + "\n) c")
    elif leaf_can_be_out(place.item):
        parts.append(f"SELECT n.u AS u, n.p AS p FROM na_{place.number} n")
    return "\nUNION\n".join(parts)


def _said(place: Place) -> str:
    return f"item {place.item.id}"
