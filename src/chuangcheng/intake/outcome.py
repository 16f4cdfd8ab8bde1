"""What an import would do, or did: the same shape for the preview and for the import itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the sheet, the row from 1 (0: the whole sheet), the column as ``C 日期`` or '', a stable code,
    and a sentence that says what to do."""

    sheet: str
    row: int
    column: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that changes a record: what its code is, and the heading → (before, after) of what changes."""

    row: int
    code: str
    values: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that becomes a new record: its code where the sheet gives one, and a line that says what it is."""

    row: int
    code: str
    says: str


@dataclass(slots=True)
class SheetOutcome:
    """What a sheet does: rows added and changed; ``unchanged`` counts the others."""

    name: str
    added: list[Addition] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0


@dataclass(slots=True)
class Outcome:
    """What a workbook does. ``faults`` empty: it can be imported. ``written``: it was."""

    digest: str
    sheets: list[SheetOutcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    written: bool = False

    @property
    def added(self) -> int:
        """How many records would be new."""
        return sum(len(sheet.added) for sheet in self.sheets)

    @property
    def changed(self) -> int:
        """How many records would change."""
        return sum(len(sheet.changed) for sheet in self.sheets)

    @property
    def unchanged(self) -> int:
        """How many rows are known already."""
        return sum(sheet.unchanged for sheet in self.sheets)

    @property
    def fingerprint(self) -> str:
        """A digest of what it does: equal for the preview and for an import that does exactly what was shown."""
        told = [
            [
                s.name,
                [(a.row, a.code) for a in s.added],
                [(c.row, c.code, dict(c.values)) for c in s.changed],
                s.unchanged,
            ]
            for s in self.sheets
        ]
        told.append([[f.sheet, f.row, f.code] for f in self.faults])
        written = json.dumps([self.digest, told], ensure_ascii=False, sort_keys=True, default=list)
        return hashlib.sha256(written.encode()).hexdigest()
