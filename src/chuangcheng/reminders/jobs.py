"""Digests go out from workers."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.base.jobs import Progress, background
from chuangcheng.reminders import actions, queries
from chuangcheng.reminders.models import Channel


@background(title=_("发送提醒"))
def send(progress: Progress, *, channel: int, day: str) -> dict[str, int]:
    """Send one channel's digest of a day."""
    found = Channel.objects.select_related("unit", "keeper", "programme").get(pk=channel)
    made = actions.send_digest(channel=found, day=date.fromisoformat(day))
    return {"late": made.late, "due": made.due} if made else {}


def look() -> int:
    """Queue the digests whose hour has come; what workers do between jobs. Gives how many."""
    if not settings.REMINDERS:
        return 0
    moment = clock.now().astimezone(clock.ZONE)
    turns = queries.whose_turn(moment)
    for channel in turns:
        send.enqueue(channel=channel.pk, day=moment.date().isoformat())
    return len(turns)
