"""One digest: what is late, and what is due soon, by programme; titles and counts, no names of persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chuangcheng.base import clock
from chuangcheng.people.models import Organisation
from chuangcheng.people.queries import beneath, scoped
from chuangcheng.reminders.models import Channel
from chuangcheng.reminders.robots import Message
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans.models import Cadence, Phase
from chuangcheng.stages.plans.queries.agenda import Item, agenda
from chuangcheng.stages.plans.states import SlotState

#: Days back in which something late is still told, days ahead in which a task or matter counts as due soon, and lines.
BACK: Final = 92
SOON: Final = 3
LINES: Final = 15


@dataclass(frozen=True, slots=True)
class Digest:
    """How many things are late and due, and the message that tells them."""

    late: int
    due: int
    message: Message

    @property
    def is_empty(self) -> bool:
        """Nothing to tell: nothing is sent."""
        return not (self.late or self.due)


def digest_of(channel: Channel) -> Digest:
    """What the channel's keeper may see today of its unit and what is beneath it."""
    from_day, today = clock.today() - timedelta(days=BACK), clock.today()
    with translation.override(channel.keeper.language or "zh-hans"):
        items = agenda(
            channel.keeper,
            first=from_day,
            last=today + timedelta(days=max(SOON, 60)),
            counts_of=cadence_counts,
            programme=channel.programme,
            among=_beneath(channel),
        )
        late = _together(item for item in items if item.late)
        due = _together(item for item in items if not item.late and _is_soon(item))
        return Digest(len(late), len(due), _told(channel, late, due))


def _together(items: Iterable[Item]) -> list[list[Item]]:
    """The turns of one cadence are one thing, told in one line; in the order of what is due first."""
    found: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        found.setdefault((item.record._meta.label, item.record.pk), []).append(item)
    return list(found.values())


def _beneath(channel: Channel) -> list[Organisation]:
    """The units that the digest is about, as far as the keeper sees them."""
    return list(scoped(beneath(channel.unit), channel.keeper, path=""))


def _is_soon(item: Item) -> bool:
    if isinstance(item.record, Phase) or not item.states[SlotState.DUE]:
        return False
    ahead = item.record.remind_days if isinstance(item.record, Cadence) else SOON
    return item.last <= clock.today() + timedelta(days=ahead)


def _told(channel: Channel, late: list[list[Item]], due: list[list[Item]]) -> Message:
    title = _("创城提醒：逾期%(late)s项，到期%(due)s项") % {"late": len(late), "due": len(due)}
    lines = [f"**{title}**", channel.unit.name]
    for heading, items in ((_("逾期"), late), (_("即将到期"), due)):
        if items:
            lines += ["", f"**{heading}**"]
            lines += [f"- {_line(item)}" for item in items[:LINES]]
            if len(items) > LINES:
                more = len(items) - LINES
                lines.append("- " + ngettext("还有%(more)s项", "还有%(more)s项", more) % {"more": more})
    if settings.ADDRESS:
        lines += ["", settings.ADDRESS]
    return Message(title, "\n".join(str(line) for line in lines))


def _line(items: list[Item]) -> str:
    item = items[0]
    told = [item.last.isoformat()]
    if len(items) > 1:
        told = [_("%(turns)s期，最早%(day)s") % {"turns": len(items), "day": item.last.isoformat()}]
    elif item.unit is None and item.states:
        open_ = item.states[SlotState.LATE] or item.states[SlotState.DUE]
        told.append(ngettext("%(count)s个单位未办", "%(count)s个单位未办", open_) % {"count": open_})
    title = item.title if len(items) == 1 else str(item.record)
    return f"{title}（{'，'.join(told)}）"
