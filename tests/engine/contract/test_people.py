"""§5.3–§5.6, G12, G13, G23–G25, G29, G30: checklists, judgements, imports and vetoes, worked out by hand."""

from __future__ import annotations

import pytest

from tests.engine.contract.cases import head, item_scores, ledger, problems, rows, scored, season, totals

CHECK = """\
facts:
  c: {columns: {item: text, result: text, place: text}}
items:
- id: i
  title: i
  na: {constant: 4}
  checklist:
    fact: c
    grades: {A: 1, B: 0.66, D: 0, 免评: na}
    items: [{id: k1, full: 5}, {id: k2, full: 10, key: true}]
"""


def checks(*found: str) -> str:
    """Rows from ``unit item result place [day]``."""
    lines = [row.split() for row in found]
    return "id,unit,date,item,result,place\n" + "".join(
        f"{n},{unit},2022-01-{day[0] if day else '05'},{item},{result},{place}\n"
        for n, (unit, item, result, place, *day) in enumerate(lines, 1)
    )


@pytest.mark.parametrize(
    ("more", "found", "expected"),
    [
        ("", ["a k1 B p", "a k2 A p"], "13.3"),
        # the second place is 0 through its key item: mean of 15 and 0
        ("", ["a k1 A p", "a k2 A p", "a k1 A q", "a k2 D q"], "7.5"),
        # k1 not rated: 6.6 × 15 ÷ 10 = 9.9; counted full 11.6; zero 6.6
        ("", ["a k1 免评 p", "a k2 B p"], "9.9"),
        ("    na: full\n", ["a k1 免评 p", "a k2 B p"], "11.6"),
        ("    na: zero\n", ["a k1 免评 p", "a k2 B p"], "6.6"),
        # a key item that is not rated is not graded 0
        ("", ["a k1 A p", "a k2 免评 p"], "15"),
        # a place where nothing is rated is left out; none left: N/A
        ("", ["a k1 免评 p", "a k2 免评 p", "a k1 B q", "a k2 A q"], "13.3"),
        ("", ["a k1 免评 p", "a k2 免评 p"], "4"),
        # the latest result counts
        ("", ["a k1 D p 06", "a k1 A p 05", "a k2 A p"], "10"),
        # p reaches 0.8 of 15 (13.3 ≥ 12), q does not
        ("    places: {pass: 0.8}\n", ["a k1 B p", "a k2 A p", "a k1 A q", "a k2 B q"], "7.5"),
        ("    places: {pass: 0.8, ratio: false}\n", ["a k1 B p", "a k2 A p", "a k1 A q", "a k2 B q"], "0"),
        ("    places: {pass: 0.8, ratio: false}\n", ["a k1 B p", "a k2 A p"], "15"),
        # three places: (15 + 15 + 0) ÷ 3, rounded once: 13.3, 15, 15 → 14.4333
        ("", ["a k1 B p", "a k2 A p", "a k1 A q", "a k2 A q", "a k1 A r", "a k2 A r"], "14.4333"),
    ],
)
def test_checklists(more: str, found: list[str], expected: str) -> None:
    assert item_scores(scored(head() + CHECK + more, c=checks(*found)), "i") == {"a/2022-Q1": expected}


def test_faults_of_checks() -> None:
    text = head() + CHECK
    assert problems(scored(text, c=checks("a k1 A p", "a k2 A p", "a k1 A q", "b k1 A p"))) == [
        "check-missing a/2022-Q1/i", "check-missing b/2022-Q1/i", "not-assessed c/2022-Q1",
    ]  # fmt: skip
    assert problems(scored(text, c=checks("a k1 C p", "a k3 A p"))) == [
        "unknown-check c.csv:3",
        "unknown-grade c.csv:2",
    ]


def test_full_must_be_the_sum_of_the_checks() -> None:
    assert problems(scored(head() + CHECK.replace("  na: {constant: 4}", "  full: 16"), c=checks())) == [
        "full-mismatch b.yaml:11"
    ]


JUDGE = """\
facts:
  j: {columns: {item: text, points: decimal, reason: text, document: text, decided_by: text, confirmed_by: text}}
items:
- {id: i, title: i, judgement: {fact: j, between: [-5, 0]}}
- {id: k, title: k, judgement: {fact: j, between: [0, 2]}}
"""
J = "id,unit,date,item,points,reason,document,decided_by,confirmed_by\n"


def test_judgements_are_lines() -> None:
    opinion = scored(
        head() + JUDGE, j=J + "1,a,2022-01-05,i,-1.5,r,d,x,y\n2,a,2022-01-06,i,-2,r,d,x,y\n3,a,2022-01-06,k,2,r,d,x,y\n"
    )
    assert ledger(opinion) == [
        "a 2022-Q1 i points 1 - -1.5", "a 2022-Q1 i points 2 - -2", "a 2022-Q1 k points 3 - 2",
    ]  # fmt: skip
    assert problems(opinion) == ["not-assessed b/2022-Q1", "not-assessed c/2022-Q1"]


def test_faults_of_judgements() -> None:
    rows_of = J + "1,a,2022-01-05,i,1,r,d,x,y\n2,a,2022-01-05,k,-1,,,x,x\n3,a,2022-01-05,k,1,r,d,x,y\n"
    assert problems(scored(head() + JUDGE, j=rows_of)) == [
        "judgement-no-document j.csv:3", "judgement-no-reason j.csv:3", "judgement-out-of-range j.csv:2",
        "judgement-out-of-range j.csv:3", "judgement-same-person j.csv:3",
    ]  # fmt: skip


IMPORT = """\
facts:
  s: {columns: {v: decimal, kind: text}}
  e: {columns: {kind: text, hard: boolean}}
items:
- {id: i, title: i, import: {fact: s, where: "kind = 'x'", value: v / 3}}
"""
NONE = "id,unit,date,kind,hard\n"
S = "id,unit,date,v,kind\n"


def test_imports() -> None:
    opinion = scored(head() + IMPORT, e=NONE, s=S + "1,a,2022-01-05,100,x\n2,a,2022-01-05,1,y\n3,b,2022-01-05,1,y\n")
    assert ledger(opinion) == ["a 2022-Q1 i points 1 - 33.3333"]
    assert totals(opinion) == {"a/2022": "33.33", "a/2022-Q1": "33.33"}
    # b's fact is not taken by where, so it does not make the period assessed
    assert problems(opinion) == ["not-assessed b/2022-Q1", "not-assessed c/2022-Q1"]


def test_faults_of_imports() -> None:
    entry = season("assessed: [{unit: b, period: Q1}]\n", as_of="2022-03-31")
    text = S + "1,a,2022-01-05,1,x\n2,a,2022-01-06,2,x\n3,c,2022-01-06,,x\n"
    assert problems(scored(head() + IMPORT, e=NONE, s=text, season=entry)) == [
        "import-duplicate a/2022-Q1/i", "import-missing b/2022-Q1/i", "null-value s.csv:4",
    ]  # fmt: skip


def veto(text: str, rest: str = "") -> str:
    return head() + IMPORT + "- {id: x, title: x, veto: {fact: e, basis: 文, " + text + "}}\n" + rest


ALL = S + "".join(f"{unit}{q},{unit},2022-{q:02}-05,{v},x\n" for unit, v in (("a", 270), ("b", -30)) for q in (1, 4, 7))


def test_zero_takes_the_period_and_never_raises() -> None:
    """a: 90 → 0 in Q1 by the first event alone; b stands at −10 and stays; c has no score: the event is told."""
    events = (
        NONE + "1,a,2022-01-09,k,\n2,a,2022-02-09,k,\n3,b,2022-01-09,k,\n4,c,2022-01-09,k,\n5,a,2022-04-09,k,true\n"
    )
    opinion = scored(veto("effect: zero, unless: hard"), s=ALL, e=events, season=season(as_of="2022-06-30").replace(
        "as_of: 2022-06-30", "as_of: 2022-09-30"))  # fmt: skip
    assert [line for line in ledger(opinion) if "veto" in line] == ["a 2022-Q1 total veto 1 x -90"]
    assert totals(opinion)["a/2022-Q1"] == "0"
    assert totals(opinion)["b/2022-Q1"] == "-10"
    assert totals(opinion)["a/2022-Q2"] == "90"
    assert item_scores(opinion, "x")["a/2022-Q1"] == "0"
    assert [one for one in problems(opinion) if "booked" in one] == ["fact-not-booked e.csv:5"]


DECIDE = """\
ranking: {}
decisions:
- {id: t, title: t, per: period, where: total > -99, level: top}
- {id: h, title: h, per: period, level: honour}
- {id: l, title: l, per: period, level: concern}
- {id: y, title: y, per: year, level: honour}
"""


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("effect: ineligible", {"2022-Q1 t", "2022-Q1 h"}),
        ("effect: no_top", {"2022-Q1 t"}),
        # 9 February + 2 months ends before 9 April: the second quarter has days of it, and so has the year
        ("effect: ineligible, months: 2", {"2022-Q1 t", "2022-Q1 h", "2022-Q2 t", "2022-Q2 h", "2022 y"}),
        ("effect: no_top, months: 5", {"2022-Q1 t", "2022-Q2 t", "2022-Q3 t"}),
        ("effect: no_top, months: 1", {"2022-Q1 t"}),
    ],
)
def test_vetoes_stop_decisions(text: str, stopped: set[str]) -> None:
    opinion = scored(veto(text, DECIDE), s=ALL, e=NONE + "1,a,2022-02-09,k,\n", season=season(as_of="2022-09-30"))
    everything = {f"2022-Q{q} {one}" for q in (1, 2, 3) for one in "thl"} | {"2022 y"}
    taken = {f"{period} {name}" for period, unit, name in opinion.tables["decisions"] if unit == "a"}
    assert everything - taken == stopped
    assert len([row for row in rows(opinion, "decisions") if " b " in row]) == len(everything)


def test_months_end_on_the_first_day_after() -> None:
    """1 January + 3 months is [1 January, 1 April): the second quarter is free."""
    opinion = scored(veto("effect: no_top, months: 3", DECIDE), s=ALL, e=NONE + "1,a,2022-01-01,k,\n",
                     season=season(as_of="2022-09-30"))  # fmt: skip
    assert "2022-Q1 a t" not in rows(opinion, "decisions")
    assert "2022-Q2 a t" in rows(opinion, "decisions")


def test_an_empty_import_beside_another_is_two_problems() -> None:
    """Neither follows from the other: the fact has no value, and there are two of them."""
    text = S + "1,a,2022-01-05,,x\n2,a,2022-01-06,2,x\n"
    assert problems(scored(head() + IMPORT, e=NONE, s=text))[:2] == [
        "import-duplicate a/2022-Q1/i",
        "null-value s.csv:2",
    ]
