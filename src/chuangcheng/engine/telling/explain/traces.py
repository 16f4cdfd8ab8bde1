"""The facts behind each line, as the provenance that is compiled beside the plan tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from chuangcheng.engine.scoring import Outcome
from chuangcheng.engine.working.provenance import Trace, compile_provenance


class Traces:
    """Traces of one unit and period, by item."""

    def __init__(self, found: Iterable[Trace] = ()) -> None:
        self._by_item: dict[str, list[Trace]] = defaultdict(list)
        for trace in found:
            self._by_item[trace.item].append(trace)

    def of(self, item: str) -> tuple[Trace, ...]:
        """All traces of an item."""
        return tuple(self._by_item.get(item, ()))

    def behind(self, item: str, kind: str, fact: str) -> tuple[Trace, ...]:
        """The traces of one ledger line: that of its fact where it names one of them, else all that the item has.

        A line of another kind than ``points`` comes from settings, not from facts. A judged band names the
        judgement, which is no fact of the measure: all of them stand behind its line.
        """
        if kind != "points":
            return ()
        own = tuple(trace for trace in self.of(item) if fact and trace.fact == fact)
        return own or self.of(item)


def traces_of(outcome: Outcome, unit: str, period: str) -> Traces:
    """Ask the provenance of a scored season."""
    rulebook = outcome.opened.rulebook
    if outcome.connection is None or rulebook is None:
        return Traces()
    return Traces(compile_provenance(rulebook, outcome.opened.attributes).traces(outcome.connection, unit, period))
