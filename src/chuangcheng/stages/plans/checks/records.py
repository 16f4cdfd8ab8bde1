"""What is valid in a programme and in every record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.models import ClosedPeriod, Programme

#: As the model declares it.
LONGEST_CODE = 64
#: Set by the system, never typed: not checked as input. Relations are chosen, and checked by the stages.
KEPT_BY_SYSTEM = ("created_at", "booked_on", "import_key", "code")


def check_days(first: date, last: date) -> None:
    """Refuse a last day before the first (code ``days-reversed``)."""
    if last < first:
        raise Refused("days-reversed", _("最后一天早于第一天。请检查两个日期。"), field="last")


def check_basis(basis: str, *, field: str = "basis") -> None:
    """Refuse an empty basis (code ``no-basis``)."""
    if not basis.strip():
        raise Refused("no-basis", _("请写明依据：文件名称和条款。"), field=field)


def check_reason(reason: str, *, field: str = "reason") -> None:
    """Refuse an empty reason (code ``no-reason``)."""
    if not reason.strip():
        raise Refused("no-reason", _("请写明原因。"), field=field)


def check_closing(programme: Programme, first: date, last: date) -> None:
    """A period to close lies in the programme, is over, and does not overlap one that is closed already."""
    check_days(first, last)
    if first < programme.first or last > programme.last:
        raise Refused("outside-programme", _("这个期间超出了创建活动的起止日期。"), field="first")
    if last > clock.today():
        raise Refused("not-over", _("这个期间还没有结束，不能关账。请在最后一天或之后再办。"), field="last")
    if any(period.first <= last and first <= period.last for period in closed_periods(programme)):
        raise Refused("already-closed", _("这些日期中已有关账的期间。请先重开它，再关账。"), field="first")


def closed_periods(programme: Programme) -> list[ClosedPeriod]:
    """The periods of a programme that are closed now."""
    return list(ClosedPeriod.objects.filter(programme=programme, reopened_at=None))


def closing_of(day: date, periods: Iterable[ClosedPeriod]) -> ClosedPeriod | None:
    """The closed period that holds the day, if any."""
    return next((period for period in periods if period.first <= day <= period.last), None)


def ensure_open(programme: Programme, day: date) -> None:
    """Refuse (code ``period-closed``) when the day lies in a closed period: its facts stand still."""
    ensure_open_among(closed_periods(programme), day)


def ensure_open_among(periods: Iterable[ClosedPeriod], day: date) -> None:
    """As ``ensure_open``, with the closed periods at hand."""
    period = closing_of(day, periods)
    if period is not None:
        raise Refused(
            "period-closed",
            _(
                "%(day)s 所在的期间（%(first)s 至 %(last)s）已经公布关账，其中的事实不能增加、修改或撤回。"
                "可以补录，按今天入账；或者由文明办写明原因和依据后重开该期间。"
            )
            % {"day": day, "first": period.first, "last": period.last},
            field="happened_on",
        )


def book(programme: Programme, happened_on: date, periods: Iterable[ClosedPeriod], *, late: bool) -> date:
    """The day on which a fact counts: the day it happened, or, for a late fact of a closed period, today.

    Refuses a day outside the programme or after today (``outside-programme``, ``in-the-future``), and one in a closed
    period unless ``late``.
    """
    check_happened(programme, happened_on)
    periods = list(periods)
    if not (late and closing_of(happened_on, periods)):
        ensure_open_among(periods, happened_on)
        return happened_on
    today = clock.today()
    if not programme.first <= today <= programme.last:
        raise Refused(
            "outside-programme",
            _("今天已不在创建活动的起止日期之内，不能补录入账。请由文明办重开所在的期间。"),
            field="happened_on",
        )
    ensure_open_among(periods, today)
    return today


def check_happened(programme: Programme, day: date, *, planned: bool = False) -> None:
    """Refuse a day outside the programme (``outside-programme``) or after today (``in-the-future``). What is only
    ``planned`` may lie in the future."""
    if not programme.first <= day <= programme.last:
        raise Refused(
            "outside-programme",
            _("%(day)s 不在创建活动的起止日期（%(first)s 至 %(last)s）之内。请检查日期，或选择那一年的创建活动。")
            % {"day": day, "first": programme.first, "last": programme.last},
            field="happened_on",
        )
    if not planned and day > clock.today():
        raise Refused(
            "in-the-future", _("%(day)s 还没有到。请填写已经发生的日期。") % {"day": day}, field="happened_on"
        )


def check_fields(record: models.Model) -> None:
    """Lengths, choices, empty values: as the model declares them (code ``wrong-value``)."""
    relations = [field.name for field in record._meta.concrete_fields if field.is_relation]
    try:
        record.clean_fields(exclude=(*KEPT_BY_SYSTEM, *relations))
    except ValidationError as error:
        field, faults = next(iter(error.message_dict.items()))
        label = record._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        raise Refused(
            "wrong-value", _("“%(field)s”：%(fault)s") % {"field": label, "fault": faults[0]}, field=field
        ) from error


def check_code(code: str) -> None:
    """Refuse a code that cannot stand in a list: too long, or with line breaks or spaces at its ends."""
    if len(code) > LONGEST_CODE or code != code.strip() or not code.isprintable():
        raise Refused("wrong-code", _("编号最多 64 个字，前后不能有空格，也不能换行。"), field="code")
