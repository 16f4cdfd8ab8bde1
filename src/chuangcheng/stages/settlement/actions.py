"""Writes: batches proposed and confirmed, money that moved, counter-lines."""

from __future__ import annotations

from datetime import date

from chuangcheng.base import clock
from chuangcheng.base.errors import ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.scoring.models import Run, Season
from chuangcheng.stages.settlement import checks, policy, queries
from chuangcheng.stages.settlement.models import Batch, Line, ProposedLine
from chuangcheng.stages.settlement.states import BatchState, LineKind


def propose_batch(*, by: Account, run: Run) -> Batch:
    """Propose what a published run settles. Fines stand in it only where the season has switched them on; how many were
    left out is kept. A proposal of the season that nobody confirmed is dropped. Refused: ``run-not-published``."""
    season = run.season
    _may(by, season)
    checks.ensure_settles(run)
    with action("settlement.batch.propose", by=by) as entry:
        _alone(season)
        Batch.objects.filter(season=season, state=BatchState.PROPOSED).update(state=BatchState.DROPPED)
        lines, left_out = queries.proposals(run, with_fines=season.posts_fines)
        batch = Batch(season=season, run=run, number=queries.next_batch_number(season), period=run.period)
        batch.fines_left_out, batch.proposed_at, batch.proposed_by = left_out, clock.now(), by
        batch.save()
        units = {unit.code: unit for unit in Organisation.objects.filter(code__in={line.unit for line in lines})}
        ProposedLine.objects.bulk_create(
            ProposedLine(
                batch=batch,
                unit=units[line.unit],
                party=line.party,
                kind=line.kind,
                account=line.account,
                amount=line.amount,
                reason=line.reason,
                period=line.period,
            )
            for line in lines
        )
        entry.on(batch)
        entry.say(run=run.number, period=run.period, lines=len(lines), fines_left_out=left_out)
    return batch


def confirm_batch(
    *, by: Account, batch: Batch, document: str, document_date: date, revision: int | None = None
) -> list[Line]:
    """Confirm a batch with document and date: its lines become final. NotAllowed for who proposed it.

    Refused: ``batch-ended``, ``no-document``, ``date-ahead``, ``run-not-published`` (it was replaced meanwhile).
    """
    season = batch.season
    require_sight(by, season.programme.host)
    require(policy.may_confirm(by, season.programme.host))
    checks.ensure_other_person(by, batch)
    checks.ensure_move(batch, BatchState.CONFIRMED)
    checks.ensure_settles(batch.run)
    checks.ensure_document(document, document_date)
    ensure_revision(batch, revision)
    with action("settlement.batch.confirm", by=by, on=batch, basis=document.strip()) as entry:
        _alone(season)
        number = queries.next_line_number(season)
        lines = [
            _line(by, season, place, one.unit, one.party, LineKind(one.kind), one.amount, document, document_date)
            for place, one in enumerate(batch.proposed.select_related("unit"), number)
        ]
        for line, one in zip(lines, batch.proposed.all(), strict=True):
            line.batch, line.account, line.reason, line.period = batch, one.account, one.reason, one.period
        Line.objects.bulk_create(lines)
        batch.state, batch.document, batch.document_date = BatchState.CONFIRMED, document.strip(), document_date
        batch.confirmed_at, batch.confirmed_by = clock.now(), by
        batch.save()
        entry.say(number=batch.number, lines=len(lines), total=sum(line.amount for line in lines))
    return lines


def record_receipt(
    *,
    by: Account,
    season: Season,
    unit: Organisation,
    party: str,
    amount: int,
    happened_on: date,
    document: str,
    person: str = "",
) -> Line:
    """Record a deposit that was really paid in. ``amount`` counts 0.01 yuan and is positive."""
    return _move(by, season, unit, party, LineKind.RECEIPT, amount, happened_on, document, person)


def record_payment(
    *,
    by: Account,
    season: Season,
    unit: Organisation,
    party: str,
    amount: int,
    happened_on: date,
    document: str,
    person: str = "",
) -> Line:
    """Record an award that was really paid out."""
    return _move(by, season, unit, party, LineKind.PAYMENT, amount, happened_on, document, person)


def refund_deposit(
    *,
    by: Account,
    season: Season,
    unit: Organisation,
    party: str,
    amount: int,
    happened_on: date,
    document: str,
    person: str = "",
) -> Line:
    """Give a deposit back, at most what is held. Refused: ``more-than-held``."""
    return _move(by, season, unit, party, LineKind.REFUND, amount, happened_on, document, person)


def hand_over(
    *,
    by: Account,
    season: Season,
    unit: Organisation,
    party: str,
    before: str,
    after: str,
    happened_on: date,
    document: str,
) -> tuple[Line, Line]:
    """A person leaves: what is held of the deposit passes from ``before`` to ``after``, as two lines that net to nothing."""
    _may(by, season, unit)
    checks.ensure_document(document, happened_on)
    with action("settlement.deposit.hand_over", by=by, basis=document.strip()) as entry:
        _alone(season)
        held = queries.held(season, unit, party)
        checks.ensure_amount(held)
        number = queries.next_line_number(season)
        out = _line(by, season, number, unit, party, LineKind.HAND_OVER, -held, document, happened_on, before)
        into = _line(by, season, number + 1, unit, party, LineKind.HAND_OVER, held, document, happened_on, after)
        Line.objects.bulk_create([out, into])
        entry.on(into)
        entry.say(unit=unit.code, party=party, amount=held)
    return out, into


def reverse_line(*, by: Account, line: Line, reason: str, document: str, happened_on: date) -> Line:
    """Take a line back by a counter-line. Refused: ``already-reversed``, ``no-document``."""
    _may(by, line.season, line.unit)
    checks.ensure_document(document, happened_on)
    with action("settlement.line.reverse", by=by, basis=document.strip()) as entry:
        _alone(line.season)
        checks.ensure_reversible(line)
        number = queries.next_line_number(line.season)
        kind = LineKind(line.kind)
        counter = _line(by, line.season, number, line.unit, line.party, kind, -line.amount, document, happened_on)
        counter.person, counter.account, counter.period = line.person, line.account, line.period
        counter.reason, counter.batch, counter.reverses = line.reason, line.batch, line
        counter.save()
        entry.on(counter)
        entry.say(line=line.number, amount=counter.amount, reason=reason)
    return counter


def _may(by: Account, season: Season, unit: Organisation | None = None) -> None:
    require_sight(by, unit or season.programme.host)
    require(policy.may_keep_money(by, season.programme.host))


def _alone(season: Season) -> None:
    """Numbers and balances are read and written by one at a time."""
    Season.objects.select_for_update().get(pk=season.pk)


def _move(
    by: Account,
    season: Season,
    unit: Organisation,
    party: str,
    kind: LineKind,
    amount: int,
    happened_on: date,
    document: str,
    person: str,
) -> Line:
    _may(by, season, unit)
    checks.ensure_amount(amount)
    checks.ensure_document(document, happened_on)
    with action(f"settlement.money.{kind.value}", by=by, basis=document.strip()) as entry:
        _alone(season)
        if kind is LineKind.REFUND:
            checks.ensure_held(amount, queries.held(season, unit, party))
            amount = -amount
        number = queries.next_line_number(season)
        line = _line(by, season, number, unit, party, kind, amount, document, happened_on, person)
        line.save()
        entry.on(line)
        entry.say(unit=unit.code, party=party, amount=amount, number=number)
    return line


def _line(
    by: Account,
    season: Season,
    number: int,
    unit: Organisation,
    party: str,
    kind: LineKind,
    amount: int,
    document: str,
    happened_on: date,
    person: str = "",
) -> Line:
    account = "cash" if kind in (LineKind.PAYMENT, LineKind.AWARD) else "deposit"
    return Line(
        season=season,
        number=number,
        unit=unit,
        party=party,
        person=person,
        kind=kind,
        account=account,
        amount=amount,
        happened_on=happened_on,
        document=document.strip(),
        posted_at=clock.now(),
        posted_by=by,
    )
