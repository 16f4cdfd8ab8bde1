"""§4, G12–G15: the tree, floor, cap, start, weight and N/A; every expected row is worked out by hand."""

from __future__ import annotations

import pytest

from tests.engine.contract.cases import head, item_scores, ledger, problems, rows, scored, season, totals

FACTS = """\
unit: {pop: integer}
facts:
  n: {columns: {k: text, v: decimal}}
"""
N = "id,unit,date,k,v\n1,a,2022-01-05,p,7\n2,b,2022-01-05,p,3\n3,c,2022-01-05,p,1\n4,a,2022-01-06,q,-2.5\n"
SUM = "measure: {fact: n, where: \"k = '%s'\", sum: v}, scale: {each: 1}"


def book(items: str, rest: str = "") -> str:
    return head() + FACTS + "items:\n" + items + rest


def test_line_order_start_clamp_weight() -> None:
    """start 100 + (−2.5) = 97.5 is capped at 90 (−7.5), times 0.3333 = 29.997 → weight −60.003."""
    opinion = scored(
        book("- {id: i, title: i, full: 100, cap: 90, start: full, weight: 0.3333, " + SUM % "q" + "}\n"), n=N
    )
    assert [line for line in ledger(opinion) if line.startswith("a ")] == [
        "a 2022-Q1 i clamp - - -7.5",
        "a 2022-Q1 i points - - -2.5",
        "a 2022-Q1 i start - - 100",
        "a 2022-Q1 i weight - - -60.003",
    ]
    assert totals(opinion) == {
        "a/2022": "30", "a/2022-Q1": "30", "b/2022": "30", "b/2022-Q1": "30", "c/2022": "30", "c/2022-Q1": "30",
    }  # fmt: skip
    assert item_scores(opinion, "i")["a/2022-Q1"] == "29.997"


def test_weight_rounds_half_away_from_zero() -> None:
    """−2.5 × 0.00002 = −0.00005 → −0.0001; weight line −0.0001 − (−2.5) = 2.4999."""
    opinion = scored(book("- {id: i, title: i, weight: 0.00002, " + SUM % "q" + "}\n"), n=N)
    assert item_scores(opinion, "i")["a/2022-Q1"] == "-0.0001"
    assert "a 2022-Q1 i weight - - 2.4999" in ledger(opinion)


def test_floor_and_cap_crossing_cap_wins() -> None:
    opinion = scored(book("- {id: i, title: i, floor: 8, cap: 5, " + SUM % "p" + "}\n"), n=N)
    assert item_scores(opinion, "i") == {"a/2022-Q1": "5", "b/2022-Q1": "5", "c/2022-Q1": "5"}


@pytest.mark.parametrize(
    ("na", "expected", "lines"),
    [
        ("zero", "0", []),
        ("full", "8", ["b 2022-Q1 i na - - 10", "b 2022-Q1 i weight - - -2"]),
        ("{constant: -3}", "-2.4", ["b 2022-Q1 i na - - -3", "b 2022-Q1 i weight - - 0.6"]),
        # peers of b are a alone (group x): its value before weight is 7
        ("peer_mean", "5.6", ["b 2022-Q1 i na - - 7", "b 2022-Q1 i weight - - -1.4"]),
    ],
)
def test_na_values_stand_before_weight(na: str, expected: str, lines: list[str]) -> None:
    text = "- {id: i, title: i, full: 10, weight: 0.8, applies: pop <> 20, na: " + na + ", " + SUM % "p" + "}\n"
    opinion = scored(book(text, "ranking: {within: group}\n"), n=N)
    assert item_scores(opinion, "i")["b/2022-Q1"] == expected
    assert [line for line in ledger(opinion) if line.startswith("b ")] == lines


def test_peer_mean_without_peers() -> None:
    text = "- {id: i, title: i, applies: pop <> 30, na: peer_mean, " + SUM % "p" + "}\n"
    assert problems(scored(book(text, "ranking: {within: group}\n"), n=N)) == ["no-peers c/2022-Q1/i"]


def test_rescale_takes_full_times_weight_and_start() -> None:
    """Section full 20, start 2; j (full 10 × weight 0.5 = 5) leaves b: (2 + 3) × 20 ÷ 15 = 6.6667, na line 1.6667."""
    text = (
        "- id: s\n  title: s\n  full: 20\n  start: 2\n  items:\n"
        "  - {id: i, title: i, full: 10, " + SUM % "p" + "}\n"
        "  - {id: j, title: j, full: 10, weight: 0.5, applies: pop <> 20, na: rescale, " + SUM % "p" + "}\n"
    )
    opinion = scored(book(text), n=N)
    assert item_scores(opinion, "s") == {"a/2022-Q1": "12.5", "b/2022-Q1": "6.6667", "c/2022-Q1": "3.5"}
    assert [line for line in ledger(opinion) if line.startswith("b ")] == [
        "b 2022-Q1 i points - - 3", "b 2022-Q1 s na - - 1.6667", "b 2022-Q1 s start - - 2",
    ]  # fmt: skip


def test_rescale_is_before_the_section_cap() -> None:
    """a: 7 × 12 ÷ 2 = 42, capped at 12."""
    text = (
        "- id: s\n  title: s\n  full: 12\n  items:\n"
        "  - {id: i, title: i, full: 2, cap: 9, " + SUM % "p" + "}\n"
        "  - {id: j, title: j, full: 10, applies: pop > 15, na: rescale, " + SUM % "p" + "}\n"
    )
    opinion = scored(book(text), n=N)
    assert [line for line in ledger(opinion) if line.startswith("a ")] == [
        "a 2022-Q1 i points - - 7", "a 2022-Q1 s clamp - - -30", "a 2022-Q1 s na - - 35",
    ]  # fmt: skip


def test_every_child_left_makes_the_section_na_and_nested_rescale() -> None:
    """For b the inner section t leaves s as a whole: (3) × 30 ÷ (30 − 10) = 4.5; nothing of t is told."""
    text = (
        "- id: s\n  title: s\n  full: 30\n  items:\n"
        "  - {id: i, title: i, full: 20, " + SUM % "p" + "}\n"
        "  - id: t\n    title: t\n    full: 10\n    na: rescale\n    items:\n"
        "    - {id: j, title: j, full: 4, applies: pop <> 20, na: rescale, " + SUM % "p" + "}\n"
        "    - {id: k, title: k, full: 6, applies: pop <> 20, na: rescale, " + SUM % "p" + "}\n"
    )
    opinion = scored(book(text), n=N)
    assert [row for row in rows(opinion, "scores") if row.startswith("b 2022-Q1")] == [
        "b 2022-Q1 i 3", "b 2022-Q1 s 4.5", "b 2022-Q1 t 0", "b 2022-Q1 total 4.5",
    ]  # fmt: skip
    # a: i 7; t = cap 10 of 4 + 6 = 10
    assert item_scores(opinion, "s")["a/2022-Q1"] == "17"


def test_remaining_children_without_full_stand_unscaled() -> None:
    text = (
        "- id: s\n  title: s\n  full: 10\n  items:\n"
        "  - {id: i, title: i, " + SUM % "p" + "}\n"
        "  - {id: j, title: j, full: 10, applies: pop <> 20, na: rescale, " + SUM % "p" + "}\n"
    )
    assert item_scores(scored(book(text), n=N), "s") == {"a/2022-Q1": "10", "b/2022-Q1": "3", "c/2022-Q1": "2"}


def test_count_in_false_is_no_child_that_is_left() -> None:
    """For b only j counts and it leaves: s is N/A with its full; the uncounted i below it has no row."""
    text = (
        "- id: s\n  title: s\n  full: 10\n  na: full\n  items:\n"
        "  - {id: i, title: i, full: 5, count_in: false, " + SUM % "p" + "}\n"
        "  - {id: j, title: j, full: 10, applies: pop <> 20, na: rescale, " + SUM % "p" + "}\n"
    )
    opinion = scored(book(text), n=N)
    assert [row for row in rows(opinion, "scores") if row.startswith("b 2022-Q1")] == [
        "b 2022-Q1 s 10", "b 2022-Q1 total 10",
    ]  # fmt: skip
    assert item_scores(opinion, "i") == {"a/2022-Q1": "5", "c/2022-Q1": "1"}
    assert not [line for line in ledger(opinion) if " i " in line]


def test_applies_null_is_not_applicable() -> None:
    units = "unit,name,parent,kind,group,pop\na,甲,,village,,\nb,乙,,village,,5\n"
    opinion = scored(
        book("- {id: i, title: i, applies: pop > 1, na: {constant: 2}, " + SUM % "p" + "}\n"),
        n="id,unit,date,k,v\n1,a,2022-01-05,p,7\n2,b,2022-01-05,p,3\n",
        units=units,
    )
    assert item_scores(opinion, "i") == {"a/2022-Q1": "2", "b/2022-Q1": "3"}


def test_period_total_bounds_and_precision() -> None:
    """7.25 + 0 → floor 0, cap 7.2; precision 0.5: 7.2 → 7.0 (14.4 halves → 14), the year's mean the same."""
    opinion = scored(
        head() + "precision: 0.5\n" + FACTS + "items:\n- {id: i, title: i, " + SUM % "p" + "}\n"
        "totals: {period: {floor: 2, cap: 7.2}}\n",
        n="id,unit,date,k,v\n1,a,2022-01-05,p,7.25\n2,b,2022-01-05,p,-3\n3,c,2022-04-05,p,2.25\n",
        season=season(as_of="2022-06-30"),
    )
    # quarters 1 and 2 are both assessed, as no leaf asks for facts
    assert totals(opinion) == {
        "a/2022-Q1": "7", "a/2022-Q2": "2", "a/2022": "4.5",
        "b/2022-Q1": "2", "b/2022-Q2": "2", "b/2022": "2",
        "c/2022-Q1": "2", "c/2022-Q2": "2.5", "c/2022": "2",
    }  # fmt: skip
    assert "a 2022-Q1 total clamp - - -0.05" in ledger(opinion)
    assert "b 2022-Q1 total clamp - - 5" in ledger(opinion)
