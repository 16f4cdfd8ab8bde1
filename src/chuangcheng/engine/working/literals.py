"""SQL literals: text, dates, truth and whole numbers, written so that no engine can read them otherwise."""

from __future__ import annotations

from datetime import date
from typing import Final

#: What a BIGINT and a DECIMAL(38,0) are trusted with.
BIG: Final = 10**18
WIDE: Final = 10**38
WIDE_TYPE: Final = "DECIMAL(38,0)"


def text(value: str) -> str:
    """Write a text literal: quotes doubled, a backslash is itself, NUL by its code (a cell can never hold one).

    >>> text("it's"), text("a\\\\b")
    ("'it''s'", "'a\\\\b'")
    """
    parts = ["'" + part.replace("'", "''") + "'" for part in value.split("\0")]
    return parts[0] if len(parts) == 1 else "(" + " || CHR(0) || ".join(parts) + ")"


def day(value: date) -> str:
    """Write a date literal."""
    return f"DATE '{value.isoformat()}'"


def truth(value: bool | None) -> str:
    """Write a truth value."""
    return "CAST(NULL AS BOOLEAN)" if value is None else ("TRUE" if value else "FALSE")


def whole(value: int) -> str:
    """Write a whole number with the type that its size asks for.

    A bare literal is a 32-bit integer to most engines, whose products overflow; so each names its type.
    """
    return f"CAST({value} AS {'BIGINT' if abs(value) < BIG else WIDE_TYPE})"
