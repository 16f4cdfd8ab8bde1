"""The tree: value(item) = weight × clamp(start + Σ, floor, cap), and what N/A does to it (§4, G13–G15, G49)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from chuangcheng.engine import model
from chuangcheng.engine.numbers import POINT, half_up
from chuangcheng.engine.oracle.evaluate import Fault, names_in
from chuangcheng.engine.oracle.leaves import Earlier, Leaves
from chuangcheng.engine.oracle.rows import Line
from chuangcheng.engine.oracle.scales import mean
from chuangcheng.engine.oracle.world import Spot, Unsolved, World


class Valued(NamedTuple):
    """An item's value for a unit and period in 0.0001 point: after weight, before it, and whether it is N/A."""

    points: int
    raw: int
    na: bool


@dataclass
class Sheet:
    """All values and lines, item by item. A spot of an item that is in neither is unknown or below an N/A section."""

    world: World
    leaves: Leaves
    values: dict[str, dict[Spot, Valued]] = field(default_factory=dict)
    lines: dict[str, dict[Spot, list[Line]]] = field(default_factory=dict)
    away: dict[str, set[Spot]] = field(default_factory=dict)
    """Where an item is N/A itself, whether or not a value could be found that stands in."""

    def work(self) -> None:
        """Work the whole tree out, children before their section, in document order."""
        spots = sorted(self.world.assessed)
        for item in self.world.rulebook.items:
            self._item(item, spots, counted=item.count_in)

    def at(self, item_id: str, spot: Spot) -> Valued | None:
        return self.values.get(item_id, {}).get(spot)

    def all_lines(self) -> Iterator[Line]:
        for by_spot in self.lines.values():
            for lines in by_spot.values():
                yield from lines

    def _item(self, item: model.Item, spots: list[Spot], counted: bool) -> None:
        """``spots``: those at which the sections above apply. ``counted``: it and what is above stands in the ledger."""
        self.values[item.id], self.lines[item.id] = {}, {}
        there = [spot for spot in spots if self._applies(item, spot) is True]
        away = [spot for spot in spots if self._applies(item, spot) is False]
        if isinstance(item.content, model.Section):
            for child in item.content.items:
                self._item(child, there, counted and child.count_in)
            away += self._section(item, there, counted)
        else:
            away += self._leaf(item, there, counted)
        self.away[item.id] = set(away)
        scored = frozenset(there) - self.away[item.id]
        for spot in away:
            self._not_applicable(item, spot, scored, counted)

    def _applies(self, item: model.Item, spot: Spot) -> bool | None:
        applies = self.world.applies(item, spot[0])
        if isinstance(applies, Fault):
            self.world.tell(applies.value, self.world.place(spot, item.id))
            return None
        return applies

    # --- applicable ---------------------------------------------------------------------------------------------

    def _leaf(self, item: model.Item, spots: list[Spot], counted: bool) -> list[Spot]:
        """Book a leaf's lines; gives the spots at which it turned out to be N/A."""
        away = []
        for spot, found in self.leaves.lines(item, spots, self._earlier(item)).items():
            if found is None:
                away.append(spot)
                continue
            for line in found:
                self._book(item, spot, "points", line.points, counted, line.fact, line.key)
            self._close(item, spot, sum(line.points for line in found), counted)
        return away

    def _section(self, item: model.Item, spots: list[Spot], counted: bool) -> list[Spot]:
        """Sum the children; gives the spots at which every child has left (G15)."""
        children = [child for child in item.children if child.count_in]
        away = []
        for spot in spots:
            found = [(child, self.at(child.id, spot)) for child in children]
            known = [(child, value) for child, value in found if value is not None]
            if len(known) < len(found):
                continue
            left = [child for child, value in known if value.na and child.na.kind == "rescale"]
            if left and len(left) == len(children):
                self._clear_below(item, spot)
                away.append(spot)
                continue
            total = sum(value.points for _child, value in known)
            try:
                scaled = self._rescaled(item, spot, children, left, total + start_of(item)) - start_of(item)
            except Unsolved:
                continue
            self._book(item, spot, "na", scaled - total, counted)
            self._close(item, spot, scaled, counted)
        return away

    def _rescaled(
        self, item: model.Item, spot: Spot, children: list[model.Item], left: list[model.Item], total: int
    ) -> int:
        """start + Σ times full ÷ remaining full, rounded once; unscaled where no remaining child has ``full``."""
        remain = [child for child in children if child not in left]
        if not left or all(child.full is None for child in remain):
            return total
        assert item.full is not None
        gone = sum(((child.full or 0) * child.weight for child in left), Fraction(0))
        if item.full == gone:
            raise self.world.fail("division-by-zero", self.world.place(spot, item.id))
        return half_up(total * item.full / (item.full - gone))

    def _clear_below(self, item: model.Item, spot: Spot) -> None:
        """Items below an N/A section have no lines and no scores (G14)."""
        for child in item.children:
            for one in child.walk():
                self.values[one.id].pop(spot, None)
                self.lines[one.id].pop(spot, None)

    def _close(self, item: model.Item, spot: Spot, total: int, counted: bool) -> None:
        """Start, clamp and weight after the lines or children have been summed."""
        start = start_of(item)
        self._book(item, spot, "start", start, counted)
        raw = clamp(start + total, item.floor, item.cap)
        self._book(item, spot, "clamp", raw - start - total, counted)
        self._weigh(item, spot, raw, counted, na=False)

    def _weigh(self, item: model.Item, spot: Spot, raw: int, counted: bool, na: bool) -> None:
        points = half_up(raw * item.weight)
        self._book(item, spot, "weight", points - raw, counted)
        self.values[item.id][spot] = Valued(points, raw, na)

    # --- not applicable -------------------------------------------------------------------------------------------

    def _not_applicable(self, item: model.Item, spot: Spot, scored: frozenset[Spot], counted: bool) -> None:
        try:
            raw = self._na_value(item, spot, scored)
        except Unsolved:
            return
        self._book(item, spot, "na", raw, counted)
        self._weigh(item, spot, raw, counted, na=True)

    def _na_value(self, item: model.Item, spot: Spot, scored: frozenset[Spot]) -> int:
        na = item.na
        if na.kind == "full":
            return half_up(item.full or Fraction(0), POINT)
        if na.kind == "constant":
            return half_up(na.amount or Fraction(0), POINT)
        if na.kind == "peer_mean":
            return self._peer_mean(item, spot, scored)
        return 0

    def _peer_mean(self, item: model.Item, spot: Spot, scored: frozenset[Spot]) -> int:
        """The mean of the peers' values before weight, rounded once; ``scored`` are the spots that are not N/A (G14)."""
        peers = [(unit, spot[1]) for unit in self.world.peers(spot) if (unit, spot[1]) in scored]
        if not peers:
            raise self.world.fail("no-peers", self.world.place(spot, item.id))
        values = [value for value in (self.at(item.id, peer) for peer in peers) if value is not None]
        if len(values) < len(peers):
            raise Unsolved
        return half_up(mean(Fraction(value.raw) for value in values))

    # --- names and lines ------------------------------------------------------------------------------------------

    def _earlier(self, item: model.Item) -> Earlier:
        """What a formula sees: values after weight, NULL where N/A (G48)."""
        names = [one.id for one in self.world.rulebook.walk() if one.id in self.values and one.id != item.id]
        content = item.content
        read = names_in(content.value.tree) if isinstance(content, model.Formula) else frozenset()

        def look(spot: Spot) -> Mapping[str, Fraction | None] | None:
            seen: dict[str, Fraction | None] = {}
            for name in names:
                value = self.at(name, spot)
                if value is None and name in read and not self._is_na(name, spot):
                    return None
                seen[name] = None if value is None or value.na else Fraction(value.points, POINT)
            return seen

        return look

    def _is_na(self, name: str, spot: Spot) -> bool:
        """Whether the item or a section above it is N/A."""
        item = self.world.rulebook.item(name)
        return any(
            spot in self.away.get(one.id, ()) or self.world.applies(one, spot[0]) is False
            for one in (item, *self.world.above(item))
        )

    def _book(
        self, item: model.Item, spot: Spot, kind: str, points: int, counted: bool, fact: str = "", key: str = ""
    ) -> None:
        if points and counted:
            period = self.world.calendar.periods[spot[1]].id
            line = Line(spot[0], period, item.id, kind, fact, key, points)
            self.lines[item.id].setdefault(spot, []).append(line)


def start_of(item: model.Item) -> int:
    """What the item begins with, in 0.0001 point."""
    return half_up(item.start, POINT)


def clamp(value: int, floor: Fraction | None, cap: Fraction | None) -> int:
    """Bound a value; where floor and cap cross, the cap wins (G15)."""
    if floor is not None:
        value = max(value, half_up(floor, POINT))
    if cap is not None:
        value = min(value, half_up(cap, POINT))
    return value
