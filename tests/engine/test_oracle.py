"""The oracle against tables that were worked out by hand from the contract."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.engine.second_opinion import COMPARED, of_oracle
from tests.engine.small_seasons import lines, score, told, values

DATA = Path(__file__).parents[1] / "data"
YEAR = date(2022, 12, 31)


@pytest.mark.parametrize("season", ["town-five", "town-year"])
def test_seasons_with_results(season: str) -> None:
    opinion = of_oracle(DATA / season)
    for table, columns in COMPARED.items():
        with (DATA / season / "expected" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            expected = sorted(tuple(row[column] for column in columns) for row in csv.DictReader(file))
        assert opinion.tables[table] == expected, table
    with (DATA / season / "expected" / "problems.csv").open(encoding="utf-8", newline="") as file:
        assert opinion.problems == sorted(tuple(row)[:3] for row in list(csv.reader(file))[1:])


def event(
    day: str, key: str = "m", k: int = 0, amt: str = "1", unit: str = "甲", level: str = "A"
) -> tuple[object, ...]:
    return (unit, day, key, level, k, Decimal(amt), True)


# --- ladders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "totals"),
    [
        ("double", ["-0.1", "-0.2", "-0.4"]),
        ("add_double", ["-0.1", "-0.3", "-0.7"]),
        ("linear", ["-0.1", "-0.2", "-0.3"]),
        ("add_linear", ["-0.1", "-0.3", "-0.6"]),
        ("once", ["-0.1", "-0.2", "-0.2"]),
    ],
)
def test_escalations(kind: str, totals: list[str]) -> None:
    text = f"items:\n  - {{id: a, title: a, ladder: {{fact: event, key: key, value: {{escalate: {kind}, base: -0.1, step: k}}}}}}"
    for k, total in enumerate(totals):
        result = score(text, {"event": [event("2022-01-05", k=k)]})
        assert values(result)["甲", "2022-Q1", "a"] == total


@pytest.mark.parametrize(
    ("combine", "booked"),
    [
        ("latest", ["2", "-3", "2"]),
        ("highest", ["2"]),
        ("lowest", ["-1"]),
        ("sum", ["2", "-1", "1"]),
    ],
)
def test_a_line_is_what_the_fact_changed(combine: str, booked: list[str]) -> None:
    text = f"items:\n  - {{id: a, title: a, ladder: {{fact: event, key: key, combine: {combine}, value: amt}}}}"
    facts = [event("2022-01-05", amt="2"), event("2022-01-06", amt="-1"), event("2022-01-07", amt="1")]
    assert [line[-1] for line in lines(score(text, {"event": facts}))] == booked


def test_ids_order_by_code_point_on_one_day() -> None:
    text = "items:\n  - {id: a, title: a, ladder: {fact: event, key: key, value: amt}}"
    facts = [event("2022-01-05", amt=str(n)) for n in range(1, 11)]
    assert [line[4] for line in lines(score(text, {"event": facts}))][:3] == ["e1", "e10", "e2"]


def test_once_books_each_line_to_the_item_that_causes_it() -> None:
    text = """
items:
  - id: both
    title: both
    once: {key: key}
    items:
      - {id: a, title: a, ladder: {fact: event, where: level = 'A', key: key, value: amt}}
      - {id: b, title: b, ladder: {fact: event, where: level = 'B', key: key, value: amt}}
"""
    facts = [event("2022-01-05", amt="2"), event("2022-01-06", amt="3", level="B"), event("2022-01-07", amt="1")]
    assert [(line[2], line[-1]) for line in lines(score(text, {"event": facts}))] == [("a", "2"), ("b", "1")]


def test_unless_leaves_out_what_another_ladder_took() -> None:
    text = """
items:
  - {id: a, title: a, ladder: {fact: event, where: level = 'A', key: key, value: amt}}
  - {id: b, title: b, ladder: {fact: event, where: level = 'B', key: key, value: amt, unless: [a]}}
"""
    facts = [
        event("2022-01-04", level="B"),
        event("2022-01-05"),
        event("2022-01-05", level="B", amt="9"),
        event("2022-01-06", key="n", amt="0"),
        event("2022-01-07", key="n", level="B"),
    ]
    assert [(line[2], line[4]) for line in lines(score(text, {"event": facts}))] == [
        ("a", "e2"),
        ("b", "e1"),
        ("b", "e5"),
    ]


def test_a_fact_of_a_period_that_is_not_assessed_moves_its_key_only() -> None:
    text = """
items:
  - {id: base, title: base, import: {fact: score, value: value}}
  - {id: a, title: a, ladder: {fact: event, key: key, value: {escalate: double, base: -0.1, step: k}}}
"""
    facts = {"event": [event("2022-01-05"), event("2022-04-05", k=1)], "score": [("甲", "2022-04-30", Decimal(90))]}
    result = score(text, facts, as_of=date(2022, 6, 30))
    assert [line[-1] for line in lines(result)] == ["-0.1", "90"]
    assert told(result) == [("fact-not-booked", "event.csv:2")]


@pytest.mark.parametrize(
    ("value", "fact", "code"),
    [
        ("{escalate: double, base: -0.1, step: k}", event("2022-01-05", k=-1), "step-invalid"),
        ("{escalate: double, base: -0.1, step: amt}", event("2022-01-05", amt="0.5"), "step-invalid"),
        ("amt / k", event("2022-01-05"), "division-by-zero"),
        ("CASE WHEN k = 1 THEN amt END", event("2022-01-05"), "null-value"),
        ("{by: [level], rows: [[B, 1]]}", event("2022-01-05"), "combination-not-listed"),
    ],
)
def test_what_a_fact_cannot_be_worth(value: str, fact: tuple[object, ...], code: str) -> None:
    text = f"items:\n  - {{id: a, title: a, ladder: {{fact: event, key: key, value: {value}}}}}"
    assert told(score(text, {"event": [fact]})) == [(code, "event.csv:2")]


# --- measures ---------------------------------------------------------------------------------------------------------


def measure(rest: str) -> str:
    return f"items:\n  - {{id: a, title: a, {rest}}}"


@pytest.mark.parametrize(
    ("ties", "points"),
    [("high", ["10", "10", "4"]), ("low", ["7", "7", "4"]), ("mean", ["8.5", "8.5", "4"])],
)
def test_points_by_place(ties: str, points: list[str]) -> None:
    text = measure(f"measure: {{fact: event, sum: amt}}, scale: {{rank: [10, 7, 4], ties: {ties}}}")
    facts = [event("2022-01-05", unit="甲", amt="5"), event("2022-01-05", unit="乙", amt="5")]
    result = score(text, {"event": facts}, {"甲": 1, "乙": 1, "丙": 1})
    assert [values(result)[unit, "2022-Q1", "a"] for unit in "甲乙丙"] == points


def test_then_goes_on_below_the_list_but_never_below_least() -> None:
    text = measure("measure: {fact: event, sum: amt}, scale: {rank: [10], then: -3, least: 5}")
    units = dict.fromkeys("甲乙丙丁", 1)
    facts = [event("2022-01-05", unit=unit, amt=str(9 - place)) for place, unit in enumerate(units)]
    result = score(text, {"event": facts}, units)
    assert [values(result)[unit, "2022-Q1", "a"] for unit in units] == ["10", "7", "5", "5"]


def test_the_shortfall_is_counted_in_whole_steps() -> None:
    text = measure(
        "measure: {fact: event, sum: amt}, against: {target: 20}, scale: {step: 5, points: -0.5, side: under}"
    )
    assert values(score(text, {"event": [event("2022-01-05", amt="9")]}))["甲", "2022-Q1", "a"] == "-1"
    assert values(score(text, {"event": [event("2022-01-05", amt="29")]}))["甲", "2022-Q1", "a"] == "0"


def test_places_of_a_column_stay_exact_until_they_are_combined() -> None:
    text = measure("measure: {fact: event, sum: amt / 3, by: level}, scale: {each: 1}")
    facts = [event("2022-01-05", amt="1", level=level) for level in "ABC"]
    assert values(score(text, {"event": facts}))["甲", "2022-Q1", "a"] == "0.3333"


def test_an_earlier_number_is_worked_out_from_facts() -> None:
    text = measure("measure: {fact: event, sum: amt}, against: {previous: 1}, scale: {each: 1}")
    facts = [event("2022-01-05", amt="4"), event("2022-04-05", amt="7")]
    result = score(text, {"event": facts}, as_of=date(2022, 6, 30))
    assert told(result) == [("history-missing", "甲/2022-Q1/a")]


def test_a_ratio_to_nothing() -> None:
    text = measure("measure: {fact: event, count: id}, against: {target: unit.pop, as: ratio}, scale: {each: 1}")
    assert told(score(text, {}, {"甲": 0})) == [("ratio-to-zero", "甲/2022-Q1/a")]
    assert told(score(text, {}, {"甲": None})) == [("null-value", "甲/2022-Q1/a")]


# --- the tree ---------------------------------------------------------------------------------------------------------

FIELD = """
  - id: s
    title: s
    full: 100
    items:
      - id: field
        title: field
        full: 80
        na: rescale
        checklist: {fact: check, grades: {good: 1, bad: 0, away: na}, items: [{id: k1, full: 50}, {id: k2, full: 30}]}
      - {id: rest, title: rest, full: 20, start: 15}
"""


def test_a_place_is_rescaled_without_what_is_not_graded() -> None:
    text = FIELD.replace("      - {id: rest, title: rest, full: 20, start: 15}\n", "")
    checks = [("甲", "2022-01-05", "k1", "good", "p"), ("甲", "2022-01-05", "k2", "away", "p"),
              ("甲", "2022-01-05", "k1", "bad", "q"), ("甲", "2022-01-05", "k2", "good", "q")]  # fmt: skip
    result = score(f"items:{text}", {"check": checks})
    assert values(result)["甲", "2022-Q1", "field"] == "55"


def test_a_section_is_rescaled_without_a_child_that_left() -> None:
    text = FIELD.replace("start: 15}", "start: 15, judgement: {fact: check, between: [0, 1]}}")
    text = text.replace(
        "judgement: {fact: check, between: [0, 1]}", "measure: {fact: event, count: id}, scale: {each: 1}"
    )
    checks = [("甲", "2022-01-05", key, "away", None) for key in ("k1", "k2")]
    result = score(f"items:{text}", {"check": checks})
    assert values(result)["甲", "2022-Q1", "s"] == "75"
    assert ("甲", "2022-Q1", "s", "na", "", "", "60") in lines(result)


def test_a_unit_without_the_item_gets_the_mean_of_its_peers() -> None:
    text = measure(
        "applies: unit.pop > 10, na: peer_mean, weight: 2, measure: {fact: event, sum: amt}, scale: {each: 1}"
    )
    facts = [event("2022-01-05", unit="甲", amt="1"), event("2022-01-05", unit="乙", amt="2")]
    result = score(text, {"event": facts}, {"甲": 20, "乙": 20, "丙": 20, "丁": 1})
    assert values(result)["丁", "2022-Q1", "a"] == "2"
    assert [(line[3], line[-1]) for line in lines(result) if line[0] == "丁"] == [("na", "1"), ("weight", "1")]


def test_every_change_of_a_value_is_a_line() -> None:
    text = measure("full: 10, start: full, weight: 0.5, measure: {fact: event, count: id}, scale: {each: -4}")
    result = score(text, {"event": [event("2022-01-05") for _ in range(3)]})
    assert [(line[3], line[-1]) for line in lines(result)] == [("clamp", "2"), ("points", "-12"), ("start", "10")]
    assert sum(line.points for line in result.lines) == 0


def test_a_veto_takes_the_total_and_not_more() -> None:
    text = (
        "items:\n  - {id: a, title: a, measure: {fact: event, sum: amt}, scale: {each: 1}}\n"
        "  - {id: v, title: v, veto: {fact: veto_event, effect: zero, basis: {document: d, clause: c}}}\n"
        "totals: {period: {cap: 5}}"
    )
    facts = {
        "event": [event("2022-01-05", amt="8")],
        "veto_event": [("甲", "2022-02-01", "x"), ("甲", "2022-02-02", "x")],
    }
    result = score(text, facts)
    totals = [line[3:] for line in lines(result) if line[2] == "total"]
    assert totals == [("clamp", "", "", "-3"), ("veto", "v1", "v", "-5")]
    negative = score(text, {**facts, "event": [event("2022-01-05", amt="-8")]})
    assert values(negative)["甲", "2022-Q1", "total"] == "-8"


# --- ranking, decisions, money ----------------------------------------------------------------------------------------

RANKED = """
items:
  - {id: a, title: a, measure: {fact: event, sum: amt}, scale: {each: 1}}
ranking: {ties: %s}
"""


def four(*amounts: int, day: str = "2022-01-05") -> list[tuple[object, ...]]:
    return [event(day, unit=unit, amt=str(amount)) for unit, amount in zip("甲乙丙丁", amounts, strict=True)]


FOUR = dict.fromkeys("甲乙丙丁", 1)


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [("min", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("max", [1, 3, 3, 4]), ("mean", [1, 2.5, 2.5, 4])],
)
def test_ranks_of_ties(ties: str, ranks: list[float]) -> None:
    result = score(RANKED % ties, {"event": four(9, 7, 7, 1)}, FOUR)
    found = {rank.unit: rank.rank for rank in result.ranking if rank.period == "2022-Q1"}
    assert [float(found[unit]) for unit in "甲乙丙丁"] == ranks


def test_all_who_tie_for_the_last_place_taken_are_in() -> None:
    text = RANKED % "min" + "decisions:\n  - {id: d, title: d, per: period, bottom: 1}"
    result = score(text, {"event": four(9, 7, 1, 1)}, FOUR)
    assert sorted(one.unit for one in result.decisions) == ["丁", "丙"]


def test_streak_and_times() -> None:
    text = RANKED % "min" + (
        "decisions:\n  - {id: run, title: t, per: period, bottom: 1, streak: 2}\n"
        "  - {id: often, title: t, per: period, bottom: 1, times: 2}"
    )
    amounts = [(9, 7, 5, 1), (1, 7, 5, 9), (9, 7, 5, 1), (9, 7, 5, 1)]
    days = ["2022-01-05", "2022-04-05", "2022-07-05", "2022-10-05"]
    facts = [fact for row, day in zip(amounts, days, strict=True) for fact in four(*row, day=day)]
    result = score(text, {"event": facts}, FOUR, as_of=YEAR)
    assert [(one.period, one.unit) for one in result.decisions if one.decision == "run"] == [("2022-Q4", "丁")]
    assert [one.period for one in result.decisions if one.decision == "often"] == ["2022-Q3", "2022-Q4"]


MONEY = (
    RANKED % "min"
    + """
settlement:
  per: period
  deposits: [{party: village, amount: 10}, {party: secretary, amount: 5}, {party: officer, amount: 5}]
  awards: [{rank: 1, party: village, amount: 30, persons_at_least: 0.5}, {rank: 2, party: village, amount: 20.01, persons_at_least: 0.5}]
  fines: [{rank: last, party: village, amount: 25, from: deposit, least_size: 3}]
  ties: %s
"""
)


def money(result: object, period: str = "2022-Q1") -> list[tuple[str, str, str, int]]:
    return [one[1:5] for one in result.settlement if one.period == period]  # type: ignore[attr-defined]


def test_places_of_a_tie_are_added_and_divided() -> None:
    result = score(MONEY % "share", {"event": four(9, 9, 5, 1)}, FOUR)
    assert money(result) == [
        ("丁", "village", "deposit", -1000),
        ("丁", "village", "short", -1500),
        ("乙", "officer", "cash", 625),
        ("乙", "secretary", "cash", 626),
        ("乙", "village", "cash", 1250),
        ("甲", "officer", "cash", 625),
        ("甲", "secretary", "cash", 625),
        ("甲", "village", "cash", 1250),
    ]
    assert told(result) == [("deposit-short", "丁/2022-Q1/village")]


def test_each_gets_the_better_place_and_all_who_tie_for_last_are_last() -> None:
    result = score(MONEY % "each", {"event": four(9, 9, 1, 1)}, FOUR)
    assert [row for row in money(result) if row[0] == "甲"] == [
        ("甲", "officer", "cash", 750),
        ("甲", "secretary", "cash", 750),
        ("甲", "village", "cash", 1500),
    ]
    assert [row[:3] for row in money(result) if row[0] in "丙丁"] == [
        ("丁", "village", "deposit"),
        ("丁", "village", "short"),
        ("丙", "village", "deposit"),
        ("丙", "village", "short"),
    ]
