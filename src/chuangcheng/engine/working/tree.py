"""The tree of items as the plan sees it: numbers, parents, and what is known before any fact is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from chuangcheng.engine.model import Checklist, Item, Measure, Rulebook, Section, Veto
from chuangcheng.engine.numbers import POINT, half_up


@dataclass(slots=True, eq=False)
class Place:
    """Where an item stands. ``number`` counts the items in document order from 0 (as in ``line_<n>``)."""

    number: int
    item: Item
    parent: Place | None
    children: list[Place] = field(default_factory=list)

    @property
    def counted(self) -> bool:
        """Whether the item and all above it have ledger lines (G49)."""
        return self.item.count_in and (self.parent is None or self.parent.counted)

    @property
    def counted_children(self) -> list[Place]:
        """The children that take part in this section's sum."""
        return [child for child in self.children if child.item.count_in]

    @property
    def above(self) -> Iterator[Place]:
        """The sections that the item stands in, nearest first."""
        place = self.parent
        while place is not None:
            yield place
            place = place.parent

    @property
    def has_applies(self) -> bool:
        """Whether ``applies_<n>`` exists: the item or a section above it asks whom it applies to."""
        return self.item.applies is not None or any(place.item.applies for place in self.above)

    @property
    def leaves_by_rescale(self) -> bool:
        """Whether the item's full leaves its section's where it is N/A (G15)."""
        return self.item.na.kind == "rescale"

    @property
    def can_be_out(self) -> bool:
        """Whether the item can be N/A for a unit by itself; ``out_<n>`` exists then."""
        return self.item.applies is not None or self._content_can_be_out

    @property
    def _content_can_be_out(self) -> bool:
        content = self.item.content
        if isinstance(content, Section):
            return self.can_lose_all
        return leaf_can_be_out(self.item)

    @property
    def can_lose_all(self) -> bool:
        """Whether every child of the section can leave at once (G15)."""
        children = self.counted_children
        return bool(children) and all(child.leaves_by_rescale and child.can_be_out for child in children)

    @property
    def rescaled(self) -> bool:
        """Whether the section's sum can be multiplied because a child left."""
        return any(child.leaves_by_rescale and child.can_be_out for child in self.counted_children)

    @property
    def base(self) -> str:
        """The table of (u, p) in which no section above the item is N/A."""
        for place in self.above:
            if place.can_be_out:
                return f"open_{place.number}"
        return "assessed"


def leaf_can_be_out(item: Item) -> bool:
    """Whether the leaf itself makes the item N/A for a unit and period; its ``na_<n>`` exists then (G14)."""
    content = item.content
    if isinstance(content, Measure):
        return content.missing == "na"
    if isinstance(content, Checklist):
        return any(grade is None for grade in content.grades.values())
    return False


def always_zero(place: Place) -> bool:
    """Whether the item adds nothing to what stands above it: a veto that is left at the value 0 (§5.6)."""
    item = place.item
    plain = item.start == 0 and item.floor is None and (item.cap is None or item.cap >= 0)
    return isinstance(item.content, Veto) and plain and (not place.can_be_out or item.na.kind == "zero")


def places_of(rulebook: Rulebook) -> tuple[Place, ...]:
    """Return all items in document order."""
    places: list[Place] = []

    def visit(items: Sequence[Item], parent: Place | None) -> None:
        for item in items:
            place = Place(len(places), item, parent)
            places.append(place)
            if parent is not None:
                parent.children.append(place)
            visit(item.children, place)

    visit(rulebook.items, None)
    return tuple(places)


def complete_order(places: Sequence[Place]) -> Iterator[Place]:
    """Yield the items in the order in which they are complete: document order, a section after its children."""

    def visit(place: Place) -> Iterator[Place]:
        for child in place.children:
            yield from visit(child)
        yield place

    for place in places:
        if place.parent is None:
            yield from visit(place)


def in_units(points: Fraction) -> int:
    """Points of the rulebook as whole 0.0001 points, rounded half-up where they are finer."""
    return half_up(points, POINT)
