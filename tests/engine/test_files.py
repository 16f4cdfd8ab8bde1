"""Output files: their bytes, their types, and that nothing else in the folder is touched."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.opening import Opened, connect
from chuangcheng.engine.scoring import Outcome
from chuangcheng.engine.telling.files import TABLES, told_problems, write_outcome, write_table
from chuangcheng.engine.telling.reasons import told_reason
from chuangcheng.engine.working.plan import Plan, Statement

LEDGER = """
    SELECT * FROM (VALUES
        ('乙', '2022-Q1', 'base', 'points', 'b2', '', 979000, 'import'),
        ('乙', '2022-Q1', 'a,b', 'points', '#f', 'say "hi"', -1000, 'ladder|0|-1000'),
        ('丁', '2022-Q1', 'base', 'points', '', NULL, 300000000, 'start|5000'),
        ('丁', '2022-Q1', 'base', 'na', 'two
lines', 'x', 1, 'import')
    ) v("unit", period, item, kind, fact, key, points, reason)
"""

RANKING = """SELECT 'g' AS "group", '2022' AS period, 'a' AS unit, 25 AS rank, 921800 AS points"""
SETTLEMENT = (
    "SELECT '2022' AS period, 'a' AS unit, 'p' AS party, 'cash' AS account, -150050 AS amount, 'deposit' AS reason"
)
SCORES = "SELECT 'a' AS unit, '2022' AS period, 'total' AS item, CAST(5 AS BIGINT) AS points"
DECISIONS = "SELECT '2022' AS period, 'a' AS unit, 'd' AS decision WHERE false"


def _outcome(connection: duckdb.DuckDBPyConnection | None, problems: tuple[Problem, ...] = ()) -> Outcome:
    queries = {"ledger": LEDGER, "scores": SCORES, "ranking": RANKING, "decisions": DECISIONS, "settlement": SETTLEMENT}
    plan = Plan((), results=tuple(Statement(name, query, "") for name, query in queries.items()))
    return Outcome(Opened(Path(), None, None, None, {}, []), problems, connection, plan)


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def test_csv_is_sorted_plain_and_quoted_only_where_needed(tmp_path: Path) -> None:
    with _outcome(connect()) as outcome:
        write_outcome(outcome, tmp_path, "csv", "en")
    assert _text(tmp_path / "ledger.csv") == (
        "unit,period,item,kind,fact,key,points,reason\n"
        '丁,2022-Q1,base,na,"two\nlines",x,0.0001,a figure from outside\n'
        "丁,2022-Q1,base,points,,,30000,begins with 0.5 points\n"
        '乙,2022-Q1,"a,b",points,#f,"say ""hi""",-0.1,from 0 to -0.1\n'
        "乙,2022-Q1,base,points,b2,,97.9,a figure from outside\n"
    )
    assert _text(tmp_path / "ranking.csv") == "group,period,unit,rank,points\ng,2022,a,2.5,92.18\n"
    assert _text(tmp_path / "settlement.csv").splitlines()[1].startswith("2022,a,p,cash,-1500.5,deposit")
    assert _text(tmp_path / "decisions.csv") == "period,unit,decision\n"
    assert _text(tmp_path / "problems.csv") == "severity,code,where,message\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.csv" for name in TABLES)


def test_many_units_are_sorted_apart_into_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few units are sorted at a time, the file is the same."""
    query = "SELECT unit, 'p' AS period, 'i' AS item, CAST(u AS BIGINT) AS points, u FROM unit"
    made = "CREATE TABLE unit AS SELECT range AS u, chr(CAST(97 + range AS INTEGER)) || chr(39) AS unit FROM range(7)"
    texts = []
    for units in (100, 7, 3, 1):
        monkeypatch.setattr("chuangcheng.engine.telling.files.UNITS_AT_ONCE", units)
        with connect() as connection:
            connection.execute(made)
            write_table(connection, "scores", query, tmp_path, "both")
        texts.append((tmp_path / "scores.csv").read_text(encoding="utf-8"))
        assert len(list(tmp_path.iterdir())) == 2
    assert texts[0].splitlines()[1:3] == ["a',p,i,0", "b',p,i,0.0001"]
    assert len(texts[0].splitlines()) == 8
    assert set(texts) == {texts[0]}


def test_parquet_has_the_same_rows_and_exact_types(tmp_path: Path) -> None:
    with _outcome(connect()) as outcome:
        write_outcome(outcome, tmp_path)
    types = {
        name: {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE FROM '{tmp_path / name}.parquet'").fetchall()}
        for name in TABLES
    }
    assert types["ledger"]["points"] == "DECIMAL(18,4)"
    assert types["settlement"]["amount"] == "DECIMAL(18,2)"
    assert types["ranking"]["rank"] == "DECIMAL(9,1)"
    assert set(types["problems"].values()) == {"VARCHAR"}
    for name in TABLES:
        rows = duckdb.sql(f"FROM '{tmp_path / name}.parquet'").fetchall()
        assert len(rows) == duckdb.sql(f"FROM read_csv('{tmp_path / name}.csv', header = true)").shape[0], name


def test_a_run_with_errors_writes_problems_alone_and_removes_its_own_older_files(tmp_path: Path) -> None:
    for name in ("ledger.csv", "scores.parquet", "notes.txt", "units.csv"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    problems = (Problem("unknown-unit", "check.csv:3", "", {"unit": "东村"}), Problem("no-persons", "a/2022/p"))
    write_outcome(_outcome(None, problems), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "notes.txt", "problems.csv", "problems.parquet", "units.csv",
    ]  # fmt: skip
    lines = _text(tmp_path / "problems.csv").splitlines()
    assert lines[1].startswith("error,unknown-unit,check.csv:3,units.csv 里没有单位“东村”")
    assert lines[2].startswith("warning,no-persons,a/2022/p,")


def test_a_problem_stands_once_for_each_message() -> None:
    twice = [Problem("wrong-type", "a.csv:2", "cell", {"column": name, "value": "x", "type": "date"}) for name in "aab"]
    assert len(told_problems(twice, "zh")) == 2


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("ladder|-1000|-2000", "由 -0.1 变为 -0.2"),
        ("clamp-cap|50000", "最多 5 分"),
        ("checklist|3", "3 个点位的检查结果"),
        ("no such word|1", "no such word|1"),
    ],
)
def test_reasons_are_worded(reason: str, expected: str) -> None:
    assert told_reason(reason, "zh") == expected
