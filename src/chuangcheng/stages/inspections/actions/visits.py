"""Writes of check results and visits. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, Unpack

from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.inspections import checks, policy
from chuangcheng.stages.inspections.models import Check
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk


class CheckValues(TypedDict, total=False):
    """Fields of a check that people fill in."""

    item: str
    result: str
    place: str
    note: str


def record_check(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[CheckValues],
) -> Check:
    """Record the result of one checklist item at one place."""
    check = Check(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        check,
        verb="inspections.check.record",
        by=by,
        may=policy.may_record_inspection,
        check=checks.check_check,
        late=late,
    )


def change_check(
    *,
    by: Account,
    check: Check,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[CheckValues],
) -> Check:
    """Change a check; what is not given stays."""
    return records.change(
        check,
        verb="inspections.check.change",
        by=by,
        may=policy.may_record_inspection,
        check=checks.check_check,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_check(*, by: Account, check: Check, revision: int | None, reason: str) -> Check:
    """Leave a check out of the facts, with the reason."""
    return records.withdraw(
        check,
        verb="inspections.check.withdraw",
        by=by,
        may=policy.may_record_inspection,
        revision=revision,
        reason=reason,
    )


def record_visit(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    results: Mapping[str, str],
    place: str = "",
    note: str = "",
    late: bool = False,
) -> list[Check]:
    """Record all results of a visit to one place at once: item → result. One line of the journal."""
    require_sight(by, unit)
    require(policy.may_record_inspection(by, unit))
    desk = Desk(programme, many=True)
    found = []
    with action("inspections.visit.record", by=by, on=unit) as entry:
        for item, result in results.items():
            check = Check(
                programme=programme,
                unit=unit,
                happened_on=happened_on,
                item=item,
                result=result,
                place=place,
                note=note,
            )
            records.prepare(check, desk=desk, by=by, check=checks.check_check, late=late)
            check.save(force_insert=True)
            found.append(check)
        entry.say(programme=programme, happened_on=happened_on, place=place, results=dict(results))
    return found
