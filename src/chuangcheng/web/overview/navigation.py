"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    return bool(account.is_active)


ENTRY = Entry(_("今天"), "overview", "home", 0, _visible)
