"""Every expression gives the same in SQL as in exact arithmetic, and none raises."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangcheng.engine import model
from chuangcheng.engine.model import Node, Type
from chuangcheng.engine.numbers import CELL, too_large
from chuangcheng.engine.reading.opening import connect
from chuangcheng.engine.working import answers, emitted, emitter, literals
from chuangcheng.engine.working.exact import register
from chuangcheng.engine.working.plan import PRELUDE

COLUMNS = {
    "i": Type.INTEGER,
    "j": Type.INTEGER,
    "d": Type.DECIMAL,
    "e": Type.DECIMAL,
    "t": Type.TEXT,
    "b": Type.BOOLEAN,
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as made:
        for text in PRELUDE:
            made.execute(text)
        register(made)
        made.execute("CREATE TABLE r (i BIGINT, j BIGINT, d BIGINT, e BIGINT, t VARCHAR, b BOOLEAN)")
        yield made


class Zero(Exception):
    pass


class Large(Exception):
    pass


def names(name: model.Name) -> emitted.Emitted:
    return emitted.cell(name.name, name.type)


def number(value: Fraction | int | None) -> model.Constant:
    return model.Constant(None if value is None else Fraction(value), Type.NULL if value is None else Type.NUMBER)


def named(name: str) -> model.Name:
    return model.Name(name, "fact", COLUMNS[name])


def ask(connection: duckdb.DuckDBPyConnection, row: dict[str, Any], node: Node) -> Any:
    """The value of a node over one row: a Fraction, truth, text, None, or the code of what went wrong."""
    connection.execute("DELETE FROM r")
    connection.execute("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?)", [row[name] for name in COLUMNS])
    found = emitter.emit(node, names)
    if isinstance(found, emitted.Plain):
        return connection.execute(f"SELECT {found.sql} FROM r").fetchone()[0]
    text = connection.execute(f"SELECT {emitted.exactly(found)} FROM r").fetchone()[0]
    if text is None or text.startswith("!"):
        return text
    return {"t": True, "f": False}[text] if node.type is Type.BOOLEAN else Fraction(text)


def checked(value: Fraction) -> Fraction:
    if too_large(value):
        raise Large
    return value


def work_out(node: Node, row: dict[str, Any]) -> Any:  # noqa: C901
    """A second, lazy evaluation in plain Python."""
    match node:
        case model.Constant(value):
            return value
        case model.Name(name, _, kind):
            value = row[name]
            return None if value is None else Fraction(value, CELL) if kind is Type.DECIMAL else value
        case model.Negative(value):
            found = work_out(value, row)
            return None if found is None else -found
        case model.Arithmetic(op, left, right):
            a, b = work_out(left, row), work_out(right, row)
            if a is None or b is None:
                return None
            if op == "/":
                if b == 0:
                    raise Zero
                return checked(Fraction(a) / b)
            return checked(Fraction({"+": a + b, "-": a - b, "*": a * b}[op]))
        case model.Compare(op, left, right):
            a, b = work_out(left, row), work_out(right, row)
            if a is None or b is None:
                return None
            if op in ("=", "<>"):
                return (a == b) is (op == "=")
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]
        case model.Case(branches, otherwise):
            for condition, result in branches:
                if work_out(condition, row) is True:
                    return work_out(result, row)
            return work_out(otherwise, row)
        case model.Logic(op, parts):
            return logic(op, parts, row)
        case model.Not(value):
            found = work_out(value, row)
            return None if found is None else not found
        case model.IsNull(value, negated):
            return (work_out(value, row) is None) is not negated
        case model.Call(function, arguments):
            return called(function, arguments, row)
    raise AssertionError(node)


def logic(op: str, parts: tuple[Node, ...], row: dict[str, Any]) -> bool | None:
    wins = op == "OR"
    found: list[Any] = []
    for part in parts:
        try:
            found.append(work_out(part, row))
        except (Zero, Large) as error:
            found.append(error)
    if wins in found:
        return wins
    for value in found:
        if isinstance(value, Exception):
            raise value
    return None if None in found else not wins


def called(function: str, arguments: tuple[Node, ...], row: dict[str, Any]) -> Any:
    if function == "COALESCE":
        return next((value for one in arguments if (value := work_out(one, row)) is not None), None)
    values = [work_out(one, row) for one in arguments]
    if None in values:
        return None
    if function in ("FLOOR", "CEIL"):
        return Fraction(values[0].__floor__() if function == "FLOOR" else values[0].__ceil__())
    return {"ABS": lambda v: abs(v[0]), "LEAST": min, "GREATEST": max}[function](values)


numbers = st.deferred(
    lambda: st.one_of(
        st.sampled_from([named(name) for name in "ijde"]),
        st.sampled_from([number(Fraction(n, d)) for n in (0, 1, -1, 7, 999999999999) for d in (1, 10, 1000000)]),
        st.builds(model.Arithmetic, st.sampled_from("+-*/"), numbers, numbers),
        st.builds(model.Negative, numbers),
        st.builds(lambda f, a: model.Call(f, (a,), Type.NUMBER), st.sampled_from(["ABS", "FLOOR", "CEIL"]), numbers),
        st.builds(
            lambda f, a, b: model.Call(f, (a, b), Type.NUMBER),
            st.sampled_from(["LEAST", "GREATEST", "COALESCE"]),
            numbers,
            numbers,
        ),
        st.builds(lambda c, a, b: model.Case(((c, a),), b, Type.NUMBER), truths, numbers, numbers),
    )
)
truths = st.deferred(
    lambda: st.one_of(
        st.just(named("b")),
        st.builds(model.Compare, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), numbers, numbers),
        st.builds(lambda op, a, b: model.Logic(op, (a, b)), st.sampled_from(["AND", "OR"]), truths, truths),
        st.builds(model.Not, truths),
        st.builds(model.IsNull, numbers, st.booleans()),
    )
)
integers = st.one_of(st.none(), st.sampled_from([0, 1, -1, 3, 10**15 - 1, 1 - 10**15]), st.integers(-50, 50))
decimals = st.one_of(
    st.none(), st.sampled_from([0, CELL, -CELL, 10**18 - 1, 1 - 10**18]), st.integers(-5000000, 5000000)
)
rows = st.fixed_dictionaries(
    {
        "i": integers,
        "j": integers,
        "d": decimals,
        "e": decimals,
        "t": st.none(),
        "b": st.sampled_from([None, True, False]),
    }
)


@settings(max_examples=300, deadline=None)
@given(node=st.one_of(numbers, truths), row=rows)
def test_sql_and_exact_arithmetic_agree(connection: duckdb.DuckDBPyConnection, node: Node, row: dict[str, Any]) -> None:
    try:
        expected = work_out(node, row)
    except Zero:
        expected = "error"
    except Large:
        expected = "error"
    found = ask(connection, row, node)
    if isinstance(found, str):
        found = "error"
    assert found == expected


@pytest.mark.parametrize(
    "text", ["", "it's", "a\\'; DROP TABLE r; --", "\\", "nul\0nul", "\0", "“中文”", "a\nb", "%_", "{x}", "?", "$1"]
)
def test_a_text_is_only_ever_a_text(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert connection.execute(f"SELECT {literals.text(text)}").fetchone() == (text,)


@pytest.mark.parametrize(
    ("value", "units"),
    [("1/20000", 1), ("-1/20000", -1), ("1/20001", 0), ("2/3", 6667), ("-2/3", -6667), ("1.00005", 10001)],
)
def test_points_are_rounded_half_up_away_from_zero(
    connection: duckdb.DuckDBPyConnection, value: str, units: int
) -> None:
    fixed = Fraction(value)
    column = emitted.Number("n", fixed.denominator, 10**15)
    ratio = emitted.Number("n", "m", 10**15, 10**15)
    query = f"SELECT %s FROM (SELECT CAST({fixed.numerator} AS BIGINT) AS n, CAST({fixed.denominator} AS BIGINT) AS m)"
    for one in (column, ratio, emitted.Exact(emitted.exactly(ratio))):
        assert connection.execute(query % answers.points(one).sql).fetchone() == (units,)


def test_a_line_beyond_fourteen_digits_is_wrong_and_not_an_exception(connection: duckdb.DuckDBPyConnection) -> None:
    answer = answers.points(emitted.Number("n", 1, 10**18 - 1))
    query = f"SELECT {answer.sql}, {answer.wrong} FROM (VALUES (CAST(? AS BIGINT))) v(n)"
    assert connection.execute(query, [10**14]).fetchone() == (None, "number-too-large")
    assert connection.execute(query, [10**14 - 1]).fetchone() == ((10**14 - 1) * 10**4, None)


def test_literals_multiply_without_running_over_thirty_two_bits(connection: duckdb.DuckDBPyConnection) -> None:
    product = model.Arithmetic(
        "*", number(100_000), model.Case(((named("b"), number(100_000)),), number(1), Type.NUMBER)
    )
    row = dict.fromkeys(COLUMNS) | {"b": True}
    assert ask(connection, row, product) == 10**10


def test_words_of_a_number_are_plain_decimals(connection: duckdb.DuckDBPyConnection) -> None:
    words = answers.words(emitted.cell("d", Type.DECIMAL), Type.DECIMAL).sql
    found = connection.execute(
        f"SELECT {words} FROM (VALUES (1500000), (-250000), (0), (3000000), (-1)) v(d)"
    ).fetchall()
    assert [text for (text,) in found] == ["1.5", "-0.25", "0", "3", "-0.000001"]
