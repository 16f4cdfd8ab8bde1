"""Money: deposits, awards, fines, ties, persons' parts, longer periods (§7, G32–G35, G54–G57)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.working.small import HEAD, Worked, given, work

FIVE = {unit: f"t1,village,,{10 * n},x" for n, unit in enumerate("abcde", 1)}
HEAD_OF_BOOK = """\
items: [{id: base, title: base, import: {fact: score, value: points}}]
ranking: {within: all}
"""
ONE_PERIOD = given("base", a=9, b=8, c=8, d=7, e=6)


def settle(
    folder: Path, rules: str, scores: list[tuple[str, str, str]] = ONE_PERIOD, *, more: str = "", head: str = HEAD
) -> Worked:
    return work(folder, f"{HEAD_OF_BOOK}{more}\nsettlement: {{{rules}}}\n", scores, units=FIVE, head=head)


def paid(worked: Worked) -> list[tuple[str, ...]]:
    """Movements of the first quarter without deposits paid in."""
    return [row[1:] for row in worked.money() if row[0] == "2022-Q1"]


def test_who_tie_share_the_places_that_they_take_and_the_first_keeps_the_rest(tmp_path: Path) -> None:
    rules = "per: period, awards: [{rank: 2, party: village, amount: 100.01}, {rank: 3, party: village, amount: 50}]"
    assert paid(settle(tmp_path, rules)) == [
        ("b", "village", "cash", "75.01"),
        ("c", "village", "cash", "75"),
    ]


def test_each_gets_the_entry_of_the_better_place(tmp_path: Path) -> None:
    rules = (
        "per: period, ties: each, awards: [{rank: 2, party: village, amount: 100}, {rank: 3, party: village, amount: 50}],"
        "fines: [{rank: last, party: village, amount: 5}]"
    )
    assert paid(settle(tmp_path, rules)) == [
        ("b", "village", "cash", "100"),
        ("c", "village", "cash", "100"),
        ("e", "village", "cash", "-5"),
    ]


def test_a_range_of_places_adds_the_amount_once_for_each(tmp_path: Path) -> None:
    rules = (
        "per: period, awards: [{ranks: [3, last], party: village, amount: 40}, {rank: 9, party: village, amount: 7}]"
    )
    assert paid(settle(tmp_path, rules)) == [
        ("b", "village", "cash", "20"),
        ("c", "village", "cash", "20"),
        ("d", "village", "cash", "40"),
        ("e", "village", "cash", "40"),
    ]


def test_what_does_not_apply_lapses_and_is_not_given_to_others(tmp_path: Path) -> None:
    rules = (
        "per: period, awards: [{rank: 2, party: village, amount: 100, applies: people <> 20}, "
        "{rank: 3, party: village, amount: 50.01, where: total < 9}]"
    )
    assert paid(settle(tmp_path, rules)) == [("b", "village", "cash", "25.01"), ("c", "village", "cash", "75")]


def test_a_payment_without_places_pays_every_ranked_unit_a_line_of_its_own(tmp_path: Path) -> None:
    rules = (
        "per: period, awards: [{rank: 1, party: village, amount: 10}, {party: village, amount: total * 1.115, where: rank < 3},"
        "{party: persons, amount: 3, where: last}]"
    )
    assert paid(settle(tmp_path, rules)) == [
        ("a", "village", "cash", "10"),
        ("a", "village", "cash", "10.04"),
        ("b", "village", "cash", "8.92"),
        ("c", "village", "cash", "8.92"),
        ("e", "persons", "cash", "3"),
    ]


PERSONS = """per: period,
deposits: [{party: village, amount: 10}, {party: one, amount: 10}, {party: two, amount: 10, applies: people < 40}],
awards: [{ranks: [1, last], party: village, amount: 10.01, persons_at_least: 0.333333}]"""


def test_the_persons_part_is_rounded_up_and_goes_to_the_other_parties(tmp_path: Path) -> None:
    worked = settle(tmp_path, PERSONS)
    # 10.01 × 0.333333 = 3.336… → 3.34, of which each of two gets 1.67; d and e have one other party
    assert [row for row in paid(worked) if row[0] in "ad"] == [
        ("a", "one", "cash", "1.67"),
        ("a", "two", "cash", "1.67"),
        ("a", "village", "cash", "6.67"),
        ("d", "one", "cash", "3.34"),
        ("d", "village", "cash", "6.67"),
    ]


def test_without_other_parties_all_stays_and_it_is_told(tmp_path: Path) -> None:
    rules = "per: period, awards: [{rank: 1, party: village, amount: 10, persons_at_least: 0.5}]"
    worked = settle(tmp_path, rules)
    assert paid(worked) == [("a", "village", "cash", "10")]
    assert worked.problems == [("no-persons", "a/2022-Q1/village")]


def test_places_with_different_parts_keep_their_proportion(tmp_path: Path) -> None:
    rules = (
        "per: period, deposits: [{party: village, amount: 1}, {party: one, amount: 1}], awards: ["
        "{rank: 2, party: village, amount: 30, persons_at_least: 0.5}, {rank: 3, party: village, amount: 10}]"
    )
    assert paid(settle(tmp_path, rules))[:2] == [("b", "one", "cash", "7.5"), ("b", "village", "cash", "12.5")]


def test_a_deposit_never_falls_below_zero(tmp_path: Path) -> None:
    rules = (
        "per: period, deposits: [{party: village, amount: 100}], fines: ["
        "{party: village, amount: 20, from: deposit, where: last}, {rank: last, party: village, amount: 50, from: deposit}]"
    )
    worked = settle(tmp_path, rules, given("base", a=[1, 1, 2], b=[2, 2, 1]))
    assert worked.money() == [
        ("2022-Q1", "a", "village", "deposit", "-20"),
        ("2022-Q1", "a", "village", "deposit", "-50"),
        ("2022-Q2", "a", "village", "deposit", "-30"),
        ("2022-Q2", "a", "village", "short", "-20"),
        ("2022-Q2", "a", "village", "short", "-20"),
        ("2022-Q3", "b", "village", "deposit", "-20"),
        ("2022-Q3", "b", "village", "deposit", "-50"),
    ]
    assert [one for one in worked.problems if one[0] == "deposit-short"] == [("deposit-short", "a/2022-Q2/village")]
    assert [row for row in worked.tables["settlement"] if row[0] == "2022"] == [
        ("2022", unit, "village", "deposit", "100") for unit in "abcde"
    ]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("total - 8", "amount-negative"),
        ("CASE WHEN total > 8 THEN 1 END", "null-value"),
        ("1 / (total - 6)", "division-by-zero"),
        ("total * 999999999999 * 9999", "number-too-large"),
    ],
)
def test_amounts_that_are_none_are_told_at_the_party(tmp_path: Path, amount: str, code: str) -> None:
    rules = f"per: period, awards: [{{party: village, amount: {amount}, where: last}}]"
    assert settle(tmp_path, rules).errors == [(code, "e/2022-Q1/village")]


def test_an_ineligible_unit_gets_no_award_and_pays_its_fine(tmp_path: Path) -> None:
    book = """
    items:
      - {id: base, title: base, import: {fact: score, value: points}}
      - id: out
        title: out
        veto: {fact: event, effect: ineligible, basis: {document: 办法, clause: 一}}
    ranking: {within: all}
    settlement: {per: period, awards: [{ranks: [1, last], party: village, amount: 9}],
                 fines: [{rank: 1, party: village, amount: 2}]}
    """
    worked = work(tmp_path, book, given("base", a=2, b=1), events=[("a", "2022-01-09", "x")])
    assert paid(worked) == [("a", "village", "cash", "-2"), ("b", "village", "cash", "9")]


def test_half_years_are_settled_by_the_mean_of_their_quarters(tmp_path: Path) -> None:
    rules = "per: half_year, awards: [{rank: 1, party: village, amount: total, where: base > 10}]"
    scores = given("base", a=[4, 10, 1, 1], b=[8, "", 9, 9], c=["", 6.5, 2, 2])
    worked = settle(tmp_path, rules, scores)
    # first half: a 7 (sum 14), b 8 (sum 8), c 6.5; second half: b 9 (sum 18)
    assert worked.money() == [("2022-H2", "b", "village", "cash", "9")]


def test_the_year_is_settled_by_its_own_total(tmp_path: Path) -> None:
    rules = "per: year, awards: [{rank: 1, party: village, amount: total}]"
    worked = settle(tmp_path, rules, given("base", a=[4, 10], b=[9, 9]), more="totals: {year: {sum: all}}")
    assert worked.money() == [("2022", "b", "village", "cash", "18")]


def test_a_small_group_pays_nobody_where_its_least_size_says_so(tmp_path: Path) -> None:
    rules = "per: period, awards: [{rank: 1, party: village, amount: 5, least_size: 6}, {party: x, amount: 1, least_size: 6}]"
    assert paid(settle(tmp_path, rules)) == []
