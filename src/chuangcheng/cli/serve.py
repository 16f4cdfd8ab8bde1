"""``chuangcheng serve``: the web server and the worker as two children of one launcher.

The launcher ends when it is told to (SIGTERM, SIGINT) or when one child ends; it stops the others first.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

import click

from chuangcheng.cli.platform import prepare, with_django

#: Seconds that a child has to end what it is doing.
PATIENCE: Final = 20
_PR_SET_PDEATHSIG: Final = 1


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 / Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口。 / Port.")
@click.option(
    "--processes", type=click.IntRange(1, 64), help="网站进程数（SQLite 为 1）。 / Web processes (SQLite: 1)."
)
@with_django
def serve(host: str, port: int, processes: int | None) -> None:
    """启动网站和后台任务。 / Start the site and its worker; Ctrl+C or SIGTERM stops both."""
    run(host, port, processes)


def run(host: str, port: int, processes: int | None = None) -> None:
    """Prepare tables and static files, then serve until told to stop. Needs Django set up.

    Raises click.ClickException (exit code 1) when a child ended by itself.
    """
    from django.conf import settings
    from django.core.management import call_command

    if processes is None:
        processes = 1 if settings.SQLITE else 2
    if settings.SQLITE and processes > 1:
        raise click.UsageError("SQLite 只用一个网站进程；要多个，请改用 PostgreSQL。 / SQLite takes one web process.")
    prepare()
    call_command("check", fail_level="ERROR", deploy=False)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    _say_first_steps(host, port)
    stopped = _watch(
        {"网站 / web": _web(host, port, processes), "后台 / worker": [sys.executable, "-m", "django", "worker"]}
    )
    if stopped:
        raise click.ClickException(f"{stopped} 意外停止，其余已停止。 / ended by itself; the rest was stopped.")


def _web(host: str, port: int, processes: int) -> list[str]:
    from django.conf import settings

    threads = "4" if settings.SQLITE else "8"
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", threads, "--no-ws", "--log-level", "warning"),
        *("--backpressure", "256", "--workers-kill-timeout", str(PATIENCE // 2)),
        "chuangcheng.conf.wsgi:application",
    ]


def _say_first_steps(host: str, port: int) -> None:
    from django.conf import settings

    from chuangcheng.people.models import Account

    click.echo(f"{settings.ADDRESS or f'http://{host}:{port}'}  (Ctrl+C)")
    if not Account.objects.exists():
        click.echo("还没有账号：请运行 chuangcheng init。 / No account yet: run chuangcheng init.")
    sys.stdout.flush()


def _watch(commands: dict[str, list[str]]) -> str:
    """Run the children until a signal comes ('' is returned) or one of them ends (its name)."""
    told: list[int] = []

    def tell(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    become = _child()
    # safe here: the launcher has one thread
    children = {name: subprocess.Popen(command, preexec_fn=become) for name, command in commands.items()}  # noqa: PLW1509
    ended = ""
    try:
        while not told and not ended:
            ended = next((name for name, child in children.items() if child.poll() is not None), "")
            time.sleep(0.1)
    finally:
        _stop(list(children.values()))
        for number, handler in before.items():
            signal.signal(number, handler)
    return "" if told else ended


def _child() -> Callable[[], None]:
    """What a child does before it becomes its program: leave the terminal's Ctrl+C to the launcher, and end when the
    launcher is gone, however it went (Linux)."""
    launcher = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def become() -> None:
        os.setsid()
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != launcher:
                os._exit(1)

    return become


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask each child to end, wait, and end those that do not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
