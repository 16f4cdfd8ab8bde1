"""A scored season kept as a file says the same as one scored anew, and is forgotten where anything else changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chuangcheng.engine.scoring import keep_scored, open_scored, score_season
from chuangcheng.engine.telling.compare import compare, results_of
from chuangcheng.engine.telling.explain import explain

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "town-five", tmp_path / "season"))


def keep(season: Path, folder: Path) -> None:
    with score_season(season) as outcome:
        assert outcome.connection is not None
        keep_scored(outcome, folder)


def test_it_says_the_same(season: Path, tmp_path: Path) -> None:
    keep(season, tmp_path)
    kept = open_scored(season, tmp_path)
    assert kept is not None
    with kept, score_season(season) as anew:
        assert anew.connection is not None
        assert not compare(results_of(anew), results_of(kept))
        spots = anew.connection.execute(
            f"SELECT unit, period FROM ({anew.query('scores')}) q WHERE item = 'total' ORDER BY ALL"
        ).fetchall()
        assert len(spots) > 4
        for unit, period in spots:
            assert explain(kept, unit, period) == explain(anew, unit, period)


def test_one_file_stands_and_nothing_half_written(season: Path, tmp_path: Path) -> None:
    keep(season, tmp_path)
    keep(season, tmp_path)
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == 1


def test_a_changed_fact_asks_for_scoring_again(season: Path, tmp_path: Path) -> None:
    keep(season, tmp_path)
    path = next(season.glob("problem*.csv"))
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    assert open_scored(season, tmp_path) is None


def test_a_damaged_file_is_as_good_as_none(season: Path, tmp_path: Path) -> None:
    keep(season, tmp_path)
    path = next(tmp_path.glob("scored-*.duckdb"))
    path.write_bytes(path.read_bytes()[:5000])
    assert open_scored(season, tmp_path) is None


def test_nothing_is_kept_without_results(season: Path, tmp_path: Path) -> None:
    (season / "units.csv").unlink()
    with score_season(season) as outcome:
        keep_scored(outcome, tmp_path)
    assert open_scored(season, tmp_path) is None
    assert not list(tmp_path.glob("*.duckdb"))
