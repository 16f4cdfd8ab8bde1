"""Totals of periods and of the year, vetoes that make 0, imputed periods (§6, G12, G13, G26, G27)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.working.small import HEAD, given, work

BASE = "items: [{id: base, title: base, import: {fact: score, value: points}}]\n"
BASIS = "basis: {document: 办法, clause: 一}"


def test_a_total_is_bounded_and_published_once(tmp_path: Path) -> None:
    book = BASE + "totals: {period: {floor: 0, cap: 110}}\nprecision: 0.1"
    worked = work(tmp_path, book, given("base", a=-3, b="90.05", c=120, d="-0.0001"))
    assert [worked.scores(unit)["total"] for unit in "abcd"] == ["0", "90.1", "110", "0"]
    assert worked.ledger("a") == [("base", "points", "s000", "-3"), ("total", "clamp", "3")]
    assert worked.ledger("c") == [("base", "points", "s002", "120"), ("total", "clamp", "-10")]


@pytest.mark.parametrize(
    ("year", "a", "b"),
    [
        # a: 10, 11, 13; b: 10.005 alone. The mean of a is 11.3333…
        ("{mean: assessed}", "11.33", "10.01"),
        ("{sum: all}", "34", "10.01"),
        ("{weights: {q1: 0.25, q2: 0.25, q3: 0.5}}", "11.75", None),
    ],
)
def test_the_year_is_rounded_once_from_exact_periods(tmp_path: Path, year: str, a: str, b: str | None) -> None:
    worked = work(tmp_path, BASE + f"totals: {{year: {year}}}", given("base", a=[10, 11, 13], b="10.005"))
    assert worked.scores("a", "2022") == {"total": a}
    assert worked.scores("b", "2022") == ({"total": b} if b else {})
    incomplete = [where for code, where in worked.problems if code == "year-incomplete"]
    assert incomplete == ([] if b else ["b/2022", "c/2022", "d/2022"])


def test_a_weighted_year_waits_for_periods_that_have_not_begun(tmp_path: Path) -> None:
    season = "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: book.yaml\nas_of: 2022-03-31\n"
    book = BASE + "totals: {year: {weights: {q1: 0.5, q2: 0.5}}}"
    worked = work(tmp_path, book, given("base", a=10, b=1, c=1, d=1), season=season)
    assert worked.problems == [("year-incomplete", f"{unit}/2022") for unit in "abcd"]
    assert worked.scores("a", "2022") == {}


def test_an_imputed_period_is_one_line_and_counts_in_the_year(tmp_path: Path) -> None:
    book = (
        BASE
        + f"totals: {{period: {{cap: 90}}, imputed: [{{period: q2, constant: 95, {BASIS}}}]}}\n"
        + "ranking: {within: all}"
    )
    worked = work(tmp_path, book, given("base", a=[80, 70]))
    assert worked.ledger("a", "2022-Q2") == [("total", "imputed", "95")]
    assert worked.scores("a", "2022-Q2") == {"total": "95"}
    assert worked.scores("a", "2022") == {"total": "87.5"}
    assert worked.scores("b", "2022") == {"total": "95"}
    assert [row for row in worked.tables["ranking"] if row[1] != "2022"] == [("all", "2022-Q1", "a", "1", "80")]


VETO = f"""
items:
  - {{id: base, title: base, import: {{fact: score, value: points}}}}
  - {{id: fire, title: fire, veto: {{fact: event, where: kind = 'fire', effect: zero, {BASIS}}}}}
  - {{id: flood, title: flood, veto: {{fact: event, effect: zero, {BASIS}}}}}
totals: {{period: {{cap: 50}}}}
"""


def test_the_first_veto_takes_the_total_and_no_veto_lifts_a_negative_one(tmp_path: Path) -> None:
    events = [("a", "2022-02-02", "fire"), ("a", "2022-02-01", "flood"), ("b", "2022-02-01", "fire")]
    worked = work(tmp_path, VETO, given("base", a=60, b=-4), events=events)
    assert worked.ledger("a") == [
        ("base", "points", "s000", "60"),
        ("total", "clamp", "-10"),
        ("total", "veto", "e001", "flood", "-50"),
    ]
    assert worked.scores("a") == {"base": "60", "fire": "0", "flood": "0", "total": "0"}
    assert worked.scores("b")["total"] == "-4"


def test_on_one_day_the_rulebook_says_which_veto_comes_first(tmp_path: Path) -> None:
    worked = work(tmp_path, VETO, given("base", a=10), events=[("a", "2022-02-02", "fire")])
    assert worked.ledger("a")[-1] == ("total", "veto", "e000", "fire", "-10")


def test_a_unit_left_behind_is_told_and_a_season_entry_makes_it_assessed(tmp_path: Path) -> None:
    season = (
        "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: book.yaml\nassessed: [{unit: b, period: Q1}]\n"
    )
    book = "items: [{id: n, title: n, measure: {fact: event, count: id}, scale: {each: 2}}, "
    book += "{id: base, title: base, applies: people = 10, import: {fact: score, value: points}}]"
    worked = work(tmp_path, book, given("base", a=3), season=season, events=[("b", "2022-01-01", "k")])
    assert worked.problems == [("not-assessed", "c/2022-Q1"), ("not-assessed", "d/2022-Q1")]
    assert worked.scores("a") == {"n": "0", "base": "3", "total": "3"}
    assert worked.scores("b") == {"n": "2", "base": "0", "total": "2"}


def test_without_figures_every_period_that_has_begun_is_assessed(tmp_path: Path) -> None:
    season = "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: book.yaml\nas_of: 2022-04-01\n"
    book = "items: [{id: n, title: n, measure: {fact: event, count: id}, scale: {each: 2}}]"
    worked = work(tmp_path, book, [], season=season)
    assert {row[1] for row in worked.tables["scores"]} == {"2022-Q1", "2022-Q2", "2022"}


def test_one_year_that_is_the_only_period_is_published_once(tmp_path: Path) -> None:
    head = HEAD.replace("period: quarter", "period: year")
    book = BASE + "totals: {year: {sum: all}}\nranking: {within: all}\n"
    book += "decisions: [{id: first, title: first, per: year, top: 1}]"
    worked = work(tmp_path, book, given("base", a=3, b=4), head=head)
    assert worked.tables["ranking"] == [("all", "2022", "a", "2", "3"), ("all", "2022", "b", "1", "4")]
    assert worked.scores("a", "2022") == {"base": "3", "total": "3"}
    assert worked.tables["decisions"] == [("2022", "b", "first")]


def test_years_as_periods_have_a_year_over_them(tmp_path: Path) -> None:
    head = HEAD.replace("period: quarter", "period: year")
    season = "season: s\nyear: {from: 2021-01-01, to: 2022-12-31}\nrulebook: book.yaml\n"
    scores = [
        ("a", "2021-05-01|x", "1"),
        ("a", "2022-05-01|x", "2"),
        ("b", "2021-05-01|x", "2"),
        ("b", "2022-05-01|x", "2"),
    ]
    worked = work(tmp_path, BASE + "ranking: {within: all}", scores, head=head, season=season)
    assert [row for row in worked.tables["ranking"] if row[1] == "2021-2022"] == [
        ("all", "2021-2022", "a", "2", "1.5"),
        ("all", "2021-2022", "b", "1", "2"),
    ]


def test_a_year_beyond_what_can_be_published_is_a_problem(tmp_path: Path) -> None:
    weights = "totals: {year: {weights: {q1: 999999999999, q2: 999999999999}}}"
    worked = work(tmp_path, BASE + weights, given("base", a=[999_999_999_999, 999_999_999_999]))
    assert worked.errors == [("number-too-large", "a/2022")]
