"""Values of items: start, N/A in its five meanings, bounds, weights (§4, G13–G16, G49)."""

from __future__ import annotations

from pathlib import Path

from tests.engine.working.small import given, work


def leaf(item: str, more: str = "") -> str:
    """An item that takes its figure from outside."""
    return f"{{id: {item}, title: {item}, import: {{fact: score, where: \"item = '{item}'\", value: points}}{more}}}"


def test_start_full_begins_full_and_deducts_down_to_zero(tmp_path: Path) -> None:
    worked = work(tmp_path, f"items: [{leaf('tidy', ', full: 10, start: full')}]", given("tidy", a=-2.5, b=-12))
    assert worked.ledger("a") == [("tidy", "points", "s000", "-2.5"), ("tidy", "start", "10")]
    assert worked.ledger("b") == [
        ("tidy", "clamp", "2"),
        ("tidy", "points", "s001", "-12"),
        ("tidy", "start", "10"),
    ]
    assert worked.scores("b") == {"tidy": "0", "total": "0"}


def test_where_floor_and_cap_cross_the_cap_wins(tmp_path: Path) -> None:
    worked = work(tmp_path, f"items: [{leaf('x', ', floor: 8, cap: 3')}]", given("x", a=5, b=1, c=9))
    assert [worked.scores(unit)["x"] for unit in "abc"] == ["3", "3", "3"]


def test_weight_multiplies_after_the_bounds_and_rounds_away_from_zero(tmp_path: Path) -> None:
    worked = work(tmp_path, f"items: [{leaf('x', ', cap: 5, weight: 0.5')}]", given("x", a=9, b="0.0003", c="-0.0003"))
    assert worked.ledger("a") == [("x", "clamp", "-4"), ("x", "points", "s000", "9"), ("x", "weight", "-2.5")]
    assert [worked.scores(unit)["x"] for unit in "abc"] == ["2.5", "0.0002", "-0.0002"]


NA = ", applies: people > 10"


def test_na_items_stand_as_zero_full_or_a_constant_and_the_weight_still_multiplies(tmp_path: Path) -> None:
    book = f"""
    items:
      - {leaf("zero", NA)}
      - {leaf("whole", NA + ", full: 8, na: full, weight: 0.25")}
      - {leaf("fixed", NA + ", na: {constant: -1.5}")}
      - {leaf("asked")}
    """
    worked = work(tmp_path, book, given("asked", a=1))
    assert worked.ledger("a") == [
        ("asked", "points", "s000", "1"),
        ("fixed", "na", "-1.5"),
        ("whole", "na", "8"),
        ("whole", "weight", "-6"),
    ]
    assert worked.scores("a") == {"zero": "0", "whole": "2", "fixed": "-1.5", "asked": "1", "total": "1.5"}


def test_peer_mean_is_of_peers_before_weight_rounded_once(tmp_path: Path) -> None:
    book = f"""
    items: [{leaf("x", NA + ", na: peer_mean, weight: 0.5")}, {leaf("asked")}]
    ranking: {{within: parent}}
    """
    scores = given("asked", a=0, b=0, c=0, d=0) + given("x", b=1, c="2.0001", d=50)
    worked = work(tmp_path, book, scores)
    # (1 + 2.0001) ÷ 2 = 1.50005 → 1.5001; half of it 0.75005 → 0.7501; d stands in another town
    assert worked.ledger("a") == [("x", "na", "1.5001"), ("x", "weight", "-0.75")]


def test_peers_are_ranked_and_of_the_group_and_none_is_a_problem(tmp_path: Path) -> None:
    book = f"""
    items: [{leaf("x", NA + ", na: peer_mean")}, {leaf("asked")}]
    ranking: {{within: parent, among: people < 20}}
    """
    worked = work(tmp_path, book, given("asked", a=0, b=0) + given("x", b=7))
    assert worked.errors == [("no-peers", "a/2022-Q1/x")]
    assert worked.tables == {}


RESCALED = f"""
items:
  - id: base
    title: base
    full: 100
    floor: 0
    items:
      - {leaf("street", ", full: 60, na: rescale, applies: officer IS NOT NULL")}
      - {leaf("people_say", ", full: 40, na: rescale, weight: 0.5, applies: people < 30")}
      - {leaf("deeds", ", applies: people <> 20")}
  - {leaf("asked")}
"""


def test_rescale_takes_full_times_weight_out_of_the_section(tmp_path: Path) -> None:
    scores = given("asked", a=0, b=0, c=0, d=0) + given("street", a=30, c=30, d=45)
    scores += given("people_say", a=20, b=10) + given("deeds", a=1, c=1, d=2)
    worked = work(tmp_path, RESCALED, scores)
    assert worked.scores("a")["base"] == "41"
    # c: the 40 × 0.5 of people_say leave; (30 + 1) × 100 ÷ 80 = 38.75
    assert worked.ledger("c") == [
        ("base", "na", "7.75"),
        ("deeds", "points", "s010", "1"),
        ("street", "points", "s005", "30"),
    ]
    # b: street's 60 leave, and deeds (N/A as zero) has no full: 5 × 100 ÷ 40
    assert worked.ledger("b") == [
        ("base", "na", "7.5"),
        ("people_say", "points", "s008", "10"),
        ("people_say", "weight", "-5"),
    ]
    assert worked.scores("b")["street"] == "0"


def test_children_without_full_that_remain_stand_unscaled(tmp_path: Path) -> None:
    book = f"""
    items:
      - id: base
        title: base
        full: 60
        items:
          - {leaf("street", ", full: 60, na: rescale, applies: people > 10")}
          - {leaf("deeds")}
    """
    worked = work(tmp_path, book, given("deeds", a=7))
    assert worked.ledger("a") == [("deeds", "points", "s000", "7")]


NESTED = f"""
items:
  - id: base
    title: base
    full: 100
    items:
      - id: part
        title: part
        full: 50
        na: rescale
        items:
          - {leaf("x", ", full: 20, na: rescale, applies: people > 10")}
          - {leaf("y", ", full: 30, na: rescale, applies: people > 10")}
          - {leaf("aside", ", count_in: false")}
      - {leaf("z", ", full: 50")}
  - {{id: seen, title: seen, formula: "COALESCE(aside, 100) + COALESCE(part, 10)"}}
"""


def test_a_section_of_which_every_child_left_is_na_itself(tmp_path: Path) -> None:
    scores = given("x", b=4) + given("y", b=6) + given("z", a=40, b=40) + given("aside", a=3, b=3)
    worked = work(tmp_path, NESTED, scores)
    assert worked.scores("a") == {"base": "80", "part": "0", "z": "40", "seen": "110", "total": "190"}
    assert worked.ledger("a") == [("base", "na", "40"), ("seen", "points", "110"), ("z", "points", "s002", "40")]
    assert worked.scores("b") == {
        "base": "50", "part": "10", "x": "4", "y": "6", "aside": "3", "z": "40", "seen": "13", "total": "63",
    }  # fmt: skip


def test_items_below_an_na_section_have_neither_lines_nor_scores(tmp_path: Path) -> None:
    book = f"""
    items:
      - id: section
        title: section
        start: 5
        applies: people > 10
        items: [{leaf("x")}]
      - {leaf("asked")}
    """
    worked = work(tmp_path, book, given("x", b=1) + given("asked", a=2, b=2))
    assert worked.scores("a") == {"section": "0", "asked": "2", "total": "2"}
    assert worked.scores("b") == {"section": "6", "x": "1", "asked": "2", "total": "8"}


def test_what_is_not_counted_in_has_scores_but_no_lines(tmp_path: Path) -> None:
    book = f"""
    items:
      - {{id: aside, title: aside, count_in: false, start: 2, items: [{leaf("x", ", cap: 4")}]}}
      - {leaf("asked")}
    """
    worked = work(tmp_path, book, given("x", a=9) + given("asked", a=1))
    assert worked.scores("a") == {"aside": "6", "x": "4", "asked": "1", "total": "1"}
    assert worked.ledger("a") == [("asked", "points", "s001", "1")]


def test_full_that_is_used_up_is_a_division_by_zero(tmp_path: Path) -> None:
    book = f"""
    items:
      - id: base
        title: base
        full: 50
        items: [{leaf("x", ", full: 50, na: rescale, applies: people > 10")}, {leaf("y", ", full: 10")}]
    """
    assert work(tmp_path, book, given("y", a=1)).errors == [("division-by-zero", "a/2022-Q1/base")]


def test_a_sum_beyond_a_line_is_told_once_at_the_item(tmp_path: Path) -> None:
    rows = [leaf(f"x{n}", ", weight: 999") for n in range(2)]
    book = f"items: [{{id: all, title: all, items: [{', '.join(rows)}], weight: 999}}]"
    scores = given("x0", a=999_999_999_999, b=1) + given("x1", a=999_999_999_999, b=1)
    worked = work(tmp_path, book, scores)
    assert worked.errors == [("number-too-large", f"a/2022-Q1/x{n}") for n in range(2)]


def test_sums_are_exact_where_small_numbers_would_overflow(tmp_path: Path) -> None:
    rows = [leaf(f"x{n}", ", weight: 99") for n in range(12)]
    book = f"items: [{{id: all, title: all, items: [{', '.join(rows)}], cap: 5}}]"
    scores = [row for n in range(12) for row in given(f"x{n}", a=900_000_000_000)]
    assert work(tmp_path, book, scores).errors == [("number-too-large", "a/2022-Q1/all")]
