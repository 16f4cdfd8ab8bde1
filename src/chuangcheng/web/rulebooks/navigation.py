"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    """Everyone reads the rulebooks of the organisations in sight."""
    return bool(account.is_active)


ENTRY = Entry(pgettext_lazy("room", "测评体系"), "rulebook_list", "book", 100, _visible)
