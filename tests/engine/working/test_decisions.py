"""Ranks, ties, breaks, decisions and what vetoes stop (§6, §5.6, G28–G31, G52, G53)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.working.small import given, work

BASE = "items: [{id: base, title: base, import: {fact: score, value: points}}]\n"
FIVE = {unit: f"t1,village,,{10 * n},x" for n, unit in enumerate("abcde", 1)}
BASIS = "basis: {document: 办法, clause: 一}"


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ("min", ["1", "2", "2", "4", "5"]),
        ("dense", ["1", "2", "2", "3", "4"]),
        ("max", ["1", "3", "3", "4", "5"]),
        ("mean", ["1", "2.5", "2.5", "4", "5"]),
    ],
)
def test_ties_take_places_as_the_rulebook_says(tmp_path: Path, ties: str, ranks: list[str]) -> None:
    worked = work(tmp_path, BASE + f"ranking: {{ties: {ties}}}", given("base", a=9, b=8, c=8, d=7, e=6), units=FIVE)
    assert [row[3] for row in worked.tables["ranking"] if row[1] == "2022-Q1"] == ranks


def test_equal_as_published_differ_exactly(tmp_path: Path) -> None:
    scores = given("base", a=["9.991", 0], b=["9.994", 0], c=["9.995", 0])
    published = work(tmp_path, BASE + "ranking: {on: published}", scores)
    exact = work(tmp_path, BASE + "ranking: {on: exact}", scores)
    assert [row[3] for row in published.tables["ranking"][:3]] == ["1", "1", "1"]  # the year: 5.00 each
    assert [row[3] for row in exact.tables["ranking"][:3]] == ["3", "2", "1"]
    assert [row[4] for row in exact.tables["ranking"][:3]] == ["5", "5", "5"]


def test_means_of_different_numbers_of_periods_are_compared_exactly(tmp_path: Path) -> None:
    scores = given("base", a=[1, 1, "1.0001"], b=["1.00003", "1.00003", "1.00003"], c=["1.0001", 1])
    worked = work(tmp_path, BASE + "ranking: {on: exact}", scores)
    assert [row[2:4] for row in worked.tables["ranking"][:3]] == [("a", "2"), ("b", "3"), ("c", "1")]


BREAKS = """
items:
  - {id: base, title: base, import: {fact: score, where: "item = 'base'", value: points}}
  - {id: late, title: late, import: {fact: score, where: "item = 'late'", value: points}}
ranking: {within: group, break: [{item: late, order: asc}]}
"""


def test_a_break_decides_between_equal_totals_only_and_groups_stand_apart(tmp_path: Path) -> None:
    units = {"a": "t1,village,g,1,", "b": "t1,village,g,1,", "c": "t1,village,g,1,", "d": "t1,village,,1,"}
    worked = work(tmp_path, BREAKS, given("base", a=5, b=4, c=1, d=1) + given("late", a=1, b=2, c=1, d=1), units=units)
    assert [row for row in worked.tables["ranking"] if row[1] == "2022-Q1"] == [
        ("", "2022-Q1", "d", "1", "2"),
        ("g", "2022-Q1", "a", "1", "6"),
        ("g", "2022-Q1", "b", "2", "6"),
        ("g", "2022-Q1", "c", "3", "2"),
    ]


def test_a_group_may_be_an_expression_and_some_take_no_part(tmp_path: Path) -> None:
    book = BASE + "ranking: {within: people / 20, among: officer IS NOT NULL}"
    worked = work(tmp_path, book, given("base", a=1, b=2, c=3, d=4))
    assert [row[:4] for row in worked.tables["ranking"] if row[1] == "2022-Q1"] == [
        ("0.5", "2022-Q1", "a", "1"),
        ("1.5", "2022-Q1", "c", "1"),
        ("2", "2022-Q1", "d", "1"),
    ]


def decided(folder: Path, rule: str, scores: list[tuple[str, str, str]], more: str = "") -> list[tuple[str, ...]]:
    book = BASE + f"ranking: {{within: all}}\n{more}\ndecisions: [{{id: x, title: x, {rule}}}]"
    return [row[:2] for row in work(folder, book, scores, units=FIVE).tables["decisions"]]


def test_units_that_tie_for_the_last_place_taken_are_all_in(tmp_path: Path) -> None:
    scores = given("base", a=9, b=8, c=8, d=7, e=7)
    assert [unit for _, unit in decided(tmp_path, "per: period, top: 2", scores)] == ["a", "b", "c"]
    assert [unit for _, unit in decided(tmp_path, "per: period, bottom: 1", scores)] == ["d", "e"]
    assert [unit for _, unit in decided(tmp_path, "per: period, top: 2, where: total < 9", scores)] == ["b", "c"]


def test_decisions_know_their_group(tmp_path: Path) -> None:
    scores = given("base", a=9, b=8, c=8, d=7, e=6)
    assert [unit for _, unit in decided(tmp_path, "per: period, where: total > mean", scores)] == ["a", "b", "c"]
    assert [unit for _, unit in decided(tmp_path, "per: period, where: best - total <= 1", scores)] == ["a", "b", "c"]
    assert [unit for _, unit in decided(tmp_path, "per: period, where: last OR total = worst", scores)] == ["e"]
    assert [unit for _, unit in decided(tmp_path, "per: period, bottom: CEIL(size * 0.3)", scores)] == ["d", "e"]
    assert [unit for _, unit in decided(tmp_path, "per: period, where: unit.people > 30 AND base > 6", scores)] == ["d"]


def test_a_streak_runs_over_held_periods_and_an_imputed_one_is_passed_over(tmp_path: Path) -> None:
    scores = given("base", a=[1, "", 1, 1], b=[2, "", 2, 2], c=[3, "", 3, 0])
    imputed = f"totals: {{imputed: [{{period: q2, constant: 1, {BASIS}}}]}}"
    assert decided(tmp_path, "per: period, bottom: 1, streak: 2", scores, imputed) == [("2022-Q3", "a")]
    nobody = decided(tmp_path, "per: period, bottom: 1, streak: 2", scores)
    assert nobody == [("2022-Q3", "a")]  # a period in which nobody was assessed was not held either
    another = scores + given("base", d=["", 5])
    assert decided(tmp_path, "per: period, bottom: 1, streak: 2", another) == []


def test_times_counts_periods_that_need_not_run(tmp_path: Path) -> None:
    scores = given("base", a=[1, 5, 1, 1], b=[2, 2, 2, 2])
    assert decided(tmp_path, "per: period, bottom: 1, times: 2", scores) == [("2022-Q3", "a"), ("2022-Q4", "a")]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("top: size / 2", "places-invalid"),
        ("top: size - 9", "places-invalid"),
        ("bottom: CASE WHEN size > 9 THEN 1 END", "null-value"),
        ("bottom: 1 / (size - 5)", "division-by-zero"),
        ("where: 1 / (total - 8) > 0", "division-by-zero"),
    ],
)
def test_what_cannot_be_decided_is_told_at_the_decision(tmp_path: Path, rule: str, code: str) -> None:
    book = BASE + f"ranking: {{}}\ndecisions: [{{id: x, title: x, per: period, {rule}}}]"
    worked = work(tmp_path, book, given("base", a=9, b=8, c=8, d=7, e=6), units=FIVE)
    assert worked.errors == [(code, "2022-Q1/x")]


VETOES = f"""
items:
  - {{id: base, title: base, import: {{fact: score, value: points}}}}
  - {{id: out, title: out, veto: {{fact: event, where: kind = 'out', effect: ineligible, {BASIS}}}}}
  - {{id: long, title: long, veto: {{fact: event, where: kind = 'long', effect: ineligible, months: 3, {BASIS}}}}}
  - {{id: cool, title: cool, veto: {{fact: event, where: kind = 'cool', effect: no_top, {BASIS}}}}}
ranking: {{within: all}}
decisions:
  - {{id: best, title: best, per: period, top: 5, level: top}}
  - {{id: good, title: good, per: period, top: 5}}
  - {{id: poor, title: poor, per: period, bottom: 5}}
  - {{id: year, title: year, per: year, top: 5}}
"""


def test_vetoes_stop_what_their_effect_says_while_they_last(tmp_path: Path) -> None:
    events = [("a", "2022-03-31", "out"), ("b", "2022-03-31", "long"), ("c", "2022-03-31", "cool")]
    scores = given("base", a=[1, 1], b=[2, 2], c=[3, 3], d=[4, 4], e=[5, 5])
    worked = work(tmp_path, VETOES, scores, events=events, units=FIVE)
    taken = {(period, decision): "" for period, _, decision in worked.tables["decisions"]}
    for period, unit, decision in worked.tables["decisions"]:
        taken[period, decision] += unit
    assert taken == {
        ("2022", "year"): "acde",  # without months the year is spared
        ("2022-Q1", "best"): "de",
        ("2022-Q1", "good"): "cde",
        ("2022-Q1", "poor"): "abcde",
        ("2022-Q2", "best"): "acde",  # three months from 31 March end on 30 June
        ("2022-Q2", "good"): "acde",
        ("2022-Q2", "poor"): "abcde",
    }
