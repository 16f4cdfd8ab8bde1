"""Settlement: deposits, awards and fines (§7, §9, G32–G35, G54–G57)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, cast
from typing import Literal as OneOf

from chuangcheng.engine.model import Deposit, Expression, Payment, PeriodKind, Settlement
from chuangcheng.engine.numbers import YUAN
from chuangcheng.engine.periods import MONTHS
from chuangcheng.engine.reading.fields import Fields, as_number
from chuangcheng.engine.reading.rulebook.context import Reading, constant
from chuangcheng.engine.reading.rulebook.totals import decision_scope
from chuangcheng.engine.reading.yamlfile import Node, Scalar

PERSONS: Final = "persons"
_MOST_PLACES: Final = 1_000_000
Per = OneOf["period", "two_months", "quarter", "half_year", "year"]
_PER: Final = ("period", "two_months", "quarter", "half_year", "year")


def read_settlement(reading: Reading, top: Fields, period: PeriodKind) -> Settlement | None:
    """Read ``settlement``. ``line`` is the line of ``per``."""
    fields = top.mapping_at("settlement")
    if fields is None:
        return None
    per = fields.choice("per", _PER)
    if per in ("two_months", "quarter", "half_year") and not _made_of(per, period):
        fields.wrong("per", "per-not-whole", per=per, period=period)
    settlement = Settlement(
        per=cast(Per, per or "period"),
        deposits=tuple(_deposit(reading, one) for one in fields.mappings_at("deposits")),
        awards=tuple(_payment(reading, one, fine=False) for one in fields.mappings_at("awards")),
        fines=tuple(_payment(reading, one, fine=True) for one in fields.mappings_at("fines")),
        ties="each" if fields.choice("ties", ("share", "each"), default="share") == "each" else "share",
        line=fields.line_of("per"),
    )
    fields.close()
    return settlement


def _made_of(per: str, period: str) -> bool:
    """Tell whether a period of settlement is made of several whole periods of the rulebook (G57)."""
    if period not in MONTHS:
        return False
    longer, shorter = MONTHS[per][0], MONTHS[period][0]
    return longer > shorter and longer % shorter == 0


def _deposit(reading: Reading, fields: Fields) -> Deposit:
    party = fields.text("party", required=True)
    if party == PERSONS:
        fields.wrong("party", "persons-deposit")
    amount = fields.number("amount", required=True)
    if amount is not None and amount < 0:
        fields.wrong("amount", "not-negative")
    elif amount is not None and (amount * YUAN).denominator != 1:
        fields.wrong("amount", "cents")
    applies = reading.expression(fields, "applies", reading.unit_scope, "boolean")
    fields.close()
    return Deposit(party, amount or Fraction(0), applies, fields.line)


def _payment(reading: Reading, fields: Fields, fine: bool) -> Payment:
    """Read one award or fine."""
    party = fields.text("party", required=True)
    from_deposit = fine and fields.has("from") and fields.choice("from", ("deposit",)) == "deposit"
    persons = None if fine else fields.number("persons_at_least")
    if persons is not None and not 0 <= persons <= 1:
        fields.wrong("persons_at_least", "zero-to-one")
    if party == PERSONS and from_deposit:
        fields.wrong("from", "persons-deposit")
    if party == PERSONS and persons is not None:
        fields.wrong("persons_at_least", "persons-share")
    payment = Payment(
        party=party,
        amount=_amount(reading, fields),
        places=_places(fields),
        persons_at_least=persons,
        from_deposit=from_deposit,
        least_size=fields.integer("least_size", least=0),
        applies=reading.expression(fields, "applies", reading.unit_scope, "boolean"),
        where=reading.expression(fields, "where", decision_scope(reading), "boolean"),
        basis=reading.basis(fields),
        line=fields.line,
    )
    fields.close()
    return payment


def _amount(reading: Reading, fields: Fields) -> Expression:
    """Read ``amount``: yuan, or an expression that sees what a decision sees."""
    node = fields.node("amount", required=True)
    if node is None:
        return constant(0, fields.line)
    number = as_number(node)
    if number is not None and number < 0:
        fields.wrong("amount", "not-negative")
    found = reading.expression_of(node, fields, "amount", decision_scope(reading), "number")
    return found or constant(0, fields.line_of("amount"))


def _places(fields: Fields) -> tuple[int | None, int | None] | None:
    """Read ``rank: k`` or ``ranks: [a, b]``; ``None`` in the pair stands for ``last`` (G54)."""
    if fields.has("rank") and fields.has("ranks"):
        fields.wrong("ranks", "rank-and-ranks")
    if fields.has("rank"):
        node = fields.node("rank")
        place = _place(node) if node is not None else 0
        if place == 0:
            fields.wrong("rank", "place")
        return place, place
    nodes = fields.list_at("ranks")
    if nodes is None:
        return None
    places = [_place(node) for node in nodes]
    if len(places) != 2 or 0 in places or _above(places[0], places[1]):
        fields.wrong("ranks", "places")
        return None
    return places[0], places[1]


def _place(node: Node) -> int | None:
    """A place from 1, ``None`` for ``last``, 0 for anything else."""
    if isinstance(node, Scalar) and node.value == "last":
        return None
    number = as_number(node)
    whole = number is not None and number.denominator == 1 and 1 <= number <= _MOST_PLACES
    return int(number) if number is not None and whole else 0


def _above(first: int | None, second: int | None) -> bool:
    """Tell whether a range of places is upside down; ``last`` is above every number."""
    if second is None:
        return False
    return first is None or first > second
