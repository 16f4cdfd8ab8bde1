"""The engine's commands as a person calls them: what they print, what they write, and their exit codes."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.seasons import BOOK, DATA, write_season

MAIN = "from chuangcheng.cli.main import main; main()"


def call(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, in a locale that knows no Chinese."""
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, cwd=cwd, env=environment,
    )  # fmt: skip


def test_score_writes_six_tables_twice(tmp_path: Path) -> None:
    done = call("score", DATA / "town-five", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert "打分完成" in done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 12
    ledger = (tmp_path / "out" / "ledger.csv").read_text(encoding="utf-8")
    assert ledger.splitlines()[2] == "丁,2022-Q2,problems,points,p31-0,p31,-0.1,由 0 变为 -0.1"


def test_the_same_bytes_again_and_in_english(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert (
            call("score", DATA / "town-five", "--out", tmp_path / name, "--format", "csv", "--lang", "en").returncode
            == 0
        )
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    assert "from 0 to -0.1" in (tmp_path / "a" / "ledger.csv").read_text(encoding="utf-8")


def test_score_with_an_error_writes_problems_alone(tmp_path: Path) -> None:
    season = write_season(tmp_path / "season", {"book.yaml": BOOK + "colour: red\n"})
    done = call("score", season, "--out", tmp_path / "out", "--format", "csv")
    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["problems.csv"]


def test_check_prints_problems_as_csv(tmp_path: Path) -> None:
    season = write_season(tmp_path, {"score.csv": None})
    done = call("check", season)
    assert done.returncode == 1
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["severity", "code", "where", "message"]
    assert [row[:3] for row in rows[1:]] == [["error", "file-missing", "score.csv"]]


def test_check_of_a_sound_season() -> None:
    done = call("check", DATA / "town-year", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "severity,code,where,message\n")


def test_another_rulebook(tmp_path: Path) -> None:
    season = write_season(tmp_path)
    (tmp_path / "other.yaml").write_text(BOOK.replace("subject: village", "subject: hamlet"), encoding="utf-8")
    done = call("check", season, "--rulebook", tmp_path / "other.yaml")
    assert done.returncode == 1
    assert "no-units,other.yaml:4" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", DATA / "town-five"),
        ("score", DATA / "no-such-town", "--out", "x"),
        ("score", DATA / "town-five", "--out", "x", "--format", "xlsx"),
        ("check",),
        ("check", DATA / "town-five", "--rulebook", "none.yaml"),
        ("rules", "test", "none"),
        ("rules", "test", DATA / "town-five" / "expected"),
        ("no-such-command",),
        ("--no-such-option",),
    ],
)
def test_a_wrong_call_is_told_without_a_traceback(arguments: tuple[object, ...]) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = call("score", DATA / "town-five", "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_rules_test_tells_what_differs(tmp_path: Path) -> None:
    assert call("rules", "test", DATA).returncode == 0
    season = write_season(tmp_path / "book" / "one")
    (season / "expected").mkdir()
    (season / "expected" / "decisions.csv").write_text("period,unit,decision\n2022-Q1,a,first\n", encoding="utf-8")
    done = call("rules", "test", tmp_path)
    assert done.returncode == 1
    assert "decisions 少了: 2022-Q1,a,first" in done.stdout


def test_rules_plan_prints_sql(tmp_path: Path) -> None:
    season = write_season(tmp_path)
    done = call("rules", "plan", season / "book.yaml")
    assert done.returncode == 0
    assert "CREATE TABLE subject AS" in done.stdout


def test_rules_plan_of_a_broken_rulebook(tmp_path: Path) -> None:
    season = write_season(tmp_path, {"book.yaml": BOOK + "colour: red\n"})
    done = call("rules", "plan", season / "book.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "book.yaml:11" in done.stderr


def test_engine_commands_know_no_framework() -> None:
    code = (
        "import sys; sys.argv = ['chuangcheng', 'check', sys.argv[1]]\n"
        "from chuangcheng.cli.main import _run\n"
        "_run(); print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'pyarrow', 'numpy')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(DATA / "town-five")], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
