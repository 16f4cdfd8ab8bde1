"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    return bool(account.is_active)


ENTRY = Entry(_("意见建议"), "suggestion_list", "message-2", 130, _visible)
