"""season.yaml: each fault with its code and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chuangcheng.engine.reading.opening import open_season
from chuangcheng.engine.reading.season import read_season
from tests.engine.seasons import BOOK, DATA, places, write_season

YEAR = "season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: book.yaml\n"


def test_a_season_is_read_with_the_lines_of_its_keys() -> None:
    season, problems = read_season(DATA / "town-five")
    assert problems == []
    assert season is not None
    assert (season.first, season.last, season.as_of) == (date(2022, 1, 1), date(2022, 12, 31), date(2022, 6, 30))
    assert season.rulebook == "town.yaml"
    assert season.lines["as_of"] == 3


def test_as_of_is_the_last_day_where_nothing_is_said() -> None:
    season, _ = read_season(DATA / "town-year")
    assert season is not None
    assert season.as_of == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", [("yaml-invalid", "season.yaml:1")]),
        ("season: s\nrulebook: book.yaml\n", [("missing-key", "season.yaml:1")]),
        ("year: {from: 2022-01-01, to: 2022-12-31}\n", [("missing-key", "season.yaml:1")]),
        ("season: s\nyear: {from: 2022-01-01}\n", [("missing-key", "season.yaml:2")]),
        ("season: s\nyear: {from: 2022-01-01, to: 2022-02-30}\n", [("wrong-value", "season.yaml:2")]),
        ("season: s\nyear:\n  from: 2022-02-01\n  to: 2022-01-31\n", [("wrong-value", "season.yaml:4")]),
        ("season: s\nyear: 2022\n", [("wrong-value", "season.yaml:2")]),
        (YEAR + "rules: x\n", [("unknown-key", "season.yaml:4")]),
        (YEAR + "as_of: soon\n", [("wrong-value", "season.yaml:4")]),
        (YEAR + "as_of: 2021-12-31\n", [("wrong-value", "season.yaml:4")]),
        (YEAR + "season: again\n", [("duplicate-key", "season.yaml:4")]),
        (YEAR + "rounds: no\n", [("wrong-value", "season.yaml:4")]),
        (YEAR + "rounds:\n- {id: r, from: 2022-01-01}\n", [("missing-key", "season.yaml:5")]),
        (YEAR + "rounds:\n- {id: r, from: 2022-02-01, to: 2022-01-01}\n", [("rounds-invalid", "season.yaml:5")]),
        (YEAR + "rounds:\n- {id: r, from: 2022-02-01, to: 2023-01-01}\n", [("rounds-invalid", "season.yaml:5")]),
        (
            YEAR
            + "rounds:\n- {id: r, from: 2022-01-01, to: 2022-02-01}\n- {id: q, from: 2022-02-01, to: 2022-03-01}\n",
            [("rounds-invalid", "season.yaml:6")],
        ),
        (
            YEAR
            + "rounds:\n- {id: r, from: 2022-05-01, to: 2022-06-01}\n- {id: q, from: 2022-02-01, to: 2022-03-01}\n",
            [("rounds-invalid", "season.yaml:6")],
        ),
        (YEAR + "assessed:\n- {unit: a}\n", [("missing-key", "season.yaml:5")]),
        (YEAR + "assessed:\n- {unit: a, period: q1, why: x}\n", [("unknown-key", "season.yaml:5")]),
        (YEAR + "sources:\n  score: {items: [total]}\n", [("missing-key", "season.yaml:5")]),
        (YEAR + "sources:\n  score: {season: ../x, items: []}\n", [("wrong-value", "season.yaml:5")]),
    ],
)
def test_each_fault_has_its_code_and_line(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    write_season(tmp_path, {"season.yaml": text})
    _, problems = read_season(tmp_path)
    assert places(problems) == expected


def test_a_folder_without_season(tmp_path: Path) -> None:
    assert places(read_season(tmp_path)[1]) == [("file-missing", "season.yaml")]


@pytest.mark.parametrize(
    ("season", "book", "expected"),
    [
        (YEAR.replace("2022-01-01", "2022-01-02"), BOOK, [("year-not-whole", "season.yaml:2")]),
        (YEAR.replace("2022-12-31", "2022-11-30"), BOOK, [("year-not-whole", "season.yaml:2")]),
        (YEAR, BOOK.replace("quarter", "week"), [("year-not-whole", "season.yaml:2")]),
        (YEAR, BOOK.replace("quarter", "rounds"), [("missing-key", "season.yaml:1")]),
        (YEAR + "rounds: []\n", BOOK.replace("quarter", "rounds"), [("rounds-invalid", "season.yaml:4")]),
        ("season: s\nyear: {from: 2022-01-01, to: 2022-12-31}\n", BOOK, [("missing-key", "season.yaml:1")]),
        (YEAR.replace("book.yaml", "none.yaml"), BOOK, [("file-missing", "none.yaml")]),
    ],
)
def test_what_season_and_rulebook_must_agree_on(
    tmp_path: Path, season: str, book: str, expected: list[tuple[str, str]]
) -> None:
    opened = open_season(write_season(tmp_path, {"season.yaml": season, "book.yaml": book}))
    assert places(opened.problems) == expected


def test_a_broken_season_does_not_hide_a_broken_rulebook(tmp_path: Path) -> None:
    broken = "season: s\nyear: 2022\nrulebook: book.yaml\n"
    opened = open_season(write_season(tmp_path, {"season.yaml": broken, "book.yaml": BOOK + "colour: red\n"}))
    assert places(opened.problems) == [("unknown-key", "book.yaml:11"), ("wrong-value", "season.yaml:2")]
