"""The web line of ``bench``, at the size of a town: it runs, and a new problem takes few queries to show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from chuangcheng.base.clock import frozen
from chuangcheng.cli import bench_web
from chuangcheng.stages.scoring.actions import run_season
from chuangcheng.stages.scoring.models import Standing
from chuangcheng.stages.scoring.queries.live import live_board, scored
from chuangcheng.stages.scoring.queries.live.frame import frame_of

ASK = """
import sys
from pathlib import Path
from chuangcheng.cli.bench_web import MOST_QUERIES, measure
shown = measure(Path(sys.argv[1]), 6, times=1)
assert 0 < shown.queries <= MOST_QUERIES, shown
assert min(shown.record, shown.live, shown.page, shown.everything) > 0
"""


def test_a_new_problem_is_measured_on_a_real_database(tmp_path: Path) -> None:
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "CHUANGCHENG_DATABASE")
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)], env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_scores_now_agree_with_a_run_on_a_year_of_facts(db: None) -> None:
    """Each unit of the demo's year: what the oracle says of it alone, what is kept of it, and what a run says."""
    with frozen(bench_web._TODAY):
        office, season, units = bench_web._fill(21)
        found = frame_of(season, bench_web._TODAY)
        assert found is not None
        alone = scored.some(found, [unit.code for unit in units])
        board = live_board(season)
        run = run_season(by=office, season=season, period="2022-Q4")
    assert board is not None
    assert alone == {unit: one.score for unit, one in board.units.items()}
    standings = Standing.objects.filter(run=run, period="2022-Q4").select_related("unit")
    told = {
        unit: (one.score.published, one.standing.rank)
        for unit, one in board.units.items()
        if one.score is not None and one.standing is not None
    }
    assert told == {one.unit.code: (one.points, one.rank) for one in standings}
    assert len(told) == 21
