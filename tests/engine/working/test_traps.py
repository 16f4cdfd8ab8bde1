"""The traps of engines, each shown to be one, and shown not to catch the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from chuangcheng.engine.model import Call, Constant, In, Name, Type
from chuangcheng.engine.names import column, fact_table, slug
from chuangcheng.engine.reading.opening import connect
from chuangcheng.engine.scoring import open_season
from chuangcheng.engine.working import answers, emitted
from chuangcheng.engine.working.compile import compile_plan
from chuangcheng.engine.working.emitted import Number, cell
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.exact import exact
from chuangcheng.engine.working.leaves.measure.number import total
from chuangcheng.engine.working.plan import PRELUDE, Plan, Statement

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as made:
        for text in PRELUDE:
            made.execute(text)
        yield made


def one(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture(scope="module")
def plan() -> Plan:
    opened = open_season(DATA / "town-year")
    assert opened.rulebook
    return compile_plan(opened.rulebook, opened.attributes)


def test_a_sum_goes_to_parquet_as_a_whole_number(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A bare SUM is a HUGEINT, which Parquet gets as DOUBLE; ours names its type."""
    values = "(VALUES (CAST(9007199254740993 AS BIGINT))) v(x)"
    for name, sql in (("bare", "SUM(x)"), ("ours", total("x", 10**17))):
        connection.execute(f"COPY (SELECT {sql} AS s FROM {values}) TO '{tmp_path / name}.parquet' (FORMAT parquet)")
    assert isinstance(one(connection, f"SELECT s FROM '{tmp_path}/bare.parquet'"), float)
    assert one(connection, f"SELECT s FROM '{tmp_path}/ours.parquet'") == 9007199254740993


@pytest.mark.parametrize(
    ("a", "b", "floor"), [(-7, 2, -4), (7, 2, 3), (-6, 3, -2), (0, 5, 0), (10**18 - 1, 10, 10**17 - 1)]
)
def test_division_floors_where_engines_truncate(
    connection: duckdb.DuckDBPyConnection, a: int, b: int, floor: int
) -> None:
    assert one(connection, f"SELECT floor_div(CAST({a} AS BIGINT), {b})") == floor
    assert one(connection, f"SELECT wide_floor_div(CAST({a} AS DECIMAL(38,0)), {b})") == floor


def test_wide_division_does_not_go_through_double(connection: duckdb.DuckDBPyConnection) -> None:
    """``//`` of decimals is a DOUBLE in DuckDB."""
    big = 10**37 + 1
    assert isinstance(one(connection, f"SELECT CAST({big} AS DECIMAL(38,0)) // CAST(1 AS DECIMAL(38,0))"), float)
    assert one(connection, f"SELECT wide_floor_div(CAST({big} AS DECIMAL(38,0)), 1)") == big
    assert one(connection, f"SELECT wide_half_up(CAST({big} AS DECIMAL(38,0)), 2)") == 5 * 10**36 + 1


@pytest.mark.parametrize(("num", "units"), [(25, 3), (-25, -3), (35, 4), (24, 2), (-24, -2)])
def test_halves_are_rounded_away_from_zero_not_to_even(
    connection: duckdb.DuckDBPyConnection, num: int, units: int
) -> None:
    """Casts and ``round`` differ between engines (2.5 → 2 or 3)."""
    assert one(connection, f"SELECT half_up(CAST({num} AS BIGINT), 10)") == units


def test_a_null_makes_least_and_greatest_null(connection: duckdb.DuckDBPyConnection) -> None:
    """Engines skip NULL in GREATEST; the contract does not (G5)."""
    assert one(connection, "SELECT GREATEST(1, NULL)") == 1
    number = Name("i", "fact", Type.INTEGER)
    for function in ("LEAST", "GREATEST"):
        tree = Call(function, (number, Constant(Fraction(1), Type.NUMBER)), Type.NUMBER)
        found = emit(tree, lambda name: cell(name.name, name.type))
        assert isinstance(found, Number)
        assert one(connection, f"SELECT {found.num} FROM (VALUES (CAST(NULL AS BIGINT))) v(i)") is None


@pytest.mark.parametrize(("value", "holds"), [("'c'", None), ("'a'", False), ("NULL", None)])
def test_not_in_a_list_with_null_is_unknown(
    connection: duckdb.DuckDBPyConnection, value: str, holds: bool | None
) -> None:
    options = (Constant("a", Type.TEXT), Constant(None, Type.NULL))
    found = emit(In(Name("t", "fact", Type.TEXT), options, negated=True), lambda name: cell(name.name, name.type))
    assert isinstance(found, emitted.Plain)
    assert one(connection, f"SELECT {found.sql} FROM (VALUES (CAST({value} AS VARCHAR))) v(t)") is holds


def test_the_maximum_of_nothing_is_null_and_so_are_its_points(connection: duckdb.DuckDBPyConnection) -> None:
    answer = answers.points(Number("MAX(v.x)", 1, 10**17))
    assert one(connection, f"SELECT {answer.sql} FROM (VALUES (CAST(1 AS BIGINT))) v(x) WHERE FALSE") is None


def code(sql: str) -> str:
    """SQL without its text literals."""
    return re.sub(r"'(?:[^']|'')*'", "''", sql)


def test_every_window_has_a_frame_or_needs_none(plan: Plan) -> None:
    """The default frame takes tied rows together; aggregates over windows name theirs."""
    for step in (*plan.statements, *plan.after, *plan.results):
        for found in re.finditer(r"(SUM|MAX|MIN|COUNT|AVG)\((?:[^()]|\([^()]*\))*\) OVER \(([^()]*)\)", code(step.sql)):
            assert "ORDER BY" not in found[2] or re.search(r"(ROWS|RANGE) BETWEEN", found[2]), step.sql


def test_no_statement_divides_rounds_or_casts_a_fraction(plan: Plan) -> None:
    for step in (*plan.statements, *plan.after, *plan.results):
        sql = code(step.sql)
        assert not re.search(r"[^*/]/[^*/]", sql), step.sql
        assert not re.search(r"\b(ROUND|AVG|FLOAT|DOUBLE|REAL)\b", sql, re.IGNORECASE), step.sql


def test_a_plan_is_text_that_depends_on_the_rulebook_only(plan: Plan) -> None:
    opened = open_season(DATA / "town-year")
    assert opened.rulebook
    assert compile_plan(opened.rulebook, opened.attributes).text == plan.text
    assert "-- the lines of item problems" in plan.text


def test_names_of_a_rulebook_never_become_code() -> None:
    for name in ('x"; DROP TABLE unit; --', "点位", "a'b", "", "A B"):
        assert re.fullmatch(r"[a-z0-9_]*", slug(name))
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column(3, name))
        assert re.fullmatch(r"[a-z][a-z0-9_]*", fact_table(0, name))


def test_a_view_is_said_to_be_one() -> None:
    assert Statement("line_1", "SELECT 1 AS x", "why", view=True).text == "CREATE VIEW line_1 AS SELECT 1 AS x"
    assert Statement("problem", "SELECT 1", "why").text == "INSERT INTO problem SELECT 1"


class TestExact:
    """Errors are values: what is stronger wins, whatever stands first."""

    zero = "!division-by-zero"

    def test_false_and_true_win_over_an_error(self) -> None:
        assert exact("and", self.zero, "f", None) == "f"
        assert exact("or", self.zero, "t", None) == "t"
        assert exact("and", self.zero, "t", None) == self.zero
        assert exact("or", None, self.zero, None) == self.zero

    def test_a_branch_that_is_not_taken_cannot_fail(self) -> None:
        assert (
            exact(
                "if",
                "f",
                self.zero,
                "1",
            )
            == "1"
        )
        assert exact("if", None, self.zero, "1") == "1"
        assert exact("coalesce", "2", self.zero, None) == "2"

    def test_numbers_beyond_thirty_eight_digits_are_an_error(self) -> None:
        big = str(10**37)
        assert exact("*", big, "9", None) == str(9 * 10**37)
        assert exact("*", big, "10", None) == "!number-too-large"
        assert exact("/", "1", str(10**38), None) == "!number-too-large"
        assert exact("points", str(10**14), None, None) == "!number-too-large"

    def test_lists_are_added_exactly(self) -> None:
        assert exact("sum", "1/3 1/6 1/2", None, None) == "1"
        assert exact("mean", "1/3 2/3", None, None) == "1/2"
        assert exact("max", "1/3 2/5 3/8", None, None) == "2/5"
        assert exact("sum", f"1 {self.zero}", None, None) == self.zero
        assert exact("sum", None, None, None) is None

    def test_order_keys_sort_as_their_numbers(self) -> None:
        numbers = sorted({Fraction(n, d) for n in range(-40, 41) for d in range(1, 12)} | {Fraction(10**20, 3)})
        keys = [exact("order", str(number), None, None) or "" for number in numbers]
        assert keys == sorted(keys)
        assert len(set(keys)) == len(keys)
