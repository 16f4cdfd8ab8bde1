"""The project's own files: what git keeps, or, in a bundle that has no git, everything but what is installed or made there."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
#: Folders that ``./run`` makes: packages, data, caches, a bundle's wheels.
MADE: Final = frozenset({".venv", "node_modules", "var", "dist", "wheels", "build", "__pycache__"})


def project_files(suffix: str = "", root: Path = ROOT) -> list[Path]:
    """Paths of all files whose names end in ``suffix``, committed or about to be."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = [root / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for entry in sorted(root.iterdir()) if not _made(entry.name) for path in _within(entry)]
    return [path for path in found if path.name.endswith(suffix) and path.is_file()]


def _within(entry: Path) -> list[Path]:
    if not entry.is_dir():
        return [entry]
    return [path for path in sorted(entry.rglob("*")) if not any(map(_made, path.relative_to(entry).parts))]


def _made(name: str) -> bool:
    return name in MADE or name.endswith(("_cache", ".egg-info", ".mo")) or name == ".hypothesis"
