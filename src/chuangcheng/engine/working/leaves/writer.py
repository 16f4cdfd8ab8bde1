"""All leaves of a rulebook: those that need facts alone, and the formulas, which need values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chuangcheng.engine.model import Checklist, Formula, Import, Judgement, Ladder, Measure, Section, Veto
from chuangcheng.engine.working.columns import Columns
from chuangcheng.engine.working.leaves.checklist import ChecklistWriter
from chuangcheng.engine.working.leaves.formula import formula
from chuangcheng.engine.working.leaves.judged import imported, judgement, veto
from chuangcheng.engine.working.leaves.ladder import Ladders
from chuangcheng.engine.working.leaves.measure import MeasureWriter
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.tree import Place


def tallies(columns: Columns, places: Sequence[Place]) -> Iterator[Statement]:
    """Yield the checks of every checklist, gathered; only facts must stand."""
    for place in places:
        if isinstance(place.item.content, Checklist):
            yield ChecklistWriter(columns, place, place.item.content).tally()


def leaves(columns: Columns, places: Sequence[Place]) -> Iterator[Statement]:
    """Yield all leaves but formulas. ``subject``, ``tallies``, ``assessed`` and ``applies_<n>`` must stand, nothing else.

    Ladders come first, as ``unless`` may name one that stands later in the rulebook.
    """
    yield from Ladders(columns, places).statements()
    for place in places:
        yield from _leaf(columns, place)


def _leaf(columns: Columns, place: Place) -> Iterator[Statement]:
    match place.item.content:
        case Measure() as leaf:
            yield from MeasureWriter(columns, place, leaf).statements()
        case Checklist() as leaf:
            yield from ChecklistWriter(columns, place, leaf).statements()
        case Judgement() as leaf:
            yield from judgement(columns, place, leaf)
        case Import() as leaf:
            yield from imported(columns, place, leaf)
        case Veto() as leaf:
            yield from veto(columns, place, leaf)
        case Ladder() | Formula() | Section():
            pass


def formula_leaf(columns: Columns, place: Place, places: Mapping[str, Place]) -> Iterator[Statement]:
    """Yield a formula: the values of the items that it names must stand."""
    if isinstance(place.item.content, Formula):
        yield from formula(columns, place, place.item.content, places)
