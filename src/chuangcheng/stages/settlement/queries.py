"""Reads: what a run proposes beyond what is booked, and the balances of deposits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.scoring.models import Run, Season
from chuangcheng.stages.scoring.queries.results import MoneyLine, money
from chuangcheng.stages.settlement import policy
from chuangcheng.stages.settlement.models import Batch, Line
from chuangcheng.stages.settlement.states import BOOKED, LineKind

Key = tuple[str, str, str, str, str]
"""(unit, party, account, reason, period)"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of a batch to be: what the run says less what is booked. ``amount`` counts 0.01 yuan."""

    unit: str
    party: str
    kind: LineKind
    account: str
    amount: int
    reason: str
    period: str


@dataclass(frozen=True, slots=True)
class Balance:
    """A party's deposit and awards, in 0.01 yuan. ``received`` = ``held`` + ``drawn`` + ``refunded``; ``due`` is what the
    rulebook asks; ``awarded`` what batches booked for it, ``paid`` what was really paid out."""

    unit: Organisation
    party: str
    due: int
    received: int
    drawn: int
    refunded: int
    awarded: int
    paid: int

    @property
    def held(self) -> int:
        return self.received - self.drawn - self.refunded

    @property
    def outstanding(self) -> int:
        """Deposit that is due and not yet received."""
        return self.due - self.received

    @property
    def unpaid(self) -> int:
        """Awards booked and not yet paid."""
        return self.awarded - self.paid


def kind_of(line: MoneyLine) -> LineKind:
    """The kind of an engine line, by its account and reason (G34)."""
    if line.account == "short":
        return LineKind.SHORT
    if line.reason == "deposit":
        return LineKind.DEPOSIT
    return LineKind.FINE if line.reason.startswith("fine") else LineKind.AWARD


def proposals(run: Run, *, with_fines: bool) -> tuple[list[Proposal], int]:
    """What a run settles beyond what is booked for its periods, and how many fines were left out.

    A run scores all periods up to its own: what an earlier batch booked is taken off, so that a corrected run proposes
    differences only. Without ``with_fines`` no fine is proposed; one that was booked before is taken back.
    """
    wanted: dict[Key, tuple[int, LineKind]] = {}
    left_out = 0
    for line in money(run):
        kind = kind_of(line)
        if kind in (LineKind.FINE, LineKind.SHORT) and not with_fines:
            left_out += kind is LineKind.FINE
            continue
        key = (line.unit, line.party, line.account, line.reason, line.period)
        wanted[key] = (wanted.get(key, (0, kind))[0] + line.amount, kind)
    booked = _booked(run.season)
    found = []
    for key in sorted(wanted.keys() | booked.keys()):
        amount, kind = wanted.get(key, (0, LineKind.AWARD))
        before, kind_before = booked.get(key, (0, kind))
        if amount != before:
            unit, party, account, reason, period = key
            kind = kind if key in wanted else kind_before
            found.append(Proposal(unit, party, kind, account, amount - before, reason, period))
    return found, left_out


def balances(season: Season, lines: QuerySet[Line] | None = None) -> list[Balance]:
    """The balance of each party of each unit, in the order of units and parties."""
    rows = Line.objects.filter(season=season) if lines is None else lines
    sums: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    units: dict[int, Organisation] = {}
    for line in rows.select_related("unit"):
        units[line.unit_id] = line.unit
        _add(sums[line.unit_id, line.party], line)
    found = [
        Balance(
            units[unit], party, *(amounts[name] for name in ("due", "received", "drawn", "refunded", "awarded", "paid"))
        )
        for (unit, party), amounts in sums.items()
    ]
    return sorted(found, key=lambda balance: (balance.unit.code, balance.party))


def held(season: Season, unit: Organisation, party: str) -> int:
    """What is held of a party's deposit, in 0.01 yuan."""
    found = balances(season, Line.objects.filter(season=season, unit=unit, party=party))
    return found[0].held if found else 0


def visible_lines(by: Account, season: Season) -> QuerySet[Line]:
    """Lines of a season: all for those who see all, else those of units in the account's sight."""
    lines = Line.objects.filter(season=season).select_related("unit", "batch", "posted_by", "reverses")
    return lines if policy.may_see_all(by, season.programme.host) else scoped(lines, by)


def batches(season: Season) -> QuerySet[Batch]:
    """Batches of a season, newest first."""
    return Batch.objects.filter(season=season).select_related("run", "proposed_by", "confirmed_by")


def next_batch_number(season: Season) -> int:
    """The number of the season's next batch."""
    return (Batch.objects.filter(season=season).aggregate(last=Max("number"))["last"] or 0) + 1


def next_line_number(season: Season) -> int:
    """The number of the season's next line."""
    return (Line.objects.filter(season=season).aggregate(last=Max("number"))["last"] or 0) + 1


def _booked(season: Season) -> dict[Key, tuple[int, LineKind]]:
    """What confirmed batches booked, by the key of the engine's lines; what nets to nothing is left out."""
    sums: dict[Key, tuple[int, LineKind]] = {}
    for line in _lines_of(season, BOOKED):
        key = (line.unit.code, line.party, line.account, line.reason, line.period)
        sums[key] = (sums.get(key, (0, LineKind(line.kind)))[0] + line.amount, LineKind(line.kind))
    return {key: value for key, value in sums.items() if value[0]}


def _lines_of(season: Season, kinds: Iterable[LineKind]) -> QuerySet[Line]:
    return Line.objects.filter(season=season, kind__in=list(kinds)).select_related("unit").order_by("number")


def _add(amounts: dict[str, int], line: Line) -> None:
    """Book a line's amount under what it means for its party."""
    match LineKind(line.kind):
        case LineKind.DEPOSIT:
            amounts["due"] += line.amount
        case LineKind.RECEIPT | LineKind.HAND_OVER:
            amounts["received"] += line.amount
        case LineKind.FINE if line.account == "deposit":
            amounts["drawn"] -= line.amount
        case LineKind.FINE | LineKind.AWARD:
            amounts["awarded"] += line.amount
        case LineKind.PAYMENT:
            amounts["paid"] += line.amount
        case LineKind.REFUND:
            amounts["refunded"] -= line.amount
        case LineKind.SHORT:
            pass
