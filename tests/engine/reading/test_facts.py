"""The tables of a season: every broken input with its code and place, and what is left for the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from chuangcheng.engine.scoring import check_season
from tests.engine.seasons import BOOK, DATA, FILES, SEASON, load, places, write_season

UNITS = "unit,name,parent,kind,group,people\n"
HEAD = "id,unit,date,points,misses,good,day,note\n"
GOOD = "1,a,2022-02-01,1,,,,\n"

BROKEN: dict[str, tuple[dict[str, str | bytes | None], list[tuple[str, str]]]] = {
    "no units file": ({"units.csv": None}, [("file-missing", "units.csv")]),
    "no fact file": ({"score.csv": None}, [("file-missing", "score.csv")]),
    "empty fact file": (
        {"score.csv": ""},
        [("missing-column", "score.csv:1")] * 8,
    ),
    "a column too much": (
        {"score.csv": HEAD.replace("note", "note,nota") + "1,a,2022-02-01,1,,,,,\n"},
        [("unknown-column", "score.csv:1")],
    ),
    "a column twice": (
        {"score.csv": HEAD.replace("note", "note,note") + "1,a,2022-02-01,1,,,,,\n"},
        [("unknown-column", "score.csv:1")],
    ),
    "a column missing": (
        {"score.csv": HEAD.replace(",note", "") + "1,a,2022-02-01,1,,,\n"},
        [("missing-column", "score.csv:1")],
    ),
    "a declared unit column missing": (
        {"units.csv": "unit,name,parent,kind,group\na,甲,,village,\n"},
        [("missing-column", "units.csv:1")],
    ),
    "rows too short and too long": (
        {"score.csv": HEAD + "1,a\n" + GOOD + "2,a,2022-02-01,1,,,,,\n3,a,2022-02-01,1,,,,x,\n"},
        [("row-length", "score.csv:2"), ("row-length", "score.csv:4"), ("row-length", "score.csv:5")],
    ),
    "the line of a record is its first": (
        {"score.csv": HEAD + '1,a,2022-02-01,1,,,,"two\n\nlines"\n\n\n2,x,2022-02-01,1,,,,\n'},
        [("unknown-unit", "score.csv:7")],
    ),
    "quotes that do not fit": (
        {"score.csv": HEAD + '1,a,2022-02-01,1,,,,x"y"\n' + '2,a,2022-02-01,1,,,,"x"y\n'},
        [("row-length", "score.csv:2"), ("row-length", "score.csv:3")],
    ),
    "a quote that never closes": (
        {"score.csv": HEAD + '1,a,2022-02-01,1,,,,"x\n' + GOOD},
        [("row-length", "score.csv:2")],
    ),
    "not UTF-8": (
        {"score.csv": HEAD.encode() + b"1,a,2022-02-01,1,,,," + "好\n".encode("gbk") + GOOD.encode()},
        [("wrong-type", "score.csv:2")],
    ),
    "a NUL": ({"score.csv": HEAD + "1,a,2022-02-01,1,,,,\0\n"}, [("wrong-type", "score.csv:2")]),
    "cells of the wrong type": (
        {
            "score.csv": HEAD
            + "1,a,2022-02-01,1.,,,,\n2,a,2022-02-01,+1,,,,\n3,a,2022-02-01,1e3,,,,\n4,a,2022-02-01, 1,,,,\n"
            + "5,a,2022-02-01,,1.0,,,\n6,a,2022-02-01,,,TRUE,,\n7,a,2022-02-01,,,,2022-2-1,\n8,a,2022-02-01,,,,2022-02-29,\n"
            + "9,a,2022/02/01,1,,,,\n10,a,2022-02-01,.5,,,,\n"
        },
        [("wrong-type", f"score.csv:{line}") for line in (10, 11, 2, 3, 4, 5, 6, 7, 8, 9)],
    ),
    "two wrong cells of one row": (
        {"score.csv": HEAD + "1,a,2022-02-01,x,x,,,\n"},
        [("wrong-type", "score.csv:2"), ("wrong-type", "score.csv:2")],
    ),
    "numbers that are too long": (
        {
            "score.csv": HEAD
            + "1,a,2022-02-01,1234567890123,,,,\n2,a,2022-02-01,0.1234567,,,,\n3,a,2022-02-01,,1234567890123456,,,\n"
            + "4,a,2022-02-01,-123456789012.123456,-123456789012345,,,\n"
        },
        [("wrong-type", "score.csv:2"), ("wrong-type", "score.csv:3"), ("wrong-type", "score.csv:4")],
    ),
    "empty cells that must be filled": (
        {"score.csv": HEAD + ",a,2022-02-01,1,,,,\n2,,2022-02-01,1,,,,\n3,a,,1,,,,\n"},
        [("missing-value", "score.csv:2"), ("missing-value", "score.csv:3"), ("missing-value", "score.csv:4")],
    ),
    "empty cells of units": (
        {"units.csv": UNITS + ",甲,,village,,\na,,,village,,\nb,乙,,,,\n"},
        [("missing-value", "units.csv:2"), ("missing-value", "units.csv:3"), ("missing-value", "units.csv:4")],
    ),
    "an id twice": (
        {"score.csv": HEAD + GOOD + "2,a,2022-02-01,1,,,,\n" + GOOD + GOOD},
        [("duplicate-id", "score.csv:4"), ("duplicate-id", "score.csv:5")],
    ),
    "a unit twice": (
        {"units.csv": UNITS + "a,甲,,village,,\na,甲,,village,,\n"},
        [("duplicate-id", "units.csv:3")],
    ),
    "an unknown unit": ({"score.csv": HEAD + "1,c,2022-02-01,1,,,,\n"}, [("unknown-unit", "score.csv:2")]),
    "an unknown parent": ({"units.csv": UNITS + "a,甲,x,village,,\n"}, [("unknown-unit", "units.csv:2")]),
    "an attribute of the wrong type": (
        {"units.csv": UNITS + "a,甲,,village,,many\n"},
        [("wrong-type", "units.csv:2")],
    ),
    "nobody of the kind": ({"units.csv": UNITS + "a,甲,,town,,\n"}, [("no-units", "book.yaml:4")]),
    "outside the season": (
        {"score.csv": HEAD + "1,a,2021-12-31,1,,,,\n2,a,2023-01-01,1,,,,\n"},
        [("date-outside-season", "score.csv:2"), ("date-outside-season", "score.csv:3")],
    ),
    "after as_of": (
        {
            "season.yaml": SEASON + "as_of: 2022-03-31\n",
            "score.csv": HEAD + "1,a,2022-03-31,1,,,,\n2,a,2022-04-01,1,,,,\n3,a,2023-04-01,1,,,,\n",
        },
        [("date-after-as-of", "score.csv:3"), ("date-outside-season", "score.csv:4")],
    ),
    "not in force from the first day": (
        {"book.yaml": BOOK + "effective: {from: 2022-01-02, to: null}\n"},
        [("not-effective", "book.yaml:11")],
    ),
    "not in force to the last day": (
        {"book.yaml": BOOK + "effective: {from: 2022-01-01, to: 2022-12-30}\n"},
        [("not-effective", "book.yaml:11")],
    ),
    "an unknown imputed period": (
        {
            "book.yaml": BOOK
            + "totals:\n  imputed:\n  - {period: q5, constant: 90, basis: {document: 文, clause: 条}}\n"
        },
        [("unknown-period", "book.yaml:13")],
    ),
    "an unknown weighted period": (
        {"book.yaml": BOOK + "totals:\n  year:\n    weights:\n      Q1: 0.5\n      m1: 0.5\n"},
        [("unknown-period", "book.yaml:15")],
    ),
    "assessed entries": (
        {
            "season.yaml": SEASON
            + "assessed:\n- {unit: x, period: q1}\n- {unit: a, period: q9}\n- {unit: a, period: Q2}\n"
        },
        [("unknown-period", "season.yaml:6"), ("unknown-unit", "season.yaml:5")],
    ),
    "history": (
        {
            "history.csv": "unit,item,period,value\na,base,2021-Q4,1\na,base,2021-Q4,2\nx,base,2021-Q4,2\n"
            "a,bass,2021-Q4,2\na,base,,2\na,base,2021-Q3,x\n"
        },
        [
            ("duplicate-id", "history.csv:3"),
            ("missing-value", "history.csv:6"),
            ("unknown-item", "history.csv:5"),
            ("unknown-unit", "history.csv:4"),
            ("wrong-type", "history.csv:7"),
        ],
    ),
    "history with another header": (
        {"history.csv": "unit,item,period,points\n"},
        [("missing-column", "history.csv:1"), ("unknown-column", "history.csv:1")],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_has_its_code_and_place(tmp_path: Path, name: str) -> None:
    files, expected = BROKEN[name]
    connection, problems = load(write_season(tmp_path, files))
    connection.close()
    assert places(problems) == sorted(expected)


def test_a_bom_carriage_returns_and_blank_lines_are_no_fault(tmp_path: Path) -> None:
    text = (
        "\ufeff" + HEAD.replace("\n", "\r\n") + "\r\n" + '1,a,2022-02-01,1.50,-7,false,2022-02-03,"say ""hi"", all"\r\n'
    )
    connection, problems = load(write_season(tmp_path, {"score.csv": text}))
    assert problems == []
    assert connection.execute("SELECT * FROM fact_0_score").fetchall() == [
        ("1", 0, date(2022, 2, 1), 0, 3, 1_500_000, -7, False, date(2022, 2, 3), 'say "hi", all')
    ]


def test_what_the_plan_finds(tmp_path: Path) -> None:
    """Units by code point, decimals in 0.000001, only periods that have begun, entries resolved."""
    season = SEASON + "as_of: 2022-05-01\nassessed: [{unit: b, period: q1}, {unit: b, period: q4}]\n"
    history = "unit,item,period,value\na,base,2021-Q4,1.5\na,base,2021-Q3,2\na,base,2020-Q4,3\n"
    connection, problems = load(write_season(tmp_path, {"season.yaml": season, "history.csv": history}))
    assert problems == []
    assert connection.execute("SELECT * FROM unit ORDER BY u").fetchall() == [
        (0, "a", "甲", "t", "village", None, 12),
        (1, "b", "乙", "t", "village", None, None),
        (2, "t", "镇", None, "town", None, None),
    ]
    assert [row[:2] for row in connection.execute("SELECT * FROM period ORDER BY p").fetchall()] == [
        (0, "2022-Q1"),
        (1, "2022-Q2"),
    ]
    assert connection.execute("SELECT * FROM assessed_entry").fetchall() == [(1, 0)]
    assert connection.execute("SELECT year_id, as_of FROM season").fetchall() == [("2022", date(2022, 5, 1))]
    assert connection.execute("SELECT p_id, value, place, back FROM history ORDER BY back").fetchall() == [
        ("2021-Q4", 1_500_000, 3, 1),
        ("2021-Q3", 2_000_000, 2, 2),
        ("2020-Q4", 3_000_000, 1, 5),
    ]


def test_facts_outside_all_rounds_warn_and_stay(tmp_path: Path) -> None:
    season = SEASON + "rounds: [{id: 春, from: 2022-03-01, to: 2022-03-31}]\n"
    files: dict[str, str | bytes | None] = {"season.yaml": season, "book.yaml": BOOK.replace("quarter", "rounds")}
    files["score.csv"] = HEAD + GOOD + "2,a,2022-03-31,1,,,,\n"
    connection, problems = load(write_season(tmp_path, files))
    assert places(problems) == [("date-outside-rounds", "score.csv:2")]
    assert connection.execute("SELECT id, p FROM fact_0_score ORDER BY id").fetchall() == [("1", None), ("2", 0)]


CONTENTS = """\
rulebook: book
version: "1"
title: 办法
subject: village
period: quarter
facts:
  check: {columns: {item: text, result: text}}
  judgement: {columns: {item: text, points: decimal, reason: text, document: text, decided_by: text, confirmed_by: text}}
items:
  - id: field
    title: 检查
    checklist: {fact: check, grades: {A: 1, B: 0}, items: [{id: k1, title: 一, full: 5}]}
  - {id: talk, title: 评议, judgement: {fact: judgement, between: [-5, 0]}}
"""


def test_checklists_and_judgements_are_checked_on_reading(tmp_path: Path) -> None:
    rows = [
        "1,a,2022-02-01,talk,-5,因,文,甲,乙",
        "2,a,2022-02-01,talk,0.1,因,文,甲,乙",
        "3,a,2022-02-01,talk,-5.000001,,文,甲,乙",
        "4,a,2022-02-01,talk,-1,因,,甲,乙",
        "5,a,2022-02-01,talk,-1,因,文,甲,甲",
        "6,a,2022-02-01,talk,,因,文,甲,乙",
        "7,a,2022-02-01,tall,-1,因,文,甲,乙",
    ]
    files: dict[str, str | bytes | None] = {
        "book.yaml": CONTENTS,
        "units.csv": "unit,name,parent,kind,group\na,甲,,village,\n",
        "score.csv": None,
        "check.csv": "id,unit,date,item,result\n1,a,2022-02-01,k1,A\n2,a,2022-02-01,k2,A\n3,a,2022-02-01,k1,C\n4,a,2022-02-01,k1,\n",
        "judgement.csv": "id,unit,date,item,points,reason,document,decided_by,confirmed_by\n" + "\n".join(rows) + "\n",
    }
    _, problems = load(write_season(tmp_path, files))
    assert places(problems) == [
        ("judgement-no-document", "judgement.csv:5"),
        ("judgement-no-reason", "judgement.csv:4"),
        ("judgement-out-of-range", "judgement.csv:3"),
        ("judgement-out-of-range", "judgement.csv:4"),
        ("judgement-same-person", "judgement.csv:6"),
        ("null-value", "judgement.csv:7"),
        ("unknown-check", "check.csv:3"),
        ("unknown-grade", "check.csv:4"),
        ("unknown-grade", "check.csv:5"),
        ("unknown-item", "judgement.csv:8"),
    ]


@pytest.mark.parametrize("name", ["town-five", "town-year"])
def test_the_seasons_are_sound(name: str) -> None:
    _, problems = load(DATA / name)
    assert problems == []


# --- Parquet ------------------------------------------------------------------------------------------------------


def _parquet(folder: Path, name: str, query: str) -> None:
    (folder / f"{name}.csv").unlink(missing_ok=True)
    duckdb.sql(f"COPY ({query}) TO '{folder / name}.parquet' (FORMAT parquet)")


SCORES = (
    "SELECT '1' AS id, 'a' AS unit, DATE '2022-02-01' AS date, 1.25::DECIMAL(9,2) AS points, 3::SMALLINT AS misses, "
    "true AS good, DATE '2022-02-02' AS day, '' AS note"
)


def test_parquet_gives_the_same_table_as_csv(tmp_path: Path) -> None:
    _parquet(write_season(tmp_path), "score", SCORES)
    connection, problems = load(tmp_path)
    assert problems == []
    assert connection.execute("SELECT * FROM fact_0_score").fetchall() == [
        ("1", 0, date(2022, 2, 1), 0, 1, 1_250_000, 3, True, date(2022, 2, 2), None)
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("1.25::DECIMAL(9,2)", "1.25::DOUBLE"), [("wrong-type", "score.parquet")]),
        (("3::SMALLINT", "3::FLOAT"), [("wrong-type", "score.parquet")]),
        (("true AS good", "'true' AS good"), [("wrong-type", "score.parquet")]),
        (("DATE '2022-02-01' AS date", "'2022-02-01' AS date"), [("wrong-type", "score.parquet")]),
        (("1.25::DECIMAL(9,2)", "1000000000000::BIGINT"), [("wrong-type", "score.parquet:1")]),
        (("1.25::DECIMAL(9,2)", "0.1234567::DECIMAL(9,7)"), [("wrong-type", "score.parquet:1")]),
        (("1.25::DECIMAL(9,2)", "0.1234560::DECIMAL(9,7)"), []),
        (("3::SMALLINT", "1000000000000000::BIGINT"), [("wrong-type", "score.parquet:1")]),
        (("'1' AS id", "'' AS id"), [("missing-value", "score.parquet:1")]),
        (("'a' AS unit", "'x' AS unit"), [("unknown-unit", "score.parquet:1")]),
        (("'' AS note", "'' AS nota"), [("missing-column", "score.parquet"), ("unknown-column", "score.parquet")]),
    ],
)
def test_faults_of_parquet(tmp_path: Path, change: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    _parquet(write_season(tmp_path), "score", SCORES.replace(*change))
    assert places(load(tmp_path)[1]) == expected


def test_a_file_that_is_no_parquet(tmp_path: Path) -> None:
    write_season(tmp_path, {"score.csv": None, "score.parquet": FILES["score.csv"]})
    assert places(load(tmp_path)[1]) == [("wrong-type", "score.parquet")]


def test_csv_beside_parquet(tmp_path: Path) -> None:
    text = FILES["score.csv"]
    _parquet(write_season(tmp_path), "score", SCORES)
    (tmp_path / "score.csv").write_text(text, encoding="utf-8")
    assert places(load(tmp_path)[1]) == [("wrong-value", "season.yaml")]


def test_a_folder_whose_name_is_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] *"
    write_season(folder)
    (folder / "score.csv").unlink()
    duckdb.sql(f"COPY ({SCORES}) TO '{tmp_path / 'x.parquet'}' (FORMAT parquet)")
    (tmp_path / "x.parquet").rename(folder / "score.parquet")
    connection, problems = load(folder)
    assert problems == []
    assert connection.execute("SELECT count(*) FROM fact_0_score").fetchone() == (1,)


def test_a_large_parquet_table_stays_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chuangcheng.engine.reading.facts.kinds.ROWS_TO_COPY", 0)
    _parquet(write_season(tmp_path), "score", SCORES)
    connection, problems = load(tmp_path, checked=True)
    assert problems == []
    kind = connection.execute("SELECT table_type FROM information_schema.tables WHERE table_name = 'fact_0_score'")
    assert kind.fetchone() == ("VIEW",)
    assert connection.execute("SELECT u, p, c0_points FROM fact_0_score").fetchall() == [(0, 0, 1_250_000)]


def test_units_are_checked_beside_a_broken_rulebook(tmp_path: Path) -> None:
    """Their own columns, that is: without a rulebook nobody knows the types of the attributes."""
    write_season(tmp_path, {"book.yaml": BOOK + "colour: red\n"})
    units = "SELECT 'a' AS unit, NULL::VARCHAR AS name, '' AS parent, 'village' AS kind, '' AS \"group\", 12 AS people"
    _parquet(tmp_path, "units", units)
    assert places(check_season(tmp_path)) == [("missing-value", "units.parquet:1"), ("unknown-key", "book.yaml:11")]
