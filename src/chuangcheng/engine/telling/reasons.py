"""The reasons of ledger lines and movements of money: from the plan's words to sentences (G36, G63)."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Final

import duckdb

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.reading.facts.cells import quoted
from chuangcheng.engine.telling.wording import Language, reason_sentence
from chuangcheng.engine.telling.wording.reasons import REASONS

#: Arguments that are counted in 0.0001 point; all others are told as they stand.
_POINTS: Final = frozenset({"before", "after", "start", "cap", "floor", "points"})

#: A column with no more different texts than this is sorted and written by their numbers.
MOST_FEW: Final = 5_000


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


def make_told(connection: duckdb.DuckDBPyConnection, query: str, language: Language, words: str | None = None) -> str:
    """Leave the sentences of all reasons of a query in a table, and give the query with sentences for reasons.

    Lines are many and their reasons few, so each is worded once. ``words`` is a query of the columns of few values
    (``reason`` among them), which is quicker than asking the query itself. In what is given these columns are ENUMs,
    in the order of the texts: DuckDB then sorts and writes their numbers.
    """
    found = connection.sql(words or f"SELECT DISTINCT q.reason AS reason FROM ({query}) q")
    rows = found.fetchall()
    few = {name: {row[place] for row in rows if row[place]} for place, name in enumerate(found.columns)}
    sentences = {reason: told_reason(reason, language) for reason in few.pop("reason")}
    told = _few(connection, "reason", sentences.values())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE told_reason (reason VARCHAR, sentence {told})")
    if sentences:
        connection.execute(
            f"INSERT INTO told_reason SELECT unnest($1::VARCHAR[]), CAST(unnest($2::VARCHAR[]) AS {told})",
            [list(sentences), list(sentences.values())],
        )
    cast = "".join(f", CAST(q.{name} AS {_few(connection, name, texts)}) AS {name}" for name, texts in few.items())
    return f"SELECT q.* REPLACE (t.sentence AS reason{cast}) FROM ({query}) q LEFT JOIN told_reason t ON t.reason = q.reason"


def _few(connection: duckdb.DuckDBPyConnection, name: str, texts: Iterable[str]) -> str:
    """The type of a column that holds these texts alone: an ENUM in their order, or text where they are many."""
    listed = sorted(set(texts))
    if not listed or len(listed) > MOST_FEW:
        return "VARCHAR"
    connection.execute(f"DROP TABLE IF EXISTS told_{name}")
    connection.execute(f"DROP TYPE IF EXISTS few_{name}")
    connection.execute(f"CREATE TEMP TYPE few_{name} AS ENUM ({', '.join(quoted(text) for text in listed)})")
    return f"few_{name}"


def _told(name: str, value: str) -> str:
    return plain(int(value)) if name in _POINTS and value.lstrip("-").isdecimal() else value
