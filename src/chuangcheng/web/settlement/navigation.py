"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    """Everyone sees the money of their own units."""
    return bool(account.is_active)


ENTRY = Entry(_("奖惩兑现"), "settlement", "cash", 80, _visible)
