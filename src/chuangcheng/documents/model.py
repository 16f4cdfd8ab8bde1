"""What an official document is made of. Texts are plain; nothing in them is read as markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 ``一、`` in 黑体, level 2 ``（一）`` in 楷体, level 3 ``1.`` in bold 仿宋. The text holds its number."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, first line two characters in."""

    text: str
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. ``share`` is its part of the width."""

    title: str
    align: Align = "left"
    share: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a repeated head. Each row has as many cells as there are columns."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    strong: frozenset[int] = frozenset()
    """Numbers of rows printed in bold: sums."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Lines to sign by hand: each label is followed by a rule and a place for the date."""

    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class SheetTitle:
    """A title within the body: that of an annex or of one of several sheets in a file."""

    text: str
    below: str = ""


Block = Heading | Paragraph | Table | SignatureLines | PageBreak | SheetTitle


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    ``issuer`` is the office whose name stands in red (``red_head``, without one: a plain sheet), ``number`` the 发文字号,
    ``signer`` the 签发人 of an upward document. ``signed_by`` and ``dated`` close the body. ``copies_to`` and ``printed_by``
    fill the imprint (版记). ``head`` is the journal's head on the day of printing: it lets a reader check the record.
    """

    title: str
    blocks: Sequence[Block]
    issuer: str = ""
    number: str = ""
    signer: str = ""
    recipients: str = ""
    signed_by: str = ""
    dated: date | None = None
    copies_to: str = ""
    printed_by: str = ""
    head: str = ""
    attachments: Sequence[str] = field(default=())
    landscape: bool = False
    """Laid across: for wide tables. Never with a red head."""

    @property
    def red_head(self) -> bool:
        return bool(self.issuer and self.number)


def chinese_date(day: date) -> str:
    """``2022年6月30日``: Arabic numerals without leading zeros, as GB/T 9704 asks."""
    return f"{day.year}年{day.month}月{day.day}日"
