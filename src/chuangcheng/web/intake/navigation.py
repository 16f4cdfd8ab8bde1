"""Where the room stands in the rail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chuangcheng.web.intake.sight import IMPORTERS
from chuangcheng.web.shell.navigation import Entry


def _visible(account: Any) -> bool:
    return bool(account.is_active)


ENTRY = Entry(_("导入"), "import_new", "upload", 5, _visible, IMPORTERS)
