"""An agenda as an iCalendar file (RFC 5545) that any calendar program reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from chuangcheng.base import clock
from chuangcheng.stages.plans.models import Cadence, Matter, Phase
from chuangcheng.stages.plans.queries.agenda import Item
from chuangcheng.stages.plans.states import SlotState


def calendar_file(name: str, items: Iterable[Item], address_of: Callable[[Item], str]) -> bytes:
    """The file. Equal agendas give equal bytes within a day, so that a program need not fetch what it has."""
    calendar = Calendar()
    calendar.add("prodid", "-//chuangcheng//plans//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(clock.ZONE))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    stamp = datetime.combine(clock.today(), time(0), UTC)
    for item in items:
        calendar.add_component(_event(item, stamp, address_of(item)))
    return bytes(calendar.to_ical())


def _event(item: Item, stamp: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", f"{item.key}@chuangcheng")
    event.add("dtstamp", stamp)
    event.add("dtstart", _day(item.first))
    event.add("dtend", _day(item.last + timedelta(days=1)))  # RFC 5545: the end is not part of it
    event.add("summary", _summary(item))
    event.add("description", _description(item))
    event.add("categories", [_kind(item)])
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _day(day: date) -> date:
    return date(day.year, day.month, day.day)


def _kind(item: Item) -> str:
    if isinstance(item.record, Phase):
        return _("阶段")
    if isinstance(item.record, Cadence):
        return _("周期任务")
    return _("督办") if isinstance(item.record, Matter) else _("任务")


def _summary(item: Item) -> str:
    if not item.states:
        return item.title
    total, late = sum(item.states.values()), item.late
    done = item.states[SlotState.DONE] + item.states[SlotState.DONE_LATE]
    if total == 1:
        sign = "✓ " if done else "‼ " if late else "⏸ " if item.states[SlotState.WAIVED] else ""
        return f"{sign}{item.title}"
    return f"{item.title} {done}/{total}"


def _description(item: Item) -> str:
    lines = [item.programme.title]
    if item.unit is not None:
        lines.append(item.unit.name)
    lines += [f"{label} {item.states[state]}" for state, label in SlotState.choices if item.states[state]]
    return "\n".join(str(line) for line in lines)
