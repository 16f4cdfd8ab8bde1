"""Whole seasons: scored by the plan, every compared column equal to what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangcheng.engine.telling.examples import compare_example, find_examples
from tests.engine.seasons import DATA


@pytest.mark.parametrize("folder", find_examples(DATA), ids=lambda folder: folder.name)
def test_a_season_gives_what_is_expected(folder: Path) -> None:
    assert compare_example(folder) == []


def test_a_difference_is_found(tmp_path: Path) -> None:
    """The comparison itself: one figure of the facts is changed, and it shows."""
    for path in (DATA / "town-five").rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(DATA / "town-five")
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(
                path.read_text(encoding="utf-8").replace("b5,戊,2022-06-28,", "b5,戊,2022-06-27,9"), encoding="utf-8"
            )
    assert {difference.side for difference in compare_example(tmp_path)} == {"missing", "surplus"}
