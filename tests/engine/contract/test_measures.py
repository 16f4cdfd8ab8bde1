"""§5.2, §9, G20–G22, G40–G44: measures; every expected value is worked out by hand."""

from __future__ import annotations

import pytest

from tests.engine.contract.cases import head, item_scores, ledger, problems, scored, season

FACTS = """\
unit: {pop: integer}
facts:
  e: {columns: {k: text, v: decimal, w: decimal, ok: boolean}}
  judgement: {columns: {item: text, points: decimal, reason: text, document: text, decided_by: text, confirmed_by: text}}
"""
HEADER = "id,unit,date,k,v,w,ok\n"
NONE = "id,unit,date,item,points,reason,document,decided_by,confirmed_by\n"


def book(measure: str, scale: str = "{each: 1}", rest: str = "", more: str = "", period: str = "quarter") -> str:
    item = "- {id: i, title: i, measure: {fact: e, " + measure + "}, scale: " + scale + rest + "}\n"
    return head(period) + FACTS + "items:\n" + item + more


def facts(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def points(text: str, *rows: str, **files: str) -> dict[str, str]:
    return item_scores(scored(text, e=facts(*rows), **{"judgement": NONE, **files}), "i")


def first(text: str, *rows: str, **files: str) -> str:
    return points(text, *rows, **files)["a/2022-Q1"]


def faults(text: str, *rows: str, **files: str) -> list[str]:
    return problems(scored(text, e=facts(*rows), **{"judgement": NONE, **files}))


A = ("1,a,2022-01-05,p,3,4,true", "2,a,2022-01-06,q,,2,false", "3,a,2022-01-06,p,5,1,")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("count: id", "3"), ("count: v", "2"), ("count: ok", "2"), ("distinct: k", "2"), ("sum: v", "8"),
        ("mean: v", "4"), ("min: v", "3"), ("max: v", "5"), ("latest: v", "5"), ("latest: w", "1"),
        ("mean: w / 3", "0.7778"),  # 7/3 ÷ 3
        ("share: {of: ok, among: \"k = 'p'\"}", "0.5"),
        ("ratio: {of: v, to: w}", "1.6"),  # (3 + 5) ÷ (4 + 1): the row without v is out
    ],
)  # fmt: skip
def test_numbers(number: str, expected: str) -> None:
    assert first(book(f"{number}, missing: 0"), *A) == expected


def test_missing() -> None:
    assert faults(book("mean: v")) == ["measure-missing a/2022-Q1/i", "measure-missing b/2022-Q1/i",
                                       "measure-missing c/2022-Q1/i"]  # fmt: skip
    assert points(book("count: id, missing: 7"), *A) == {"a/2022-Q1": "3", "b/2022-Q1": "0", "c/2022-Q1": "0"}
    assert points(book("mean: v, missing: 7"), *A) == {"a/2022-Q1": "4", "b/2022-Q1": "7", "c/2022-Q1": "7"}
    text = book("ratio: {of: v, to: w - 2}, missing: na", rest=", na: {constant: 9}")
    # Σ to = (4 − 2) + (1 − 2) = 1 for a; b: 2 − 2 = 0 is as if there were no fact
    assert points(text, *A, "4,b,2022-01-05,p,3,2,") == {"a/2022-Q1": "8", "b/2022-Q1": "9", "c/2022-Q1": "9"}
    assert first(book("share: {of: ok, among: v > 100}, missing: 2"), *A) == "2"


def test_over() -> None:
    """Two years in quarters: year_to_date begins anew with 2023, season reaches over all, later facts too."""
    two = season().replace("to: 2022-12-31", "to: 2023-12-31").replace("as_of: 2022-12-31", "as_of: 2023-06-30")
    rows = ("1,a,2022-02-05,p,1,,", "2,a,2022-05-05,p,2,,", "3,a,2023-02-05,p,4,,", "4,a,2023-05-05,p,8,,")
    expected = {
        "period": ["1", "2", "0", "0", "4", "8"],
        "year_to_date": ["1", "3", "3", "3", "4", "12"],
        "season": ["15", "15", "15", "15", "15", "15"],
    }
    for over, found in expected.items():
        values = points(book(f"sum: v, over: {over}"), *rows, season=two)
        assert [values[f"a/{p}"] for p in ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2")] == found


BANDS = "{bands: [{from: 90, points: 5}, {above: 80, points: 3}, {from: 80, points: 2}, {from: 60, points: 1}]}"


@pytest.mark.parametrize(("x", "expected"), [("90", "5"), ("89.999999", "3"), ("80", "2"), ("79", "1"), ("60", "1")])
def test_falling_bands(x: str, expected: str) -> None:
    assert first(book("max: v, missing: 60", BANDS), f"1,a,2022-01-05,p,{x},,") == expected


def test_below_the_last_band() -> None:
    assert faults(book("max: v, missing: 60", BANDS), "1,a,2022-01-05,p,59,,") == ["band-gap a/2022-Q1/i"]


def test_bands_with_both_ends() -> None:
    bands = "{bands: [{to: 60, points: 1}, {from: 80, to: 90, to_included: true, points: 3}, {from: 60, points: 2}]}"
    for x, expected in {"-5": "1", "59.9": "1", "60": "2", "79": "2", "80": "3", "90": "3"}.items():
        assert first(book("max: v, missing: 60", bands), f"1,a,2022-01-05,p,{x},,") == expected
    assert faults(book("max: v, missing: 60", bands), "1,a,2022-01-05,p,90.000001,,") == ["band-gap a/2022-Q1/i"]


STEPS = [
    # x − 8 with x = 3: −5 ÷ 2 = 2.5 steps
    ("rounding: floor, side: under", "3", "-1"), ("rounding: ceil, side: under", "3", "-1.5"),
    ("rounding: exact, side: under", "3", "-1.25"), ("side: over", "3", "0"), ("side: both", "3", "-1"),
    ("side: over", "12.5", "-1"), ("side: under", "12.5", "0"), ("rounding: ceil", "8", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "x", "expected"), STEPS)
def test_steps(step: str, x: str, expected: str) -> None:
    text = book("max: v, missing: 8", "{step: 2, points: -0.5, " + step + "}", ", against: {target: 8}")
    assert first(text, f"1,a,2022-01-05,p,{x},,") == expected


def test_ratio_scale() -> None:
    for x, scale, expected in (("3", "{ratio: 15}", "5.625"), ("10", "{ratio: 15}", "15"), ("-1", "{ratio: 15}", "0"),
                               ("10", "{ratio: 15, cap: 1.2}", "18")):  # fmt: skip
        assert (
            first(book("max: v, missing: 8", scale, ", against: {target: 8, as: ratio}"), f"1,a,2022-01-05,p,{x},,")
            == expected
        )


def test_ratio_to_zero_and_null_target() -> None:
    units = "unit,name,parent,kind,group,pop\na,甲,,village,,0\nb,乙,,village,,\nc,丙,,village,,4\n"
    text = book("sum: v", "{ratio: 15}", ", against: {target: pop, as: ratio}")
    assert faults(text, units=units) == ["null-value b/2022-Q1/i", "ratio-to-zero a/2022-Q1/i"]
    text = book("sum: v", "{value: 'x + COALESCE(target, -1)'}", ", against: {target: pop, as: ratio}")
    assert faults(text, units=units) == ["null-value b/2022-Q1/i"]


V = ("1,a,2022-01-05,p,9,,", "2,b,2022-01-05,p,6,,", "3,c,2022-01-05,p,6,,")


def test_peers_include_the_unit_itself() -> None:
    """Mean of 9, 6, 6 is 7: differences 2, −1, −1; within groups x = {a, b}, y = {c}."""
    text = book("sum: v", rest=", against: {peers: mean}")
    assert points(text, *V) == {"a/2022-Q1": "2", "b/2022-Q1": "-1", "c/2022-Q1": "-1"}
    grouped = book("sum: v", rest=", against: {peers: best, as: ratio}", more="ranking: {within: group}\n")
    assert points(grouped, *V) == {"a/2022-Q1": "1", "b/2022-Q1": "0.6667", "c/2022-Q1": "1"}
    among = book("sum: v", rest=", against: {peers: best}", more="ranking: {among: pop > 10}\n")
    assert points(among, *V) == {"a/2022-Q1": "3", "b/2022-Q1": "0", "c/2022-Q1": "0"}


def test_peers_are_those_to_which_it_applies_and_that_have_a_number() -> None:
    text = book("mean: v, missing: na", rest=", against: {peers: mean}, applies: pop < 30")
    assert points(text, *V) == {"a/2022-Q1": "1.5", "b/2022-Q1": "-1.5", "c/2022-Q1": "0"}
    text = book("mean: v, missing: na", rest=", against: {peers: mean}")
    assert points(text, V[0], V[1]) == {"a/2022-Q1": "1.5", "b/2022-Q1": "-1.5", "c/2022-Q1": "0"}


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ("rank: [10, 7, 5]", ["10", "7", "7"]),
        ("rank: [10, 7, 5], ties: low", ["10", "5", "5"]),
        ("rank: [10, 7, 5.5], ties: mean", ["10", "6.25", "6.25"]),
        ("rank: [10, 7, 5], order: asc", ["5", "10", "10"]),
        ("rank: [10], then: -4, least: 3", ["10", "6", "6"]),
        ("rank: [10], then: -4, least: 7, ties: low", ["10", "7", "7"]),
        ("rank: [10], then: -6, ties: low", ["10", "-2", "-2"]),
        ("rank: [10], least: 2", ["10", "2", "2"]),
        ("rank: [10]", ["10", "0", "0"]),
    ],
)
def test_ranks(scale: str, expected: list[str]) -> None:
    assert list(points(book("sum: v", "{" + scale + "}"), *V).values()) == expected


def test_a_unit_that_is_not_ranked_is_placed_without_moving_others() -> None:
    text = book("sum: v", "{rank: [10, 7, 5]}", more="ranking: {among: pop > 10}\n")
    assert points(text, *V) == {"a/2022-Q1": "10", "b/2022-Q1": "10", "c/2022-Q1": "10"}
    rows = ("1,a,2022-01-05,p,5,,", "2,b,2022-01-05,p,6,,", "3,c,2022-01-05,p,4,,")
    assert points(text, *rows) == {"a/2022-Q1": "7", "b/2022-Q1": "10", "c/2022-Q1": "7"}


HISTORY = "unit,item,period,value\na,i,2021-Q4,10\na,i,2021-Q3,4\n"


def test_previous_from_history_and_from_facts() -> None:
    rows = ("1,a,2022-01-05,p,12,,", "2,a,2022-04-05,p,15,,")
    text = book("sum: v", rest=", against: {previous: 1}, applies: pop = 10")
    found = points(text, *rows, history=HISTORY, season=season(as_of="2022-06-30"))
    assert (found["a/2022-Q1"], found["a/2022-Q2"]) == ("2", "3")
    # mean of the three before: Q2 2022 has 12, 10, 4 → 26/3; 15 − 26/3 = 6.3333; Q1 lacks 2021-Q2
    text = book("sum: v", rest=", against: {previous_mean: 3}, applies: pop = 10")
    assert faults(text, *rows, history=HISTORY, season=season(as_of="2022-06-30")) == ["history-missing a/2022-Q1/i"]
    more = HISTORY + "a,i,2021-Q2,1\n"
    found = points(text, *rows, history=more, season=season(as_of="2022-06-30"))
    assert (found["a/2022-Q1"], found["a/2022-Q2"]) == ("7", "6.3333")


def test_previous_inside_the_season_without_facts() -> None:
    text = book("mean: v, missing: na", rest=", against: {previous: 1}, applies: pop = 10")
    rows = ("2,a,2022-04-05,p,15,,",)
    history = "unit,item,period,value\na,i,2021-Q4,10\n"
    assert faults(text, *rows, history=history, season=season(as_of="2022-06-30")) == ["history-missing a/2022-Q2/i"]


def test_history_of_rounds_is_taken_from_the_end() -> None:
    rounds = "rounds: [{id: r1, from: 2022-01-01, to: 2022-03-31}, {id: r2, from: 2022-04-01, to: 2022-06-30}]\n"
    text = book("sum: v", rest=", against: {previous: 2}, applies: pop = 10", period="rounds")
    history = "unit,item,period,value\na,i,x2,10\na,i,x1,4\na,i,x3,20\n"
    found = points(text, "1,a,2022-01-05,p,12,,", "2,a,2022-04-05,p,15,,", history=history, season=season(rounds))
    # r1: two before is x2 (10); r2: two before is x3 (20)
    assert (found["a/r1"], found["a/r2"]) == ("2", "-5")


def test_by_place() -> None:
    """Places p (3), q (nothing after where), of all the unit's rows; target 4, step."""
    rows = ("1,a,2022-01-05,p,3,,true", "2,a,2022-01-06,q,1,,false", "3,a,2022-01-06,p,2,,true")
    text = "sum: v, where: ok, by: k, combine: %s"
    # differences p 5 − 4 = 1, q 0 − 4 = −4
    for combine, expected in {"mean": "-1.5", "sum": "-3", "min": "-4", "max": "1"}.items():
        assert first(book(text % combine + ", missing: 4", rest=", against: {target: 4}"), *rows) == expected
    assert points(book(text % "sum" + ", missing: 6", rest=", against: {target: 4}"), *rows)["b/2022-Q1"] == "2"
    # mean of nothing at q: left out, a number, or a problem
    assert first(book("mean: v, where: ok, by: k, missing: na"), *rows) == "2.5"
    assert first(book("mean: v, where: ok, by: k, missing: 1"), *rows) == "1.75"
    assert faults(book("mean: v, where: ok, by: k"), *rows) == [
        "measure-missing a/2022-Q1/i", "measure-missing b/2022-Q1/i", "measure-missing c/2022-Q1/i",
    ]  # fmt: skip
    assert faults(book("sum: v, by: k, missing: 0"), "1,a,2022-01-05,,3,,true") == ["null-value e.csv:2"]


def test_places_are_rounded_once() -> None:
    """1/3 + 1/3 + 1/3 of three places is 1, not 0.9999."""
    rows = [f"{n},a,2022-01-05,p{n},1,3," for n in range(3)]
    assert first(book("ratio: {of: v, to: w}, by: k, combine: sum, missing: 0"), *rows) == "1"


def test_judged_bands() -> None:
    bands = "{bands: [{from: 5, points: {judge: [1, 3]}}, {points: 0.5}]}"
    text = book("sum: v", bands)
    rows = ("1,a,2022-01-05,p,9,,",)
    one = NONE + "j1,a,2022-02-05,i,2,好,文,甲,乙\n"
    opinion = scored(text, e=facts(*rows), judgement=one)
    assert item_scores(opinion, "i") == {"a/2022-Q1": "2", "b/2022-Q1": "0.5", "c/2022-Q1": "0.5"}
    assert "a 2022-Q1 i points j1 - 2" in ledger(opinion)
    assert faults(text, *rows) == ["judgement-missing a/2022-Q1/i"]
    assert faults(text, *rows, judgement=one + "j2,a,2022-02-06,i,2,好,文,甲,乙\n") == [
        "judgement-duplicate a/2022-Q1/i"
    ]
    assert faults(text, *rows, judgement=one.replace(",i,2,", ",i,4,")) == ["judgement-out-of-range judgement.csv:2"]


def test_value_scale_sees_x_and_target() -> None:
    text = book("sum: v", "{value: 'x * 10 - target / unit.pop'}", ", against: {peers: mean, as: ratio}")
    # a: 90 − 7/10; b: 60 − 7/20; c: 60 − 7/30 = 59.76666…
    assert points(text, *V) == {"a/2022-Q1": "89.3", "b/2022-Q1": "59.65", "c/2022-Q1": "59.7667"}
    assert faults(book("sum: v", "{value: '1 / x'}"), *V[:2]) == ["division-by-zero c/2022-Q1/i"]
    assert faults(book("sum: v", "{value: CASE WHEN x > 0 THEN 1 END}"), *V[:2]) == ["null-value c/2022-Q1/i"]
