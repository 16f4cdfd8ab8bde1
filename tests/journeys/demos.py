"""What the journeys through the demo programmes share."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

#: How many pixels a page is wider than its window.
TOO_WIDE: Final = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def figures_of(page: Page, kind: str) -> str:
    """The row of a kind in the table of sums, as one text."""
    return page.locator("tbody tr", has=page.get_by_text(kind, exact=True)).inner_text().strip()
