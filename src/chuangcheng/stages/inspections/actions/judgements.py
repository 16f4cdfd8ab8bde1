"""Writes of judgements. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.inspections import checks, policy
from chuangcheng.stages.inspections.models import Judgement
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme


class JudgementValues(TypedDict, total=False):
    """Fields of a judgement that people fill in."""

    item: str
    points: Decimal
    reason: str
    document: str
    decided_by: str
    confirmed_by: str
    note: str


def record_judgement(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[JudgementValues],
) -> Judgement:
    """Record points that a person gave, with reason, document and who confirmed them (rulebook §5.4)."""
    judgement = Judgement(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        judgement,
        verb="inspections.judgement.record",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_judgement,
        late=late,
    )


def change_judgement(
    *,
    by: Account,
    judgement: Judgement,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[JudgementValues],
) -> Judgement:
    """Change a judgement; what is not given stays."""
    return records.change(
        judgement,
        verb="inspections.judgement.change",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_judgement,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_judgement(*, by: Account, judgement: Judgement, revision: int | None, reason: str) -> Judgement:
    """Leave a judgement out of the facts, with the reason."""
    return records.withdraw(
        judgement,
        verb="inspections.judgement.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
    )
