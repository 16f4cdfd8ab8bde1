"""The facts behind the lines: their parts sum to the ledger, for every unit and period of whole seasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from chuangcheng.engine.reading.facts import load_facts
from chuangcheng.engine.scoring import connect, open_season
from chuangcheng.engine.working.compile import compile_plan
from chuangcheng.engine.working.provenance import Provenance, Trace, compile_provenance
from chuangcheng.engine.working.run import run_plan

DATA = Path(__file__).parents[2] / "data"


@contextmanager
def scored(folder: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Provenance]]:
    """A season whose plan was run, and its provenance."""
    opened = open_season(folder)
    assert opened.season
    assert opened.rulebook
    assert opened.calendar
    with connect() as connection:
        load_facts(connection, opened.season, opened.rulebook, opened.calendar)
        run_plan(connection, compile_plan(opened.rulebook, opened.attributes))
        yield connection, compile_provenance(opened.rulebook, opened.attributes)


def lines(connection: duckdb.DuckDBPyConnection, provenance: Provenance) -> dict[tuple[str, str, str], int]:
    """The sum of the lines by unit, period and item."""
    found: dict[tuple[str, str, str], int] = {}
    for query in provenance.queries:
        rows = connection.execute(
            "SELECT n.unit, q.id, CAST(SUM(l.points) AS BIGINT) "
            f"FROM line_{query.number} l JOIN unit n ON n.u = l.u JOIN period q ON q.p = l.p GROUP BY n.unit, q.id"
        ).fetchall()
        found |= {(unit, period, query.item): points for unit, period, points in rows}
    return found


@pytest.mark.parametrize("season", ["town-five", "town-year"])
def test_the_parts_sum_to_the_lines_of_every_unit_and_period(season: str) -> None:
    with scored(DATA / season) as (connection, provenance):
        expected = lines(connection, provenance)
        given: dict[tuple[str, str, str], int] = defaultdict(int)
        held = connection.execute(
            "SELECT n.unit, q.id FROM assessed a JOIN unit n ON n.u = a.u JOIN period q ON q.p = a.p"
        ).fetchall()
        for unit, period in held:
            for trace in provenance.traces(connection, unit, period):
                given[unit, period, trace.item] += trace.gave or 0
        assert {place: points for place, points in given.items() if points} == {
            place: points for place, points in expected.items() if points
        }


def of_item(traces: list[Trace], item: str) -> list[Trace]:
    return [trace for trace in traces if trace.item == item]


def test_a_problem_that_grew_is_told_fact_by_fact() -> None:
    with scored(DATA / "town-five") as (connection, provenance):
        traces = of_item(provenance.traces(connection, "戊", "2022-Q2"), "problems")
        grown = [(trace.fact, trace.gave) for trace in traces if trace.key == "p45"]
        assert grown == [("p45-0", -1000), ("p45-1", -1000), ("p45-2", -2000), ("p45-3", -4000)]


def test_a_ladder_needs_no_rest_and_a_measure_names_what_it_counted() -> None:
    with scored(DATA / "town-five") as (connection, provenance):
        traces = provenance.traces(connection, "甲", "2022-Q2")
        assert not [trace for trace in of_item(traces, "good_people") if trace.note == "rest"]
        materials = of_item(traces, "materials")
        assert [(trace.fact, trace.gave) for trace in materials] == [("m1", None), ("m2", None), ("", 10000)]


def test_checks_share_the_line_and_the_rest_is_only_rounding() -> None:
    with scored(DATA / "town-year") as (connection, provenance):
        traces = of_item(provenance.traces(connection, "上柳村", "2022-Q1"), "field")
        assert sum(trace.gave or 0 for trace in traces) == 443333
        assert all(abs(trace.gave or 0) < len(traces) for trace in traces if trace.note == "rest")
        assert all(trace.gave is None for trace in traces if trace.state != "used")
        assert "superseded" in {trace.state for trace in traces}


def test_nobody_has_no_traces() -> None:
    with scored(DATA / "town-five") as (connection, provenance):
        assert provenance.traces(connection, "nobody", "2022-Q2") == []
