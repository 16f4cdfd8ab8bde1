"""A rulebook becomes a plan: the whole way from facts to results, in the order in which it is worked out (§4–§9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from chuangcheng.engine.model import Payment, Rulebook, Type
from chuangcheng.engine.working.assessed import assessed, not_applicable
from chuangcheng.engine.working.columns import Columns, names_in
from chuangcheng.engine.working.decisions import decisions, held_periods, vetoes_of
from chuangcheng.engine.working.leaves.writer import formula_leaf, leaves, tallies
from chuangcheng.engine.working.output import results
from chuangcheng.engine.working.plan import Plan, Statement
from chuangcheng.engine.working.ranking import Seen, groups, standings
from chuangcheng.engine.working.settlement import Money, span_of
from chuangcheng.engine.working.totals import period_totals, span_totals
from chuangcheng.engine.working.tree import Place, complete_order, places_of
from chuangcheng.engine.working.units import applies, subject
from chuangcheng.engine.working.values import Values


def compile_plan(rulebook: Rulebook, attributes: Mapping[str, Type] | None) -> Plan:
    """Compile a rulebook. ``attributes`` are the attribute columns of units.csv in their order (None: no season at hand).

    The plan depends on nothing else: what belongs to a season stands in the tables that ``load_facts`` makes.
    """
    columns = Columns(rulebook, attributes)
    places = places_of(rulebook)
    values = Values()
    items = chain(_before(rulebook, columns, places), _leaves(columns, places), _values(columns, places, values))
    after = _After(rulebook, columns, places, values)
    return Plan(
        statements=tuple(items),
        after=tuple(after.statements()),
        results=tuple(results(rulebook, places, after.money)),
    )


def _before(rulebook: Rulebook, columns: Columns, places: Sequence[Place]) -> Iterator[Statement]:
    """Who is assessed, when, and in what."""
    names = columns.unit_names("n")
    yield from subject(rulebook, names)
    yield from tallies(columns, places)
    yield from assessed(rulebook, columns)
    yield from applies(places, names)


def _leaves(columns: Columns, places: Sequence[Place]) -> Iterator[Statement]:
    """The lines of all leaves that need facts alone; then what N/A makes of the tree."""
    yield from leaves(columns, places)
    yield from not_applicable(places)


def _values(columns: Columns, places: Sequence[Place], values: Values) -> Iterator[Statement]:
    """Values from below, in the order in which items are complete; a formula comes right before its value."""
    by_id = {place.item.id: place for place in places}
    for place in complete_order(places):
        yield from formula_leaf(columns, place, by_id)
        yield from values.statements(place)


class _After:
    """What follows from the values: totals, ranks, decisions, money."""

    def __init__(self, rulebook: Rulebook, columns: Columns, places: Sequence[Place], values: Values) -> None:
        self._rulebook, self._places, self._values = rulebook, places, values
        self._numbers = {place.item.id: place.number for place in places}
        self._columns = columns
        self._vetoes = vetoes_of(rulebook, places)
        self.money: Money | None = None
        if rulebook.settlement is not None:
            self.money = Money(rulebook.settlement, self._seen(span_of(rulebook.settlement)), self._vetoes)

    def _seen(self, span: str) -> Seen:
        return Seen(span, self._columns, self._numbers)

    @property
    def _spans(self) -> list[str]:
        spans = ["period", "year"]
        return [*spans, "term"] if self.money is not None and self.money.seen.span == "term" else spans

    def statements(self) -> Iterator[Statement]:
        rulebook = self._rulebook
        yield from period_totals(rulebook, self._places, self._values)
        yield from span_totals(rulebook, self._spans)
        if rulebook.ranking is None:
            return
        yield from standings(rulebook, self._numbers, self._spans)
        if any(decision.streak is not None for decision in rulebook.decisions):
            yield held_periods()
        for span in self._spans:
            if self._asks_group(span):
                yield groups(span)
            yield from self._vetoes.statements(span)
            yield from decisions(rulebook, self._seen(span), self._vetoes)
        if self.money is not None:
            yield from self.money.statements()

    def _asks_group(self, span: str) -> bool:
        """Whether any expression looks at its group's totals in this span."""
        asked = [decision.where for decision in self._rulebook.decisions if decision.per == span]
        if self.money is not None and self.money.seen.span == span:
            asked += [each for one in self._payments for each in (one.where, one.amount)]
        names = [name for one in asked if one is not None for name in names_in(one.tree)]
        return any(name.of == "given" and name.name in ("mean", "best", "worst") for name in names)

    @property
    def _payments(self) -> tuple[Payment, ...]:
        settlement = self._rulebook.settlement
        return () if settlement is None else (*settlement.awards, *settlement.fines)
