"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    """A unit prints its own score sheet; insiders make documents."""
    return bool(account.is_active)


ENTRY = Entry(_("文件与报告"), "report_list", "file-text", 90, _visible)
