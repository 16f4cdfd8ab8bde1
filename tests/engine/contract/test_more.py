"""§9 and §2: sources, formulas, weeks, cycles of years; worked out by hand."""

from __future__ import annotations

from tests.engine.contract.cases import (
    head,
    item_scores,
    ledger,
    problems,
    rows,
    scored,
    season,
    sources_scored,
    totals,
)

FACTS = "facts:\n  s: {columns: {v: decimal}}\n"
IMPORT = "items:\n- {id: i, title: i, import: {fact: s, value: v}}\n"
UNDER = {
    "sub/season.yaml": "season: u\nyear: {from: 2022-01-01, to: 2022-12-31}\nas_of: 2022-06-30\nrulebook: u.yaml\n",
    "sub/u.yaml": head() + FACTS + IMPORT,
    "sub/units.csv": "unit,name,parent,kind,group,serves\nt,镇,,town,,\nv1,甲,t,village,,a\nv2,乙,t,village,,b\nv3,丙,,village,,\n",
    "sub/s.csv": "id,unit,date,v\n1,v1,2022-02-01,90.006\n2,v2,2022-02-01,80\n3,v3,2022-02-01,70\n4,v1,2022-05-01,60\n",
}
SOURCE = "sources:\n  vt: {season: sub%s}\n"
ABOVE = (
    head().replace("village", "town") + "facts:\n  vt: {columns: {of: text, item: text, points: decimal}}\n"
    "items:\n- {id: m, title: m, measure: {fact: vt, mean: points, missing: na}, scale: {each: 1}}\n"
)


def above(book: str = ABOVE, extra: str = "", **files: str) -> dict[str, str | bytes]:
    text = season(SOURCE % extra, as_of="2022-06-30")
    return {
        "b.yaml": book,
        "season.yaml": text,
        **UNDER,
        **{name.replace("__", "."): one for name, one in files.items()},
    }


def test_a_town_from_its_villages() -> None:
    """Q1: (90.01 + 80) ÷ 2 = 85.005, the published totals; Q2: 60. v3 goes to nobody; v2, v3 lack Q2."""
    opinion = sources_scored(above())
    assert item_scores(opinion, "m") == {"t/2022-Q1": "85.005", "t/2022-Q2": "60"}
    assert problems(opinion) == [
        "not-assessed vt:v2/2022-Q2", "not-assessed vt:v3/2022-Q2", "source-left-out vt:v3/2022-Q1/total",
    ]  # fmt: skip


def test_items_are_exact_and_an_attribute_may_name_the_unit() -> None:
    book = ABOVE.replace("subject: town", "subject: village").replace("mean: points", '"sum": points')
    opinion = sources_scored(above(book, ", items: [i], unit: serves"))
    assert item_scores(opinion, "m")["a/2022-Q1"] == "90.006"
    assert item_scores(opinion, "m")["b/2022-Q1"] == "80"


def test_faults_of_sources() -> None:
    assert problems(sources_scored(above(extra=", items: [q], unit: nobody"))) == [
        "unknown-item season.yaml:6", "unknown-name season.yaml:6", "not-assessed vt:v2/2022-Q2",
        "not-assessed vt:v3/2022-Q2",
    ]  # fmt: skip
    book = ABOVE.replace("points: decimal", "points: text, more: text").replace("mean: points", "count: id")
    assert problems(sources_scored(above(book)))[:2] == ["missing-column season.yaml:6", "unknown-column season.yaml:6"]
    loop = sources_scored(
        {**above(), "sub/season.yaml": season(SOURCE.replace("sub%s", "..")).replace("b.yaml", "u.yaml")}
    )
    assert "source-loop vt:season.yaml:6" in problems(loop)
    both = sources_scored(above(vt__csv="id,unit,date,of,item,points\n"))
    assert "source-and-file season.yaml:6" in problems(both)
    broken = sources_scored({**above(), "sub/s.csv": "id,unit,date,v\n1,v1,2022-02-01,x\n"})
    assert problems(broken) == ["wrong-type vt:s.csv:2"]
    units = "unit,name,parent,kind,group\nt2,镇,,town,\n"
    assert [one for one in problems(sources_scored(above(units__csv=units))) if one.startswith("unknown")] == [
        "unknown-unit vt:v1/2022-Q1/total", "unknown-unit vt:v1/2022-Q2/total", "unknown-unit vt:v2/2022-Q1/total",
    ]  # fmt: skip


def test_formula() -> None:
    """j sees i after weight (−3 × 0.5), NULL for the N/A section's child; c = 0 makes no line."""
    text = (
        head() + "unit: {pop: integer}\n" + FACTS + "items:\n"
        "- id: x\n  title: x\n  applies: pop > 10\n  na: {constant: 8}\n  items:\n"
        "  - {id: i, title: i, weight: 0.5, measure: {fact: s, sum: v}, scale: {each: 1}}\n"
        "- {id: j, title: j, formula: 'COALESCE(i, 1) + COALESCE(x, 10) + unit.pop / 3'}\n"
    )
    opinion = scored(text, s="id,unit,date,v\n1,b,2022-01-05,-3\n")
    # a: 1 + 10 + 10/3; b: −1.5 − 1.5 + 20/3; c: 0 + 0 + 10
    assert item_scores(opinion, "j") == {"a/2022-Q1": "14.3333", "b/2022-Q1": "3.6667", "c/2022-Q1": "10"}
    assert totals(opinion)["a/2022-Q1"] == "22.33"
    assert problems(scored(text.replace("COALESCE(i, 1)", "i"), s="id,unit,date,v\n")) == ["null-value a/2022-Q1/j"]


def test_weeks() -> None:
    text = "season: s\nyear: {from: 2020-12-28, to: 2022-01-02}\nas_of: 2021-01-05\nrulebook: b.yaml\n"
    opinion = scored(
        head("week") + FACTS + IMPORT, season=text,
        s="id,unit,date,v\n1,a,2021-01-03,5\n2,a,2021-01-04,7\n3,b,2021-01-04,7\n",
    )  # fmt: skip
    assert totals(opinion) == {
        "a/2020-W53": "5", "a/2021-W01": "7", "a/2020-2021": "6", "b/2021-W01": "7", "b/2020-2021": "7",
    }  # fmt: skip


def test_cycles_of_years() -> None:
    """Three years 15 / 25 / 60 as rounds: 90 × 0.15 + 80 × 0.25 + 70 × 0.6 = 75.5; b lacks one."""
    text = (
        "season: s\nyear: {from: 2018-01-01, to: 2020-12-31}\nrulebook: b.yaml\nrounds:\n"
        "- {id: y18, from: 2018-01-01, to: 2018-12-31}\n- {id: y19, from: 2019-01-01, to: 2019-12-31}\n"
        "- {id: y20, from: 2020-01-01, to: 2020-12-31}\n"
    )
    s = "id,unit,date,v\n" + "".join(f"{n},{row}\n" for n, row in enumerate(
        ["a,2018-05-05,90", "a,2019-05-05,80", "a,2020-05-05,70", "b,2018-05-05,9"]))  # fmt: skip
    weights = "totals: {year: {weights: {y18: 0.15, Y19: 0.25, y20: 0.6}}}\nranking: {}\n"
    exact = scored(head("rounds") + FACTS + IMPORT + weights.replace("Y19", "y19"), season=text, s=s)
    assert totals(exact)["a/2018-2020"] == "75.5"
    assert "year-incomplete b/2018-2020" in problems(exact)
    assert rows(exact, "ranking")[0] == "all 2018-2020 a 1 75.5"
    years = scored(head("year") + FACTS + IMPORT, season=text.split("rounds")[0], s=s)
    assert totals(years)["a/2018-2020"] == "80"
    assert totals(years)["a/2019"] == "80"


def test_a_single_year_is_published_once() -> None:
    opinion = scored(
        head("year") + FACTS + IMPORT + "totals: {year: {sum: all}}\nranking: {}\n"
        "decisions: [{id: d, title: d, per: year, top: 1}]\nsettlement: {per: year, awards: [{rank: 1, party: v, amount: 1}]}\n",
        season=season(), s="id,unit,date,v\n1,a,2022-01-05,5\n2,b,2022-01-05,4\n3,c,2022-01-05,4\n",
    )  # fmt: skip
    assert totals(opinion) == {"a/2022": "5", "b/2022": "4", "c/2022": "4"}
    assert rows(opinion, "decisions") == ["2022 a d"]
    assert rows(opinion, "settlement") == ["2022 a v cash 1"]
    assert len(rows(opinion, "ranking")) == 3


def test_short_names_in_several_years() -> None:
    text = "season: s\nyear: {from: 2021-01-01, to: 2022-12-31}\nrulebook: b.yaml\n"
    weights = "totals:\n  year:\n    weights:\n      q1: 1\n      2022-Q4: 1\n"
    assert problems(scored(head() + FACTS + IMPORT + weights, season=text, s="id,unit,date,v\n")) == [
        "unknown-period b.yaml:13"
    ]


def test_nothing_to_score_is_no_error() -> None:
    opinion = scored(head() + FACTS + IMPORT + "ranking: {}\n", s="id,unit,date,v\n")
    assert problems(opinion) == []
    assert ledger(opinion) == []
    assert rows(opinion, "scores") == []
