"""YAML by the 1.2 core schema (G2), and files that want to exhaust the reader."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangcheng.engine.reading.yamlfile import Scalar, Sequence, Value, YamlMapping, core, read_yaml

SCHEMA: list[tuple[str, Value]] = [
    ("0.1", Fraction(1, 10)),
    ("-.5", Fraction(-1, 2)),
    ("+3", Fraction(3)),
    ("010", Fraction(10)),
    ("0o10", Fraction(8)),
    ("0x1F", Fraction(31)),
    ("1e3", "1e3"),
    ("1_000", "1_000"),
    (".inf", ".inf"),
    ("１２", "１２"),
    ("true", True),
    ("false", False),
    ("on", "on"),
    ("yes", "yes"),
    ("True", "True"),
    ("null", None),
    ("~", None),
    ("2022-02-28", date(2022, 2, 28)),
    ("2022-02-30", "2022-02-30"),
    ("2022-2-3", "2022-2-3"),
    ("12:30", "12:30"),
]


@pytest.mark.parametrize(("written", "value"), SCHEMA)
def test_plain_scalars(written: str, value: Value) -> None:
    assert core(written) == value
    mapping, problems = read_yaml(f"key: {written}\nquoted: '{written}'\n", "f.yaml")
    assert mapping is not None
    assert not problems
    plain, quoted = mapping.entries["key"], mapping.entries["quoted"]
    assert isinstance(plain, Scalar)
    assert plain.value == value
    assert type(plain.value) is type(value)
    assert isinstance(quoted, Scalar)
    assert quoted.value == written


def test_keys_are_text_and_have_lines() -> None:
    mapping, _ = read_yaml("# head\n1: a\ntrue: b\n2022-01-01:\n  - c\n  - {d: e}\n", "f.yaml")
    assert mapping is not None
    assert dict(mapping.lines) == {"1": 2, "true": 3, "2022-01-01": 4}
    listed = mapping.entries["2022-01-01"]
    assert isinstance(listed, Sequence)
    assert [element.line for element in listed.items] == [5, 6]


def test_a_key_that_stands_twice() -> None:
    mapping, problems = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 3\n", "f.yaml")
    assert mapping is not None
    assert [(one.code, one.where) for one in problems] == [("duplicate-key", "f.yaml:2"), ("duplicate-key", "f.yaml:3")]


INVALID = [
    ("", 1),
    ("- a\n", 1),
    ("text", 1),
    ("a: 1\nb: [1,\n", 3),
    ("a: 1\n\tb: 2\n", 2),
    ("a: 1\n---\nb: 2\n", 2),
    ("a: *b\n", 1),
    ("a: &b [*b]\n", 1),
    ("x: 1\na: !!python/object/apply:os.system [ls]\n", 2),
    ("a: !local 1\n", 1),
    ("? [a]\n: 1\n", 1),
    ("x: 1\na: \x07\n", 2),
    ("a: " + "[" * 10_000, 1),
    ("? " * 10_000, 1),
    ("a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"{b}: &{b} [{', '.join('*' + a for _ in range(10))}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)), 6),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), INVALID)
def test_what_is_no_yaml(text: str, line: int) -> None:
    mapping, problems = read_yaml(text, "f.yaml")
    assert mapping is None
    assert [(one.code, one.where) for one in problems] == [("yaml-invalid", f"f.yaml:{line}")]


def test_bytes_that_are_not_utf8() -> None:
    assert read_yaml(b"a: 1\nb: \xff\n", "f.yaml")[1][0].where == "f.yaml:2"
    mapping, problems = read_yaml(b"\xef\xbb\xbfa: 1\n", "f.yaml")
    assert isinstance(mapping, YamlMapping)
    assert list(mapping.entries) == ["a"]
    assert not problems


def test_an_alias_is_what_it_stands_for() -> None:
    mapping, problems = read_yaml("a: &x {k: 1}\nb: *x\n", "f.yaml")
    assert mapping is not None
    assert not problems
    assert mapping.entries["a"] is mapping.entries["b"]


@settings(deadline=None)
@given(st.text() | st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,? \n\t0123"))
def test_no_text_raises(text: str) -> None:
    mapping, problems = read_yaml(text, "f.yaml")
    assert mapping is not None or problems[0].code == "yaml-invalid"


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    mapping, problems = read_yaml(data, "f.yaml")
    assert mapping is not None or problems[0].code == "yaml-invalid"
