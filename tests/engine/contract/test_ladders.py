"""§5.1, §9, G10, G12, G16–G19, G45–G47: ladders; every expected line is worked out by hand."""

from __future__ import annotations

import pytest

from tests.engine.contract.cases import head, item_scores, ledger, problems, scored, season

FACTS = """\
facts:
  e: {columns: {key: text, lvl: text, k: integer, v: decimal, day: date}}
"""
HEADER = "id,unit,date,key,lvl,k,v,day\n"


def book(items: str, rest: str = "", period: str = "quarter") -> str:
    return head(period) + FACTS + "items:\n" + items + rest


def ladder(text: str, item: str = "i") -> str:
    return "- {id: " + item + ", title: i, ladder: {fact: e, " + text + "}}\n"


def facts(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


YEAR = season()


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        # base −0.1; k = 0, 1, 3 of one key: c = −0.1, −0.2, −0.8
        ("double", ["-0.1", "-0.1", "-0.6"]),
        # −0.1, −0.3, −1.5
        ("add_double", ["-0.1", "-0.2", "-1.2"]),
        # −0.1, −0.2, −0.4
        ("linear", ["-0.1", "-0.1", "-0.2"]),
        # −0.1, −0.3, −1.0
        ("add_linear", ["-0.1", "-0.2", "-0.7"]),
        # −0.1, −0.2, −0.2: the last line is zero and kept out
        ("once", ["-0.1", "-0.1"]),
    ],
)
def test_escalations(kind: str, points: list[str]) -> None:
    text = book(ladder("key: key, value: {escalate: " + kind + ", base: -0.1, step: k}"))
    rows = facts("1,a,2022-01-05,p,x,0,,", "2,a,2022-02-05,p,x,1,,", "3,a,2022-04-05,p,x,3,,")
    found = sorted(ledger(scored(text, e=rows, season=YEAR)), key=lambda line: line.split()[4])
    assert [line.split()[-1] for line in found] == points
    assert found[0].startswith("a 2022-Q1 i points 1 p ")


def test_limit_bounds_k() -> None:
    text = book(ladder("value: {escalate: double, base: -0.1, step: k, limit: 6}"))
    assert ledger(scored(text, e=facts("1,a,2022-01-05,p,x,99,,"))) == ["a 2022-Q1 i points 1 1 -6.4"]


def test_k_above_sixty_without_limit() -> None:
    text = book(ladder("value: {escalate: once, base: -0.1, step: k}"))
    assert problems(scored(text, e=facts("1,a,2022-01-05,p,x,61,,", "2,a,2022-01-05,p,x,-1,,"))) == [
        "step-invalid e.csv:2", "step-invalid e.csv:3",
    ]  # fmt: skip


def test_combines() -> None:
    """Values 2, −1, 3: latest 2 −3 +4; highest 2 0 +1; lowest 0 −1 0; sum 2 −1 3."""
    rows = facts("1,a,2022-01-05,p,x,0,2,", "2,a,2022-01-06,p,x,0,-1,", "3,a,2022-01-07,p,x,0,3,")
    expected = {"latest": ["2", "-3", "4"], "highest": ["2", "1"], "lowest": ["-1"], "sum": ["2", "-1", "3"]}
    for combine, points in expected.items():
        found = ledger(scored(book(ladder(f"key: key, combine: {combine}, value: v")), e=rows))
        assert [line.split()[-1] for line in sorted(found, key=lambda line: line.split()[4])] == points


def test_ids_order_by_code_point_on_one_day() -> None:
    """s-10 stands before s-9: c = 5, then 1."""
    rows = facts("s-9,a,2022-01-05,p,x,0,1,", "s-10,a,2022-01-05,p,x,0,5,")
    assert ledger(scored(book(ladder("key: key, value: v")), e=rows)) == [
        "a 2022-Q1 i points s-10 p 5", "a 2022-Q1 i points s-9 p -4",
    ]  # fmt: skip


def test_windows() -> None:
    """Two calendar years: season never forgets, year forgets on 1 January 2023, period each quarter."""
    two = season().replace("to: 2022-12-31", "to: 2023-12-31").replace("as_of: 2022-12-31", "as_of: 2023-12-31")
    rows = facts("1,a,2022-01-05,p,x,0,-1,", "2,a,2022-11-05,p,x,0,-1,", "3,a,2023-01-05,p,x,0,-1,")
    expected = {"season": ["1"], "year": ["1", "3"], "period": ["1", "2", "3"]}
    for window, ids in expected.items():
        found = ledger(scored(book(ladder(f"key: key, window: {window}, value: v")), e=rows, season=two))
        assert sorted(line.split()[4] for line in found) == ids


def test_one_key_at_several_units() -> None:
    rows = facts("1,a,2022-01-05,p,x,0,-1,", "2,b,2022-01-06,p,x,0,-3,")
    assert ledger(scored(book(ladder("key: key, value: v")), e=rows)) == [
        "a 2022-Q1 i points 1 p -1", "b 2022-Q1 i points 2 p -2",
    ]  # fmt: skip


def test_factor_and_share_round_once() -> None:
    """1 × 0.5 × 1/3 × … : 0.0001 × 0.5 = 0.00005 → 0.0001; in two roundings it would be the same, −0.00015 × 0.5 not."""
    text = book(ladder("value: v, factor: 0.5, share: 1 / k"))
    rows = facts("1,a,2022-01-05,p,x,1,0.0001,", "2,b,2022-01-05,p,x,3,1,", "3,c,2022-01-05,p,x,1,-0.0003,")
    assert ledger(scored(text, e=rows)) == [
        "a 2022-Q1 i points 1 1 0.0001", "b 2022-Q1 i points 2 2 0.1667", "c 2022-Q1 i points 3 3 -0.0002",
    ]  # fmt: skip


def test_empty_values_and_shares_out_of_range() -> None:
    text = book(ladder("key: key, value: v, share: k"))
    rows = facts("1,a,2022-01-05,p,x,1,,", "2,a,2022-01-05,,x,1,1,", "3,a,2022-01-05,q,x,0,1,", "4,a,2022-01-05,r,x,2,1,",
                 "5,a,2022-01-05,s,x,,1,")  # fmt: skip
    assert problems(scored(text, e=rows)) == [
        "null-value e.csv:2", "null-value e.csv:3", "null-value e.csv:6",
        "share-out-of-range e.csv:4", "share-out-of-range e.csv:5",
    ]  # fmt: skip


def test_tables() -> None:
    table = "value: {by: [lvl, k], rows: [[x, 1, 3], [x, 2, 2.5]]%s}"
    rows = facts("1,a,2022-01-05,p,x,2,,", "2,a,2022-01-05,p,y,1,,", "3,a,2022-01-05,p,,1,,")
    assert problems(scored(book(ladder(table % "")), e=rows)) == [
        "combination-not-listed e.csv:3", "combination-not-listed e.csv:4",
    ]  # fmt: skip
    found = ledger(scored(book(ladder(table % ", otherwise: -1")), e=rows))
    assert [line.split()[-1] for line in found] == ["2.5", "-1", "-1"]


def test_where_null_is_not_taken() -> None:
    text = book(ladder('where: "v > 0", value: 1'))
    assert ledger(scored(text, e=facts("1,a,2022-01-05,p,x,0,,", "2,a,2022-01-05,p,x,0,1,"))) == [
        "a 2022-Q1 i points 2 2 1"
    ]


def test_keys_are_printed_plainly() -> None:
    rows = facts("1,a,2022-01-05,p,x,0,1.50,2022-02-03")
    assert ledger(scored(book(ladder("key: v, value: 1")), e=rows)) == ["a 2022-Q1 i points 1 1.5 1"]
    assert ledger(scored(book(ladder("key: day, value: 1")), e=rows)) == ["a 2022-Q1 i points 1 2022-02-03 1"]
    assert ledger(scored(book(ladder("key: unit, value: 1")), e=rows)) == ["a 2022-Q1 i points 1 a 1"]


IMPORT = "- {id: s, title: s, import: {fact: score, value: v}}\n"
SCORE = "  score: {columns: {v: decimal}}\n"


def test_a_fact_in_a_period_without_assessment_moves_but_books_nothing() -> None:
    """a is assessed in Q2 alone: −1 of Q1 is not booked, Q2 books −3 − (−1) = −2; t is no village."""
    text = head() + FACTS + SCORE + "items:\n" + IMPORT + ladder("key: key, value: v")
    opinion = scored(
        text,
        e=facts("1,a,2022-01-05,p,x,0,-1,", "2,a,2022-04-05,p,x,0,-3,", "3,t,2022-04-05,q,x,0,-3,"),
        score="id,unit,date,v\n1,a,2022-04-01,90\n",
        season=season(as_of="2022-06-30"),
    )
    assert item_scores(opinion, "i") == {"a/2022-Q2": "-2"}
    assert problems(opinion) == [
        "fact-not-booked e.csv:2", "fact-not-booked e.csv:4", "not-assessed b/2022-Q2", "not-assessed c/2022-Q2",
    ]  # fmt: skip


def test_a_fact_outside_all_rounds_moves_its_key() -> None:
    rounds = "rounds: [{id: r1, from: 2022-01-01, to: 2022-01-31}, {id: r2, from: 2022-03-01, to: 2022-03-31}]\n"
    opinion = scored(
        book(ladder("key: key, value: v"), period="rounds"),
        e=facts("1,a,2022-02-05,p,x,0,-1,", "2,a,2022-03-05,p,x,0,-3,"),
        season=season(rounds),
    )
    assert ledger(opinion) == ["a r2 i points 2 p -2"]
    assert problems(opinion) == ["date-outside-rounds e.csv:2"]


ONCE = (
    "- id: s\n  title: s\n  once: {key: key, combine: highest}\n  items:\n"
    "  - {id: i, title: i, ladder: {fact: e, where: \"lvl = 'x'\", key: key, value: v}}\n"
    "  - {id: j, title: j, ladder: {fact: e, key: key, value: 2 * v}}\n"
)


def test_once_is_one_ladder_over_several_items() -> None:
    """Key p by date, id, item: fact 1 (x) i: 1, then j: 2 → +1; fact 2 (y) j: 6 → +4."""
    rows = facts("1,a,2022-01-05,p,x,0,1,", "2,b,2022-01-06,p,y,0,3,")
    assert ledger(scored(book(ONCE), e=rows)) == [
        "a 2022-Q1 i points 1 p 1", "a 2022-Q1 j points 1 p 1", "b 2022-Q1 j points 2 p 4",
    ]  # fmt: skip


UNLESS = ladder("where: \"lvl = 'x'\", key: key, value: v", "i") + ladder(
    "where: \"lvl = 'y'\", key: key, window: period, value: 1, unless: [i]", "j"
)


def test_unless_leaves_out_what_another_item_moved_not_later() -> None:
    """p moved on 5 January: left out on the 5th, not on the 4th; not in the next quarter; q's value 0 moves nothing."""
    rows = facts(
        "1,a,2022-01-05,p,x,0,1,", "2,b,2022-01-05,p,y,0,1,", "3,c,2022-01-04,p,y,0,1,", "4,a,2022-01-03,q,x,0,0,",
        "5,a,2022-01-04,q,y,0,0,", "6,c,2022-04-04,p,y,0,1,",
    )  # fmt: skip
    assert [line.split()[4] for line in ledger(scored(book(UNLESS), e=rows, season=season()))] == ["1", "5", "3", "6"]


def test_an_item_that_does_not_apply_moves_no_key() -> None:
    text = (
        head() + "unit: {pop: integer}\n" + FACTS + "items:\n"
        "- {id: i, title: i, applies: pop > 10, ladder: {fact: e, key: key, value: v}}\n"
    )
    rows = facts("1,a,2022-01-05,p,x,0,-1,", "2,b,2022-01-06,p,x,0,-3,")
    assert ledger(scored(text, e=rows)) == ["b 2022-Q1 i points 2 p -3"]


def test_what_follows_a_faulty_fact_is_not_told() -> None:
    """Fact 1 fails; fact 2 of its key would not be booked, but what it moves is not known. Key q's fact is told."""
    text = head() + FACTS + SCORE + "items:\n" + IMPORT + ladder("key: key, value: v")
    rows = facts("1,a,2022-04-05,p,x,0,,", "2,b,2022-04-06,p,x,0,-3,", "3,b,2022-04-06,q,x,0,-3,")
    opinion = scored(text, e=rows, score="id,unit,date,v\n1,a,2022-04-01,90\n", season=season(as_of="2022-06-30"))
    assert problems(opinion) == [
        "null-value e.csv:2", "fact-not-booked e.csv:4", "not-assessed b/2022-Q2", "not-assessed c/2022-Q2",
    ]  # fmt: skip
