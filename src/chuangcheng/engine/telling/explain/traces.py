"""The facts behind each line, as the provenance that was compiled beside the plan tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from chuangcheng.engine.telling.explain.model import Trace


class Traces:
    """Traces of a unit and period, by item."""

    def __init__(self, found: Iterable[tuple[str, Trace]] = ()) -> None:
        self._by_item: dict[str, list[Trace]] = defaultdict(list)
        for item, trace in found:
            self._by_item[item].append(trace)

    def of(self, item: str) -> tuple[Trace, ...]:
        """All traces of an item."""
        return tuple(self._by_item.get(item, ()))

    def behind(self, item: str, fact: str, key: str, kind: str) -> tuple[Trace, ...]:
        """The traces of one ledger line: of its fact where it names one, else all that the item has."""
        if kind != "points":
            return ()
        return tuple(
            trace for trace in self.of(item) if (not fact or trace.fact == fact) and (not key or trace.key == key)
        )
