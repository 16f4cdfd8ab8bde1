"""Writes of outside figures and of their declarations. All raise NotSeen, NotAllowed, Refused; changes Conflict, too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.inspections import checks, policy
from chuangcheng.stages.inspections.models import FigureKind, OutsideFigure
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme


def declare_kind(
    *, by: Account, programme: Programme, kind: str, columns: Mapping[str, str], title: str = ""
) -> FigureKind:
    """Declare a kind of fact that a rulebook asks for: column → type of the rulebook language. Declared again, it gets
    the new title and columns; a column that figures hold can neither go nor change its type (``column-in-use``)."""
    require_sight(by, programme.host)
    require(policy.may_keep_programme(by, programme.host))
    with action("inspections.figure_kind.declare", by=by) as entry:
        found = FigureKind.objects.select_for_update().filter(programme=programme, kind=kind).first()
        declared = found or FigureKind(programme=programme, kind=kind)
        before = dict(declared.columns)
        declared.title, declared.columns = title, dict(columns)
        checks.check_declaration(declared)
        if found and any(columns.get(name) != type_ for name, type_ in before.items()) and found.figures.exists():
            raise Refused("column-in-use", _("已有数据的列不能删除，也不能改变类型。"), field="columns")
        declared.save()
        entry.on(declared)
        entry.say(before=before, after=dict(columns))
    return declared


def record_figure(
    *,
    by: Account,
    kind: FigureKind,
    unit: Organisation,
    happened_on: date,
    values: Mapping[str, str | None],
    code: str = "",
    note: str = "",
    late: bool = False,
) -> OutsideFigure:
    """Record a row of a declared kind; values are texts in the written form of the rulebook's types."""
    figure = OutsideFigure(
        programme=kind.programme,
        kind=kind,
        unit=unit,
        happened_on=happened_on,
        values=dict(values),
        code=code,
        note=note,
    )
    return records.add(
        figure,
        verb="inspections.figure.record",
        by=by,
        may=policy.may_record_inspection,
        check=checks.check_figure,
        late=late,
    )


def change_figure(
    *,
    by: Account,
    figure: OutsideFigure,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    values: Mapping[str, str | None] | None = None,
    late: bool = False,
) -> OutsideFigure:
    """Change an outside figure; what is None stays."""
    return records.change(
        figure,
        verb="inspections.figure.change",
        by=by,
        may=policy.may_record_inspection,
        check=checks.check_figure,
        revision=revision,
        values={} if values is None else {"values": dict(values)},
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_figure(*, by: Account, figure: OutsideFigure, revision: int | None, reason: str) -> OutsideFigure:
    """Leave an outside figure out of the facts, with the reason."""
    return records.withdraw(
        figure,
        verb="inspections.figure.withdraw",
        by=by,
        may=policy.may_record_inspection,
        revision=revision,
        reason=reason,
    )
