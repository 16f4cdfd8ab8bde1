"""Background jobs that tests run."""

from __future__ import annotations

import os
import time
from pathlib import Path

from chuangcheng.base.errors import Refused
from chuangcheng.base.jobs import Progress, background


@background(title="数一数")
def count(progress: Progress, *, upto: int) -> int:
    for number in range(1, upto + 1):
        progress(number, upto, f"{number}")
    return upto


@background(title="失败两次", attempts=3)
def fail_twice(progress: Progress, *, file: str) -> str:
    path = Path(file)
    path.write_text((path.read_text() if path.exists() else "") + "x")
    if len(path.read_text()) < 3:
        raise RuntimeError("not yet")
    return path.read_text()


@background(title="总是失败", attempts=2)
def fail(progress: Progress) -> None:
    raise RuntimeError("never")


@background(title="不合规定")
def refuse(progress: Progress) -> None:
    raise Refused("no", "期间已关闭。")


@background(title="慢活")
def slow(progress: Progress, *, file: str) -> str:
    """The first time: say which process has it, and wait to be killed. The second time: done at once."""
    path = Path(file)
    if path.exists():
        return f"{path.read_text()} then {os.getpid()}"
    path.write_text(str(os.getpid()))
    time.sleep(120)
    return "not killed"
