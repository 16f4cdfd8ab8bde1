"""A PostgreSQL for one test run: the address in TEST_POSTGRES_URL, else a temporary server, else none."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def _programs() -> Path | None:
    """The folder of initdb and postgres: from PATH, else the newest of Debian's."""
    found = shutil.which("postgres")
    candidates = [Path(found).parent] if found else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def _as_another() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: how to start it as postgres, else nobody."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> bool:
    for _ in range(100):
        if server.poll() is not None:
            return False
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Yield ``postgres://…`` of a server that lasts as long as the block, or '' where none can be had."""
    if address := os.environ.get("TEST_POSTGRES_URL"):
        yield address
        return
    programs = _programs()
    if programs is None:
        yield ""
        return
    who = _as_another()
    folder = Path(tempfile.mkdtemp(prefix="chuangcheng-postgres-"))
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        quiet: dict[str, Any] = {"cwd": "/", "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **who}
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        if subprocess.run(initdb, check=False, **quiet).returncode:
            yield ""
            return
        port = _free_port()
        options = ["-k", folder, "-h", "127.0.0.1", "-p", str(port), "-F", "-c", "max_connections=60"]
        server = subprocess.Popen([programs / "postgres", "-D", data, *options], **quiet)
        try:
            yield f"postgres://test@127.0.0.1:{port}/postgres" if _wait(server, port) else ""
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
