"""A sound rulebook becomes the model, with the defaults of G18."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangcheng.engine.model import (
    Bands,
    Checklist,
    Formula,
    Import,
    Judgement,
    Ladder,
    Measure,
    Na,
    RankScale,
    RatioScale,
    Section,
    Step,
    Table,
    Type,
    ValueScale,
    Veto,
)
from chuangcheng.engine.reading.rulebook import read_rulebook
from tests.engine.reading.books import HEAD, ITEM, book, item

SHIPPED = sorted((Path(__file__).parents[3] / "rulebooks").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_rulebooks_are_sound(path: Path) -> None:
    rulebook, problems = read_rulebook(path.read_bytes(), path.name)
    assert problems == []
    assert rulebook is not None


def test_there_are_shipped_rulebooks() -> None:
    assert {path.stem for path in SHIPPED} >= {"town", "county-index", "ten-ones"}


def test_defaults_of_a_rulebook() -> None:
    rulebook = book(ITEM)
    assert (rulebook.precision, rulebook.ranking, rulebook.settlement, rulebook.decisions) == (100, None, None, ())
    assert (rulebook.totals.year, rulebook.totals.floor, rulebook.totals.imputed) == ("mean", None, ())
    assert (rulebook.effective_from, rulebook.effective_to, rulebook.basis) == (None, None, ())
    assert rulebook.unit_columns["people"] is Type.INTEGER
    assert list(rulebook.facts["event"].columns) == ["person", "level", "n", "amount", "good", "day"]
    assert rulebook.lines["subject"] == 4
    assert rulebook.lines["unit.people"] == rulebook.lines["facts.event"] - 2 == 6


def test_defaults_of_an_item() -> None:
    read = item("judgement: {fact: judgement, between: [-5, 0.5]}")
    assert (read.full, read.start, read.floor, read.cap, read.weight) == (None, 0, None, None, 1)
    assert (read.na, read.count_in, read.applies, read.clause) == (Na("zero"), True, None, "")
    assert read.content == Judgement("judgement", Fraction(-5), Fraction(1, 2), read.line)


def test_begin_full_and_deduct() -> None:
    read = item("full: 20, start: full, ladder: {fact: event, value: -1}")
    assert (read.start, read.floor, read.cap) == (20, 0, 20)
    read = item("full: 20, start: full, floor: -5, cap: 25, ladder: {fact: event, value: -1}")
    assert (read.start, read.floor, read.cap) == (20, -5, 25)


def test_defaults_of_a_ladder() -> None:
    ladder = item("ladder: {fact: event, value: -0.5 * n}").content
    assert isinstance(ladder, Ladder)
    assert (ladder.key, ladder.window, ladder.combine, ladder.unless) == ("id", "season", "latest", ())
    assert ladder.factor.constant == ladder.share.constant == 1


def test_a_table_is_typed_as_its_columns() -> None:
    ladder = item(
        "ladder: {fact: event, value: {by: [level, n, good], rows: [[a, 1, true, 3], ['1', 2, false, -0.5]]}}"
    )
    assert isinstance(ladder.content, Ladder)
    table = ladder.content.value
    assert isinstance(table, Table)
    assert table.rows == ((("a", Fraction(1), True), Fraction(3)), (("1", Fraction(2), False), Fraction(-1, 2)))
    assert table.otherwise is None


def test_once_gives_its_combine_to_the_ladders_it_binds() -> None:
    section = book(
        "items:\n- id: s\n  title: 甲\n  once: {key: person, combine: lowest}\n  items:\n"
        "  - {id: a, title: 甲, ladder: {fact: event, value: 1, key: person}}\n"
        "  - {id: b, title: 乙, ladder: {fact: event, value: 1}}\n"
    ).items[0]
    assert isinstance(section.content, Section)
    combines = [one.content.combine for one in section.children if isinstance(one.content, Ladder)]
    assert combines == ["lowest", "latest"]


def test_defaults_of_a_measure() -> None:
    measure = item("measure: {fact: event, count: id}, scale: {each: 1}").content
    assert isinstance(measure, Measure)
    assert (measure.over, measure.missing, measure.by, measure.against) == ("period", "problem", None, None)
    assert (measure.number.kind, measure.where) == ("count", None)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("missing", "value"), [("problem", "problem"), ("na", "na"), ("0", 0), ("-1.5", Fraction(-3, 2))]
)
def test_missing(missing: str, value: object) -> None:
    measure = item(f"measure: {{fact: event, mean: n, missing: {missing}}}, scale: {{each: 1}}").content
    assert isinstance(measure, Measure)
    assert measure.missing == value


def scale(text: str) -> object:
    measure = item(f"measure: {{fact: event, count: id}}, against: {{target: people}}, scale: {text}").content
    assert isinstance(measure, Measure)
    return measure.scale


def test_scales() -> None:
    assert scale("{step: 5, points: -0.5}") == Step(Fraction(5), Fraction(-1, 2), "floor", "both")
    assert scale("{ratio: 15}") == RatioScale(Fraction(15), Fraction(1))
    assert scale("{ratio: 15, cap: 1.2}") == RatioScale(Fraction(15), Fraction(6, 5))
    assert scale("{rank: [3, 2]}") == RankScale((Fraction(3), Fraction(2)), None, None, "desc", "high")
    assert isinstance(scale("{value: x / target * unit.people}"), ValueScale)


def bands(text: str) -> list[tuple[object, ...]]:
    read = scale(f"{{bands: [{text}]}}")
    assert isinstance(read, Bands)
    return [(one.lower, one.lower_included, one.upper, one.upper_included) for one in read.bands]


def test_bands_by_lower_ends_become_intervals() -> None:
    found = bands("{from: 90, points: 5}, {above: 80, points: 3}, {from: 80, points: 2}, {points: 0}")
    assert found == [
        (90, True, None, False),
        (80, False, 90, False),
        (80, True, 80, True),
        (None, False, 80, False),
    ]


def test_bands_with_upper_ends() -> None:
    found = bands("{from: 5, to: 6, to_included: true, points: 1}, {to: 5, points: 1}, {above: 6, points: 2}")
    assert found == [(5, True, 6, True), (None, False, 5, False), (6, False, None, False)]
    found = bands("{from: 0, points: 1}, {above: 5, to: 6, points: 2}, {from: 6, points: 3}")
    assert found == [(0, True, 5, True), (5, False, 6, False), (6, True, None, False)]


def test_other_leaves() -> None:
    checklist = item(
        "checklist: {fact: check, grades: {好: 1, 免评: na}, items: [{id: 一, full: 5, key: true}]}"
    ).content
    assert isinstance(checklist, Checklist)
    assert (checklist.places, checklist.na, dict(checklist.grades)) == (None, "rescale", {"好": 1, "免评": None})
    assert checklist.items[0].title == "一"
    assert isinstance(item("import: {fact: event, value: n}").content, Import)
    veto = item("veto: {fact: event, effect: ineligible, months: 6, basis: {document: 办法, clause: 第三条}}").content
    assert isinstance(veto, Veto)
    assert (veto.months, veto.basis[0].clause) == (6, "第三条")
    rulebook = book(
        "items:\n- {id: a, title: 甲, ladder: {fact: event, value: 1}}\n- {id: b, title: 乙, formula: a * 2}\n"
    )
    assert isinstance(rulebook.items[1].content, Formula)


def test_decisions_and_money() -> None:
    rulebook = book(
        ITEM + "ranking: {within: parent}\n"
        "decisions:\n- {id: b, title: 乙, per: period, bottom: 2}\n- {id: c, title: 丙, per: year, top: CEIL(size / 3)}\n"
        "settlement:\n  per: half_year\n  awards:\n  - {ranks: [2, last], party: persons, amount: 10 * total}\n"
        "  fines: [{rank: last, party: village, amount: 1.5, from: deposit}]\n"
    )
    assert [one.level for one in rulebook.decisions] == ["concern", "honour"]
    money = rulebook.settlement
    assert money is not None
    assert (money.ties, money.awards[0].places, money.fines[0].places) == ("share", (2, None), (None, None))
    assert (money.fines[0].from_deposit, money.fines[0].amount.constant) == (True, Fraction(3, 2))


def test_weights_and_imputed_periods_keep_their_lines() -> None:
    totals = book(
        ITEM + "totals:\n  year: {weights: {q1: 0.4, 2022-Q2: 0.6}}\n  imputed:\n"
        "    - constant: 95\n      period: Q3\n      basis: [{document: 通知, clause: 第二条}]\n"
    ).totals
    assert totals.weights == (("q1", Fraction(2, 5), 13), ("2022-Q2", Fraction(3, 5), 13))
    assert (totals.imputed[0].period, totals.imputed[0].line) == ("Q3", 16)


def test_attributes_of_a_season_close_the_columns_of_units() -> None:
    text = HEAD + "items: [{id: a, title: 甲, applies: district = 'x', ladder: {fact: event, value: 1}}]\n"
    assert read_rulebook(text, "book.yaml", None)[1] == []
    assert read_rulebook(text, "book.yaml", {"district": Type.TEXT})[1] == []
    assert [one.code for one in read_rulebook(text, "book.yaml", {})[1]] == ["unknown-name"]


def test_plain_numbers_are_taken_as_words_where_words_are_for_people() -> None:
    rulebook, problems = read_rulebook((HEAD + ITEM).replace('"1"', "2022.10"), "book.yaml")
    assert problems == []
    assert rulebook is not None
    assert rulebook.version == "2022.10"


LINES = (HEAD + ITEM + "ranking: {within: parent}\nsettlement:\n  per: period\n").splitlines()
JUNK = st.sampled_from(
    ["", "- a", "x: [1, {y: z}]", "items: 5", "  full: [", "facts: {}", "ranking: null", "id: *a", "? {}"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES)), JUNK | st.text(max_size=20)), max_size=4), st.integers(0, 12))
def test_no_text_raises(changes: list[tuple[int, str]], left_out: int) -> None:
    rows = [row for number, row in enumerate(LINES) if number != left_out]
    for place, row in changes:
        rows.insert(place, row)
    rulebook, problems = read_rulebook("\n".join(rows), "book.yaml")
    assert (rulebook is None) == bool(problems)


def test_columns_of_every_unit_may_be_named_as_the_text_they_are() -> None:
    rulebook, problems = read_rulebook(HEAD.replace("unit: {", "unit: {group: text, ") + ITEM, "book.yaml")
    assert problems == []
    assert rulebook is not None
    assert "group" not in rulebook.unit_columns


def test_a_clause_may_be_empty() -> None:
    assert item("clause: '', judgement: {fact: judgement, between: [0, 1]}").clause == ""


def test_nothing_is_derived_from_a_faulty_column_of_units() -> None:
    text = HEAD.replace("people: integer", "people: int") + ITEM.replace("title:", "applies: people > 5, title:")
    assert [one.code for one in read_rulebook(text, "book.yaml", {"people": Type.TEXT})[1]] == ["wrong-value"]


def test_a_gap_is_told_in_decimals() -> None:
    rows = "{to: 0.8, points: 1}, {from: 0.95, points: 2}"
    text = HEAD + f"items: [{{id: a, title: 甲, measure: {{fact: event, count: id}}, scale: {{bands: [{rows}]}}}}]\n"
    problem = read_rulebook(text, "book.yaml")[1][0]
    assert (problem.code, problem.arguments) == ("band-gap", {"lower": "0.8", "upper": "0.95"})
