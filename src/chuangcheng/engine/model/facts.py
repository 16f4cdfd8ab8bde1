"""Declared fact kinds, and the documents that rules rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuangcheng.engine.model.expressions import Type


@dataclass(frozen=True, slots=True)
class FactKind:
    """A declared fact kind: its columns beside ``id``, ``unit`` and ``date``, in the order of declaration (G1)."""

    name: str
    title: str
    columns: Mapping[str, Type]
    line: int


@dataclass(frozen=True, slots=True)
class Basis:
    """A document and clause that a rule rests on."""

    document: str
    clause: str
