"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    """Everyone signed in sees what concerns the units in their own scope."""
    return bool(account.is_active)


ENTRY = Entry(_("检查"), "base_score_list", "clipboard-check", 50, _visible)
