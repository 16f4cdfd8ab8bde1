"""The icons that pages may use, drawn from ``@tabler/icons`` into one SVG sprite.

A page writes ``{% icon "home" %}``. A name outside ``ICONS`` raises, so that no page ships with an empty square:
add the name here and the sprite is built again.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

#: Names of outline icons in ``@tabler/icons/icons/outline``.
ICONS: Final = (
    "adjustments", "alert-circle", "alert-triangle", "archive", "arrow-back-up", "arrow-down", "arrow-left", "arrow-right",
    "arrow-up", "arrows-diff", "arrows-sort", "award", "ban", "book", "books", "building", "building-community", "calendar",
    "calendar-event", "camera", "cash", "certificate", "chart-bar", "check", "checklist", "chevron-down", "chevron-left", "chevron-right",
    "circle-check", "circle-dashed", "circle-x", "clipboard-check", "clock", "coins", "columns", "copy", "dots",
    "download", "edit", "external-link", "eye", "eye-off", "file", "file-check", "file-description",
    "file-spreadsheet", "file-text", "filter", "flag", "gavel", "help-circle", "history", "home", "id-badge-2",
    "info-circle", "key", "language", "layout-sidebar-left-collapse", "layout-sidebar-left-expand", "link", "list",
    "list-details", "list-tree", "lock", "lock-open", "logout", "mail", "map-2", "map-pin", "menu-2", "message-2", "message-report",
    "moon", "notes", "paperclip", "pencil", "photo", "player-play", "plus", "point", "printer", "progress",
    "question-mark", "refresh", "report", "rotate-clockwise", "route", "ruler-2", "scale", "search", "send",
    "settings", "shield-check", "shield-lock", "sitemap", "sparkles", "speakerphone", "star", "sum", "sun", "sun-moon", "tag",
    "target-arrow", "tool", "transfer", "trash", "trending-up", "trophy", "upload", "user", "user-check", "user-circle",
    "user-off", "user-plus", "users", "users-group", "versions", "wallet", "writing-sign", "x",
)  # fmt: skip

_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


class IconMissing(LookupError):
    """An icon is named that the sprite does not have."""


def draw_sprite(outline: Path) -> str:
    """Make one SVG text with a ``<symbol>`` for each of ``ICONS`` from the folder of outline icons.

    Raises ``IconMissing`` with the names that the folder lacks.
    """
    missing = [name for name in ICONS if not (outline / f"{name}.svg").is_file()]
    if missing:
        raise IconMissing(f"{outline} has no icon {', '.join(missing)}: correct ICONS or run npm ci")
    symbols = "".join(_symbol(name, (outline / f"{name}.svg").read_text("utf-8")) for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def _symbol(name: str, svg: str) -> str:
    found = _INNER.search(svg)
    if found is None:
        raise IconMissing(f"{name}.svg is not an SVG file")
    drawing = " ".join(_FRAME.sub("", found.group(1)).split())
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round">{drawing}</symbol>'
    )
