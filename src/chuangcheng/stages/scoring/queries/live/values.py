"""Texts of cells as the oracle's values: what a file of the season folder would be read as (G4, G60)."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Type
from chuangcheng.engine.oracle.rows import Value

_INTEGER: Final = re.compile(r"-?[0-9]{1,15}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")


class Unfit(Exception):
    """A fact or attribute that only the whole season's checks can judge."""


def value_of(text: str, type_: Type) -> Value:
    """A cell's value; empty is NULL. ``Unfit`` where it is not of its type."""
    if not text:
        return None
    match type_:
        case Type.TEXT:
            return text
        case Type.INTEGER if _INTEGER.fullmatch(text):
            return Fraction(int(text))
        case Type.DECIMAL if _DECIMAL.fullmatch(text):
            return Fraction(text)
        case Type.BOOLEAN if text in ("true", "false"):
            return text == "true"
        case Type.DATE:
            return date.fromisoformat(text)
    raise Unfit(f"{text!r} is no {type_}")
