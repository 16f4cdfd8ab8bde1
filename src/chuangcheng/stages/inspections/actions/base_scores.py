"""Writes of base scores. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.inspections import checks, policy
from chuangcheng.stages.inspections.models import BaseItem, BaseScore
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import Desk


def record_base_score(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    score: Decimal | None = None,
    items: Mapping[str, Decimal] | None = None,
    source: str = "",
    note: str = "",
    code: str = "",
    late: bool = False,
) -> BaseScore:
    """Record a base score, as a total or by items (name → points), whose sum is then the total."""
    total = score if score is not None and items is None else checks.check_items(items or {})
    record = BaseScore(
        programme=programme, unit=unit, happened_on=happened_on, score=total, source=source, note=note, code=code
    )
    return records.add(
        record,
        verb="inspections.base_score.record",
        by=by,
        may=policy.may_record_inspection,
        check=checks.check_base_score,
        late=late,
        along=_writer(items),
    )


def record_base_matrix(
    *,
    by: Account,
    programme: Programme,
    happened_on: date,
    scores: Mapping[Organisation, Decimal | Mapping[str, Decimal]],
    source: str = "",
    late: bool = False,
) -> list[BaseScore]:
    """Record the base scores of many units on one day: unit → total, or item → points. All or none; one line of the
    journal. Raises NotSeen, NotAllowed, Refused (``no-scores`` when there is none)."""
    if not scores:
        raise Refused("no-scores", _("一个得分也没有填。请至少填写一个单位。"))
    for unit in scores:
        require_sight(by, unit)
        require(policy.may_record_inspection(by, unit))
    desk = Desk(programme, many=True)
    found = []
    with action("inspections.base_matrix.record", by=by, on=programme) as entry:
        for unit, given in scores.items():
            items = given if isinstance(given, Mapping) else {}
            total = given if isinstance(given, Decimal) else checks.check_items(items)
            record = BaseScore(programme=programme, unit=unit, happened_on=happened_on, score=total, source=source)
            records.prepare(record, desk=desk, by=by, check=checks.check_base_score, late=late)
            record.save(force_insert=True)
            write_items(record, items)
            found.append(record)
        entry.say(happened_on=happened_on, source=source, scores={one.code: one.score for one in found})
    return found


def change_base_score(
    *,
    by: Account,
    base_score: BaseScore,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    score: Decimal | None = None,
    items: Mapping[str, Decimal] | None = None,
    source: str | None = None,
    note: str | None = None,
    late: bool = False,
) -> BaseScore:
    """Change a base score; what is None stays. A total without items takes earlier items away."""
    given: dict[str, object] = {"source": source, "note": note}
    given["score"] = checks.check_items(items) if items is not None else score
    return records.change(
        base_score,
        verb="inspections.base_score.change",
        by=by,
        may=policy.may_record_inspection,
        check=checks.check_base_score,
        revision=revision,
        values={name: value for name, value in given.items() if value is not None},
        unit=unit,
        happened_on=happened_on,
        late=late,
        along=_writer(items if items is not None or score is None else {}),
    )


def withdraw_base_score(*, by: Account, base_score: BaseScore, revision: int | None, reason: str) -> BaseScore:
    """Leave a base score out of the facts, with the reason."""
    return records.withdraw(
        base_score,
        verb="inspections.base_score.withdraw",
        by=by,
        may=policy.may_record_inspection,
        revision=revision,
        reason=reason,
    )


def write_items(score: BaseScore, items: Mapping[str, Decimal]) -> None:
    """Replace the items of a base score, inside an open action."""
    score.items.all().delete()
    BaseItem.objects.bulk_create(BaseItem(base_score=score, item=item, points=points) for item, points in items.items())


def _writer(items: Mapping[str, Decimal] | None) -> Callable[[BaseScore], Mapping[str, object]] | None:
    """What writes the items along with their score; None leaves them as they are."""
    if items is None:
        return None

    def write(score: BaseScore) -> Mapping[str, object]:
        write_items(score, items)
        return {"items": dict(items)}

    return write
