"""Channels in sight, and those whose turn has come."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, models, transaction

from chuangcheng.people.models import Account
from chuangcheng.people.queries import calendar_of, scoped
from chuangcheng.reminders.models import Channel, Round


def channels_seen(by: Account) -> models.QuerySet[Channel]:
    """The channels of units in sight, given up ones left out."""
    rows = Channel.objects.filter(ended_at=None).select_related("unit", "keeper", "programme")
    return scoped(rows, by)


def whose_turn(moment: datetime) -> list[Channel]:
    """The channels that are on, whose hour has come, and that nobody looked at today; each is taken by one caller."""
    day, now = moment.date(), moment.time()
    waiting = Channel.objects.filter(is_on=True, ended_at=None, at__lte=now, keeper__is_active=True)
    waiting = waiting.exclude(rounds__day=day).select_related("unit")
    found = []
    for channel in waiting:
        if channel.is_quiet(now) or (channel.working_days and not calendar_of(channel.unit).is_working_day(day)):
            continue
        try:
            with transaction.atomic():
                Round.objects.create(channel=channel, day=day)
        except IntegrityError:  # another worker was quicker
            continue
        found.append(channel)
    return found
