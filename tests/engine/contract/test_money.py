"""§6, §7, §9, G26–G35, G52–G57: totals, ranking, decisions and money, worked out by hand."""

from __future__ import annotations

import pytest

from tests.engine.contract.cases import head, ledger, problems, rows, scored, season, totals

FACTS = """\
unit: {pop: integer}
facts:
  s: {columns: {v: decimal, w: decimal}}
items:
- {id: i, title: i, import: {fact: s, value: v}}
- {id: w, title: w, count_in: false, measure: {fact: s, sum: w}, scale: {each: 1}}
"""
UNITS = "unit,name,parent,kind,group,pop\n" + "".join(f"{u},{u},,village,{g},{n}\n" for n, (u, g) in enumerate(
    [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x"), ("e", "")], 1))  # fmt: skip


def scores(*quarters: str) -> str:
    """Points of a, b, c … by quarter; ``-`` for a unit that is not assessed, ``90/3`` with w = 3."""
    text = "id,unit,date,v,w\n"
    for q, one in enumerate(quarters):
        for unit, cell in zip("abcde", one.split(), strict=False):
            v, _, w = cell.partition("/")
            text += f"{unit}{q},{unit},2022-{3 * q + 1:02}-05,{v},{w}\n" if cell != "-" else ""
    return text


def year(quarters: int, extra: str = "") -> str:
    return season(extra, as_of=f"2022-{3 * quarters:02}-{'31' if quarters in (1, 4) else '30'}")


def test_year_mean_sum_and_weights() -> None:
    s = scores("90 80.01", "91 -", "90 80.02")
    found = totals(scored(head() + FACTS, s=s, units=UNITS, season=year(3)))
    # (90 + 91 + 90) ÷ 3 = 90.3333; (80.01 + 80.02) ÷ 2 = 80.015 → 80.02
    assert (found["a/2022"], found["b/2022"]) == ("90.33", "80.02")
    found = totals(scored(head() + FACTS + "totals: {year: {sum: all}}\n", s=s, units=UNITS, season=year(3)))
    assert (found["a/2022"], found["b/2022"]) == ("271", "160.03")
    opinion = scored(
        head() + FACTS + "totals: {year: {weights: {Q1: 0.1, 2022-Q2: 0.3}}}\n", s=s, units=UNITS, season=year(3)
    )
    assert {key: value for key, value in totals(opinion).items() if key.endswith("/2022")} == {"a/2022": "36.3"}
    assert [one for one in problems(opinion) if "year" in one] == [f"year-incomplete {u}/2022" for u in "bcde"]


def test_imputed_periods() -> None:
    """Q2 was not held: 95 for everyone, beyond the cap of 92, in the year's mean, in no ranking."""
    opinion = scored(
        head() + FACTS + "totals: {period: {cap: 92}, imputed: [{period: q2, constant: 95, basis: 文}]}\nranking: {}\n",
        s=scores("99 80 70 60 50", "10"), units=UNITS, season=year(2),
    )  # fmt: skip
    found = totals(opinion)
    assert (found["a/2022-Q1"], found["a/2022-Q2"], found["a/2022"]) == ("92", "95", "93.5")
    assert [line for line in ledger(opinion) if line.startswith("a 2022-Q2")] == ["a 2022-Q2 total imputed - - 95"]
    assert not [row for row in rows(opinion, "ranking") if "2022-Q2" in row]
    assert not [row for row in rows(opinion, "scores") if row.startswith("a 2022-Q2 i")]


def test_an_imputed_period_that_has_not_begun_does_not_exist() -> None:
    opinion = scored(
        head() + FACTS + "totals: {imputed: [{period: q4, constant: 95, basis: 文}]}\n",
        s=scores("99 80 70 60 50"), units=UNITS, season=year(1),
    )  # fmt: skip
    assert "a/2022-Q4" not in totals(opinion)


@pytest.mark.parametrize(
    ("ties", "ranks"), [("min", "1 2 2 4"), ("dense", "1 2 2 3"), ("max", "1 3 3 4"), ("mean", "1 2.5 2.5 4")]
)
def test_ties(ties: str, ranks: str) -> None:
    text = head() + FACTS + "ranking: {within: group, ties: " + ties + "}\n"
    found = rows(scored(text, s=scores("90 80.004 80.001 70 99"), units=UNITS), "ranking")
    assert [row.split()[3] for row in found if row.startswith("x 2022-Q1")] == ranks.split()
    assert [row for row in found if row.startswith("-")] == ["- 2022 e 1 99", "- 2022-Q1 e 1 99"]


def test_on_exact_and_break() -> None:
    text = head() + FACTS + "ranking: {on: exact}\n"
    found = rows(scored(text, s=scores("90 80.001 80.004 70"), units=UNITS), "ranking")
    assert "all 2022-Q1 b 3 80" in found
    assert "all 2022-Q1 c 2 80" in found
    for order, ranks in (("desc", ["3", "2"]), ("asc", ["2", "3"])):
        text = head() + FACTS + "ranking: {break: [{item: w, order: " + order + "}]}\n"
        found = rows(scored(text, s=scores("90 80/1 80/2 70"), units=UNITS), "ranking")
        assert [row.split()[3] for row in found if row.split()[1:3] in (["2022-Q1", "b"], ["2022-Q1", "c"])] == ranks


def decided(text: str, s: str, quarters: int = 1) -> list[str]:
    opinion = scored(head() + FACTS + "ranking: {}\ndecisions:\n" + text, s=s, units=UNITS, season=year(quarters))
    return rows(opinion, "decisions")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("top: 1", "a b"), ("top: 2", "a b"), ("top: 3", "a b c"), ("top: 0", ""), ("bottom: 1", "d e"),
        ("bottom: 3", "c d e"), ("top: 2, where: total >= 95", ""), ("where: total > mean", "a b"),
        ("where: last", "d e"), ("where: rank = 4 AND size = 5", "d e"), ("top: CEIL(size * 0.4)", "a b"),
        ("where: total = best OR total = worst", "a b d e"), ("where: w IS NULL", ""), ("where: w = 0", "a b c d e"),
        ("where: unit.pop > 3", "d e"),
    ],
)  # fmt: skip
def test_places(text: str, units: str) -> None:
    found = decided("- {id: z, title: z, per: period, " + text + "}\n", scores("90 90 80 70 70"))
    assert [row.split()[1] for row in found] == units.split()


def test_places_must_be_whole() -> None:
    text = head() + FACTS + "ranking: {}\ndecisions: [{id: z, title: z, per: period, top: size * 0.3}]\n"
    opinion = scored(text, s=scores("90 90 80 70 70"), units=UNITS)
    assert problems(opinion) == ["places-invalid 2022-Q1/z"]


def test_streak_and_times() -> None:
    """a fails below 60 in Q1, Q2, Q4 (Q3 is imputed); b in Q1, Q3, Q4 with 80 in Q2."""
    s = scores("50 50 90", "50 80 90", "", "50 50 90")
    text = "- {id: z, title: z, per: period, where: total < 60, %s, level: concern}\n"
    rest = "totals: {imputed: [{period: q3, constant: 95, basis: 文}]}\n"
    for key, expected in (
        ("streak: 2", ["2022-Q2 a z", "2022-Q4 a z"]), ("streak: 3", ["2022-Q4 a z"]),
        ("times: 2", ["2022-Q2 a z", "2022-Q4 a z", "2022-Q4 b z"]), ("times: 3", ["2022-Q4 a z"]),
    ):  # fmt: skip
        book = head() + FACTS + rest + "ranking: {}\ndecisions:\n" + text % key
        assert rows(scored(book, s=s, units=UNITS, season=year(4)), "decisions") == expected


def test_a_period_in_which_the_unit_is_not_ranked_ends_the_streak() -> None:
    found = decided(
        "- {id: z, title: z, per: period, where: total < 60, streak: 2}\n", scores("50 1", "- 1", "50 1"), 3
    )
    assert found == ["2022-Q2 b z", "2022-Q3 b z"]


# --- money ----------------------------------------------------------------------------------------------------------


def paid(text: str, s: str, quarters: int = 1, ties: str = "min") -> list[str]:
    book = head() + FACTS + "ranking: {ties: " + ties + "}\nsettlement:\n" + text
    return rows(scored(book, s=s, units=UNITS, season=year(quarters)), "settlement")


def test_shares_of_places_and_remainders() -> None:
    """a, b, c tie for 1–3: awards 100 + 50.01 → 15001 ÷ 3 = 5000 rest 1 → a 50.01; d, e tie for 4–5, last = 5: 7.01 ÷ 2."""
    text = (
        "  per: period\n  awards:\n  - {rank: 1, party: v, amount: 100}\n  - {rank: 2, party: v, amount: 50.01}\n"
        "  fines:\n  - {rank: last, party: v, amount: 7.01}\n"
    )
    assert paid(text, scores("90 90 90 70 70")) == [
        "2022-Q1 a v cash 50.01", "2022-Q1 b v cash 50", "2022-Q1 c v cash 50", "2022-Q1 d v cash -3.51",
        "2022-Q1 e v cash -3.5",
    ]  # fmt: skip


def test_each_gives_the_better_place_and_all_are_last() -> None:
    text = (
        "  per: period\n  ties: each\n  awards:\n  - {ranks: [1, 2], party: v, amount: 100}\n"
        "  - {rank: 2, party: v, amount: 9}\n  fines:\n  - {rank: last, party: v, amount: 7}\n"
    )
    assert paid(text, scores("90 90 90 70 70"), ties="dense") == [
        "2022-Q1 a v cash 100", "2022-Q1 b v cash 100", "2022-Q1 c v cash 100", "2022-Q1 d v cash -7",
        "2022-Q1 e v cash -7",
    ]  # fmt: skip


def test_persons_get_their_part() -> None:
    """33.33 × 0.5 = 16.665 → 16.67 to p and o (deposits): 8.34 and 8.33; v keeps 16.66. q pays 0, so it is no party."""
    text = (
        "  per: period\n  deposits:\n  - {party: q, amount: 0}\n  - {party: p, amount: 20}\n  - {party: o, amount: 20}\n"
        "  - {party: v, amount: 40, applies: pop = 1}\n"
        "  awards:\n  - {rank: 1, party: v, amount: 33.33, persons_at_least: 0.5}\n"
    )
    found = paid(text, scores("90 80"))
    assert [row for row in found if " cash " in row] == [
        "2022-Q1 a o cash 8.33", "2022-Q1 a p cash 8.34", "2022-Q1 a v cash 16.66",
    ]  # fmt: skip
    assert [row for row in found if " a " in row and row.startswith("2022 ")] == [
        "2022 a o deposit 20", "2022 a p deposit 20", "2022 a v deposit 40",
    ]  # fmt: skip
    assert len([row for row in found if row.startswith("2022 ")]) == 11


def test_no_persons_leaves_all_with_the_party() -> None:
    text = "settlement: {per: period, awards: [{rank: 1, party: v, amount: 10, persons_at_least: 0.5}]}\n"
    opinion = scored(head() + FACTS + "ranking: {}\n" + text, s=scores("90 80 1 2 3"), units=UNITS)
    assert rows(opinion, "settlement") == ["2022-Q1 a v cash 10"]
    assert problems(opinion) == ["no-persons a/2022-Q1/v"]


def test_deposits_never_fall_below_zero() -> None:
    """e is last twice: 30 of 50 drawn, then 20 and 10 short; the fine without place comes after that of the place."""
    text = (
        "ranking: {}\nsettlement:\n  per: period\n  deposits: [{party: v, amount: 50}]\n  fines:\n"
        "  - {party: v, amount: 5, from: deposit, where: last}\n"
        "  - {rank: last, party: v, amount: 30, from: deposit, least_size: 3}\n"
    )
    opinion = scored(head() + FACTS + text, s=scores("90 80 70 60 50", "90 80 70 60 50"), units=UNITS, season=year(2))
    assert [row for row in rows(opinion, "settlement") if " e " in row] == [
        "2022 e v deposit 50", "2022-Q1 e v deposit -30", "2022-Q1 e v deposit -5", "2022-Q2 e v deposit -15",
        "2022-Q2 e v short -15", "2022-Q2 e v short -5",
    ]  # fmt: skip
    assert problems(opinion) == ["deposit-short e/2022-Q2/v"]
    assert rows(scored(head() + FACTS + text, s=scores("90 80"), units=UNITS), "settlement")[5:] == [
        "2022-Q1 b v deposit -5"
    ]


def test_entries_lapse_for_units_to_which_they_do_not_apply() -> None:
    """a and b tie for 1–2: 100 + 60; for a only the second holds: 30; b: 80; e: 70 < 72, 5 × 2.005."""
    text = (
        "  per: period\n  awards:\n  - {rank: 1, party: v, amount: 100, applies: pop > 1}\n"
        "  - {rank: 2, party: v, amount: 60}\n  - {rank: 3, party: v, amount: pop * 2.005, where: total < mean}\n"
    )
    assert paid(text.replace("pop * 2", "unit.pop * 2"), scores("90 90 60 50 70")) == [
        "2022-Q1 a v cash 30", "2022-Q1 b v cash 80", "2022-Q1 e v cash 10.03",
    ]  # fmt: skip
    assert paid(text.replace("pop * 2", "unit.pop * 2"), scores("90 90 60 50 40"))[2:] == ["2022-Q1 c v cash 6.02"]


def test_every_ranked_unit_without_a_place() -> None:
    text = "  per: period\n  awards:\n  - {party: persons, amount: '(total - 80) * 10', where: total > 80}\n"
    assert paid(text, scores("90 90 80.5 80 10")) == [
        "2022-Q1 a persons cash 100", "2022-Q1 b persons cash 100", "2022-Q1 c persons cash 5",
    ]  # fmt: skip


def test_amounts_below_zero() -> None:
    text = "ranking: {}\nsettlement: {per: period, awards: [{party: v, amount: total - 80}]}\n"
    assert problems(scored(head() + FACTS + text, s=scores("90 70 80 90 90"), units=UNITS)) == [
        "amount-negative b/2022-Q1/v"
    ]


def test_longer_periods() -> None:
    """Half-years: a (90, -), b (80, 99) = 89.5, c (90, 91) = 90.5; the second half has not begun."""
    text = "  per: half_year\n  awards: [{rank: 1, party: v, amount: 8}, {rank: 2, party: v, amount: 4}]\n"
    assert paid(text, scores("90 80 90", "- 99 91"), 2) == ["2022-H1 a v cash 4", "2022-H1 c v cash 8"]
    assert paid(text.replace("half_year", "year"), scores("90 80 90", "- 99 91"), 2) == [
        "2022 a v cash 4", "2022 c v cash 8",
    ]  # fmt: skip
