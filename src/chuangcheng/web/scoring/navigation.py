"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    """Everyone sees the seasons that their organisations take part in."""
    return bool(account.is_active)


ENTRY = Entry(_("考核得分"), "season_list", "chart-bar", 70, _visible)
