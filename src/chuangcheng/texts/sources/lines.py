"""What every kind of file is turned into: lines of text that know their paragraph and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: A file larger than this is refused unread; plans are some hundred kilobytes.
MOST_BYTES: Final = 50_000_000
#: Text longer than this is not a plan document (the longest five-year plans hold some 200,000 characters).
MOST_CHARACTERS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the file; a row of a table has ``cells``: where in the line each begins, and its text."""

    text: str
    paragraph: int
    page: int | None = None
    cells: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file's lines. ``whole`` says that a line end is a paragraph's end for certain (a .docx)."""

    format: str
    lines: tuple[Line, ...]
    pages: int | None = None
    whole: bool = False

    @property
    def text(self) -> str:
        """All lines, joined by line feeds: what every place points into."""
        return "\n".join(line.text for line in self.lines)
