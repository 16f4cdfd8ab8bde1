"""Explaining: what is told about a unit sums to its score and names clause, settings and facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.scoring import Outcome, score_season
from chuangcheng.engine.telling.explain import Explanation, UnknownPlace, explain, explanation_text

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def year() -> Iterator[Outcome]:
    with score_season(DATA / "town-year") as outcome:
        yield outcome


@pytest.fixture(scope="module")
def five() -> Iterator[Outcome]:
    with score_season(DATA / "town-five") as outcome:
        yield outcome


def summed(told: Explanation) -> int:
    return sum(line.points for item in told.items for line in item.lines) + sum(line.points for line in told.lines)


def test_all_lines_of_every_unit_and_period_sum_to_the_total(year: Outcome) -> None:
    assert year.connection is not None
    scores = year.connection.execute(
        f"SELECT unit, period, points FROM ({year.query('scores')}) q WHERE item = 'total' AND period <> '2022'"
    ).fetchall()
    assert len(scores) == 83
    for unit, period, points in scores[::6]:
        told = explain(year, unit, period)
        assert told.total == points
        assert (summed(told) + 50) // 100 * 100 == points


def test_an_item_shows_clause_settings_and_lines(five: Outcome) -> None:
    told = explain(five, "戊", "2022-Q2")
    problems = next(item for item in told.items if item.id == "problems")
    assert problems.clause.startswith("外部渠道查实的问题")
    assert ("value", "escalate double, base -0.1, step misses") in problems.settings
    assert ("key", "problem") in problems.settings
    assert [(line.key, plain(line.points), line.reason) for line in problems.lines[-2:]] == [
        ("p45", "-0.2", "由 -0.2 变为 -0.4"),
        ("p45", "-0.4", "由 -0.4 变为 -0.8"),
    ]
    assert told.rank is not None
    assert (told.rank.place, told.rank.size) == (40, 5)


def test_a_veto_belongs_to_no_item(year: Outcome) -> None:
    told = explain(year, "上柳村", "2022-Q2")
    assert told.total == 0
    assert [(line.kind, plain(line.points), line.key) for line in told.lines] == [("veto", "-63.7", "accident")]
    assert told.decisions == ("后进村", "约谈")


def test_the_year_shows_what_it_is_made_of(year: Outcome) -> None:
    told = explain(year, "上柳村", "2022")
    assert told.total is not None
    assert plain(told.total) == "61.01"
    assert [(period, plain(total)) for period, total in told.parts] == [
        ("2022-Q1", "65.0333"),
        ("2022-Q2", "0"),
        ("2022-Q3", "87.0333"),
        ("2022-Q4", "91.9667"),
    ]
    assert told.items == ()


def test_a_period_in_which_the_unit_was_not_assessed(year: Outcome) -> None:
    told = explain(year, "新泉村", "2022-Q1")
    assert (told.total, told.items, told.rank) == (None, (), None)
    assert [problem.code for problem in told.problems] == ["not-assessed"]


@pytest.mark.parametrize(("unit", "period", "what"), [("无名村", "2022-Q1", "unit"), ("上柳村", "2023-Q1", "period")])
def test_what_there_is_not(year: Outcome, unit: str, period: str, what: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        explain(year, unit, period)
    assert caught.value.what == what
    assert caught.value.known


def test_both_languages_tell_the_same_points(five: Outcome) -> None:
    chinese = explanation_text(explain(five, "甲", "2022-Q2", "zh"), "zh")
    english = explanation_text(explain(five, "甲", "2022-Q2", "en"), "en")
    assert chinese.startswith("甲村（甲） 2022-Q2\n总分 97.9    名次 1（town，共 5 个）\n")
    assert english.startswith("甲村 (甲) 2022-Q2\ntotal 97.9    rank 1 of 5 (town)\n")
    assert "依据：" in chinese
    assert "clause: " in english


def test_what_cannot_be_worked_out_stands_at_its_item(tmp_path: Path) -> None:
    for file in (DATA / "town-five").glob("*.*"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("b3,丙", "b3,乙"), encoding="utf-8")
    with score_season(tmp_path) as outcome:
        told = explain(outcome, "乙", "2022-Q2")
        assert [problem.code for problem in told.items[0].problems] == ["import-duplicate"]
        assert told.total is None
        assert "import" in dict(told.items[0].settings)
        assert explanation_text(told).count("!") == 1


def test_the_facts_behind_a_line_are_told(year: Outcome) -> None:
    told = explain(year, "上柳村", "2022-Q3")
    field = next(item for item in told.items if item.id == "field")
    (line,) = field.lines
    assert sum(trace.gave or 0 for trace in line.traces) == line.points
    assert [trace.fact for trace in line.traces if trace.state == "superseded"] == ["上柳村-124"]
    problems = next(item for item in told.items if item.id == "problems")
    assert [(line.fact, [trace.fact for trace in line.traces]) for line in problems.lines] == [
        (line.fact, [line.fact]) for line in problems.lines
    ]
    text = explanation_text(told)
    assert "check 上柳村-124  上柳村-点位1  [被后来的代替]" in text
    assert "survey" in text
