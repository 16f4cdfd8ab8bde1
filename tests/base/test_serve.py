"""An office's first day: init, serve, log in; and a launcher that leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.offices import Office, Offices

SERVE = ("-c", "from chuangcheng.cli.main import main; main()", "serve", "--port")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(port: int, path: str = "/accounts/login/") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def children(process: int) -> list[int]:
    """The processes that a process started, read from /proc (a bare machine may lack ps)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue  # it ended while we looked
        if int(parent) == process:
            found.append(int(folder.name))
    return found


def gone(processes: list[int]) -> bool:
    for _ in range(200):
        alive = [p for p in processes if Path(f"/proc/{p}").exists() and "Z" not in state(p)]
        if not alive:
            return True
        time.sleep(0.1)
    return False


def state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@contextmanager
def served(office: Office) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    launcher = office.start(*SERVE, str(port))
    try:
        for _ in range(300):
            if status(port) or launcher.poll() is not None:
                break
            time.sleep(0.1)
        yield launcher, port
    finally:
        launcher.terminate()
        launcher.communicate(timeout=60)


@pytest.fixture
def office(offices: Offices) -> Office:
    return offices.ready()


def test_the_first_day(offices: Offices) -> None:
    office = offices.empty()
    said = office.run("init", "--username", "admin", "--name", "管理员")
    assert re.search(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", said)
    assert "已有账号" in office.run("init", "--username", "second", "--name", "x", code=1)
    with served(office) as (launcher, port):
        assert status(port) == 200
        kids = children(launcher.pid)
        assert len(kids) == 2, "web and worker"
        launcher.send_signal(signal.SIGTERM)
        out, err = launcher.communicate(timeout=60)
        assert launcher.returncode == 0, out + err
        assert f"127.0.0.1:{port}" in out
        assert gone(kids)


def test_an_administrator_is_made_while_the_site_begins(offices: Offices) -> None:
    office = offices.empty()
    launcher = office.start(*SERVE, str(free_port()))
    try:
        assert "首次登录单" in office.run("init", "--username", "admin", "--name", "管理员")
    finally:
        launcher.terminate()
        _out, err = launcher.communicate(timeout=120)
    assert "Traceback" not in err


def test_when_one_child_ends_the_other_is_stopped_and_told(office: Office) -> None:
    with served(office) as (launcher, _port):
        kids = children(launcher.pid)
        worker = next(kid for kid in kids if b"worker\x00" in Path(f"/proc/{kid}/cmdline").read_bytes())
        os.kill(worker, signal.SIGKILL)
        _out, err = launcher.communicate(timeout=60)
        assert launcher.returncode == 1
        assert "worker" in err
        assert gone(kids)


def test_when_the_launcher_is_killed_with_9_its_children_end(office: Office) -> None:
    with served(office) as (launcher, _port):
        kids = children(launcher.pid)
        assert len(kids) == 2
        launcher.kill()
        launcher.communicate(timeout=60)
        assert gone(kids)
