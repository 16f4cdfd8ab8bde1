"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    """Everyone sees the problems of their own units."""
    return bool(account.is_active)


ENTRY = Entry(_("问题整改"), "problem_list", "tool", 60, _visible)
