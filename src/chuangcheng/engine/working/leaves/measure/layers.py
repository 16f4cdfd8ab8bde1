"""A query in layers: each adds columns to the rows of the one before, called ``t``."""

from __future__ import annotations

import re
from typing import Final

from chuangcheng.engine.working.answers import Answer
from chuangcheng.engine.working.emitted import Exact, Number, held

_NAMES: Final = re.compile(r"\bt\.([a-z_0-9]+)")


class Layers:
    """Rows of units and periods that gain columns; ``wrong`` gathers, in order, what is wrong with a row."""

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._wrong: list[str] = []

    def join(self, joins: str, columns: dict[str, str]) -> None:
        """Add columns of joined tables; in them the rows so far are ``t``."""
        added = "".join(f", {sql} AS {name}" for name, sql in columns.items())
        self.sql = f"SELECT t.*{added}\nFROM (\n{self.sql}\n) t{joins}"

    def keep(self, name: str, value: Number | Exact, joins: str = "") -> Number | Exact:
        """Keep a number as a column; the number as later layers read it."""
        columns, read = held(name, value)
        if columns or joins:
            self.join(joins, columns)
        return read("t")

    def add(self, name: str, sql: str) -> None:
        """Add one column."""
        self.join("", {name: sql})

    def flag(self, code: str | None) -> None:
        """Tell what may be wrong with a row: SQL of a problem's code or NULL, over ``t``."""
        if code is not None:
            name = f"wrong{len(self._wrong)}"
            self.add(name, code)
            self._wrong.append(f"t.{name}")

    def flag_if(self, holds: str, code: str) -> None:
        """Tell a condition under which a row has this problem."""
        self.flag(f"CASE WHEN {holds} THEN '{code}' END")

    def answer(self, name: str, answer: Answer) -> None:
        """Add an answer, and what is wrong with it."""
        self.add(name, answer.sql)
        self.flag(None if answer.wrong is None else answer.wrong)

    def only(self, *read: str) -> str:
        """The rows with the columns alone that are named in these pieces of SQL over ``t``."""
        names = dict.fromkeys(name for sql in read for name in _NAMES.findall(sql))
        return f"SELECT {', '.join(f't.{name} AS {name}' for name in names)}\nFROM (\n{self.sql}\n) t"

    @property
    def can_fail(self) -> bool:
        """Whether anything can be wrong with a row."""
        return bool(self._wrong)

    @property
    def wrong(self) -> str:
        """The first thing that is wrong with a row of ``t``, or NULL."""
        return (
            f"COALESCE({', '.join([*self._wrong, 'CAST(NULL AS VARCHAR)'])})"
            if self._wrong
            else "CAST(NULL AS VARCHAR)"
        )
