"""The reasons of ledger lines and movements of money: from the plan's words to sentences (G36, G63)."""

from __future__ import annotations

from string import Formatter
from typing import Final

import duckdb

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.telling.wording import Language, reason_sentence
from chuangcheng.engine.telling.wording.reasons import REASONS

#: Arguments that are counted in 0.0001 point; all others are told as they stand.
_POINTS: Final = frozenset({"before", "after", "start", "cap", "floor", "points"})


def told_reason(reason: str, language: Language) -> str:
    """Make a sentence of ``word|argument|argument``, the form in which the plan gives reasons.

    >>> told_reason("ladder|0|-1000", "en")
    'from 0 to -0.1'
    """
    word, *values = reason.split("|")
    sentence = REASONS.get(word)
    if sentence is None:
        return reason
    names = [name for _, name, _, _ in Formatter().parse(sentence[0]) if name]
    arguments = {name: _told(name, value) for name, value in zip(names, values, strict=False)}
    return reason_sentence(word, arguments, language)


def make_told(connection: duckdb.DuckDBPyConnection, query: str, language: Language) -> str:
    """Leave the sentences of all reasons of a query in a table, and give the query with sentences for reasons.

    Lines are many and their reasons few, so each is worded once.
    """
    reasons = [row[0] for row in connection.execute(f"SELECT DISTINCT q.reason FROM ({query}) q").fetchall() if row[0]]
    connection.execute("CREATE OR REPLACE TEMP TABLE told_reason (reason VARCHAR, sentence VARCHAR)")
    if reasons:
        sentences = [told_reason(reason, language) for reason in reasons]
        connection.execute(
            "INSERT INTO told_reason SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])", [reasons, sentences]
        )
    return f"SELECT q.* REPLACE (t.sentence AS reason) FROM ({query}) q LEFT JOIN told_reason t ON t.reason = q.reason"


def _told(name: str, value: str) -> str:
    return plain(int(value)) if name in _POINTS and value.lstrip("-").isdecimal() else value
