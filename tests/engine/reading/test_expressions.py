"""Expressions: what is taken, what is refused, and how types are checked (§3, G3, G5)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangcheng.engine.model import (
    Arithmetic,
    Call,
    Case,
    Compare,
    Constant,
    In,
    IsNull,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Type,
)
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.expressions import (
    Scope,
    Units,
    Wants,
    fact_scope,
    given_scope,
    read_expression,
    unit_scope,
)
from chuangcheng.engine.reading.expressions.scope import UNIT_COLUMNS
from chuangcheng.engine.reading.yamlfile import Value

UNITS = Units({**UNIT_COLUMNS, "people": Type.INTEGER, "poor": Type.BOOLEAN}, open=False)
COLUMNS = {
    "n": Type.INTEGER, "m": Type.DECIMAL, "t": Type.TEXT, "f": Type.BOOLEAN, "d": Type.DATE,
    "order": Type.INTEGER, "select": Type.INTEGER, "得分": Type.DECIMAL,
}  # fmt: skip
SCOPE = fact_scope(COLUMNS, UNITS)
N, M = Name("n", "fact", Type.INTEGER), Name("m", "fact", Type.DECIMAL)
T, F, D = Name("t", "fact", Type.TEXT), Name("f", "fact", Type.BOOLEAN), Name("d", "fact", Type.DATE)


def read(source: Value, wants: Wants = "any", scope: Scope = SCOPE) -> tuple[Node | None, list[str]]:
    problems: list[Problem] = []
    found = read_expression(source, 7, "f.yaml", scope, wants, problems)
    assert all(one.where == "f.yaml:7" for one in problems)
    return found.tree if found else None, [one.code for one in problems]


def whole(number: int) -> Constant:
    return Constant(Fraction(number), Type.INTEGER)


def text(value: str) -> Constant:
    return Constant(value, Type.TEXT)


NULL = Constant(None, Type.NULL)
TREES: list[tuple[str, Node]] = [
    ("1", whole(1)),
    ("-2.50", Constant(Fraction(-5, 2), Type.DECIMAL)),
    (".5", Constant(Fraction(1, 2), Type.DECIMAL)),
    ("'it''s \\n'", text("it's \\n")),
    ("TRUE", Constant(True, Type.BOOLEAN)),
    ("null", NULL),
    ("n", N),
    ('"n"', N),
    ("得分", Name("得分", "fact", Type.DECIMAL)),
    ("order", Name("order", "fact", Type.INTEGER)),
    ('"select"', Name("select", "fact", Type.INTEGER)),
    ("date", Name("date", "fact", Type.DATE)),
    ("unit", Name("unit", "fact", Type.TEXT)),
    ("unit.people", Name("people", "unit", Type.INTEGER)),
    ("unit.group", Name("group", "unit", Type.TEXT)),
    ("n + m * 2", Arithmetic("+", N, Arithmetic("*", M, whole(2)))),
    ("n - m - 1", Arithmetic("-", Arithmetic("-", N, M), whole(1))),
    ("n / 2", Arithmetic("/", N, whole(2))),
    ("-n", Negative(N)),
    ("- - n", Negative(Negative(N))),
    ("n != 1", Compare("<>", N, whole(1))),
    ("n >= m", Compare(">=", N, M)),
    ("f = TRUE", Compare("=", F, Constant(True, Type.BOOLEAN))),
    ("d < '2022-03-01'", Compare("<", D, Constant(date(2022, 3, 1), Type.DATE))),
    ("'2022-03-01' = d", Compare("=", Constant(date(2022, 3, 1), Type.DATE), D)),
    ("n BETWEEN 1 AND 2", Logic("AND", (Compare(">=", N, whole(1)), Compare("<=", N, whole(2))))),
    ("f OR NOT f AND f", Logic("OR", (F, Logic("AND", (Not(F), F))))),
    ("f AND f AND f", Logic("AND", (F, F, F))),
    ("t IN ('a', 'b')", In(T, (text("a"), text("b")))),
    ("t NOT IN ('a')", In(T, (text("a"),), negated=True)),
    ("NOT t IN ('a')", In(T, (text("a"),), negated=True)),
    ("t IS NULL", IsNull(T)),
    ("t IS NOT NULL", IsNull(T, negated=True)),
    ("CASE WHEN f THEN 1 END", Case(((F, whole(1)),), NULL, Type.INTEGER)),
    ("CASE t WHEN 'a' THEN n ELSE m END", Case(((Compare("=", T, text("a")), N),), M, Type.NUMBER)),
    ("COALESCE(t, 'a')", Call("COALESCE", (T, text("a")), Type.TEXT)),
    ("least(n, 1)", Call("LEAST", (N, whole(1)), Type.INTEGER)),
    ("GREATEST(d, '2022-03-01')", Call("GREATEST", (D, Constant(date(2022, 3, 1), Type.DATE)), Type.DATE)),
    ("FLOOR(n / 2)", Call("FLOOR", (Arithmetic("/", N, whole(2)),), Type.NUMBER)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "tree"), TREES)
def test_what_is_taken(source: str, tree: Node) -> None:
    assert read(source) == (tree, [])


REFUSED = [
    "", " ", "n +", "(n", "n)", "n n", "n, m", "*", "n.*", "a.b.c", "IFNULL(n, 1)", "NVL(n, 1)", "MOD(n, 2)", "n % 2",
    "t LIKE 'a'", "t || t", "CAST(n AS text)", "n::text", "f IS TRUE", "f IS NOT FALSE", "(SELECT 1)", "n IN (SELECT 1)",
    "EXISTS (SELECT 1)", "n == 1", "n <=> 1", "n & 1", "n ^ 2", "n -- comment", "n /* comment */", "1e5", "0x1F", "1_000",
    "1L", "N't'", "X'ab'", "'a' 'b'", "date '2022-01-01'", "CURRENT_DATE", "INTERVAL '1' DAY", "$1", "?", ":n", "@n",
    "{n}", "[n]", "n[1]", "`n`", "n; m", "ABS()", "ABS(n, m)", "FLOOR(n, 1)", "ABS(*)", "COALESCE()", "LEAST(DISTINCT n)",
    '"ABS"(n)', "unit.ABS(n)", "SUM(n)", "COUNT(*)", "n IN ()", "n IN 1", "(n, m) = (1, 2)", "t COLLATE x", "n AS m",
    "CASE END", "CASE WHEN f THEN 1", "f XOR f", "'open", '"open', "（n）", "select > 1", "n NOTNULL", "t = E'a'",
    "n IS DISTINCT FROM m", "n = ANY (1)", "t ~ 'a'", "t ILIKE 'a'", "x -> 1", "(" * 21 + "n" + ")" * 21,
    "NOT " * 3000 + "f", "- " * 3000 + "n", "(" * 100_000, "n" + " + n" * 3000, "n" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("source", REFUSED)
def test_what_is_refused(source: str) -> None:
    assert read(source) == (None, ["expression-refused"])


def test_the_position_of_the_word() -> None:
    problems: list[Problem] = []
    read_expression("n > 1 AND IFNULL(m, 0) > 2", 7, "f.yaml", SCOPE, "boolean", problems)
    assert (problems[0].arguments["word"], problems[0].arguments["position"]) == ("IFNULL", 11)
    problems = []
    read_expression("n >\n1 AND )", 7, "f.yaml", SCOPE, "boolean", problems)
    assert problems[0].arguments["word"] == ")"


MISMATCHES = [
    "n = 'a'", "t < 'b'", "f > f", "t BETWEEN 'a' AND 'b'", "n AND f", "NOT n", "t + 1", "d + 1", "-t", "ABS(t)",
    "LEAST(t, 'a')", "GREATEST(f, f)", "COALESCE(t, 1)", "CASE WHEN n THEN 1 END", "CASE WHEN f THEN 1 ELSE 'a' END",
    "CASE n WHEN 'a' THEN 1 END", "n IN ('a')", "t IN (1)", "1 < n < 3", "d = '2022-02-30'", "d > 'soon'", "d = n",
    "d BETWEEN '2022-01-01' AND 'later'", "unit.people = unit.name", "f = 1",
]  # fmt: skip


@pytest.mark.parametrize("source", MISMATCHES)
def test_types_that_do_not_fit(source: str) -> None:
    tree, codes = read(source)
    assert tree is None
    assert set(codes) == {"type-mismatch"}


@pytest.mark.parametrize(("source", "wants"), [("n", "boolean"), ("f", "number"), ("t", "number"), (True, "number")])
def test_what_is_wanted(source: Value, wants: Wants) -> None:
    assert read(source, wants) == (None, ["type-mismatch"])


@pytest.mark.parametrize(("source", "wants"), [(Fraction(3), "number"), (False, "boolean"), ("NULL", "number")])
def test_literals_of_yaml(source: Value, wants: Wants) -> None:
    tree, codes = read(source, wants)
    assert tree is not None
    assert codes == []


@pytest.mark.parametrize("source", ["nn", "people", "unit.n", "facts.n", "total", "x", "Unit.people", "unit.peple"])
def test_unknown_names(source: str) -> None:
    assert read(source) == (None, ["unknown-name"])


def test_the_nearest_name() -> None:
    problems: list[Problem] = []
    read_expression("unit.peple", 7, "f.yaml", SCOPE, "any", problems)
    assert problems[0].arguments["nearest"] == "unit.people"


def test_two_unknown_names_are_two_problems() -> None:
    assert read("nn + mm + nn")[1] == ["unknown-name", "unknown-name"]


def test_a_unit_alone_is_seen_without_its_prefix() -> None:
    scope = unit_scope(UNITS)
    assert read("people > 5 AND unit.poor AND kind = 'x'", "boolean", scope)[1] == []
    assert read("n", "any", scope)[1] == ["unknown-name"]


def test_columns_are_open_without_a_season() -> None:
    scope = fact_scope(COLUMNS, Units())
    assert read("unit.district", "any", scope) == (Name("district", "unit", Type.TEXT), [])
    assert read("district", "any", scope)[1] == ["unknown-name"]


def test_given_names_and_items() -> None:
    scope = given_scope({"x": Type.NUMBER}, ["base"], UNITS)
    tree = Arithmetic("+", Name("x", "given", Type.NUMBER), Name("base", "item", Type.NUMBER))
    assert read("x + base", "number", scope) == (tree, [])
    assert read("size", "number", given_scope({"size": Type.INTEGER}, (), None))[1] == []
    assert read("unit.people", "number", given_scope({"size": Type.INTEGER}, (), None))[1] == ["unknown-name"]


def test_where_the_fact_kind_is_unknown_only_the_expression_itself_is_checked() -> None:
    scope = fact_scope(None, UNITS)
    assert read("whatever > 1 AND other = 'x'", "boolean", scope)[1] == []
    assert read("MOD(whatever, 2)", "any", scope)[1] == ["expression-refused"]


def test_literals_keep_the_limits() -> None:
    assert read("n + 1234567890123456") == (None, ["wrong-value"])
    assert read("n + 0.1234567") == (None, ["wrong-value"])
    assert read("n + 123456789012345")[1] == []


def test_many_parts_of_one_chain_are_no_nesting() -> None:
    tree, codes = read("f" + " AND f" * 2000, "boolean")
    assert isinstance(tree, Logic)
    assert len(tree.parts) == 2001
    assert codes == []


WORDS = st.lists(
    st.sampled_from(
        [
            "n",
            "m",
            "t",
            "f",
            "d",
            "unit",
            "unit.people",
            "'a'",
            "'2022-01-01'",
            "1",
            "0.5",
            "+",
            "-",
            "*",
            "/",
            "=",
            "<>",
            "<",
            ">",
            "<=",
            ">=",
            "AND",
            "OR",
            "NOT",
            "IN",
            "BETWEEN",
            "IS",
            "NULL",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "TRUE",
            "FALSE",
            "(",
            ")",
            ",",
            ".",
            "COALESCE(",
            "ABS(",
            "LEAST(",
            "FLOOR(",
            "||",
            "%",
            ";",
            "--",
            "/*",
            '"',
            "'",
            "::",
            "[",
            "SELECT",
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(deadline=None)
@given(st.text() | WORDS)
def test_no_text_raises(source: str) -> None:
    tree, codes = read(source, "boolean")
    assert (tree is None) == bool(codes)
