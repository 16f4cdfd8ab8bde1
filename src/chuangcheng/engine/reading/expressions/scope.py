"""What names an expression may see (§3, G3, G43, G48, G52)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from chuangcheng.engine.model import Name, Type

#: The columns that every units.csv has.
UNIT_COLUMNS: Final[Mapping[str, Type]] = {
    "unit": Type.TEXT,
    "name": Type.TEXT,
    "parent": Type.TEXT,
    "kind": Type.TEXT,
    "group": Type.TEXT,
}
#: The columns that every fact has.
FACT_COLUMNS: Final[Mapping[str, Type]] = {"id": Type.TEXT, "unit": Type.TEXT, "date": Type.DATE}


@dataclass(frozen=True, slots=True)
class Units:
    """The columns of units: declared ones and, where the season is at hand, all others as text.

    ``open`` says that units.csv is not at hand, so that an undeclared column is taken as text.
    """

    columns: Mapping[str, Type] = field(default_factory=lambda: UNIT_COLUMNS)
    open: bool = True

    def get(self, name: str) -> Type | None:
        return self.columns.get(name) or (Type.TEXT if self.open else None)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression sees.

    ``bare`` are names without a prefix. ``units`` are seen as ``unit.name``; with ``bare_units`` also without the
    prefix (G3). ``anything`` is for an expression whose fact kind is not declared: every name is taken, with a type
    that fits everywhere, so that only faults of the expression itself are found.
    """

    bare: Mapping[str, Name]
    units: Units | None
    bare_units: bool = False
    anything: bool = False

    def find(self, name: str, prefix: str | None) -> Name | None:
        """Resolve ``name`` or ``prefix.name``; ``None`` where it is not seen."""
        if prefix is None:
            if name in self.bare:
                return self.bare[name]
            if not self.bare_units:
                return Name(name, "fact", Type.NULL) if self.anything else None
        elif prefix != "unit":
            return None
        kind = self.units.get(name) if self.units else None
        return Name(name, "unit", kind) if kind else None

    def known(self) -> list[str]:
        """All names that can be written, for the nearest one in a message."""
        of_units = list(self.units.columns) if self.units else []
        bare = list(self.bare) + (of_units if self.bare_units else [])
        return bare + [f"unit.{name}" for name in of_units]


def fact_scope(columns: Mapping[str, Type] | None, units: Units) -> Scope:
    """Columns of a fact and ``unit.*``; ``None``: the fact kind is not known."""
    seen = {**FACT_COLUMNS, **(columns or {})}
    bare = {name: Name(name, "fact", kind) for name, kind in seen.items()}
    return Scope(bare, units, anything=columns is None)


def unit_scope(units: Units) -> Scope:
    """Columns of the unit, with or without ``unit.``."""
    return Scope({}, units, bare_units=True)


def given_scope(given: Mapping[str, Type], items: Iterable[str], units: Units | None) -> Scope:
    """Names that the place of use defines, ids of items, and ``unit.*``."""
    bare = {item: Name(item, "item", Type.NUMBER) for item in items}
    bare |= {name: Name(name, "given", kind) for name, kind in given.items()}
    return Scope(bare, units)
