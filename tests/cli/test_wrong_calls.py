"""A wrong call is told in Chinese first, with what is wrong and what to write; ``--lang`` chooses one language."""

from __future__ import annotations

import pytest

from tests.cli.test_engine_commands import DATA, call

SEASON = str(DATA / "town-five")


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (["nosuch"], "没有命令 nosuch。", "No such command 'nosuch'."),
        (["scor"], "没有命令 scor。是不是 score？", "No such command 'scor'."),
        (["rules", "tests"], "没有命令 tests。是不是 test？", "No such command"),
        (["--bad"], "没有选项 --bad。", "No such option '--bad'."),
        (["check", SEASON, "--rulebok", "x"], "没有选项 --rulebok。是不是 --rulebook？", "No such option"),
        (["score"], "缺少参数 SEASON。", "Missing argument 'SEASON'."),
        (["score", SEASON], "缺少选项 --out。", "Missing option '--out'."),
        (["score", SEASON, "--out"], "选项 --out 后面要写值。", "Option '--out' requires an argument."),
        (["check", "none"], "SEASON：没有“none”这个文件或目录。", "does not exist"),
        (["check", f"{SEASON}/units.csv"], "是文件，这里要写目录。", "is a file"),
        (
            ["score", SEASON, "--out", "x", "--format", "xls"],
            "--format：“xls”不行，只能写 csv, parquet, both。",
            "is not one of",
        ),
        (["check", SEASON, "more"], "多写了“more”。", "Got unexpected extra argument (more)"),
        (["serve", "--port", "abc"], "--port：“abc”不是整数。", "is not a valid integer"),
        (["serve", "--port", "70000"], "--port：70000 超出范围 1<=x<=65535。", "is not in the range"),
        (["--version=3"], "选项 --version 后面不写值。", "does not take a value"),
    ],
)
def test_a_wrong_call_in_both_languages(arguments: list[str], chinese: str, english: str) -> None:
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    line = next(line for line in done.stderr.splitlines() if " / " in line and "Usage" not in line)
    assert chinese in line.split(" / ")[0]
    assert english in line.split(" / ")[1]


def test_the_usage_and_the_way_to_help_stand_beside_it() -> None:
    told = call("score").stderr.splitlines()
    assert told[0].startswith("用法 / Usage: ")
    assert told[0].endswith(" score [OPTIONS] SEASON")
    assert told[2].startswith("看说明 / Help: ")
    assert told[2].endswith(" score --help")


@pytest.mark.parametrize("lang", [["--lang", "en"], ["--lang=en"]])
def test_one_language_where_the_call_chooses_it(lang: list[str]) -> None:
    english = call("check", SEASON, *lang, "--bad").stderr
    assert "No such option '--bad'." in english
    assert "没有" not in english
    chinese = call("check", SEASON, "--lang", "zh", "--bad").stderr
    assert "没有选项 --bad。" in chinese
    assert "No such" not in chinese


def test_a_group_alone_shows_its_help() -> None:
    done = call("rules")
    assert done.returncode == 2
    assert "plan" in done.stderr


def test_a_sentence_of_ours_is_left_as_it_is() -> None:
    done = call("explain", SEASON, "--unit", "nobody", "--period", "2022-Q2", "--lang", "en")
    assert done.returncode == 2
    assert "nobody" in done.stderr
    assert "没有" not in done.stderr
