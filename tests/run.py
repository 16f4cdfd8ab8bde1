"""Run every test: all of them on SQLite, what touches the database again on PostgreSQL, and sum the counts.

Called by ``./run test``; further arguments go to pytest. The last line is ``N passed, N failed, N skipped``; above
it stands what was skipped and why. Exit status 0 only when nothing failed and something ran.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import temporary_postgres  # noqa: E402  (the path above makes it importable)

#: Rooms that touch the database; they run on both databases. The engine, the command line, the browser journeys
#: and the law of the house do not depend on it and run once.
ON_BOTH = ("base", "people", "suggestions", "rulebooks", "evidence", "stages", "intake", "web", "api")


@dataclass
class Tally:
    """Counts of one or more runs, and why tests were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    broken: bool = False

    def add(self, report: Path, status: int) -> None:
        """Add a JUnit report. A run that ended without one, or strangely, counts as one failure."""
        if not report.exists() or status not in (0, 1):
            self.failed += 1
            self.broken = True
            return
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif (skip := case.find("skipped")) is not None:
                self.skipped += 1
                self.reasons[skip.get("message", "no reason given")] += 1
            else:
                self.passed += 1


def pytest(tally: Tally, name: str, places: list[str], database: str, extra: list[str]) -> None:
    """Run pytest in a process of its own on one database and add what it reports."""
    environment = dict(os.environ, CHUANGCHENG_DATABASE=database) if database else dict(os.environ)
    if not database:
        environment.pop("CHUANGCHENG_DATABASE", None)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", f"--junitxml={report}"]
        print(f"== {name}", flush=True)
        status = subprocess.run([*command, *places, *extra], cwd=ROOT, env=environment, check=False).returncode
        tally.add(report, status)


def main(extra: list[str]) -> int:
    """Run both parts and print the sums."""
    tally = Tally()
    pytest(tally, "SQLite: all tests", [], "", extra)
    with temporary_postgres() as address:
        places = [f"tests/{room}" for room in ON_BOTH if (ROOT / "tests" / room).is_dir()]
        if address:
            pytest(tally, "PostgreSQL: tests that touch the database", places, address, extra)
        else:
            print("PostgreSQL was not found (no server programs, no TEST_POSTGRES_URL): tested on SQLite alone.")
    for reason, count in sorted(tally.reasons.items()):
        print(f"skipped {count}: {reason}")
    print(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
    return 1 if tally.failed or tally.broken or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
