"""The activities of a month, day by day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.views.decorators.http import require_GET

from chuangcheng.base import clock
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.queries import in_month
from chuangcheng.web.activities.kinds.records import ACTIVITY, STATES
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import State

#: Activities that a day of the sheet names; the rest stand in the list of that day.
MOST_OF_A_DAY: Final = 8


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's sheet with its activities and their states, and how many ``more`` its list (``url``) holds."""

    day: date
    inside: bool
    today: bool
    activities: list[tuple[Activity, State]]
    more: int
    url: str


@login_required
@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """The month that ``?month=2022-05`` asks for, else the present one."""
    by, programme = account_of(request), programme_seen(request)
    first = _month(request.GET.get("month", "")) or clock.today().replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = in_month(by, programme, first, last)
    context = {
        "weeks": _weeks(first, last, found, f"{reverse('activity_list')}?programme={programme.pk}&standing=standing"),
        "weekdays": list(WEEKDAYS_ABBR.values()),
        "month": first,
        "count": len(found),
        "before": f"?programme={programme.pk}&month={first - timedelta(days=1):%Y-%m}",
        "after": f"?programme={programme.pk}&month={last + timedelta(days=1):%Y-%m}",
        "season": programme.title,
        "back": f"{reverse('activity_list')}?programme={programme.pk}",
        "new_url": f"{reverse('activity_new')}?programme={programme.pk}",
        "may_record": ACTIVITY.begins(by, programme),
    }
    return render(request, "activities/month.html", context)


def _weeks(first: date, last: date, found: list[Activity], listed: str) -> list[list[Day]]:
    """Weeks from Monday to Sunday that cover the month."""
    by_day: dict[date, list[tuple[Activity, State]]] = {}
    for activity in found:
        by_day.setdefault(activity.happened_on, []).append((activity, STATES[activity.state]))
    days = []
    for day in calendar.Calendar().itermonthdates(first.year, first.month):
        held, url = by_day.get(day, []), f"{listed}&from={day}&until={day}"
        more = max(0, len(held) - MOST_OF_A_DAY)
        days.append(Day(day, first <= day <= last, day == clock.today(), held[:MOST_OF_A_DAY], more, url))
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def _month(asked: str) -> date | None:
    year, _dash, number = asked.partition("-")
    if not (year.isascii() and year.isdecimal() and number.isascii() and number.isdecimal()):
        return None
    return date(int(year), int(number), 1) if 2000 <= int(year) <= 2100 and 1 <= int(number) <= 12 else None
