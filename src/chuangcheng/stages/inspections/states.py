"""The types of the rulebook language in which outside figures are declared (rulebook §2, G4, G60)."""

from __future__ import annotations

import re
from typing import Final

TYPES: Final = ("text", "integer", "decimal", "boolean", "date")

#: How a value of each type is written.
WRITTEN: Final = {
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "decimal": re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}

#: Names that a declared column may have, and those it may not because every fact has them.
COLUMN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
OWN_COLUMNS: Final = frozenset({"id", "unit", "date"})
