"""One unit at once: the same lines as the whole season gives, and its group ranked again from stored totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from chuangcheng.engine.model import Ranking, Rulebook, Season
from chuangcheng.engine.oracle.fetch import read_rows
from chuangcheng.engine.oracle.score import needs_peers, score_rows, score_unit
from chuangcheng.engine.oracle.standing import Entry, rank_group
from chuangcheng.engine.periods import Calendar
from chuangcheng.engine.reading.facts import load_facts
from chuangcheng.engine.scoring import Opened, connect, open_season
from tests.engine.small_seasons import event_of, rows_of, rulebook_of, year_2022

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Opened, duckdb.DuckDBPyConnection]]:
    opened = open_season(DATA / "town-year")
    assert opened.season is not None
    assert opened.rulebook is not None
    assert opened.calendar is not None
    with connect() as connection:
        assert not [
            one
            for one in load_facts(connection, opened.season, opened.rulebook, opened.calendar)
            if one.severity == "error"
        ]
        yield opened, connection


def parts(opened: Opened) -> tuple[Rulebook, Season, Calendar]:
    assert opened.season is not None
    assert opened.rulebook is not None
    assert opened.calendar is not None
    return opened.rulebook, opened.season, opened.calendar


def test_a_unit_alone_has_the_lines_that_it_has_among_all(loaded: tuple[Opened, duckdb.DuckDBPyConnection]) -> None:
    opened, connection = loaded
    rulebook, season, calendar = parts(opened)
    assert not needs_peers(rulebook)
    everyone = score_rows(rulebook, season, calendar, read_rows(connection, rulebook, opened.attributes))
    for unit in ("上柳村", "新泉村", "青禾样村"):
        rows = read_rows(connection, rulebook, opened.attributes, unit)
        assert all(fact.unit == unit for facts in rows.facts.values() for fact in facts)
        alone = score_unit(rulebook, season, calendar, rows, unit)
        assert alone.lines == tuple(line for line in everyone.lines if line.unit == unit)
        assert alone.scores == tuple(score for score in everyone.scores if score.unit == unit)


@pytest.mark.parametrize(
    ("rest", "needed"),
    [
        ("measure: {fact: event, sum: amt}, scale: {each: 1}", False),
        ("measure: {fact: event, sum: amt}, scale: {rank: [1]}", True),
        ("measure: {fact: event, sum: amt}, against: {peers: mean}, scale: {each: 1}", True),
        ("measure: {fact: event, sum: amt}, against: {previous: 1}, scale: {each: 1}", False),
        ("applies: unit.pop > 1, na: peer_mean, measure: {fact: event, sum: amt}, scale: {each: 1}", True),
    ],
)
def test_which_rulebooks_look_at_other_units(rest: str, needed: bool) -> None:
    assert needs_peers(rulebook_of(f"items:\n  - {{id: a, title: a, {rest}}}")) is needed


def test_an_unsaved_problem_shows_in_the_score_of_one_unit() -> None:
    rulebook = rulebook_of("items:\n  - {id: a, title: a, ladder: {fact: event, key: key, value: amt}}")
    season, calendar = year_2022(as_of=date(2022, 3, 31))
    units = {"甲": 1, "乙": 1}
    before = score_unit(rulebook, season, calendar, rows_of(units, {"event": [event_of("甲", amt="-1")]}), "甲")
    after = score_unit(
        rulebook,
        season,
        calendar,
        rows_of(units, {"event": [event_of("甲", amt="-1"), event_of("甲", "2022-02-05", amt="-3")]}),
        "甲",
    )
    assert [line.points for line in before.lines] == [-10000]
    assert [line.points for line in after.lines] == [-10000, -20000]


def test_a_group_is_ranked_again_from_stored_totals() -> None:
    ranking = Ranking("all", None, "min", (), "published")
    totals = {f"u{n:03d}": 900_000 - 1000 * (n // 2) for n in range(300)}
    totals["u299"] = 900_000
    entries = [Entry(unit, Fraction(total), total, {}) for unit, total in totals.items()]
    standings = rank_group(ranking, "all", entries)
    ranks = {standing.unit: standing.rank for standing in standings}
    assert (ranks["u000"], ranks["u001"], ranks["u299"], ranks["u002"]) == (1, 1, 1, 4)
    assert standings[-1].unit == "u298"
    assert standings[-1].behind == 0
