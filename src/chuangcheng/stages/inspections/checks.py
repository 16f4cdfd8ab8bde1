"""What is valid in what inspections write down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.inspections.models import BaseScore, Check, FigureKind, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.inspections.states import COLUMN_NAME, OWN_COLUMNS, TYPES, WRITTEN


def check_base_score(score: BaseScore) -> None:
    """Nothing beyond the fields: the rulebook bounds the points."""


def check_items(items: Mapping[str, Decimal]) -> Decimal:
    """The sum of a base score given by items; refuses none at all (code ``no-items``)."""
    if not items:
        raise Refused("no-items", _("一个项目也没有填。请至少填写一项得分。"), field="items")
    return sum(items.values(), Decimal(0))


def check_check(check: Check) -> None:
    """Nothing beyond the fields: items and grades are words of the rulebook."""


def check_veto_event(event: VetoEvent) -> None:
    """An exception for force majeure needs the document that says so."""
    if event.force_majeure and not event.document.strip():
        raise Refused("no-document", _("认定为不可抗力的，请写明认定文件。"), field="document")


def check_judgement(judgement: Judgement) -> None:
    """Whoever decided does not confirm (rulebook §5.4)."""
    if judgement.decided_by.strip() == judgement.confirmed_by.strip():
        raise Refused("same-person", _("评定人和复核人不能是同一个人。"), field="confirmed_by")


def check_declaration(kind: FigureKind) -> None:
    """Columns have plain names and types of the rulebook language."""
    for name, type_ in kind.columns.items():
        if not COLUMN_NAME.fullmatch(name) or name in OWN_COLUMNS or type_ not in TYPES:
            raise Refused(
                "wrong-column", _("列“%(name)s”的名称或类型不对。") % {"name": f"{name}: {type_}"}, field="columns"
            )


def check_figure(figure: OutsideFigure) -> None:
    """Every value stands in a declared column and is written as its type is written."""
    columns = figure.kind.columns
    for name in figure.values:
        if name not in columns:
            raise Refused("unknown-column", _("没有“%(name)s”这一列。") % {"name": name}, field=name)
    for name, type_ in columns.items():
        value = figure.values.setdefault(name, None)
        if value is not None and not is_written(value, type_):
            raise Refused(
                "wrong-type",
                _("“%(value)s”不能填在“%(name)s”列，这一列的类型是 %(type)s。")
                % {"value": value, "name": name, "type": type_},
                field=name,
            )


def is_written(value: object, type_: str) -> bool:
    """Whether a text is a value of the type, as the rulebook language writes it."""
    if not isinstance(value, str):
        return False
    if type_ == "text":
        return True
    if not WRITTEN[type_].fullmatch(value):
        return False
    return type_ != "date" or is_day(value)


def is_day(value: str) -> bool:
    """Whether a text of the form YYYY-MM-DD is a day of the calendar."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
