"""What each award and fine adds for a unit: who is paid, for how many places, and how much (§7, G32, G35, G54, G55).

``due_<n>(t, u, ahead, tied, count, amount, code)`` for payment n (awards first, then fines, as listed): the unit takes ``count`` places
of the payment, each worth ``amount`` (0.01 yuan); ``code`` is the problem that left the amount unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from chuangcheng.engine.model import Payment, Settlement
from chuangcheng.engine.working.answers import condition, yuan
from chuangcheng.engine.working.decisions import Vetoes
from chuangcheng.engine.working.emitted import Exact, Number, compare_numbers, constant
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.literals import text
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.ranking import Seen, span_ids

#: No movement of money needs more digits than a line of points has: 14 before the decimal point (G60).
MOST_MONEY = 10**16


@dataclass(frozen=True, slots=True)
class Due:
    """A payment with its number in the plan; ``award`` or fine."""

    number: int
    payment: Payment
    award: bool

    @property
    def said(self) -> str:
        """The places as the rulebook writes them: ``1``, ``last``, ``1-3``."""
        if self.payment.places is None:
            return ""
        first, last = ("last" if end is None else str(end) for end in self.payment.places)
        return first if first == last else f"{first}-{last}"


def dues(settlement: Settlement) -> list[Due]:
    """All payments in the order of the rulebook, awards first."""
    listed = [(payment, True) for payment in settlement.awards] + [(payment, False) for payment in settlement.fines]
    return [Due(number, payment, award) for number, (payment, award) in enumerate(listed)]


def payment(due: Due, settlement: Settlement, seen: Seen, vetoes: Vetoes) -> Iterator[Statement]:
    """Yield ``due_<n>`` and its problems."""
    one = due.payment
    wheres = _wheres(due, settlement, seen, vetoes)
    source = f"{seen.span}_standing s{seen.joins(one.applies, one.where, one.amount)}"
    asked = [condition(emit(each.tree, seen.names)) for each in (one.applies, one.where) if each is not None]
    where = " AND ".join([*wheres, *(answer.sql for answer in asked)])
    amount, code = _amount(one, seen)
    yield Statement(
        f"due_{due.number}",
        f"SELECT s.t AS t, s.u AS u, s.g AS g, s.ahead AS ahead, s.tied AS tied, {_count(one, settlement)} AS count, "
        f"{amount} AS amount, {code} AS code\nFROM {source}\nWHERE {where}",
        f"{'award' if due.award else 'fine'} {due.said} to {one.party}".replace("  ", " "),
    )
    codes = (
        [f"SELECT d.t AS t, d.u AS u, d.code AS code FROM due_{due.number} d"]
        if code != "CAST(NULL AS VARCHAR)"
        else []
    )
    codes += [
        f"SELECT s.t AS t, s.u AS u, {answer.wrong} AS code FROM {source}\nWHERE {' AND '.join(wheres)}"
        for answer in asked
        if answer.wrong is not None
    ]
    if codes:
        rows = "\nUNION ALL\n".join(codes)
        yield Statement(
            "problem", trouble("s.code", one.party, f"(\n{rows}\n) s", seen.span, "s.code IS NOT NULL"), "amounts"
        )


def trouble(code: str, party: str, rows: str, span: str, where: str) -> str:
    """A query of problems at unit/period/party over ``rows`` (an aliased query ``s`` with t and u)."""
    return (
        f"SELECT {code}, n.unit || '/' || q.id || '/' || {text(party)}, '', n.unit, q.id, {text(party)}\n"
        f"FROM {rows} JOIN unit n ON n.u = s.u {span_ids(span)}\nWHERE {where}"
    )


def _wheres(due: Due, settlement: Settlement, seen: Seen, vetoes: Vetoes) -> list[str]:
    """Who is paid but for ``applies`` and ``where``."""
    one = due.payment
    wheres = [f"{_count(one, settlement)} > 0"]
    if one.least_size is not None:
        wheres.append(f"s.size >= {one.least_size}")
    if due.award and (stopped := vetoes.condition("ineligible", seen.span)):
        wheres.append(f"NOT {stopped}")
    if seen.span == "year":
        wheres.append("EXISTS (SELECT 1 FROM total h WHERE NOT h.imputed)")
    return wheres


def _count(one: Payment, settlement: Settlement) -> str:
    """How many of the payment's places the unit and those who tie with it take (G35, G54)."""
    if one.places is None:
        return "1"
    first, last = one.places
    if settlement.ties == "each":
        if first is None:
            return "CASE WHEN s.ahead + s.tied = s.size THEN 1 ELSE 0 END"
        below = "" if last is None else f" AND s.ahead + 1 <= {last}"
        return f"CASE WHEN s.ahead + 1 >= {first}{below} THEN 1 ELSE 0 END"
    lower, upper = ("s.size" if end is None else str(end) for end in (first, last))
    highest = "s.ahead + s.tied" if last is None else _less("s.ahead + s.tied", upper)
    return f"({highest} - {_more('s.ahead + 1', lower)} + 1)"


def _less(one: str, other: str) -> str:
    return f"CASE WHEN {one} < {other} THEN {one} ELSE {other} END"


def _more(one: str, other: str) -> str:
    return f"CASE WHEN {one} > {other} THEN {one} ELSE {other} END"


def _amount(one: Payment, seen: Seen) -> tuple[str, str]:
    """The amount in 0.01 yuan, and the code of the problem that it has for a unit."""
    value = emit(one.amount.tree, seen.names)
    assert isinstance(value, Number | Exact)
    answer = yuan(value)
    fixed = one.amount.constant
    if fixed is not None and 0 <= fixed < MOST_MONEY // 100:
        return answer.sql, "CAST(NULL AS VARCHAR)"
    wrong = "" if answer.wrong is None else f" WHEN {answer.wrong} IS NOT NULL THEN {answer.wrong}"
    negative = condition(compare_numbers("<", value, constant(Fraction())))
    code = (
        f"CASE{wrong} WHEN {answer.sql} IS NULL THEN 'null-value' WHEN {negative.sql} THEN 'amount-negative' "
        f"WHEN {answer.sql} >= {MOST_MONEY} THEN 'number-too-large' END"
    )
    return answer.sql, code
