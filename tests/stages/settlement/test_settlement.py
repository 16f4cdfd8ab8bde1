"""Batches, final lines, balances (F15–F19, F50): what is proposed, confirmed, moved, reversed and corrected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.stages.inspections.actions import change_base_score
from chuangcheng.stages.inspections.models import BaseScore
from chuangcheng.stages.scoring import actions as scoring
from chuangcheng.stages.settlement import actions, queries
from chuangcheng.stages.settlement.models import Batch, Line
from chuangcheng.stages.settlement.states import LineKind
from tests.stages.seasons import JULY, Q2, World

AUGUST = date(2022, 8, 1)
YUAN = 100


def confirmed(world: World) -> Batch:
    publication = world.publish()
    with frozen(JULY):
        batch = actions.propose_batch(by=world.people.office, run=publication.run)
        actions.confirm_batch(by=world.second, batch=batch, document="兑现通知", document_date=JULY)
    return batch


def with_fines(world: World) -> None:
    scoring.switch_fines(
        by=world.people.office, season=world.season, revision=None, document="考核办法", clause="第九条"
    )
    world.season.refresh_from_db()


def test_fines_are_left_out_until_the_office_switches_them_on(world: World) -> None:
    batch = confirmed(world)
    kinds = {kind: Line.objects.filter(batch=batch, kind=kind).count() for kind in LineKind}
    assert (kinds[LineKind.DEPOSIT], kinds[LineKind.AWARD], kinds[LineKind.FINE]) == (6, 1, 0)
    assert batch.fines_left_out == 1


def test_fines_with_a_basis_are_drawn_from_the_deposit(world: World) -> None:
    with_fines(world)
    batch = confirmed(world)
    fine = Line.objects.get(batch=batch, kind=LineKind.FINE)
    assert (fine.unit.code, fine.account, fine.amount) == ("jia-4", "deposit", -1000 * YUAN)


def test_the_proposer_does_not_confirm_and_readers_do_not_propose(world: World) -> None:
    publication = world.publish()
    with frozen(JULY):
        with pytest.raises(NotAllowed):
            actions.propose_batch(by=world.people.auditor, run=publication.run)
        with pytest.raises(NotSeen):
            actions.propose_batch(by=world.people.stranger, run=publication.run)
        batch = actions.propose_batch(by=world.people.office, run=publication.run)
        with pytest.raises(NotAllowed):
            actions.confirm_batch(by=world.people.office, batch=batch, document="通知", document_date=JULY)
        with pytest.raises(Refused) as error:
            actions.confirm_batch(by=world.second, batch=batch, document=" ", document_date=JULY)
    assert error.value.code == "no-document"
    assert not Line.objects.exists()


def test_deposits_received_are_held_drawn_or_refunded(world: World) -> None:
    with_fines(world)
    confirmed(world)
    last = world.villages[3]
    move = {"by": world.people.office, "season": world.season, "unit": last, "party": "village", "document": "收据1号"}
    with frozen(AUGUST):
        actions.record_receipt(amount=4000 * YUAN, happened_on=AUGUST, **move)
        with pytest.raises(Refused) as error:
            actions.refund_deposit(amount=3001 * YUAN, happened_on=AUGUST, **move)
        assert error.value.code == "more-than-held"
        actions.refund_deposit(amount=500 * YUAN, happened_on=AUGUST, **move)
    balance = next(one for one in queries.balances(world.season) if one.unit == last)
    assert (balance.due, balance.received, balance.drawn, balance.refunded, balance.held) == tuple(
        amount * YUAN for amount in (4000, 4000, 1000, 500, 2500)
    )
    assert balance.received == balance.held + balance.drawn + balance.refunded


@pytest.mark.parametrize("amount", [0, -5])
def test_amounts_are_positive(world: World, amount: int) -> None:
    move = {"season": world.season, "unit": world.villages[0], "party": "village", "document": "收据"}
    for act in (actions.record_receipt, actions.record_payment, actions.refund_deposit):
        with frozen(AUGUST), pytest.raises(Refused) as error:
            act(by=world.people.office, amount=amount, happened_on=AUGUST, **move)
        assert error.value.code == "amount-not-positive"


def test_a_deposit_passes_to_the_next_person_and_nets_to_nothing(world: World) -> None:
    move = {"by": world.people.office, "season": world.season, "unit": world.villages[0], "party": "secretary"}
    with frozen(AUGUST):
        actions.record_receipt(amount=2000 * YUAN, happened_on=AUGUST, document="收据", person="甲", **move)
        out, into = actions.hand_over(before="甲", after="乙", happened_on=AUGUST, document="交接单", **move)
    assert (out.amount, into.amount) == (-2000 * YUAN, 2000 * YUAN)
    assert queries.held(world.season, world.villages[0], "secretary") == 2000 * YUAN


def test_a_line_is_reversed_once_by_a_counter_line(world: World) -> None:
    move = {"by": world.people.office, "season": world.season, "unit": world.villages[0], "party": "village"}
    with frozen(AUGUST):
        line = actions.record_receipt(amount=4000 * YUAN, happened_on=AUGUST, document="收据", **move)
        counter = actions.reverse_line(
            by=world.people.office, line=line, reason="记错", document="更正", happened_on=AUGUST
        )
        with pytest.raises(Refused) as error:
            actions.reverse_line(by=world.people.office, line=line, reason="记错", document="更正", happened_on=AUGUST)
    assert error.value.code == "already-reversed"
    assert (counter.amount, counter.reverses) == (-4000 * YUAN, line)
    assert queries.held(world.season, world.villages[0], "village") == 0


def test_a_correction_books_differences(world: World) -> None:
    batch = confirmed(world)
    with frozen(AUGUST):
        scoring.reopen_period(
            by=world.people.office, publication=batch.run.publication, reason="异议成立", basis="核定记录"
        )
        score = BaseScore.objects.get(unit=world.people.village)
        change_base_score(by=world.people.office, base_score=score, revision=None, score=Decimal("99"))
        run = scoring.run_season(by=world.people.office, season=world.season, period=Q2)
        scoring.publish_run(by=world.people.office, run=run, document="考核办法", clause="第五条")
        again = actions.propose_batch(by=world.people.office, run=run)
    found = sorted((one.unit.code, one.reason, one.amount) for one in again.proposed.select_related("unit"))
    assert found == [("jia-1", "award 1", 3000 * YUAN), ("jia-2", "award 1", -3000 * YUAN)]


def test_a_village_sees_its_own_lines(world: World) -> None:
    confirmed(world)
    assert {line.unit.code for line in queries.visible_lines(world.people.colleague, world.season)} == {"jia-1"}
    assert {line.unit.code for line in queries.visible_lines(world.people.auditor, world.season)} == {
        f"jia-{number}" for number in range(1, 7)
    }
    assert not queries.visible_lines(world.people.stranger, world.season).exists()
