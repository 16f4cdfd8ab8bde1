"""The checks that need no test run: format, lint, types, the law between the rooms, migrations, addresses.

Called by ``./run check``. Every check runs, so that one visit shows everything; exit status 1 if any failed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS = (
    ("format", ["ruff", "format", "--check", "--quiet", "src", "tests"]),
    ("lint", ["ruff", "check", "--quiet", "src", "tests"]),
    ("types", ["mypy"]),
    ("the law between the rooms", ["lint-imports"]),
    ("settings", ["chuangcheng", "django", "check"]),
    ("migrations", ["chuangcheng", "django", "makemigrations", "--check", "--dry-run"]),
)


def main() -> int:
    """Run all checks; print the output of those that fail."""
    failed = []
    for name, command in CHECKS:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
