"""Whole installations beside the test process: an own data folder and an own database, on SQLite or PostgreSQL.

For what needs several processes, real commits, or the command line.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Office:
    """One installation: ``run`` starts a command in it and waits, ``start`` leaves it running, ``python`` runs code."""

    data: Path
    database: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("CHUANGCHENG_", "DJANGO_", "PYTEST"))}
        own = {"CHUANGCHENG_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "chuangcheng.conf.settings"}
        return {**kept, **own, "CHUANGCHENG_DATABASE": self.database, "PYTHONPATH": str(ROOT), **self.more}

    def start(self, *command: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=self.data,
            env=self.environment,
            text=True,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run ``chuangcheng …``, expect its exit code, give what it printed (both streams)."""
        process = self.start("-c", "from chuangcheng.cli.main import main; main()", *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, f"{arguments} ended with {process.returncode}:\n{out}\n{err}"
        return out + err

    def python(self, text: str) -> str:
        """Run Python with Django set up; give what it printed."""
        process = self.start("-c", f"import django; django.setup()\n{text}")
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, f"{out}\n{err}"
        return out.strip()


class Offices:
    """Makes installations; the first is migrated, the others are copies of it."""

    def __init__(self, folder: Path, server: str) -> None:
        """``server``: address of a PostgreSQL in which databases may be made, '' for SQLite."""
        self.folder, self.server = folder, server
        self.made: list[str] = []
        self._template: Office | None = None

    def empty(self, **more: str) -> Office:
        """A data folder with nothing in it, and a database without tables."""
        name = f"office_{uuid.uuid4().hex[:12]}"
        data = self.folder / name
        data.mkdir()
        return Office(data, self._database(name) if self.server else "", more)

    def ready(self, **more: str) -> Office:
        """A migrated installation without any account."""
        if self._template is None:
            self._template = self.empty()
            self._template.python("from django.core.management import call_command as c; c('migrate', verbosity=0)")
        name = f"office_{uuid.uuid4().hex[:12]}"
        data = self.folder / name
        shutil.copytree(self._template.data, data)
        template = self._template.database.rsplit("/", 1)[-1]
        return Office(data, self._database(name, f" TEMPLATE {template}") if self.server else "", more)

    def _database(self, name: str, template: str = "") -> str:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}".encode())
        self.made.append(name)
        return f"{self.server.rsplit('/', 1)[0]}/{name}"

    def close(self) -> None:
        for name in self.made:
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
