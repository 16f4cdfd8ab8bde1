"""Facts that are another season's scores: what is read, and what may be wrong (§9, G50, G51)."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangcheng.engine.scoring import Outcome, check_season, score_season
from chuangcheng.engine.telling.files import TABLES
from tests.engine.seasons import BOOK, FILES, SEASON, places, write_season

TOWNS = """\
rulebook: towns
version: "1"
title: 乡镇
subject: town
period: quarter
facts:
  village_total: {columns: {of: text, item: text, points: decimal}}
items:
  - id: villages
    title: 各村
    measure: {fact: village_total, mean: points, missing: 0}
    scale: {each: 1}
"""
UNITS = "unit,name,parent,kind,group\nt,镇,,town,\n"
SOURCE = "sources:\n  village_total: {season: villages}\n"
SCORES = (
    "id,unit,date,points,misses,good,day,note\n1,a,2022-02-01,80.5,,,,\n2,b,2022-02-01,90,,,,\n3,a,2022-05-01,70,,,,\n"
)


def write_towns(
    folder: Path, files: dict[str, str | bytes | None] | None = None, below: dict[str, str | bytes | None] | None = None
) -> Path:
    """A season of towns that takes its facts from a season of villages in the folder ``villages``."""
    write_season(folder / "villages", {"score.csv": SCORES, **(below or {})})
    own: dict[str, str | bytes | None] = {
        "season.yaml": SEASON + SOURCE, "book.yaml": TOWNS, "units.csv": UNITS, "score.csv": None,
    }  # fmt: skip
    return write_season(folder, {**own, **(files or {})})


def rows(outcome: Outcome, table: str) -> list[tuple[object, ...]]:
    assert outcome.connection is not None, outcome.problems
    columns = ", ".join(f'q."{name}"' for name in TABLES[table])
    return sorted(outcome.connection.execute(f"SELECT {columns} FROM ({outcome.query(table)}) q").fetchall())


def test_a_towns_facts_are_its_villages_totals(tmp_path: Path) -> None:
    with score_season(write_towns(tmp_path)) as outcome:
        assert outcome.connection is not None, outcome.problems
        found = outcome.connection.execute(
            "SELECT id, u, day, p, c0_of, c2_points FROM fact_0_village_total ORDER BY id"
        )
        assert [(*row[:2], str(row[2]), *row[3:]) for row in found.fetchall()] == [
            ("a/2022-Q1/total", 0, "2022-03-31", 0, "a", 80_500_000),
            ("a/2022-Q2/total", 0, "2022-06-30", 1, "a", 70_000_000),
            ("b/2022-Q1/total", 0, "2022-03-31", 0, "b", 90_000_000),
        ]
        assert ("t", "2022-Q1", "total", 852_500) in rows(outcome, "scores")


def test_problems_below_stand_here_with_the_kind_before_them(tmp_path: Path) -> None:
    outcome = score_season(write_towns(tmp_path, below={"score.csv": SCORES + "4,c,2022-05-01,70,,,,\n"}))
    assert outcome.connection is None
    assert places(outcome.problems) == [("unknown-unit", "village_total:score.csv:5")]


def test_warnings_below_stand_here_too(tmp_path: Path) -> None:
    with score_season(write_towns(tmp_path)) as outcome:
        assert places(outcome.problems) == [("not-assessed", "village_total:b/2022-Q2")]


def test_a_score_that_goes_to_nobody_warns(tmp_path: Path) -> None:
    below: dict[str, str | bytes | None] = {"units.csv": FILES["units.csv"].replace("b,乙,t", "b,乙,")}
    with score_season(write_towns(tmp_path, below=below)) as outcome:
        assert ("source-left-out", "village_total:b/2022-Q1/total") in places(outcome.problems)
        assert ("t", "2022-Q1", "total", 805_000) in rows(outcome, "scores")


def test_rows_after_as_of_are_not_taken(tmp_path: Path) -> None:
    season = SEASON + "as_of: 2022-04-30\n" + SOURCE
    with score_season(write_towns(tmp_path, {"season.yaml": season})) as outcome:
        assert outcome.connection is not None, outcome.problems
        assert outcome.connection.execute("SELECT count(*) FROM fact_0_village_total").fetchone() == (2,)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"village_total.csv": "id,unit,date,of,item,points\n"}, [("source-and-file", "season.yaml:5")]),
        ({"season.yaml": SEASON + "sources:\n  towns: {season: villages}\n"}, [("unknown-fact", "season.yaml:5")]),
        ({"season.yaml": SEASON + SOURCE.replace("villages}", "villages, unit: mother}")}, [("unknown-name", "season.yaml:5")]),
        ({"season.yaml": SEASON + SOURCE.replace("villages}", "villages, items: [bass]}")}, [("unknown-item", "season.yaml:5")]),
        ({"book.yaml": TOWNS.replace("of: text, ", "")}, [("missing-column", "season.yaml:5")]),
        ({"book.yaml": TOWNS.replace("of: text", "of: text, more: text")}, [("unknown-column", "season.yaml:5")]),
        ({"season.yaml": SEASON + SOURCE.replace("villages", ".")}, [("source-loop", "season.yaml:5")]),
        ({"season.yaml": SEASON + SOURCE.replace("villages}", "nowhere}")}, [("file-missing", "village_total:season.yaml")]),
        ({"units.csv": UNITS.replace("t,镇", "s,镇")}, [("unknown-unit", "village_total:a/2022-Q1/total")]),
    ],
)  # fmt: skip
def test_faults_of_a_source(
    tmp_path: Path, files: dict[str, str | bytes | None], expected: list[tuple[str, str]]
) -> None:
    found = {(code, where) for code, where in places(check_season(write_towns(tmp_path, files)))}
    assert set(expected) <= found
    assert {code for code, _ in found} <= {expected[0][0], "not-assessed", "file-missing"}


def test_two_seasons_that_need_each_other(tmp_path: Path) -> None:
    below: dict[str, str | bytes | None] = {
        "season.yaml": SEASON + "sources:\n  score: {season: ..}\n", "score.csv": None,
        "book.yaml": BOOK.replace("points: decimal, misses: integer, good: boolean, day: date, note: text",
                                  "of: text, item: text, points: decimal"),
    }  # fmt: skip
    found = check_season(write_towns(tmp_path, below=below))
    assert places(found) == [("source-loop", "village_total:season.yaml:5")]
