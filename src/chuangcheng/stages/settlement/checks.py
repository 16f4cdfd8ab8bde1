"""What is valid in settlement."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed, Refused
from chuangcheng.engine.numbers import YUAN, plain
from chuangcheng.people.models import Account
from chuangcheng.stages.scoring.models import Run
from chuangcheng.stages.scoring.states import RunState
from chuangcheng.stages.settlement.models import Batch, Line
from chuangcheng.stages.settlement.states import BATCH_MOVES, BatchState


def ensure_settles(run: Run) -> None:
    """Only a published run is settled."""
    if run.state != RunState.PUBLISHED:
        raise Refused("run-not-published", _("只有已公布的结果才能兑现。请先公布这次计分。"))


def ensure_move(batch: Batch, state: BatchState) -> None:
    """Refuse a move that the table of states does not have."""
    if state not in BATCH_MOVES[BatchState(batch.state)]:
        raise Refused("batch-ended", _("这个批次已经确认或作废。需要更正时请冲销对应明细。"))


def ensure_other_person(by: Account, batch: Batch) -> None:
    """Two people stand behind money: who proposed does not confirm."""
    if by.pk == batch.proposed_by_id:
        raise NotAllowed(_("提出批次的人不能确认它。请由另一位同志核对后确认。"))


def ensure_document(document: str, day: date) -> None:
    """A document, and a day that is not to come."""
    if not document.strip():
        raise Refused("no-document", _("请填写凭证或确认文件的名称、文号。"), field="document")
    if day > clock.today():
        raise Refused("date-ahead", _("日期还没有到。请填写实际发生的日期。"), field="happened_on")


def ensure_amount(amount: int) -> None:
    """Amounts are typed as positive numbers; the kind gives the sign."""
    if amount <= 0:
        raise Refused("amount-not-positive", _("金额要大于 0。"), field="amount")


def ensure_held(amount: int, held: int) -> None:
    """Nobody is given back more than is held."""
    if amount > held:
        raise Refused(
            "more-than-held",
            _("保证金余额只有 %(held)s 元，不能退还或交接更多。请核对金额。") % {"held": plain(held, YUAN)},
            field="amount",
        )


def ensure_reversible(line: Line) -> None:
    """A line is reversed once, and a counter-line is not reversed."""
    if line.reverses_id or Line.objects.filter(reverses=line).exists():
        raise Refused("already-reversed", _("这条明细已经冲销，或者它本身就是冲销。"))
