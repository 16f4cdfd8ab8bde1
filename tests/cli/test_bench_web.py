"""The web line of ``bench``, at the size of a town: it runs, and a new problem takes few queries to show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK = """
import sys
from pathlib import Path
from chuangcheng.cli.bench_web import MOST_QUERIES, measure
shown = measure(Path(sys.argv[1]), 6, times=1)
assert 0 < shown.queries <= MOST_QUERIES, shown
assert min(shown.record, shown.live, shown.page, shown.everything) > 0
"""


def test_a_new_problem_is_measured_on_a_real_database(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "CHUANGCHENG_DATABASE")}
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)], env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
