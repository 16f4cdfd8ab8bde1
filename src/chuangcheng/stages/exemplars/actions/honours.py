"""Writes of honours. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.exemplars import checks, policy
from chuangcheng.stages.exemplars.models import Exemplar, Honour
from chuangcheng.stages.plans.actions import records


class HonourValues(TypedDict, total=False):
    """Fields of an honour that people fill in."""

    title: str
    level: str
    stage: str
    note: str


def record_honour(
    *,
    by: Account,
    exemplar: Exemplar,
    happened_on: date,
    unit: Organisation | None = None,
    code: str = "",
    late: bool = False,
    **values: Unpack[HonourValues],
) -> Honour:
    """Record an honour of an exemplar; it counts for the exemplar's unit unless another is given."""
    honour = Honour(
        programme=exemplar.programme,
        unit=unit or exemplar.unit,
        exemplar=exemplar,
        happened_on=happened_on,
        code=code,
        **values,
    )
    return records.add(
        honour,
        verb="exemplars.honour.record",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_honour,
        late=late,
    )


def change_honour(
    *,
    by: Account,
    honour: Honour,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[HonourValues],
) -> Honour:
    """Change an honour; what is not given stays."""
    return records.change(
        honour,
        verb="exemplars.honour.change",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_honour,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def review_honour(
    *, by: Account, honour: Honour, revision: int | None, compliant: bool, forceful: bool, reason: str
) -> Honour:
    """Answer the gate of F7: was it handed in by the rules, was it recommended with force, and why."""
    return records.change(
        honour,
        verb="exemplars.honour.review",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_honour,
        revision=revision,
        values={"compliant": compliant, "forceful": forceful, "review_reason": reason, "reviewed_by": by},
    )


def withdraw_honour(*, by: Account, honour: Honour, revision: int | None, reason: str) -> Honour:
    """Leave an honour out of the facts, with the reason."""
    return records.withdraw(
        honour,
        verb="exemplars.honour.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
    )
