"""Cells: what fits a declared type, and the whole number or text that it becomes (G4, G60, G61).

Every function returns SQL over one physical column; names and types come from us, never from a file.
"""

from __future__ import annotations

import re
from typing import Final

from chuangcheng.engine.model import Type
from chuangcheng.engine.numbers import CELL

#: G60: digits of an integer, and of a decimal before and after its point.
INTEGER_DIGITS: Final = 15
WHOLE_DIGITS: Final = 12
FRACTION_DIGITS: Final = 6

_WHOLE_TYPES: Final = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"}
)
_DECIMAL_TYPE: Final = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def accepts(wanted: Type, stored: str) -> bool:
    """Tell whether a Parquet column of the DuckDB type ``stored`` may hold this type (G61)."""
    whole = stored in _WHOLE_TYPES
    match wanted:
        case Type.TEXT:
            return stored == "VARCHAR" or stored.startswith("ENUM")
        case Type.INTEGER:
            return whole
        case Type.DECIMAL:
            return whole or _DECIMAL_TYPE.fullmatch(stored) is not None
        case _:
            return stored == wanted.value.upper()


def fits(wanted: Type, cell: str, stored: str | None) -> str:
    """A condition that is true where a filled cell is of its type. ``stored`` is ``None`` for CSV text."""
    if stored is None:
        return _text_fits(wanted, cell)
    if wanted is Type.INTEGER:
        return f"({cell} BETWEEN -{'9' * INTEGER_DIGITS} AND {'9' * INTEGER_DIGITS})"
    if wanted is Type.DECIMAL:
        bound = f"({cell} > -1{'0' * WHOLE_DIGITS} AND {cell} < 1{'0' * WHOLE_DIGITS})"
        decimal = _DECIMAL_TYPE.fullmatch(stored)
        if decimal and int(decimal.group(2)) > FRACTION_DIGITS:
            return f"({bound} AND {cell} = TRY_CAST({cell} AS DECIMAL(38,{FRACTION_DIGITS})))"
        return bound
    return "true"


def _text_fits(wanted: Type, cell: str) -> str:
    match wanted:
        case Type.INTEGER:
            return f"regexp_full_match({cell}, '-?[0-9]{{1,{INTEGER_DIGITS}}}')"
        case Type.DECIMAL:
            form = rf"-?[0-9]{{1,{WHOLE_DIGITS}}}(\.[0-9]{{1,{FRACTION_DIGITS}}})?"
            return f"regexp_full_match({cell}, '{form}')"
        case Type.BOOLEAN:
            return f"({cell} IN ('true', 'false'))"
        case Type.DATE:
            form = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
            real = f"COALESCE(TRY_CAST({cell} AS DATE) >= DATE '0001-01-01', false)"
            return f"(regexp_full_match({cell}, '{form}') AND {real})"
        case _:
            return "true"


def value(wanted: Type, cell: str, stored: str | None) -> str:
    """The cell as the plan reads it: BIGINT (decimals counted in 0.000001), VARCHAR, BOOLEAN or DATE.

    NULL where the cell does not fit, so that it may stand in the checks as well.
    """
    match wanted:
        case Type.INTEGER:
            return f"TRY_CAST({cell} AS BIGINT)"
        case Type.DECIMAL:
            return f"TRY_CAST(TRY_CAST({cell} AS DECIMAL(38,{FRACTION_DIGITS})) * {CELL} AS BIGINT)"
        case Type.BOOLEAN:
            return f"({cell} = 'true')" if stored is None else cell
        case Type.DATE:
            return f"CASE WHEN {_text_fits(wanted, cell)} THEN CAST({cell} AS DATE) END" if stored is None else cell
        case _:
            return cell
