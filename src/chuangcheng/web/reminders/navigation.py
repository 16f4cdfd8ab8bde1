"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.reminders.actions import KEEPERS
from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    return bool(account.is_active)


#: Whoever may let something out of the house.
ENTRY = Entry(_("提醒"), "channel_list", "send", 125, _visible, frozenset(KEEPERS))
