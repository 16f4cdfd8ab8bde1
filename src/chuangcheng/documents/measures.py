"""Measures of GB/T 9704-2012, in millimetres and points. Both writers read them here."""

from __future__ import annotations

from typing import Final

#: Page A4; the type area is 156 × 225 mm (clause 5).
PAGE_MM: Final = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37, 35, 28, 26

#: 22 lines of 28 characters in 三号 (16 pt).
BODY_PT: Final = 16.0
LINE_PT: Final = 28.95
LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28

TITLE_PT: Final = 22.0
RED_HEAD_PT: Final = 36.0
PAGE_NUMBER_PT: Final = 14.0
TABLE_PT: Final = 12.0
IMPRINT_PT: Final = 14.0

#: Red of the head and its line.
RED: Final = "E60012"

#: Font names as Chinese offices have them; the writer of .docx names them, the reader's machine supplies them.
BODY_FONT, HEADING_FONT, SUBHEADING_FONT = "仿宋_GB2312", "黑体", "楷体_GB2312"
TITLE_FONT, NUMBER_FONT = "方正小标宋简体", "宋体"


def margins(*, landscape: bool) -> tuple[int, int, int, int]:
    """Top, bottom, left and right in mm. Of a page laid across they turn with the page: the binding stays where it is."""
    if landscape:
        return LEFT_MM, RIGHT_MM, BOTTOM_MM, TOP_MM
    return TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM
