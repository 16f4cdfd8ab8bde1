"""Writes of measures, their readings, and words about facilities. All raise NotSeen, NotAllowed, Refused, Conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation, Person, Place
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.activities import checks, policy
from chuangcheng.stages.activities.models import Facility, Measure, Measurement
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.checks import check_fields
from chuangcheng.stages.plans.models import Programme


class MeasureValues(TypedDict, total=False):
    """What a measure asks."""

    name: str
    measure_word: str
    period: str
    least: Decimal | None
    most: Decimal | None
    pass_mark: Decimal | None
    awards: Sequence[int]
    ended_on: date | None


class ReadingValues(TypedDict, total=False):
    """Fields of a reading."""

    measure: Measure
    person: Person | None
    number: Decimal
    out_of: Decimal | None
    excused: int | None
    text: str
    note: str


class FacilityValues(TypedDict, total=False):
    """Fields of a word about a facility."""

    kind: str
    spot: Place | None
    state: str
    quantity: int
    note: str


def add_measure(
    *, by: Account, programme: Programme, kind: str, persons: Iterable[Person] = (), **values: Unpack[MeasureValues]
) -> Measure:
    """Begin to measure something. Refused: ``measure-taken`` and what ``checks.check_measure`` refuses."""
    _require(by, programme)
    measure = Measure(programme=programme, kind=kind, **values)
    measure.awards = list(measure.awards)
    with action("activities.measure.add", by=by, on=measure) as entry:
        _check(measure)
        measure.save()
        entry.say(after=records.told(measure), persons=_set_persons(by, measure, persons))
    return measure


def change_measure(
    *,
    by: Account,
    measure: Measure,
    revision: int | None,
    persons: Iterable[Person] | None = None,
    **values: Unpack[MeasureValues],
) -> Measure:
    """Change what a measure asks, or end it; its kind stays."""
    _require(by, measure.programme)
    with action("activities.measure.change", by=by, on=measure) as entry:
        current = Measure.objects.select_for_update().get(pk=measure.pk)
        ensure_revision(current, revision)
        before = records.told(current)
        for name, value in values.items():
            setattr(current, name, list(values["awards"]) if name == "awards" else value)
        _check(current)
        current.save()
        entry.say(before=before, after=records.told(current))
        if persons is not None:
            entry.say(persons=_set_persons(by, current, persons))
    return current


def record_measurement(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[ReadingValues],
) -> Measurement:
    """Record a reading."""
    reading = Measurement(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        reading,
        verb="activities.measurement.record",
        by=by,
        may=policy.may_record,
        check=checks.check_measurement,
        late=late,
    )


def change_measurement(
    *,
    by: Account,
    measurement: Measurement,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[ReadingValues],
) -> Measurement:
    """Correct a reading; what is not given stays."""
    return records.change(
        measurement,
        verb="activities.measurement.change",
        by=by,
        may=policy.may_record,
        check=checks.check_measurement,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_measurement(*, by: Account, measurement: Measurement, revision: int | None, reason: str) -> Measurement:
    """Leave a reading out, with the reason."""
    return records.withdraw(
        measurement,
        verb="activities.measurement.withdraw",
        by=by,
        may=policy.may_record,
        revision=revision,
        reason=reason,
    )


def record_facility(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[FacilityValues],
) -> Facility:
    """Say how far a facility is, or that there is none. The latest word counts; older ones stay as history."""
    word = Facility(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        word,
        verb="activities.facility.record",
        by=by,
        may=policy.may_record,
        check=checks.check_facility,
        late=late,
    )


def change_facility(
    *,
    by: Account,
    facility: Facility,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[FacilityValues],
) -> Facility:
    """Correct a word about a facility."""
    return records.change(
        facility,
        verb="activities.facility.change",
        by=by,
        may=policy.may_record,
        check=checks.check_facility,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_facility(*, by: Account, facility: Facility, revision: int | None, reason: str) -> Facility:
    """Leave a word about a facility out, with the reason."""
    return records.withdraw(
        facility, verb="activities.facility.withdraw", by=by, may=policy.may_record, revision=revision, reason=reason
    )


def _require(by: Account, programme: Programme) -> None:
    require_sight(by, programme.host)
    require(policy.may_keep_records(by, programme.host))


def _check(measure: Measure) -> None:
    check_fields(measure)
    checks.check_measure(measure)
    same = Measure.objects.filter(programme=measure.programme_id, name=measure.name).exclude(pk=measure.pk)
    if same.exists():
        raise Refused("measure-taken", _("已有指标“%(name)s”。") % {"name": measure.name}, field="name")


def _set_persons(by: Account, measure: Measure, persons: Iterable[Person]) -> list[Any]:
    """Write whom it asks; the journal keeps their keys."""
    chosen = list(persons)
    for person in chosen:
        require_sight(by, person.organisation)
    measure.persons.set(chosen)
    return sorted(person.pk for person in chosen)
