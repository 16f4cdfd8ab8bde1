"""What is valid in a target and in a reading of it, and how far a target is reached."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.checks.records import check_fields
from chuangcheng.stages.plans.models import Target, TargetReading


def check_target(target: Target) -> None:
    """A target is above zero, within the programme's days, and hangs under one of the same programme and measure word."""
    if target.planned <= 0:
        raise Refused("wrong-quantity", _("计划数要大于 0。"), field="planned")
    if target.parent is not None:
        if target.parent.programme_id != target.programme_id:
            raise Refused("other-programme", _("上级目标不在这个创建活动里。"), field="parent")
        if target.parent.measure_word != target.measure_word:
            told = _("上级目标的计量单位是“%(word)s”，这里要写成一样的。")
            raise Refused("other-measure", told % {"word": target.parent.measure_word}, field="measure_word")
    check_fields(target)


def check_reading(reading: TargetReading) -> None:
    """Nothing is reached on a day that has not come, and never less than nothing."""
    if reading.reached < 0:
        raise Refused("wrong-quantity", _("完成数不能小于 0。"), field="reached")
    check_day(reading.on)
    check_fields(reading)


def check_day(day: date) -> None:
    """Refuse a day after today (code ``in-the-future``)."""
    if day > clock.today():
        raise Refused("in-the-future", _("%(day)s 还没有到。请填写已经发生的日期。") % {"day": day}, field="on")


def completion(planned: Decimal, reached: Decimal | None) -> Decimal | None:
    """Per cent of the plan that was reached, one decimal, half up (F27: 1,263.6 of 1,200 is 105.3); None where nobody
    has said what was reached, or the plan is zero."""
    if reached is None or not planned:
        return None
    return (reached * 100 / planned).quantize(Decimal("0.1"), ROUND_HALF_UP)


def is_ahead(planned: Decimal, reached: Decimal | None) -> bool:
    """More than planned was reached, and the completion shows it: above 100.0 (F27), not at it."""
    rate = completion(planned, reached)
    return rate is not None and rate > 100
