"""Writes of materials. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.exemplars import checks, policy
from chuangcheng.stages.exemplars.models import Exemplar, Material
from chuangcheng.stages.plans.actions import records


class MaterialValues(TypedDict, total=False):
    """Fields of a material that people fill in."""

    title: str
    note: str


def record_material(
    *,
    by: Account,
    exemplar: Exemplar,
    happened_on: date,
    unit: Organisation | None = None,
    code: str = "",
    late: bool = False,
    **values: Unpack[MaterialValues],
) -> Material:
    """Record a material of an exemplar; it counts for the exemplar's unit unless another is given."""
    material = Material(
        programme=exemplar.programme,
        unit=unit or exemplar.unit,
        exemplar=exemplar,
        happened_on=happened_on,
        code=code,
        **values,
    )
    return records.add(
        material,
        verb="exemplars.material.record",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_material,
        late=late,
    )


def change_material(
    *,
    by: Account,
    material: Material,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[MaterialValues],
) -> Material:
    """Change a material; what is not given stays."""
    return records.change(
        material,
        verb="exemplars.material.change",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_material,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def review_material(*, by: Account, material: Material, revision: int | None, compliant: bool, reason: str) -> Material:
    """Say whether a material was handed in by the rules (F6); a refusal says why."""
    return records.change(
        material,
        verb="exemplars.material.review",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_material,
        revision=revision,
        values={"compliant": compliant, "review_reason": reason, "reviewed_by": by},
    )


def withdraw_material(*, by: Account, material: Material, revision: int | None, reason: str) -> Material:
    """Leave a material out of the facts, with the reason."""
    return records.withdraw(
        material,
        verb="exemplars.material.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
    )
