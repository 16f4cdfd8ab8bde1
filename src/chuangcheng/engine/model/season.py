"""season.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Round:
    """A named round of season.yaml."""

    id: str
    first: date
    last: date
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A fact kind that is read from another season's scores (§9, G50)."""

    kind: str
    season: str
    items: tuple[str, ...]
    unit: str
    line: int


@dataclass(frozen=True, slots=True)
class Season:
    """season.yaml, read and checked. ``folder`` is where its tables stand; ``rulebook`` as written."""

    file: str
    folder: str
    id: str
    first: date
    last: date
    as_of: date
    rounds: tuple[Round, ...]
    rulebook: str | None
    assessed: tuple[tuple[str, str, int], ...]
    """(unit, period as written, line)"""
    sources: tuple[Source, ...]
    lines: Mapping[str, int]
