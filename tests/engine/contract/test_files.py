"""§1, §2, G1–G10, G37: broken files; every problem stands where the contract says, all of them, and none that follows."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from chuangcheng.engine.periods import cut
from chuangcheng.engine.scoring import check_season
from tests.engine.contract.cases import SEASON, UNITS, head, write

FACTS = "facts:\n  n: {columns: {k: text, v: decimal}}\n"
ITEM = "items:\n- {id: i, title: i, measure: {fact: n, sum: v}, scale: {each: 1}}\n"
BOOK = head() + FACTS + ITEM
N = "id,unit,date,k,v\n1,a,2022-01-05,p,7\n"


def told(files: dict[str, str]) -> list[str]:
    """The problems of a season in which these files replace sound ones, as ``code where``."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), {"b.yaml": BOOK, "n.csv": N, **files})
        return sorted({f"{one.code} {one.where}" for one in check_season(folder)})


def test_a_faulty_rulebook_does_not_hide_faults_of_facts() -> None:
    facts = "id,unit,date,k,v\n1,zz,2022-01-05,p,7x\n1,a,2023-01-05,p,7\n"
    assert told({"b.yaml": BOOK + "colour: red\n", "n.csv": facts}) == [
        "date-outside-season n.csv:3",
        "duplicate-id n.csv:3",
        "unknown-key b.yaml:10",
        "unknown-unit n.csv:2",
        "wrong-type n.csv:2",
    ]


def test_nothing_is_derived_from_a_faulty_declaration() -> None:
    """A column of no type: its cells and the header are not held against it; another kind's are checked all the same."""
    facts = "facts:\n  n: {columns: {k: text, v: number}}\n  m: {columns: {w: integer}}\n"
    assert told({"b.yaml": head() + facts + ITEM, "m.csv": "id,unit,date,w\n1,a,2022-01-05,x\n"}) == [
        "wrong-type m.csv:2",
        "wrong-value b.yaml:7",
    ]


def test_nothing_is_derived_from_an_unknown_period_kind() -> None:
    text = SEASON + "assessed: [{unit: a, period: q1}]\n"
    assert told({"b.yaml": BOOK.replace("quarter", "fortnight"), "season.yaml": text}) == ["wrong-value b.yaml:5"]


def test_nothing_is_derived_from_units_that_cannot_be_read() -> None:
    """The row that does not fit the header may be the unit that the fact names."""
    units = UNITS.replace("a,甲,t,village,x,10", "a,甲,t,village,x")
    assert told({"units.csv": units}) == ["row-length units.csv:3"]


def test_entries_name_the_line_of_their_key() -> None:
    text = SEASON + "assessed:\n- unit: zz\n  period: q9\n"
    assert told({"season.yaml": text}) == ["unknown-period season.yaml:7", "unknown-unit season.yaml:6"]


@pytest.mark.parametrize("kind", ["month", "two_months", "quarter", "half_year", "year"])
def test_the_last_year_there_is(kind: str) -> None:
    periods = cut(kind, date(9999, 1, 1), date(9999, 12, 31)).periods  # type: ignore[arg-type]
    assert periods[-1].last == date(9999, 12, 31)
