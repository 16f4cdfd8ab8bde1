"""Physical names of tables and columns: the only place where a rulebook's words come near SQL text.

Whatever a rulebook calls its fact kinds and columns, the names made here consist of ASCII letters, digits and
underscores and start with a letter, so they never need quotes and can never be code.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^a-z0-9_]")


def slug(name: str) -> str:
    """Keep what of a name is safe in SQL; it may be nothing.

    >>> slug("Good_Person"), slug("点位"), slug('x"; DROP TABLE unit')
    ('good_person', '', 'xdroptableunit')
    """
    return _UNSAFE.sub("", name.lower())


def column(position: int, name: str) -> str:
    """Name the column that is declared in this place (0-based) of a fact kind or of the unit attributes."""
    return f"c{position}_{slug(name)}"


def fact_table(position: int, name: str) -> str:
    """Name the table of the fact kind that is declared in this place (0-based)."""
    return f"fact_{position}_{slug(name)}"
