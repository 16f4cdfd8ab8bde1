"""Days that an office works otherwise than the country, and who may say so."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people.actions import except_day, restore_day
from chuangcheng.people.models import Account, DayException, Organisation
from chuangcheng.people.queries import calendar_of, exceptions_of
from tests.people import People

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY = date(2026, 4, 24), date(2026, 4, 25)


def _free(by: Account, organisation: Organisation, day: date = FRIDAY, *, working: bool = False) -> None:
    except_day(by=by, organisation=organisation, day=day, working=working, name="防汛", basis="县政办〔2026〕3号")


def test_an_exception_holds_for_all_beneath(people: People) -> None:
    _free(people.office, people.county)
    _free(people.office, people.town, SATURDAY, working=True)
    calendar = calendar_of(people.village)
    assert not calendar.is_working_day(FRIDAY)
    assert calendar.working_days_later(date(2026, 4, 23), 1) == SATURDAY
    assert calendar_of(people.county).working_days_later(date(2026, 4, 23), 1) == date(2026, 4, 27)
    assert calendar_of(people.other_village).is_working_day(FRIDAY)


def test_the_nearer_one_counts(people: People) -> None:
    _free(people.office, people.county)
    _free(people.office, people.town, working=True)
    assert calendar_of(people.village).is_working_day(FRIDAY)
    assert not calendar_of(people.county).is_working_day(FRIDAY)


def test_refusals_and_permissions(people: People) -> None:
    _free(people.office, people.county)
    for by, day, code in (
        (people.administrator, FRIDAY, "day-taken"),
        (people.office, date(2026, 5, 1), "no-difference"),
    ):
        with pytest.raises(Refused) as refused:
            _free(by, people.county, day)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        _free(people.colleague, people.village)
    with pytest.raises(NotAllowed):
        _free(people.leader, people.county)
    with pytest.raises(NotSeen):
        _free(people.stranger, people.county)


def test_restoring_leaves_a_line(people: People) -> None:
    _free(people.office, people.county)
    made = JournalLine.objects.get(verb="people.day.except")
    assert made.basis == "县政办〔2026〕3号"
    restore_day(by=people.office, exception=_only(people.county))
    gone = JournalLine.objects.get(verb="people.day.restore")
    assert (gone.subject_id, gone.details["day"]) == (made.subject_id, "2026-04-24")
    assert calendar_of(people.county).is_working_day(FRIDAY)


def _only(organisation: Organisation) -> DayException:
    return exceptions_of(organisation).get()
