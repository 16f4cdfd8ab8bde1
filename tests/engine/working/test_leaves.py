"""Leaves on small seasons: every line and every problem, with numbers worked out by hand from the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.scoring import score_season
from tests.engine.second_opinion import of_oracle, of_plan

HEAD = """
rulebook: small
version: "1"
title: small
subject: village
period: quarter
unit: {pop: integer}
ranking: {within: all}
facts:
  event: {columns: {key: text, level: text, k: integer, amt: decimal}}
  check: {columns: {item: text, result: text, place: text}}
  judgement: {columns: {item: text, points: decimal, reason: text, document: text, decided_by: text, confirmed_by: text}}
items:
"""
COLUMNS = {
    "event": "key,level,k,amt",
    "check": "item,result,place",
    "judgement": "item,points,reason,document,decided_by,confirmed_by",
}
UNITS = "unit,name,parent,kind,group,pop\ntown,镇,,town,,\nA,甲,town,village,,100\nB,乙,town,village,,0\n"

Line = tuple[str, str, str, str, str, str]


def season(folder: Path, items: str, **facts: str) -> Path:
    """A season of 2022, two villages A (pop 100) and B (pop 0); rows are ``unit,date,cells`` and get ids e1, e2 …"""
    (folder / "season.yaml").write_text(
        "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nas_of: 2022-06-30\nrulebook: r.yaml\n", encoding="utf-8"
    )
    (folder / "r.yaml").write_text(HEAD + items, encoding="utf-8")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    for kind, columns in COLUMNS.items():
        rows = [row for row in facts.get(kind, "").split("\n") if row]
        numbered = "".join(f"{kind[0]}{n},{row}\n" for n, row in enumerate(rows, 1))
        (folder / f"{kind}.csv").write_text(f"id,unit,date,{columns}\n{numbered}", encoding="utf-8")
    return folder


def lines(folder: Path) -> set[Line]:
    """(unit, period, item, fact, key, points) of the lines of kind ``points``; there must be no problem."""
    with score_season(folder) as outcome:
        assert [problem for problem in outcome.problems if problem.severity == "error"] == []
        assert outcome.connection is not None
        rows = outcome.connection.execute(
            f"SELECT unit, period, item, fact, key, points FROM ({outcome.query('ledger')}) l WHERE kind = 'points'"
        ).fetchall()
    return {(u, p, i, f, k, plain(points)) for u, p, i, f, k, points in rows}


def troubles(folder: Path) -> set[tuple[str, str]]:
    """(code, where) of the errors."""
    with score_season(folder) as outcome:
        return {(problem.code, problem.where) for problem in outcome.problems if problem.severity == "error"}


def ladder(more: str) -> str:
    return f"  - {{id: x, title: x, ladder: {{fact: event, key: key, {more}}}}}\n"


GROWING = "A,2022-02-01,m,a,0,1\nA,2022-05-01,m,a,1,3\nA,2022-05-02,m,a,2,2\n"


@pytest.mark.parametrize(
    ("more", "points"),
    [
        ("value: amt", ["1", "2", "-1"]),
        ("value: amt, combine: highest", ["1", "2"]),
        ("value: -amt, combine: lowest", ["-1", "-2"]),
        ("value: amt, combine: sum", ["1", "3", "2"]),
        ("value: amt, window: period", ["1", "3", "-1"]),
        ("value: {escalate: double, base: -0.1, step: k}", ["-0.1", "-0.1", "-0.2"]),
        ("value: {escalate: add_double, base: -0.1, step: k}", ["-0.1", "-0.2", "-0.4"]),
        ("value: {escalate: add_linear, base: -1, step: k, limit: 1}", ["-1", "-2"]),
        ("value: {escalate: once, base: -amt, step: k}", ["-1", "-5", "2"]),
        ("value: amt, factor: 1 / 3", ["0.3333", "0.6667", "-0.3333"]),
        ("value: amt, share: 1 / (k + 1)", ["1", "0.5", "-0.8333"]),
        ("value: {by: [k, level], rows: [[0, a, 2], [1, a, 5]], otherwise: 1}", ["2", "3", "-4"]),
    ],
)
def test_a_ladder_books_what_each_fact_adds(tmp_path: Path, more: str, points: list[str]) -> None:
    found = sorted(line[3:] for line in lines(season(tmp_path, ladder(more), event=GROWING)))
    assert [line[2] for line in found] == points
    assert {line[1] for line in found} == {"m"}


def test_a_key_at_two_units_is_booked_to_the_unit_that_moves_it(tmp_path: Path) -> None:
    facts = "A,2022-02-01,m,a,0,1\nB,2022-05-01,m,a,0,3\n"
    assert lines(season(tmp_path, ladder("value: amt"), event=facts)) == {
        ("A", "2022-Q1", "x", "e1", "m", "1"),
        ("B", "2022-Q2", "x", "e2", "m", "2"),
    }


@pytest.mark.parametrize(
    ("more", "row", "code", "where"),
    [
        ("value: amt", "A,2022-02-01,,a,0,1", "null-value", "event.csv:2"),
        ("value: amt", "A,2022-02-01,m,a,0,", "null-value", "event.csv:2"),
        ("value: 1 / k", "A,2022-02-01,m,a,0,1", "division-by-zero", "event.csv:2"),
        ("where: 1 / k > 0, value: 1", "A,2022-02-01,m,a,0,1", "division-by-zero", "event.csv:2"),
        ("value: 1, share: amt", "A,2022-02-01,m,a,0,1.5", "share-out-of-range", "event.csv:2"),
        ("value: {escalate: double, base: 1, step: k}", "A,2022-02-01,m,a,-1,1", "step-invalid", "event.csv:2"),
        ("value: {escalate: double, base: 1, step: k}", "A,2022-02-01,m,a,61,1", "step-invalid", "event.csv:2"),
        ("value: {by: [level], rows: [[b, 1]]}", "A,2022-02-01,m,a,0,1", "combination-not-listed", "event.csv:2"),
        ("value: amt * amt", "A,2022-02-01,m,a,0,99999999", "number-too-large", "A/2022-Q1/x"),
        ("value: amt * amt * amt * amt", "A,2022-02-01,m,a,0,999999999999", "number-too-large", "A/2022-Q1/x"),
    ],
)
def test_a_fact_of_which_nothing_can_be_made(tmp_path: Path, more: str, row: str, code: str, where: str) -> None:
    assert troubles(season(tmp_path, ladder(more), event=row)) == {(code, where)}


def test_unless_and_once_look_over_several_ladders(tmp_path: Path) -> None:
    items = """
  - id: s
    title: s
    once: {key: key}
    items:
      - {id: a, title: a, ladder: {fact: event, key: key, where: "level = 'a'", value: amt}}
      - {id: b, title: b, ladder: {fact: event, key: key, where: "level = 'b'", value: amt}}
  - {id: c, title: c, ladder: {fact: event, key: key, where: "level = 'c'", value: 1, unless: [a]}}
"""
    facts = "A,2022-01-05,m,a,0,2\nA,2022-01-06,m,b,0,5\nA,2022-01-07,m,c,0,0\nA,2022-01-01,n,c,0,0\n"
    assert lines(season(tmp_path, items, event=facts)) == {
        ("A", "2022-Q1", "a", "e1", "m", "2"),
        ("A", "2022-Q1", "b", "e2", "m", "3"),
        ("A", "2022-Q1", "c", "e4", "n", "1"),
    }


MEASURED = "A,2022-02-01,m,a,1,0.5\nA,2022-02-03,n,b,2,1.5\nA,2022-02-02,m,a,4,\nB,2022-02-02,m,a,4,2\n"


def measure(number: str, scale: str, more: str = "") -> str:
    return f"  - {{id: x, title: x, measure: {{fact: event, {number}, missing: 0}}, scale: {scale}{more}}}\n"


@pytest.mark.parametrize(
    ("number", "scale", "more", "a", "b"),
    [
        ("count: amt", "{each: 1}", "", "2", "1"),
        ("distinct: key", "{each: 1}", "", "2", "1"),
        ("sum: amt", "{each: 1}", "", "2", "2"),
        ("mean: k", "{each: 1}", "", "2.3333", "4"),
        ("latest: amt", "{each: 1}", "", "1.5", "2"),
        ("max: amt / k", "{each: 1}", "", "0.75", "0.5"),
        ("sum: amt / k", "{each: 1}", "", "1.25", "0.5"),
        ("share: {of: amt > 1, among: amt IS NOT NULL}", "{each: 1}", "", "0.5", "1"),
        ("ratio: {of: amt, to: k}", "{each: 1}", "", "0.6667", "0.5"),
        ("sum: k", "{step: 2, points: -0.5, side: over}", ", against: {target: 2}", "-1", "-0.5"),
        ("sum: k", "{ratio: 10, cap: 1.2}", ", against: {target: 6, as: ratio}", "11.6667", "6.6667"),
        ("sum: k", "{each: 1}", ", against: {peers: mean}", "1.5", "-1.5"),
        ("sum: k", "{each: 1}", ", against: {peers: best, as: ratio}", "1", "0.5714"),
        ("mean: k", "{rank: [10, 7]}", "", "7", "10"),
        ("sum: amt", "{rank: [10, 7], ties: mean}", "", "8.5", "8.5"),
        ("sum: k", "{value: x * 2 - target}", ", against: {target: unit.pop / 10}", "4", "8"),
        ("sum: k", "{bands: [{from: 7, points: 3}, {above: 4, points: 2}, {points: 1}]}", "", "3", "1"),
    ],
)
def test_a_measure_makes_one_line(tmp_path: Path, number: str, scale: str, more: str, a: str, b: str) -> None:
    folder = season(tmp_path, measure(number, scale, more), event=MEASURED)
    written = (folder / "season.yaml").read_text(encoding="utf-8")
    (folder / "season.yaml").write_text(written.replace("2022-06-30", "2022-03-31"), encoding="utf-8")
    assert lines(folder) == {
        ("A", "2022-Q1", "x", "", "", a),
        ("B", "2022-Q1", "x", "", "", b),
    }


def test_places_of_a_measure_are_combined_and_rounded_once(tmp_path: Path) -> None:
    item = "  - {id: x, title: x, measure: {fact: event, sum: k, by: key, missing: 0}, scale: {each: 0.33335}}\n"
    found = lines(season(tmp_path, item, event=MEASURED))
    assert ("A", "2022-Q1", "x", "", "", "1.1667") in found


CHECKLIST = """
  - id: x
    title: x
    checklist:
      fact: check
      grades: {good: 1, poor: 0.5, bad: 0, away: na}
      places: PLACES
      na: NA
      items: [{id: k1, full: 6}, {id: k2, full: 4}, {id: k3, full: 2, key: true}]
"""
CHECKS = (
    "A,2022-02-01,k1,good,p\nA,2022-02-01,k2,bad,p\nA,2022-02-02,k2,away,p\nA,2022-02-01,k3,poor,p\n"
    "A,2022-02-01,k1,poor,q\nA,2022-02-01,k2,poor,q\nA,2022-02-01,k3,good,q\n"
    "B,2022-02-01,k1,good,\nB,2022-02-01,k2,good,\nB,2022-02-01,k3,bad,\n"
)


@pytest.mark.parametrize(
    ("places", "na", "points"),
    [
        ("all", "rescale", "8.75"),  # (12 × 7/8 + 7) ÷ 2
        ("all", "full", "9"),  # (6 + 4 + 1 + 7) ÷ 2
        ("all", "zero", "7"),
        ("{pass: 0.6}", "rescale", "6"),
        ("{pass: 0.5, ratio: false}", "rescale", "12"),
    ],
)
def test_a_checklist_takes_the_latest_result_of_each_place(tmp_path: Path, places: str, na: str, points: str) -> None:
    items = CHECKLIST.replace("PLACES", places).replace("NA", na)
    assert lines(season(tmp_path, items, check=CHECKS)) == {("A", "2022-Q1", "x", "", "", points)}


def test_a_check_that_was_not_made_is_a_problem(tmp_path: Path) -> None:
    items = CHECKLIST.replace("PLACES", "all").replace("NA", "zero")
    assert troubles(season(tmp_path, items, check="A,2022-02-01,k1,good,p\n")) == {("check-missing", "A/2022-Q1/x")}


def test_what_follows_from_an_error_is_no_second_problem(tmp_path: Path) -> None:
    items = (
        "  - {id: x, title: x, measure: {fact: event, max: amt}, scale: {each: 1}}\n"
        "  - {id: y, title: y, formula: 10 / x}\n"
    )
    facts = "A,2022-02-01,m,a,1,2\nB,2022-02-01,m,a,1,2\nB,2022-05-01,m,a,1,2\n"
    assert troubles(season(tmp_path, items, event=facts)) == {("measure-missing", "A/2022-Q2/x")}


def test_where_a_faulty_fact_may_be_the_number_the_item_is_unknown_and_not_na(tmp_path: Path) -> None:
    """Only A has a fact in the second quarter, and nobody knows whether it counts: peers are there, so it is no ``no-peers``."""
    items = (
        "  - {id: x, title: x, na: peer_mean, measure: {fact: event, where: amt / (k - 1) < 9, mean: amt, missing: na}, "
        "scale: {each: 1}}\n"
    )
    facts = "A,2022-02-01,m,a,2,2\nA,2022-05-01,m,a,1,2\n"
    assert troubles(season(tmp_path, items, event=facts)) == {("division-by-zero", "event.csv:3")}


def test_a_judged_band_asks_for_exactly_one_judgement(tmp_path: Path) -> None:
    items = measure("sum: k", "{bands: [{from: 7, points: {judge: [1, 3]}}, {points: 1}]}")
    facts = {"event": MEASURED, "judgement": "A,2022-03-01,x,2.5,r,d,p,q\n"}
    found = lines(season(tmp_path, items, **facts))
    assert {line[5] for line in found if line[0] == "A" and line[1] == "2022-Q1"} == {"2.5"}
    (tmp_path / "judgement.csv").write_text(f"id,unit,date,{COLUMNS['judgement']}\n", encoding="utf-8")
    assert troubles(tmp_path) == {("judgement-missing", "A/2022-Q1/x")}


def test_the_second_opinion_says_the_same(tmp_path: Path) -> None:
    folder = season(tmp_path, CHECKLIST.replace("PLACES", "all").replace("NA", "rescale"), check=CHECKS)
    assert of_plan(folder).tables == of_oracle(folder).tables
