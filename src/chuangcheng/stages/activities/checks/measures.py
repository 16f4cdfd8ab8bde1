"""What is valid in measures and their readings, and in words about facilities."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.activities.models import Facility, Measure, Measurement
from chuangcheng.stages.activities.states import FacilityState, MeasureKind

#: Kinds whose readings are a part of a whole.
PARTS = (MeasureKind.ERRORS, MeasureKind.TIMELY, MeasureKind.ATTENDANCE, MeasureKind.SHARE)
#: Kinds whose readings are of a person.
PERSONAL = (MeasureKind.STREAK, MeasureKind.QUOTA)
PERIODS = ("", "week", "month", "quarter", "half", "year")


def check_measure(measure: Measure) -> None:
    """A measure has a name, a known period, bounds in order; a streak names lengths that earn an award."""
    if not measure.name.strip():
        raise Refused("missing", _("请填写指标名称。"), field="name")
    if measure.period not in PERIODS:
        raise Refused("wrong-period", _("这个周期不认识。"), field="period")
    if measure.least is not None and measure.most is not None and measure.least > measure.most:
        raise Refused("bounds-reversed", _("至多小于至少。请检查两个数。"), field="most")
    if measure.kind == MeasureKind.QUOTA and measure.least is None and measure.most is None:
        raise Refused("no-bounds", _("个人定额要写至少或至多多少。"), field="least")
    whole = all(isinstance(length, int) and not isinstance(length, bool) and length > 0 for length in measure.awards)
    if not whole or (measure.kind == MeasureKind.STREAK and not measure.awards):
        raise Refused("wrong-awards", _("达标次数要写大于 0 的整数，例如 100、250。"), field="awards")


def check_measurement(reading: Measurement) -> None:
    """A reading has what its measure needs: a whole, a person; no more than the whole; errors of one shift alone."""
    kind, number, whole = reading.measure.kind, reading.number, reading.out_of
    if reading.measure.programme_id != reading.programme_id:
        raise Refused("other-programme", _("这个指标属于另一个创建活动。"), field="measure")
    if number < 0 or (whole is not None and whole < 0):
        raise Refused("negative", _("不能填负数。"), field="number")
    if kind in PARTS and not whole:
        raise Refused("no-whole", _("请填写总数，率要由两个数算出。"), field="out_of")
    if kind in PERSONAL and reading.person is None:
        raise Refused("no-person", _("请选择人员。"), field="person")
    if kind == MeasureKind.STREAK:
        if number and whole is not None and whole > 1:
            raise Refused("one-shift", _("有错的班要单独记一条，不能和无错的班合记。"), field="out_of")
        if any(figure is not None and figure != int(figure) for figure in (number, whole)):
            raise Refused("not-whole", _("班次和错情要填整数。"), field="number")
    elif whole is not None and number > whole:
        raise Refused("above-whole", _("数值大于总数。请检查两个数。"), field="number")
    if reading.excused and reading.excused > (whole or 0):
        raise Refused("too-many-excused", _("请假人数多于应到人数。请检查两个数字。"), field="excused")
    if reading.person is not None and reading.person.organisation_id != reading.unit_id:
        raise Refused("other-unit", _("这个人不在所选的单位。请检查单位和人员。"), field="person")


def check_facility(facility: Facility) -> None:
    """A facility has a kind; one that is missing counts none, any other at least one."""
    if not facility.kind.strip():
        raise Refused("missing", _("请填写设施名称。"), field="kind")
    if (facility.quantity == 0) != (facility.state == FacilityState.MISSING):
        raise Refused("wrong-quantity", _("没有的设施数量填 0，其余的至少填 1。"), field="quantity")
    if facility.spot is not None and facility.spot.organisation_id != facility.unit_id:
        raise Refused("other-unit", _("这个点位不属于所选的单位。"), field="spot")
