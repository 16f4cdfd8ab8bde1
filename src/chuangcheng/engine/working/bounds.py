"""What is known of an item's points before any fact is read: so that no step is planned that can never change them."""

from __future__ import annotations

from fractions import Fraction

from chuangcheng.engine.model import (
    Bands,
    Checklist,
    Escalation,
    Expression,
    Ladder,
    Measure,
    RatioScale,
    Section,
    Table,
)
from chuangcheng.engine.numbers import POINT, half_up
from chuangcheng.engine.working.leaves.amounts import MOST_STEP, growth
from chuangcheng.engine.working.leaves.measure.number import MOST_ROWS
from chuangcheng.engine.working.literals import BIG
from chuangcheng.engine.working.tree import Place


def reach(place: Place) -> tuple[int, int] | None:
    """The least and the most that a leaf's line can be, in 0.0001 point; None where only the facts can tell."""
    ends = _ends(place)
    return None if ends is None else (half_up(min(ends), POINT), half_up(max(ends), POINT))


def _ends(place: Place) -> list[Fraction] | None:
    content = place.item.content
    if isinstance(content, Checklist):
        full = sum((item.full for item in content.items), Fraction())
        return [Fraction(), full, *(full * grade for grade in content.grades.values() if grade is not None)]
    if isinstance(content, Measure) and (content.by is None or content.combine != "sum"):
        if isinstance(content.scale, RatioScale):
            return [Fraction(), content.scale.points * content.scale.cap]
        if isinstance(content.scale, Bands) and not content.scale.judged:
            return [Fraction(), *(band.points or Fraction() for band in content.scale.bands)]
    return None


def most_of_ladder(place: Place, leaf: Ladder) -> int:
    """A bound of the sum of a ladder's lines of one unit and period, ``BIG`` where none is known.

    A fact moves its key from one of the ladder's values to another, and no unit has more than ``MOST_ROWS`` of them.
    """
    if any(isinstance(above.item.content, Section) and above.item.content.once for above in place.above):
        return BIG
    factor, share = leaf.factor.constant, leaf.share.constant
    values = _values(leaf)
    if factor is None or share is None or values is None:
        return BIG
    most = max(abs(half_up(value * factor * share, POINT)) for value in values)
    return min((2 * most + 2) * MOST_ROWS, BIG)


def _values(leaf: Ladder) -> list[Fraction] | None:
    """What a fact can be worth before factor and share."""
    match leaf.value:
        case Table() as table:
            return [table.otherwise or Fraction(), *(value for _, value in table.rows)]
        case Escalation() as escalation:
            base = escalation.base.constant
            last = MOST_STEP if escalation.limit is None else min(escalation.limit, MOST_STEP)
            return None if base is None else [base * growth(escalation.kind, k) for k in range(last + 1)]
        case Expression() as expression:
            return None if expression.constant is None else [expression.constant]
